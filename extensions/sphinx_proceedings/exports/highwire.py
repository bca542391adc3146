"""The ``citation_*`` tags that Google Scholar, Zotero and others read from the head of a page.

Source: Google Scholar, "Inclusion Guidelines for Webmasters": the authors in order, one tag each,
what concerns an author right after them; dates as ``YYYY/MM/DD``; the PDF in the page's own folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_proceedings.exports.item import Item


def tags(item: Item) -> list[tuple[str, str]]:
    """Return the names and contents of the tags of a paper, in order; neither is escaped."""
    return [(name, str(content)) for name, content in _tags(item) if content not in (None, "")]


def _tags(item: Item) -> Iterator[tuple[str, object]]:
    yield "citation_title", item.title
    for person in item.authors:
        yield "citation_author", person.inverted
        for organization in person.affiliations:
            yield "citation_author_institution", organization.name
        if person.orcid:
            yield "citation_author_orcid", f"https://orcid.org/{person.orcid}"
        yield "citation_author_email", person.email
    yield "citation_publication_date", f"{item.date:%Y/%m/%d}"
    yield "citation_conference_title", item.container
    yield "citation_conference", item.event.title if item.is_published else None
    if item.pages:
        yield "citation_firstpage", item.pages.first
        yield "citation_lastpage", item.pages.last
    if item.is_published:
        book = item.book
        yield "citation_series_title", book.series
        yield "citation_volume", book.number
        yield "citation_publisher", book.publisher.name if book.publisher else None
        yield "citation_isbn", book.isbn
        yield "citation_issn", book.issn
    yield "citation_doi", item.doi
    yield "citation_language", item.language
    for keyword in item.paper.keywords:
        yield "citation_keywords", keyword
    yield "citation_abstract_html_url", item.url
    yield "citation_fulltext_html_url", _text_url(item)
    yield "citation_pdf_url", item.pdf_url


def _text_url(item: Item) -> str | None:
    return item.url if item.paper.has_text and not item.paper.is_withdrawn else None
