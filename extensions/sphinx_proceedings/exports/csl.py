"""CSL-JSON, the data of the Citation Style Language.

Source: CSL 1.0.2, csl-data.json and Appendix IV (variables). A name in parts has its particle as
one that stays with the family name; an organization is ``literal``.
"""

from __future__ import annotations

import datetime as dt

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.data import Json, present, written
from sphinx_proceedings.exports.item import Book, Item


def paper(item: Item) -> str:
    """Return the record of a paper, as a list of one."""
    return written([paper_data(item)])


def volume(book: Book) -> str:
    """Return the record of a volume alone, as a list of one."""
    return written([volume_data(book)])


def whole(book: Book) -> str:
    """Return the records of a volume and of all papers of the edition, in order."""
    return written([volume_data(book), *(paper_data(item) for item in book.all_papers)])


def paper_data(item: Item) -> dict[str, Json]:
    """Return the record of a paper: ``paper-conference``, or ``speech`` if only presented."""
    pages = item.pages
    data: dict[str, Json] = {
        "id": item.key,
        "citation-key": item.key,
        "type": "paper-conference" if item.is_published else "speech",
        "title": item.title,
        "title-short": item.paper.short_title,
        "author": [_name(person) for person in item.authors],
        "issued": _date(item.date),
    }
    if item.is_published:
        data |= {"container-title": item.container, **_volume(item.book)}
    if pages:
        data["page"] = str(pages.first) if pages.count == 1 else f"{pages.first}-{pages.last}"
        data["page-first"] = str(pages.first)
    data |= {
        **_event(item.book),
        "DOI": item.doi,
        "URL": item.url,
        "language": item.language,
        "abstract": item.abstract,
        "keyword": ", ".join(item.paper.keywords),
        "note": " ".join(item.notices),
    }
    if item.paper.is_retracted:
        data["status"] = "retracted"
    elif item.paper.is_withdrawn:
        data["status"] = "withdrawn"
    return present(data)


def volume_data(book: Book) -> dict[str, Json]:
    """Return the record of a volume: ``book``, or ``event`` without one."""
    return present(
        {
            "id": book.key,
            "citation-key": book.key,
            "type": "book" if book.volume else "event",
            "title": book.title,
            "issued": _date(book.date),
            **_volume(book),
            **_event(book),
            "DOI": book.doi,
            "URL": book.url,
            "language": book.language,
        }
    )


def _volume(book: Book) -> dict[str, Json]:
    publisher = book.publisher
    return {
        "editor": [_name(person) for person in book.editors],
        "collection-title": book.series,
        "collection-number": book.number,
        "publisher": publisher.name if publisher else None,
        "publisher-place": publisher.place if publisher else None,
        "ISBN": book.isbn,
        "ISSN": book.issn,
    }


def _event(book: Book) -> dict[str, Json]:
    event = book.event
    return {
        "event-title": event.title,
        "event-place": str(event.place) if event.place else None,
        "event-date": _date(event.start, event.last_day),
    }


def _name(person: Contributor) -> dict[str, Json]:
    if person.is_organization:
        return {"literal": person.printed}
    parts = person.parts
    return present(
        {
            "family": parts.family,
            "given": parts.given,
            "non-dropping-particle": parts.particle,
            "suffix": parts.suffix,
            "static-ordering": person.family_first or None,
        }
    )


def _date(first: dt.date, last: dt.date | None = None) -> dict[str, Json]:
    days = [first] if last is None or last == first else [first, last]
    return {"date-parts": [[day.year, day.month, day.day] for day in days]}
