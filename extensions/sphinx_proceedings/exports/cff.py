"""CITATION.cff of a volume or of a paper.

Source: Citation File Format 1.2.0. The file is YAML of the form that JSON has, so that nothing in
a title can be taken for markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.data import Json, present
from sphinx_proceedings.exports.item import Book, Item
from sphinx_proceedings.model import Organization

# The DOIs that the schema of the format takes.
_DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
# What YAML 1.2 (production 1) wants escaped in double quotes, and what some readers fold.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def paper(item: Item) -> str:
    """Return a file that asks to cite a paper."""
    data: dict[str, Json] = {
        "type": "conference-paper" if item.is_published else "generic",
        "title": item.title,
        "authors": _people(item.authors),
        "year": item.date.year,
        "month": item.date.month,
        "date-published": item.date.isoformat(),
        **_identified(item.doi, item.url),
        "abstract": item.abstract,
        "keywords": _distinct(item.paper.keywords),
        "languages": _languages(item.language),
        "notes": " ".join(item.notices),
        "conference": _conference(item.book),
    }
    if item.is_published:
        doi = _identified(item.book.doi, None).get("doi")
        data |= {"collection-title": item.container, "collection-doi": doi}
        data |= _volume(item.book)
    if item.pages:
        data |= {"start": item.pages.first, "end": item.pages.last}
    return _file(item.title, data["authors"], item.license, data)


def volume(book: Book) -> str:
    """Return a file that asks to cite a volume."""
    conference = _conference(book)
    editors = _people(book.editors)
    data: dict[str, Json] = {
        "type": "proceedings" if book.volume else "conference",
        "title": book.title,
        # A volume without editors is by its event, as libraries catalogue it.
        "authors": editors or [conference],
        "year": book.date.year,
        "month": book.date.month,
        "date-published": book.date.isoformat(),
        **_identified(book.doi, book.url),
        "languages": _languages(book.language),
        "conference": conference,
        **_volume(book),
    }
    return _file(book.title, data["authors"], book.license, data)


def _file(title: str, authors: Json, license_: str | None, citation: dict[str, Json]) -> str:
    data: dict[str, Json] = {
        "cff-version": "1.2.0",
        "message": "Please cite this work as it is described in `preferred-citation`.",
        "title": title,
        "authors": authors,
        "license": license_ if license_ in _LICENSES else None,
        "preferred-citation": present(citation),
    }
    return "".join(_lines(present(data), ""))


# The format takes no others than those of its list; these are the ones of texts.
_LICENSES = {
    "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0",
    "CC-BY-NC-ND-4.0", "CC-BY-3.0", "CC-BY-SA-3.0", "CC0-1.0",
}  # fmt: skip


def _volume(book: Book) -> dict[str, Json]:
    return {
        "editors": _people(book.editors),
        "publisher": _entity(book.publisher) if book.publisher else None,
        "isbn": re.sub(r"[\s-]", "", book.isbn) if book.isbn else None,
        "issn": book.issn,
        "volume": book.number,
    }


def _conference(book: Book) -> dict[str, Json]:
    event = book.event
    return present(
        {
            "name": event.title,
            "alias": event.acronym or event.short,
            "date-start": event.start.isoformat(),
            "date-end": event.last_day.isoformat(),
            "location": str(event.place) if event.place else None,
            "website": event.url or book.url,
        }
    )


def _people(people: Sequence[Contributor]) -> list[Json]:
    """Return names in order; two that nothing else tells apart get their identifiers."""
    found = [_person(person) for person in people]
    return [
        {**one, "alias": person.id} if found.count(one) > 1 else one
        for one, person in zip(found, people, strict=True)
    ]


def _person(person: Contributor) -> dict[str, Json]:
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else None
    if person.is_organization:
        return present({"name": person.printed, "orcid": orcid, "website": person.url})
    return present(
        {
            "family-names": person.parts.family,
            "given-names": person.parts.given,
            "name-particle": person.parts.particle,
            "name-suffix": person.parts.suffix,
            "affiliation": "; ".join(one.name for one in person.affiliations),
            "orcid": orcid,
            "website": person.url,
        }
    )


def _entity(organization: Organization) -> dict[str, Json]:
    return present(
        {
            "name": organization.name,
            "alias": organization.short,
            "location": organization.place,
            "website": organization.url,
        }
    )


def _identified(doi: str | None, url: str | None) -> dict[str, Json]:
    """Return a DOI and an address; a DOI of characters the format does not take, as an address."""
    if doi and not _DOI.fullmatch(doi):
        return {"url": f"https://doi.org/{doi}"}
    return {"doi": doi, "url": url}


def _languages(tag: str) -> list[Json]:
    """Return the language without script and region, which the format does not know."""
    return [tag.partition("-")[0]]


def _distinct(words: Sequence[str]) -> list[Json]:
    return [*dict.fromkeys(words)]


def _lines(value: Json, indent: str) -> list[str]:
    """Return a mapping or a list as lines of YAML."""
    lines = []
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                lines += [f"{indent}{key}:\n", *_lines(inner, f"{indent}  ")]
            else:
                lines.append(f"{indent}{key}: {_scalar(inner)}\n")
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list):
                first, *rest = _lines(inner, f"{indent}  ")
                lines += [f"{indent}- {first.lstrip()}", *rest]
            else:
                lines.append(f"{indent}- {_scalar(inner)}\n")
    return lines


def _scalar(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
