"""A volume as a document for Typst: its parts in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sphinx_proceedings.model import Edition, Volume
from sphinx_proceedings.sphinx.press.opening import chapter
from sphinx_proceedings.sphinx.press.preliminary import editors, preliminaries
from sphinx_proceedings.sphinx.press.value import Json
from sphinx_proceedings.sphinx.site import Site
from sphinx_proceedings.volume.order import entries_in_order, runs_on
from sphinx_typst import TypstDocument


def documents(site: Site) -> list[TypstDocument]:
    """Return one printed document for each edition that has a volume."""
    return [
        _document(site, edition, edition.volume)
        for edition in site.catalogue.editions.values()
        if edition.volume
    ]


def edition_of(site: Site, document: TypstDocument) -> Edition | None:
    """Return the edition of which a document is the volume; projects may print others."""
    found = site.catalogue.editions.get(document.target)
    return found if found and found.volume and document.bound else None


def _document(site: Site, edition: Edition, volume: Volume) -> TypstDocument:
    entries = entries_in_order(edition)
    # Corrections come last, behind all that was printed before.
    corrections = site.generated.docname("corrections", edition.id)
    last = (corrections,) if corrections else ()
    appendices = _pages(site, edition, volume.back) + last
    return TypstDocument(
        start=site.page(edition.id, "index"),
        target=edition.id,
        title=volume.title,
        author=", ".join(editors(site, volume)),
        preliminaries=_pages(site, edition, volume.preliminaries),
        chapters=tuple(site.document(entry) for entry in entries),
        appendices=appendices,
        bound=True,
        chapter_data={site.document(entry): chapter(site, edition, entry) for entry in entries},
        data=preliminaries(site, edition, volume)
        | _layout(edition)
        | {"colophon_in": "end" if appendices else "imprint"},
        language=volume.language,
        timestamp=int(dt.datetime.combine(volume.date, dt.time(), dt.UTC).timestamp()),
    )


def _pages(site: Site, edition: Edition, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(site.page(edition.id, "preliminaries", name.removesuffix(".md")) for name in names)


def _layout(edition: Edition) -> dict[str, Json]:
    """Return how the entries follow each other, and what the contents say of them.

    Papers are listed with their authors and without their sections, a summary with its sections.
    """
    papers = edition.papers_of_volume
    layout: dict[str, Json] = {"contents_depth": 1 if papers else 2, "contents": "last"}
    if runs_on(edition):
        layout["openings"] = "run-on"
    return layout
