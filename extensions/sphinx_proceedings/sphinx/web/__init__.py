"""What the site has besides text: heads of pages, cards, records, maps, and files to download."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.web import (
    asset,
    calendar,
    camera,
    default,
    head,
    jats,
    mathematics,
    navigation,
    notfound,
    offer,
    paper,
    record,
    redirect,
    reprint,
    search,
    sitemap,
    stale,
    visitor,
    withdrawn,
)


def register(app: Sphinx) -> None:
    """Register how HTML shows our nodes, and all files that lie beside pages."""
    app.connect("config-inited", default.configure, priority=100)
    app.connect("builder-inited", camera.prepare)
    app.connect("build-finished", calendar.write)
    app.connect("build-finished", withdrawn.remove)
    app.connect("build-finished", record.write)
    app.connect("build-finished", redirect.write)
    app.connect("build-finished", offer.volumes)
    # Before the extension that writes it.
    app.connect("build-finished", sitemap.complete, priority=400)
    # Collected before the index is written.
    app.connect("html-collect-pages", search.place_sources)
    visitor.register(app)
    paper.register(app)
    head.register(app)
    navigation.register(app)
    asset.register(app)
    app.connect("env-updated", stale.pages)
    app.connect("build-finished", stale.keep)
    app.connect("env-updated", reprint.outdated)
    app.connect("build-finished", reprint.keep)
    # After the extension that makes the page.
    app.connect("build-finished", notfound.place, priority=900)
    jats.register(app)
    mathematics.register(app)
