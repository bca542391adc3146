"""An Atom feed of papers and of news.

Source: RFC 4287. Entries are identified by their addresses, and dated by what they tell of, so that
a build of the same source gives the same feed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from sphinx_proceedings.exports.address import Addresses
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.formula import mathml, paragraphs
from sphinx_proceedings.exports.item import Item
from sphinx_proceedings.exports.xml import document, element, given
from sphinx_proceedings.model import Catalogue

FILE = "feed.atom"
"""The name of the feed in the site."""

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to tell: a paper, or a piece of news; all text is plain."""

    title: str
    address: str
    """Where it is, for ever: it is also its identity."""
    published: dt.date
    updated: dt.date | None = None
    """The last change that is worth telling; otherwise when it was published."""
    summary: str | None = None
    parts: tuple[ET.Element, ...] = ()
    """The summary in XHTML, where it has formulas."""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def changed(self) -> dt.date:
        """The day of the last change."""
        return self.updated or self.published


def papers(catalogue: Catalogue, addresses: Addresses) -> Iterator[Entry]:
    """Return an entry for each paper of each edition; none without addresses."""
    for edition in catalogue.editions.values():
        for paper in edition.papers_in_order:
            item = Item(catalogue, edition, paper, addresses)
            if item.url:
                summary = "\n\n".join([*item.notices, *([item.abstract] if item.abstract else [])])
                parts = tuple(paragraphs(paper, "p", _formula)) if item.abstract else ()
                yield Entry(
                    title=item.title,
                    address=item.url,
                    published=item.date,
                    updated=item.modified,
                    summary=summary or None,
                    # Only formulas need elements; a text is what all readers show.
                    parts=parts if any(len(part) for part in parts) and not item.notices else (),
                    authors=tuple(person.printed for person in item.authors),
                    categories=item.paper.keywords,
                )


def feed(
    entries: Iterable[Entry],
    *,
    title: str,
    addresses: Addresses,
    path: str = FILE,
    author: str | None = None,
    language: str = "en",
) -> str:
    """Return a feed, the latest entry first; raises :class:`IncompleteError` without addresses.

    ``path`` is where the feed lies in the site, ``author`` who writes the entries without authors;
    by default that is the site itself.
    """
    site = addresses.site
    if site is None:
        raise IncompleteError(title, ["the address of the site (`--base-url`)"])
    ordered = sorted(entries, key=lambda one: (-one.changed.toordinal(), one.address))
    latest = ordered[0].changed if ordered else dt.date(1970, 1, 1)
    root = element(
        "feed",
        None,
        element("title", title),
        element("id", f"{site}{path}"),
        element("link", None, rel="self", type="application/atom+xml", href=f"{site}{path}"),
        element("link", None, rel="alternate", type="text/html", href=site),
        element("updated", _moment(latest)),
        element("author", None, element("name", author or title)),
        element("generator", "sphinx-proceedings"),
        xml_lang=language,
    )
    root.set("xmlns", _ATOM)
    for entry in ordered:
        made = element(
            "entry",
            None,
            element("title", entry.title),
            element("id", entry.address),
            element("link", None, rel="alternate", type="text/html", href=entry.address),
            element("published", _moment(entry.published)),
            element("updated", _moment(entry.changed)),
        )
        made.extend(element("author", None, element("name", name)) for name in entry.authors)
        made.extend(element("category", None, term=term) for term in entry.categories)
        if entry.parts:
            box = element("div", None, *entry.parts, xmlns=_XHTML)
            made.append(element("summary", None, box, type="xhtml"))
        elif (summary := given("summary", entry.summary)) is not None:
            made.append(summary)
        root.append(made)
    return document(root)


def _formula(source: str, display: bool) -> ET.Element:  # as others are called
    made = mathml(source, display=display)
    return element("code", source) if made is None else made


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
