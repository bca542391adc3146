"""DataCite's metadata in JSON, as its REST API takes it for a DOI.

Source: DataCite Metadata Schema 4.6. Only what version 4.5 knows as well is used, so that either
accepts it.
"""

from __future__ import annotations

import datetime as dt

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.data import Json, present, written
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.item import Book, Item, notice
from sphinx_proceedings.model import Organization

_RELATED = {"preprint": "IsVersionOf", "code": "IsSupplementedBy", "data": "IsSupplementedBy"}


def paper(item: Item) -> str:
    """Return the attributes of a paper; raises :class:`IncompleteError` without a publisher."""
    return written(paper_data(item))


def volume(book: Book) -> str:
    """Return the attributes of a volume; raises :class:`IncompleteError` without a publisher."""
    return written(volume_data(book))


def paper_data(item: Item) -> dict[str, Json]:
    """Return the attributes of a paper as data."""
    book = item.book
    published = item.is_published
    dates: list[Json] = [_dated(item.date, "Issued")]
    dates += [
        {
            **_dated(one.date, "Withdrawn" if one.kind in _ENDING else "Updated"),
            "dateInformation": notice(one),
        }
        for one in item.corrections
    ]
    descriptions: list[Json] = [
        {"description": text, "descriptionType": kind}
        for text, kind in [(item.abstract, "Abstract"), *((text, "Other") for text in item.notices)]
        if text
    ]
    return present(
        {
            "doi": item.doi,
            "url": item.url,
            "types": {
                "resourceTypeGeneral": "ConferencePaper",
                "resourceType": "Conference paper" if published else "Presentation",
            },
            "creators": [_creator(person) for person in item.authors],
            "titles": [{"title": item.title, "lang": item.language}],
            "publisher": _publisher(book, item.key),
            "publicationYear": str(item.date.year),
            "subjects": [{"subject": keyword} for keyword in item.paper.keywords],
            "dates": dates,
            "language": item.language,
            "rightsList": _rights(item.license, item.license_url),
            "descriptions": descriptions,
            "formats": ["application/pdf"] if item.pdf_url else [],
            "relatedIdentifiers": _related(item),
            "relatedItems": [_published_in(item)] if published else [],
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )


def volume_data(book: Book) -> dict[str, Json]:
    """Return the attributes of a volume as data."""
    publisher = _publisher(book, book.key)
    editors: list[Json] = [
        {**_creator(person), "contributorType": "Editor"} for person in book.editors
    ]
    # DataCite wants a creator of everything: of a volume that is who edited it, or the event.
    event: list[Json] = [{"name": book.event.title, "nameType": "Organizational"}]
    numbers = [(book.isbn, "ISBN", "IsVariantFormOf"), (book.issn, "ISSN", "IsPartOf")]
    related: list[Json] = [
        _identifier(number, kind, relation) for number, kind, relation in numbers if number
    ]
    related += [_identifier(item.doi, "DOI", "HasPart") for item in book.papers if item.doi]
    return present(
        {
            "doi": book.doi,
            "url": book.url,
            "types": {
                "resourceTypeGeneral": "ConferenceProceeding" if book.volume else "Event",
                "resourceType": "Proceedings" if book.volume else "Workshop",
            },
            "creators": [_creator(person) for person in book.editors] or event,
            "contributors": editors,
            "titles": [{"title": book.title, "lang": book.language}],
            "publisher": publisher,
            "publicationYear": str(book.date.year),
            "dates": [_dated(book.date, "Issued")],
            "language": book.language,
            "rightsList": _rights(book.license, book.license_url),
            "formats": ["application/pdf"] if book.pdf_url else [],
            "relatedIdentifiers": related,
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )


_ENDING = {"retraction", "withdrawal"}


def _publisher(book: Book, what: str) -> dict[str, Json]:
    if book.publisher is None:
        raise IncompleteError(what, ["`publisher` in volume.yml"])
    ror = book.publisher.ror
    known: dict[str, Json] = {
        "publisherIdentifier": f"https://ror.org/{ror}",
        "publisherIdentifierScheme": "ROR",
        "schemeURI": "https://ror.org/",
    }
    return {"name": book.publisher.name, **(known if ror else {})}


def _creator(person: Contributor) -> dict[str, Json]:
    orcid: list[Json] = [
        {
            "nameIdentifier": f"https://orcid.org/{person.orcid}",
            "nameIdentifierScheme": "ORCID",
            "schemeUri": "https://orcid.org",
        }
    ]
    data: dict[str, Json] = {
        "name": person.inverted,
        "nameType": "Organizational" if person.is_organization else "Personal",
        "nameIdentifiers": orcid if person.orcid else [],
        "affiliation": _distinct([_affiliation(one) for one in person.affiliations]),
    }
    if not person.is_organization:
        data |= {"givenName": person.parts.given, "familyName": person.parts.filed}
    return present(data)


def _affiliation(organization: Organization) -> dict[str, Json]:
    if not organization.ror:
        return {"name": organization.name}
    return {
        "name": organization.name,
        "affiliationIdentifier": f"https://ror.org/{organization.ror}",
        "affiliationIdentifierScheme": "ROR",
        "schemeUri": "https://ror.org",
    }


def _distinct(values: list[dict[str, Json]]) -> list[Json]:
    found: list[Json] = []
    found.extend(value for index, value in enumerate(values) if value not in values[:index])
    return found


def _dated(day: dt.date, kind: str) -> dict[str, Json]:
    return {"date": day.isoformat(), "dateType": kind}


def _rights(name: str | None, url: str | None) -> list[Json]:
    if not name:
        return []
    if not url:
        return [{"rights": name}]
    return [
        {
            "rights": name,
            "rightsUri": url,
            "rightsIdentifier": name,
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    ]


def _identifier(value: str | None, kind: str, relation: str) -> dict[str, Json]:
    return {
        "relatedIdentifier": value,
        "relatedIdentifierType": kind,
        "relationType": relation,
    }


def _related(item: Item) -> list[Json]:
    found: list[Json] = []
    if item.is_published and item.book.doi:
        found.append(_identifier(item.book.doi, "DOI", "IsPartOf"))
    for one in item.corrections:
        if one.doi:
            found.append(_identifier(one.doi, "DOI", "IsReferencedBy"))
        elif one.url:
            found.append(_identifier(one.url, "URL", "IsReferencedBy"))
    for kind, url in item.paper.links.given():
        if kind in _RELATED:
            found.append(_identifier(url, "URL", _RELATED[kind]))
    return found


def _published_in(item: Item) -> dict[str, Json]:
    book = item.book
    identifiers = [(book.doi, "DOI"), (book.isbn, "ISBN")]
    known = next(((text, kind) for text, kind in identifiers if text), None)
    return present(
        {
            "relatedItemType": "ConferenceProceeding",
            "relationType": "IsPublishedIn",
            "relatedItemIdentifier": {
                "relatedItemIdentifier": known[0],
                "relatedItemIdentifierType": known[1],
            }
            if known
            else None,
            "titles": [{"title": book.title}],
            "publicationYear": str(book.date.year),
            "volume": book.number,
            "firstPage": str(item.pages.first) if item.pages else None,
            "lastPage": str(item.pages.last) if item.pages else None,
            "publisher": book.publisher.name if book.publisher else None,
            "contributors": [
                {**_creator(person), "contributorType": "Editor"} for person in book.editors
            ],
        }
    )
