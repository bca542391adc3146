"""The ledger of what is printed: the pages of each paper, and whether they may be others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.exports.reference import reference
from sphinx_proceedings.model import LEDGER_FILE, Catalogue, Edition, Ledger, PageRange, Paper
from sphinx_proceedings.sphinx.press.document import edition_of
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of
from sphinx_proceedings.volume import freeze
from sphinx_proceedings.volume import ledger as ledgers

if TYPE_CHECKING:
    from sphinx_typst import TypstDocument

Pages = Mapping[str, tuple[int, int]]
"""The first and the last folio of each document of the body."""


def starts(site: Site, edition: Edition, document: TypstDocument) -> dict[str, int]:
    """Return where the documents of a volume begin whose pages are fixed."""
    ledger = edition.ledger
    if ledger is None or not freeze.is_fixed(ledger):
        return {}
    found = {}
    for (kind, name), pages in ledgers.entries(ledger).items():
        entry = edition.entry(kind, name)
        if entry is not None:
            found[site.document(entry)] = pages.first
    return found | dict.fromkeys(document.appendices[:1], _behind(ledger))


def _behind(ledger: Ledger) -> int:
    """Return the right-hand page after all entries: what comes last does not take theirs."""
    last = max((pages.last for pages in ledgers.entries(ledger).values()), default=0)
    return last + 1 + last % 2


def allowed(app: Sphinx, document: TypstDocument, pages: Pages) -> bool:
    """Tell whether a volume may be bound: one that is frozen keeps its pages."""
    site = site_of(app.config)
    edition = edition_of(site, document)
    if edition is None:
        return True
    if edition.id in site.unreadable_ledgers:
        # What is wrong with it has been said.
        return False
    frozen = edition.ledger
    if frozen is None or not freeze.is_fixed(frozen):
        return True
    found = ledgers.obstacles(frozen, _ledger(site, edition, pages))
    file = Location(site.shown(site.root / edition.id / LEDGER_FILE))

    def place(entry: ledgers.Entry) -> Location:
        kind, name = entry
        one = edition.entry(kind, name)
        return one.source if one else file

    said = {(one.code, one.location.path) for one in site.diagnostics}
    for diagnostic in freeze.explained(found, edition.id, place):
        # What came or went has been found on loading, at its line.
        if (Code.FROZEN_PAGES, diagnostic.location.path) not in said:
            report(diagnostic)
    return not found


def _ledger(site: Site, edition: Edition, pages: Pages) -> Ledger:
    """Return the ledger of what was printed."""
    found: dict[str, dict[str, PageRange]] = {"paper": {}, "dialogue": {}}
    for docname, (first, last) in pages.items():
        entry = site.entries.get(docname)
        if entry is not None and entry.edition == edition.id:
            kind = "paper" if isinstance(entry, Paper) else "dialogue"
            found[kind][entry.id] = PageRange(first=first, last=max(first, last))
    return Ledger(edition=edition.id, papers=found["paper"], dialogues=found["dialogue"])


def write(site: Site, edition: Edition, pages: Pages, folder: Path) -> None:
    """Write the ledger of a volume that was bound beside it; a frozen one keeps its pages."""
    ledger = _ledger(site, edition, pages)
    frozen = edition.ledger if freeze.is_fixed(edition.ledger) else None
    if frozen is not None:
        ledger = ledger.model_copy(update={"papers": frozen.papers, "dialogues": frozen.dialogues})
    ledger = ledger.model_copy(update={"citations": _citations(site.catalogue, edition, ledger)})
    ledgers.write(ledger, folder / f"{edition.id}.ledger.json")


def _citations(catalogue: Catalogue, edition: Edition, ledger: Ledger) -> dict[str, str]:
    """Return how the papers of a volume are cited, with the pages of a ledger."""
    known = replace(edition, ledger=ledger)
    with_pages = Catalogue(catalogue.people, {**catalogue.editions, edition.id: known})
    return {
        paper.id: reference(with_pages, known, paper)
        for paper in known.papers_of_volume
        if paper.id in ledger.papers
    }
