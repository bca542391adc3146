"""What the head of a page tells machines: whom to cite, what to show, where the records are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_proceedings.exports import atom, dublincore, highwire
from sphinx_proceedings.exports.formats import FORMATS, Format
from sphinx_proceedings.exports.item import Item
from sphinx_proceedings.model import Paper
from sphinx_proceedings.sphinx.site import SITES, site_of
from sphinx_proceedings.sphinx.web import jats, record
from sphinx_proceedings.sphinx.web.about import about

logger = logging.getLogger(__name__)

_OG_URL = re.compile(r'<meta property="og:url"[^>]*>\s*')

# What is shown of a page elsewhere: some two lines.
_SUMMARY = 200


def register(app: Sphinx) -> None:
    """Fill the heads of pages, before the extension that describes pages to other sites."""
    app.connect("builder-inited", _tell_of_address)
    app.connect("html-page-context", _fill, priority=400)
    # After it.
    app.connect("html-page-context", _leave_out_empty_address, priority=900)


def _leave_out_empty_address(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Say nothing of the address of a page when nobody knows it; half of one leads nowhere."""
    if not app.config.ogp_site_url and "metatags" in context:
        context["metatags"] = _OG_URL.sub("", context["metatags"])


def _tell_of_address(app: Sphinx) -> None:
    """Say once what a site whose address nobody knows has to do without."""
    if app.builder.name not in SITES or app.config.html_baseurl:
        return
    if site_of(app.config).exists:
        logger.info(
            "html_baseurl is not set: no addresses in records and heads of pages, no feed, "
            "no map of the site"
        )


def _fill(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    if app.builder.name not in SITES or tree is None:
        return
    site = site_of(app.config)
    tags: list[str] = []
    if record.has_feed(app.builder):
        up = context["pathto"](atom.FILE, resource=True)
        kind = FORMATS["atom"].media_type
        title = escape(app.config.project)
        tags.append(f'<link rel="alternate" type="{kind}" title="{title}" href="{escape(up)}">')
    entry = site.entries.get(page)
    if isinstance(entry, Paper):
        item = record.item(app.builder, entry)
        tags += _of_paper(item)
        if jats.is_beside(app.env, page, entry):
            tags.append(_alternate(FORMATS["jats"], item))
        names = ", ".join(person.printed for person in item.authors)
        summary = " ".join([*item.notices, item.abstract or names])
        tags.append(_meta("description", shortened(summary)))
        # Another page of this one only; the environment keeps its own.
        context["meta"] = dict(context.get("meta") or {}) | {
            "og:type": "article",
            "og:title": item.title,
            "og:description": shortened(summary),
        }
        # The page has its own way to the papers before and after it.
        context["prev"] = context["next"] = None
    elif told := about(site, page, context.get("pageurl")):
        tags.append(_meta("description", shortened(told.summary)))
        context["meta"] = dict(context.get("meta") or {}) | {
            "og:type": told.kind,
            "og:description": shortened(told.summary),
        }
        if told.data:
            tags.append(_script(told.data))
    elif volume := _volume(app, page):
        tags.append(_script(volume))
    context["metatags"] = context.get("metatags", "") + "".join(f"{tag}\n" for tag in tags)


def _volume(app: Sphinx, page: str) -> str | None:
    """Return the description of the event and volume whose page it is."""
    site = site_of(app.config)
    edition = site.catalogue.editions.get(site.edition_of(page) or "")
    if edition is None or page != site.page(edition.id, "index"):
        return None
    return FORMATS["json-ld"].of_volume(record.book(app.builder, edition))


def _of_paper(item: Item) -> Iterator[str]:
    for rel, href in dublincore.LINKS:
        yield f'<link rel="{rel}" href="{href}">'
    for name, content in (*highwire.tags(item), *dublincore.tags(item)):
        yield _meta(name, content)
    for kind in record.FILES:
        yield _alternate(kind, item)
    if item.license_url:
        yield f'<link rel="license" href="{escape(item.license_url)}">'
    yield _property("article:published_time", item.date.isoformat())
    if item.modified != item.date:
        yield _property("article:modified_time", item.modified.isoformat())
    for person in item.authors:
        yield _property("article:author", person.url or person.printed)
    for keyword in item.paper.keywords:
        yield _property("article:tag", keyword)
    yield _script(FORMATS["json-ld"].of_paper(item))


def _alternate(kind: Format, item: Item) -> str:
    file = escape(record.name(item.paper.id, kind))
    return (
        f'<link rel="alternate" type="{kind.media_type}" title="{escape(kind.title)}" '
        f'href="{file}">'
    )


def _meta(name: str, content: str) -> str:
    return f'<meta name="{escape(name)}" content="{escape(content)}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{escape(name)}" content="{escape(content)}">'


def _script(data: str) -> str:
    # Inside of it nothing is escaped by HTML; the format itself has no `<`.
    return f'<script type="application/ld+json">{data.strip()}</script>'


def shortened(text: str, most: int = _SUMMARY) -> str:
    """Return the beginning of a text on one line, ended between words."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "\N{HORIZONTAL ELLIPSIS}"
