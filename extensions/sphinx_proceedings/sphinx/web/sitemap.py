"""The map of the site lists every page, also those that this build had no reason to write."""

from __future__ import annotations

from queue import Empty, Queue
from typing import TypeAlias

from sphinx.application import Sphinx

_Link: TypeAlias = "tuple[str, str | None]"


def complete(app: Sphinx, exception: Exception | None) -> None:
    """Add the pages of earlier builds to those of this one, in an order that is always the same.

    The extension that writes the map knows what was written only. With nothing written it leaves
    the map as it is.
    """
    links: Queue[_Link] | None = getattr(app, "sitemap_links", None)
    if exception is not None or links is None:
        return
    listed = _taken(links)
    if not listed:
        return
    # As it is told of each page that is written. It is no part of a site without an address.
    note = next(
        listener.handler
        for listener in app.events.listeners["html-page-context"]
        if listener.handler.__module__ == "sphinx_sitemap"
    )
    for docname in app.env.found_docs:
        note(app, docname, "page.html", {}, None)
    for link, day in sorted((dict(_taken(links)) | dict(listed)).items()):
        links.put((link, day))


def _taken(links: Queue[_Link]) -> list[_Link]:
    found = []
    while True:
        try:
            found.append(links.get_nowait())
        except Empty:
            return found
