"""The ``.bib`` files of a site: read once, and what they hold between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_proceedings.content.bibtex import Source, parse
from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.content.tree import Tree
from sphinx_proceedings.content.work import Work, complete, work
from sphinx_proceedings.diagnostics import Code, Location, Severity


@dataclass(frozen=True, slots=True)
class BibFile:
    """A file and what can be cited from it, each key once."""

    path: Path
    works: tuple[Work, ...] = ()


@dataclass(frozen=True)
class Bibliography:
    """All files in order, and where the entry of each key stands."""

    files: tuple[BibFile, ...] = ()
    keys: Mapping[str, Location] = field(default_factory=dict)


def beside(folder: Path) -> list[Path]:
    """Return the .bib files of a folder of pages: in it, and in its ``bib/``."""
    return sorted({*folder.glob("*.bib"), *folder.glob("bib/*.bib")})


def read(tree: Tree, report: Report, others: Sequence[Path] = ()) -> Bibliography:
    """Read other files, then those of the proceedings folder; reports what is wrong in them.

    A page takes a work from the nearest file that has it, so that papers may have files of their
    own and need not agree on keys.
    """
    sources: list[tuple[Path, Source]] = []
    seen: set[Path] = set()
    for path in [*others, *tree.named("*.bib")]:
        real = path.resolve()
        if real not in seen:
            seen.add(real)
            text = tree.read(path, anywhere=path in others)
            source = Source() if text is None else parse(text, tree.name(path), report)
            sources.append((path, source))
    return _Reader(report, [source for _, source in sources]).read(sources)


class _Reader:
    """Puts the entries of several files together."""

    def __init__(self, report: Report, sources: Sequence[Source]) -> None:
        self._report = report
        self._common: dict[str, Work] = {}
        self._abbreviations: dict[str, str] = {}
        for source in reversed(sources):
            self._abbreviations.update(source.abbreviations)

    def read(self, sources: Sequence[tuple[Path, Source]]) -> Bibliography:
        files = [self._file(path, source) for path, source in sources]
        keys: dict[str, Location] = {}
        for one in (one for file in files for one in file.works):
            keys.setdefault(one.key, one.location)
        return Bibliography(tuple(files), keys)

    def _file(self, path: Path, source: Source) -> BibFile:
        known = {**self._abbreviations, **source.abbreviations}
        read = [one for raw in source.entries if (one := work(raw, known, self._report))]
        by_key: dict[str, Work] = {}
        for one in read:
            by_key.setdefault(one.key.lower(), one)
        # What one paper has for itself may differ from what others have.
        others = {} if path.with_suffix(".md").exists() else self._common
        works: dict[str, Work] = {}
        for plain in read:
            one = complete(plain, lambda key: by_key.get(key.lower()), self._report)
            key = one.key.lower()
            if key in works:
                self._twice(one, works[key])
                continue
            works[key] = one
            if others.setdefault(key, one) != one:
                self._twice(one, others[key])
        return BibFile(path, tuple(works.values()))

    def _twice(self, one: Work, first: Work) -> None:
        place = first.location
        inside = place.path == one.location.path
        there = f"line {place.line}" if inside else str(place)
        same = first == one
        self._report.add(
            Code.DUPLICATE_ENTRY if same else Code.DUPLICATE_IDENTIFIER,
            f"{quote(one.key)} is already in {there}",
            one.location,
            "remove one of them" if same else "give one of them another key",
            Severity.ERROR if inside and not same else Severity.WARNING,
        )
