"""Loads the whole of a proceedings folder, once, without Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_proceedings.content import bibliography, body, crosscheck, prune, unnamed
from sphinx_proceedings.content.bibliography import Bibliography
from sphinx_proceedings.content.draft import Draft
from sphinx_proceedings.content.edition import read_edition
from sphinx_proceedings.content.people import read_people
from sphinx_proceedings.content.position import Positions
from sphinx_proceedings.content.report import Report
from sphinx_proceedings.content.tree import Tree, is_folder
from sphinx_proceedings.diagnostics import Code, Diagnostic
from sphinx_proceedings.model import Catalogue
from sphinx_proceedings.privacy import forms_of


@dataclass(frozen=True)
class Loaded:
    """What a folder holds, what is wrong with it, and the files that say so."""

    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()
    bibliography: Bibliography = field(default_factory=Bibliography)
    unreadable_ledgers: frozenset[str] = frozenset()
    """Editions that are frozen, and whose ledger cannot be used."""
    unnamed: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Names, folded, of those who are not confirmed, each with the place of their record."""


def load_bibliographies(paths: Sequence[Path], base: Path) -> Loaded:
    """Return what .bib files hold where there are no proceedings."""
    report = Report()
    cited = bibliography.read(Tree(base / "proceedings", base, report), report, paths)
    return Loaded(Catalogue(), report.diagnostics(), bibliography=cited)


def load(
    folder: Path,
    *,
    base: Path | None = None,
    bibliographies: Sequence[Path] = (),
    unfrozen: Iterable[str] = (),
) -> Loaded:
    """Return everything in a proceedings folder; findings are reported, never raised.

    The catalogue is closed: each reference in it leads to a record in it, and nobody who is
    marked as unconfirmed is in it. Places in findings are relative to ``base``, by default the
    parent of the folder. ``bibliographies`` are ``.bib`` files elsewhere, whose works can be cited
    as those of the folder's own. The editions that are ``unfrozen`` are read as if they had no
    ledger.
    """
    report = Report()
    tree = Tree(folder, base, report)
    if not is_folder(folder):
        report.add(
            Code.MISSING_FILE,
            "there is no proceedings folder here",
            tree.location(folder),
        )
        cited = bibliography.read(tree, report, bibliographies)
        return Loaded(Catalogue(), report.diagnostics(), bibliography=cited)
    draft = Draft(tree, report, Positions(), unfrozen=frozenset(unfrozen))
    read_people(draft)
    for path in tree.folders(folder):
        read_edition(draft, path)
    cited = bibliography.read(tree, report, bibliographies)
    crosscheck.check(draft)
    body.check(draft, cited)
    unnamed.check(draft, [one.path for one in cited.files])
    return Loaded(
        prune.catalogue(draft),
        report.diagnostics(),
        tuple(sorted(set(tree.files))),
        cited,
        frozenset(edition.id for edition in draft.editions.values() if edition.has_bad_ledger),
        {
            form: f"{draft.people[person].source.path}:{draft.people[person].source.line}"
            for form, person in forms_of(unnamed.people(draft)).items()
        },
    )
