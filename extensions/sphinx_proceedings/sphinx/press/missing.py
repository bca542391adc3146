"""Where something stands that no font can print, if it is in a record and not in a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from sphinx_proceedings.model import Dialogue, Edition, Event, Paper, Person, Volume
from sphinx_proceedings.sphinx.press.document import edition_of
from sphinx_proceedings.sphinx.site import Site, site_of

if TYPE_CHECKING:
    from sphinx_typst import TypstDocument


def place(app: Sphinx, document: TypstDocument, text: str) -> str | None:
    """Return the line (``path:line``) of the record of a volume that has a text."""
    site = site_of(app.config)
    edition = edition_of(site, document)
    for record in _records(site, edition) if edition else ():
        if text not in record.model_dump_json():
            continue
        path = site.base / record.source.path
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        first = max(1, record.source.line)
        found = (number for number, line in enumerate(lines[first - 1 :], first) if text in line)
        return f"{path}:{next(found, first)}"
    return None


def _records(site: Site, edition: Edition) -> Iterator[Person | Volume | Event | Paper | Dialogue]:
    """Yield what a volume says, people first: their names are in many places, and written once."""
    yield from site.catalogue.people.values()
    if edition.volume:
        yield edition.volume
    yield edition.event
    yield from edition.papers_of_volume
    yield from edition.dialogues.values()
