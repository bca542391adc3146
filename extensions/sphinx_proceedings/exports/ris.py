"""RIS, which reference managers read.

Source: "RIS Format Specifications" (Research Information Systems, 2011 revision): two letters, two
spaces, a hyphen and a space begin each line, lines end with CR and LF, ``TY`` comes first and
``ER`` last. Values are a line each; an asterisk may not stand in names and keywords.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.item import Book, Item

_Line = tuple[str, object]


def paper(item: Item) -> str:
    """Return the record of a paper (``CPAPER``)."""
    book = item.book
    event = book.event
    lines: list[_Line] = [("TY", "CPAPER"), ("ID", item.key)]
    lines += [("AU", _name(person)) for person in item.authors]
    lines += [("TI", item.title), ("T2", event.title)]
    if item.is_published:
        lines += [("C3", item.container), *_volume(book)]
    if item.pages:
        lines += [("SP", item.pages.first), ("EP", item.pages.last)]
    lines += [
        *_date(item.date),
        ("CY", event.place),
        ("DO", item.doi),
        ("UR", item.url),
        ("L1", item.pdf_url),
        ("LA", item.language),
        *(("KW", keyword.replace("*", "")) for keyword in item.paper.keywords),
        ("AB", item.abstract),
        *(("N1", text) for text in item.notices),
    ]
    return _record(lines)


def volume(book: Book) -> str:
    """Return the record of a volume alone (``CONF``)."""
    lines: list[_Line] = [
        ("TY", "CONF"),
        ("ID", book.key),
        ("TI", book.title),
        ("T2", book.event.title),
        *_volume(book),
        *_date(book.date),
        ("CY", book.event.place),
        ("DO", book.doi),
        ("UR", book.url),
        ("L1", book.pdf_url),
        ("LA", book.language),
    ]
    return _record(lines)


def whole(book: Book) -> str:
    """Return the records of a volume and of all papers of the edition, in order."""
    return "".join([volume(book), *(paper(item) for item in book.all_papers)])


def _volume(book: Book) -> list[_Line]:
    return [
        *(("A2", _name(person)) for person in book.editors),
        ("T3", book.series),
        ("VL", book.number),
        ("PB", book.publisher.name if book.publisher else None),
        ("PP", book.publisher.place if book.publisher else None),
        *(("SN", number) for number in (book.isbn, book.issn)),
    ]


def _date(day: dt.date) -> list[_Line]:
    return [("PY", day.year), ("DA", f"{day:%Y/%m/%d}")]


def _name(person: Contributor) -> str:
    return person.inverted.replace("*", "")


def _record(lines: Iterable[_Line]) -> str:
    found = []
    for tag, value in lines:
        text = " ".join(str(value).split()) if value is not None else ""
        if text:
            found.append(f"{tag}  - {text}\r\n")
    return "".join([*found, "ER  - \r\n"])
