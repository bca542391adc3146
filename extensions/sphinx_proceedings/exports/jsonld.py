"""schema.org as JSON-LD, for the head of a page and for search engines.

Source: schema.org 29 (ScholarlyArticle, PublicationVolume, Event, Person, CorrectionComment);
RFC 8259 for the escapes that keep a text from ending the ``script`` element it stands in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.data import Json, present
from sphinx_proceedings.exports.item import Book, Item, notice
from sphinx_proceedings.model import Organization

# A script element ends at what looks like its end, wherever that stands; the line separators end a
# line of JavaScript.
_ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def paper(item: Item) -> str:
    """Return the data of a paper and of its event, safe inside of a ``script`` element."""
    return written(paper_data(item))


def volume(book: Book) -> str:
    """Return the data of a volume, its papers and its event, safe in a ``script`` element."""
    return written(volume_data(book))


def event(book: Book) -> str:
    """Return the data of an event alone, safe inside of a ``script`` element."""
    return written({"@context": "https://schema.org", **event_data(book)})


def profile(person: Contributor, names: Sequence[str], url: str | None) -> str:
    """Return the data of a page about a person, who may have other ``names`` as well."""
    data = _person(person)
    data["alternateName"] = [*names]
    if url:
        # Beside the website of their own.
        data["mainEntityOfPage"] = url
    shown = present({"@type": "ProfilePage", "url": url, "mainEntity": present(data)})
    return written({"@context": "https://schema.org", **shown})


def written(data: Json) -> str:
    """Return data as JSON that can stand in a ``script`` element."""
    return json.dumps(data, ensure_ascii=False, indent=2).translate(_ESCAPES) + "\n"


def paper_data(item: Item) -> dict[str, Json]:
    """Return a graph of the paper and the event at which it was presented."""
    shown = event_data(item.book) | {"workFeatured": {"@id": _id(item)}}
    return {"@context": "https://schema.org", "@graph": [_article(item), shown]}


def volume_data(book: Book) -> dict[str, Json]:
    """Return a graph of the volume, its papers in brief, and the event."""
    papers: list[Json] = [
        present(
            {
                "@type": "ScholarlyArticle",
                "@id": _id(item),
                "name": item.title,
                "author": [_person(author, brief=True) for author in item.authors],
                "url": item.url,
            }
        )
        for item in book.all_papers
    ]
    if book.volume is None:
        return {"@context": "https://schema.org", **event_data(book), "workFeatured": papers}
    graph: list[Json] = [_volume(book) | {"hasPart": papers} if papers else _volume(book)]
    return {"@context": "https://schema.org", "@graph": [*graph, event_data(book)]}


def event_data(book: Book) -> dict[str, Json]:
    """Return the event: its days and its place, as far as they are known."""
    found = book.event
    place: dict[str, Json] | None = None
    if found.place:
        address = {
            "@type": "PostalAddress",
            "addressLocality": found.place.city,
            "addressCountry": found.place.country,
        }
        place = present(
            {
                "@type": "Place",
                "name": found.place.venue or str(found.place),
                "address": present(address),
                "url": found.place.url,
            }
        )
    return present(
        {
            "@type": "Event",
            "name": found.title,
            "alternateName": found.acronym or found.short,
            "description": found.theme,
            "startDate": found.start.isoformat(),
            "endDate": found.last_day.isoformat(),
            "location": place,
            "url": found.url or book.url,
            "superEvent": present({"@type": "EventSeries", "name": found.series})
            if found.series
            else None,
        }
    )


def _article(item: Item) -> dict[str, Json]:
    book = item.book
    corrections: list[Json] = [
        present(
            {
                "@type": "CorrectionComment",
                "name": notice(one),
                "text": one.reason,
                "datePublished": one.date.isoformat(),
                "url": one.url,
                "sameAs": f"https://doi.org/{one.doi}" if one.doi else None,
            }
        )
        for one in item.corrections
    ]
    pdf: dict[str, Json] = {"@type": "MediaObject", "encodingFormat": "application/pdf"}
    data: dict[str, Json] = {
        "@type": "ScholarlyArticle",
        "@id": _id(item),
        "headline": item.title,
        "name": item.title,
        "author": [_person(author) for author in item.authors],
        "datePublished": item.date.isoformat(),
        "dateModified": item.modified.isoformat() if item.corrections else None,
        "abstract": item.abstract,
        "keywords": [*item.paper.keywords],
        "award": [*item.paper.awards],
        "inLanguage": item.language,
        "license": item.license_url or item.license,
        "isPartOf": _volume(book) if item.is_published else None,
        "url": item.url,
        "encoding": pdf | {"contentUrl": item.pdf_url} if item.pdf_url else None,
        **_identified(item.doi),
        "correction": corrections,
        "creativeWorkStatus": _status(item),
    }
    if item.pages:
        data |= {
            "pageStart": item.pages.first,
            "pageEnd": item.pages.last,
            "pagination": str(item.pages),
        }
    return present(data)


def _status(item: Item) -> str | None:
    if item.paper.is_withdrawn:
        return "Withdrawn"
    return "Retracted" if item.paper.is_retracted else None


def _volume(book: Book) -> dict[str, Json]:
    series: dict[str, Json] = {"@type": "BookSeries", "name": book.series, "issn": book.issn}
    return present(
        {
            "@type": ["PublicationVolume", "Book"],
            "@id": f"{book.url}#volume" if book.url else None,
            "name": book.title,
            "volumeNumber": book.number,
            "isPartOf": present(series) if book.series else None,
            "editor": [_person(person) for person in book.editors],
            "publisher": _organization(book.publisher) if book.publisher else None,
            "datePublished": book.date.isoformat(),
            "isbn": book.isbn,
            "inLanguage": book.language,
            "license": book.license_url or book.license,
            "url": book.url,
            **_identified(book.doi),
        }
    )


def _id(item: Item) -> str:
    """Return what the graph calls a paper: its address, or a name within the graph."""
    return item.url or f"_:{item.paper.id}"


def _identified(doi: str | None) -> dict[str, Json]:
    if not doi:
        return {}
    value: dict[str, Json] = {"@type": "PropertyValue", "propertyID": "DOI", "value": doi}
    return {"identifier": value, "sameAs": f"https://doi.org/{doi}"}


def _person(person: Contributor, *, brief: bool = False) -> dict[str, Json]:
    data: dict[str, Json] = {
        "@type": "Organization" if person.is_organization else "Person",
        "@id": f"https://orcid.org/{person.orcid}" if person.orcid else None,
        "name": person.printed,
    }
    if not brief:
        data |= {
            "givenName": None if person.is_organization else person.parts.given,
            "familyName": None if person.is_organization else person.parts.filed,
            "honorificSuffix": person.parts.suffix,
            "url": person.url,
            "affiliation": [_organization(one) for one in person.affiliations],
        }
    return present(data)


def _organization(organization: Organization) -> dict[str, Json]:
    return present(
        {
            "@type": "Organization",
            "@id": f"https://ror.org/{organization.ror}" if organization.ror else None,
            "name": organization.name,
            "alternateName": organization.short,
            "url": organization.url,
            "location": organization.place,
        }
    )
