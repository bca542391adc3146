"""Finds what was built of each paper, and compares it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import ValidationError

from sphinx_proceedings.diagnostics import Code, Diagnostic, Severity
from sphinx_proceedings.model import Catalogue, Edition, Ledger, Paper
from sphinx_proceedings.parity import offprint, page, record
from sphinx_proceedings.parity.compare import differences
from sphinx_proceedings.parity.facts import Facts

_Source = TypeVar("_Source")
_Found = TypeVar("_Found")
_MOST = 120  # characters of what a parser has to say

_RECORDS: dict[str, Callable[[Path], Facts]] = {
    ".bib": record.bibtex,
    ".ris": record.ris,
    ".csl.json": record.csl,
}
# What lies there only if somebody has exported it.
_EXPORTED: dict[str, Callable[[Path], Facts | None]] = {
    ".dc.xml": record.dublin_core,
    ".jsonld": record.json_ld,
    ".jats.xml": record.jats,
    ".crossref.xml": record.crossref,
    ".cff": record.cff,
}


@dataclass(frozen=True)
class Built:
    """Where a site and its volumes were built: the folders ``html`` and ``pdf`` in one.

    ``records`` is where `export all EDITION --all` wrote, if anybody did.
    """

    html: Path
    pdf: Path
    records: Path | None = None

    @classmethod
    def within(cls, folder: Path) -> Built:
        """Return them as ``nox -s publish`` leaves them."""
        return cls(folder / "html", folder / "pdf", folder / "records")

    def ledgers(self) -> Iterator[Ledger]:
        """Yield the ledgers of the last print."""
        for path in sorted(self.pdf.glob("*.ledger.json")):
            try:
                yield Ledger.model_validate_json(path.read_text(encoding="utf-8"))
            except (ValidationError, OSError, UnicodeDecodeError):
                continue

    def page(self, paper: Paper) -> Path | None:
        """Return the page of a paper, in a folder of its own or as a file."""
        below = PurePosixPath(paper.path).with_suffix("")
        for name in (below / "index.html", below.with_suffix(".html")):
            known = self._pages.get(name.parts[-2:], ())
            found = (path for path in known if path.parts[-len(name.parts) :] == name.parts)
            if path := min(found, key=lambda path: (len(path.parts), path), default=None):
                return path
        return None

    @cached_property
    def _pages(self) -> Mapping[tuple[str, ...], list[Path]]:
        """All pages by their last two names: a site is walked once, however many papers it has."""
        found: dict[tuple[str, ...], list[Path]] = {}
        for path in self.html.rglob("*.html"):
            found.setdefault(path.parts[-2:], []).append(path)
        return found

    def exported(self, page: Path, paper: Paper, suffix: str) -> Iterator[Path]:
        """Yield the files of a record that need not be: beside the page, and in ``records``."""
        names = [page.parent / f"{paper.id}{suffix}"]
        names += [self.records / paper.edition / f"{paper.id}{suffix}"] if self.records else []
        yield from (path for path in names if path.is_file())

    def beside(self, page: Path, paper: Paper, suffix: str) -> Path | None:
        """Return a file beside the page of a paper."""
        path = page.parent / f"{paper.id}{suffix}"
        return path if path.is_file() else None


def check(catalogue: Catalogue, built: Built) -> Iterator[Diagnostic]:
    """Yield everything in which the forms of the built papers disagree."""
    catalogue = catalogue.with_ledgers(built.ledgers())
    for edition in catalogue.editions.values():
        for paper in edition.papers_in_order:
            yield from _paper(catalogue, built, edition, paper)


def _paper(
    catalogue: Catalogue, built: Built, edition: Edition, paper: Paper
) -> Iterator[Diagnostic]:
    where = built.page(paper)
    if where is None:
        yield Diagnostic(
            Code.PARITY, f'"{paper.key}" has no page in {built.html.name}/', paper.source
        )
        return
    forms: list[Facts] = []
    broken: list[Diagnostic] = []
    read = partial(_read, paper, broken)
    shown = read(page.read, where)
    if shown is not None:
        forms += [shown.shown, shown.meta]
        described = [one for data in shown.data if (one := read(record.described, data, where))]
        # Beside a broken one nothing is missing.
        forms += described or ([] if broken else [Facts("JSON-LD", authors=())])
    for suffix, reader in _RECORDS.items():
        if path := built.beside(where, paper, suffix):
            forms += _some(read(reader, path))
        else:
            yield _missing(paper, suffix)
    for suffix, of in _EXPORTED.items():
        for path in built.exported(where, paper, suffix):
            forms += _some(read(of, path))
    path = built.beside(where, paper, ".pdf")
    if path and not edition.publishes(paper):
        pass  # What its authors sent, as it is: no volume prints it, and checking looked into it.
    elif path:
        is_set = paper.has_text and paper.pdf is None
        forms += _some(read(partial(offprint.read, is_set=is_set), path))
    elif (built.pdf / edition.id / f"{paper.id}.pdf").is_file():
        # What could not be printed has been reported by the print.
        yield _missing(paper, ".pdf")
    yield from broken
    yield from differences(catalogue, edition, paper, forms, shown.site if shown else "")


def _some(facts: Facts | None) -> list[Facts]:
    return [] if facts is None else [facts]


def _read(
    paper: Paper,
    broken: list[Diagnostic],
    reader: Callable[[_Source], _Found],
    source: _Source,
    path: Path | None = None,
) -> _Found | None:
    """Return what a reader finds; a file that it cannot read is one finding, whatever is wrong."""
    try:
        return reader(source)
    except Exception as error:  # noqa: BLE001  # parsers raise what they like on broken files
        where = path if path is not None else source
        name = where.name if isinstance(where, Path) else ""
        reason = " ".join(str(error).split())[:_MOST] or type(error).__name__
        message = f'"{paper.key}": {name} cannot be read: {reason}'
        broken.append(Diagnostic(Code.PARITY, message, paper.source, "publish again"))
        return None


def _missing(paper: Paper, suffix: str) -> Diagnostic:
    return Diagnostic(
        Code.PARITY,
        f'"{paper.key}" has no {paper.id}{suffix} beside its page',
        paper.source,
        "print the volume and build the site again: nox -s publish",
        Severity.ERROR,
    )
