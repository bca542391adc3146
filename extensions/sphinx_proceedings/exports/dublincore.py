"""Dublin Core: as tags in the head of a page, and as the XML that repositories harvest.

Source: DCMI Metadata Terms; DC-HTML (2008) for the tags; OAI-PMH 2.0 for ``oai_dc``.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from sphinx_proceedings.exports import reference
from sphinx_proceedings.exports.item import Book, Item, notice
from sphinx_proceedings.exports.xml import document, element

_DC = "http://purl.org/dc/elements/1.1/"
_OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
LINKS = (("schema.DC", _DC), ("schema.DCTERMS", "http://purl.org/dc/terms/"))
"""The ``rel`` and ``href`` of the ``link`` elements that explain the prefixes of the tags."""


def tags(item: Item) -> list[tuple[str, str]]:
    """Return the names and contents of the tags of a paper, in order; neither is escaped."""
    found = [(f"DC.{name}", text) for name, text in _paper(item)]
    found.append(("DCTERMS.bibliographicCitation", reference.of_item(item)))
    found.append(("DCTERMS.isPartOf", item.container))
    if item.license_url:
        found.append(("DCTERMS.license", item.license_url))
    if item.modified != item.date:
        found.append(("DCTERMS.modified", item.modified.isoformat()))
    return found


def paper(item: Item) -> str:
    """Return the record of a paper as ``oai_dc``."""
    return _document(_paper(item))


def volume(book: Book) -> str:
    """Return the record of a volume as ``oai_dc``."""
    return _document(_volume(book))


def _paper(item: Item) -> Iterator[tuple[str, str]]:
    yield "title", item.title
    for person in item.authors:
        yield "creator", person.inverted
    for keyword in item.paper.keywords:
        yield "subject", keyword
    if item.abstract:
        yield "description", item.abstract
    for one, text in zip(item.corrections, item.notices, strict=True):
        yield "description", text
        if one.doi:
            yield "relation", f"{notice(one)}: https://doi.org/{one.doi}"
    if item.is_published:
        yield from _published(item.book)
    yield "date", item.date.isoformat()
    yield "type", "Text"
    if item.pdf_url:
        yield "format", "application/pdf"
    yield from _identifiers(item.doi, item.url)
    if item.is_published:
        yield "source", f"{item.container}, {item.pages}" if item.pages else item.container
    yield "language", item.language
    yield from _rights(item.license, item.license_url)


def _volume(book: Book) -> Iterator[tuple[str, str]]:
    yield "title", book.title
    yield from _published(book)
    yield "date", book.date.isoformat()
    yield "type", "Text" if book.volume else "Event"
    yield from _identifiers(book.doi, book.url)
    for number, kind in ((book.isbn, "ISBN"), (book.issn, "ISSN")):
        if number:
            yield "identifier", f"{kind} {number}"
    yield "language", book.language
    yield from _rights(book.license, book.license_url)


def _published(book: Book) -> Iterator[tuple[str, str]]:
    for person in book.editors:
        yield "contributor", person.inverted
    if book.publisher:
        yield "publisher", book.publisher.name


def _identifiers(doi: str | None, url: str | None) -> Iterator[tuple[str, str]]:
    if doi:
        yield "identifier", f"https://doi.org/{doi}"
    if url:
        yield "identifier", url


def _rights(name: str | None, url: str | None) -> Iterator[tuple[str, str]]:
    yield from (("rights", text) for text in (name, url) if text)


def _document(terms: Iterator[tuple[str, str]]) -> str:
    ET.register_namespace("dc", _DC)
    ET.register_namespace("oai_dc", _OAI)
    ET.register_namespace("xsi", _XSI)
    root = element(f"{{{_OAI}}}dc")
    root.set(f"{{{_XSI}}}schemaLocation", f"{_OAI} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    root.extend(element(f"{{{_DC}}}{name}", text) for name, text in terms)
    return document(root)
