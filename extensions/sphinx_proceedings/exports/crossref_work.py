"""The works in a deposit at Crossref: the event, the volume, the papers and their notices.

Source: Crossref metadata deposit schema 5.5.0, as :mod:`.crossref` says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.formula import mathml, paragraphs
from sphinx_proceedings.exports.item import Book, Item
from sphinx_proceedings.exports.xml import element, given
from sphinx_proceedings.model import Correction

LICENSES = "http://www.crossref.org/AccessIndicators.xsd"
JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
_UPDATES = {
    "erratum": "erratum",
    "revision": "new_version",
    "retraction": "retraction",
    "withdrawal": "withdrawal",
}
_NOTICES = {
    "erratum": "Erratum",
    "revision": "Revision",
    "retraction": "Retraction",
    "withdrawal": "Withdrawal",
}
_LONGEST_SUFFIX = 10

ET.register_namespace("ai", LICENSES)
ET.register_namespace("jats", JATS)


def event(book: Book) -> ET.Element:
    """Return what is said of the event."""
    found = book.event
    first, last = found.start, found.last_day
    days = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return element(
        "event_metadata",
        None,
        element("conference_name", found.title),
        given("conference_theme", found.theme),
        given("conference_acronym", found.acronym),
        given("conference_number", found.number),
        given("conference_location", found.place),
        element(
            "conference_date",
            days,
            **{
                f"{end}_{part}": str(getattr(day, part))
                for end, day in (("start", first), ("end", last))
                for part in ("day", "month", "year")
            },
        ),
    )


def proceedings(book: Book) -> ET.Element:
    """Return what is said of the volume."""
    publisher = book.publisher
    common = [
        element(
            "publisher",
            None,
            element("publisher_name", publisher.name if publisher else ""),
            given("publisher_place", publisher.place if publisher else None),
        ),
        _date(book.date),
        element("isbn", book.isbn, media_type="electronic")
        if book.isbn
        else element("noisbn", None, reason="simple_series"),
        _doi_data(book.doi, book.url) if book.doi else None,
    ]
    title = element("proceedings_title", book.title)
    if not (book.issn and book.series):
        return element("proceedings_metadata", None, title, *common)
    # A series is told of only under its ISSN.
    series = element(
        "series_metadata",
        None,
        element("titles", None, element("title", book.series)),
        element("issn", book.issn, media_type="electronic"),
    )
    return element(
        "proceedings_series_metadata", None, series, title, given("volume", book.number), *common
    )


def paper(item: Item, policy: str | None) -> ET.Element:
    """Return the record of a paper; with a ``policy`` it tells of its corrections."""
    title = item.mark + item.paper.title
    return element(
        "conference_paper",
        None,
        contributors(item.authors, "author"),
        element("titles", None, element("title", title), given("subtitle", item.paper.subtitle)),
        _abstract(item),
        _date(item.date),
        _pages(item),
        *_rights(item, policy),
        _doi_data(item.doi, item.url, item.pdf_url),
        publication_type="full_text" if item.pdf_url else "bibliographic_record",
    )


def notices(item: Item, policy: str) -> Iterator[ET.Element]:
    """Yield a record for each notice that has a DOI of its own: it is what updates the paper."""
    for one in item.corrections:
        if one.doi:
            yield element(
                "conference_paper",
                None,
                element(
                    "titles", None, element("title", f"{_NOTICES[one.kind]}: {item.paper.title}")
                ),
                _date(one.date),
                _crossmark(policy, [_update(item, one)], None),
                _doi_data(one.doi, one.url or item.url),
            )


def _rights(item: Item, policy: str | None) -> Iterator[ET.Element]:
    license_ = None
    if item.license_url:
        reference = element(
            f"{{{LICENSES}}}license_ref",
            item.license_url,
            applies_to="vor",
            start_date=item.date.isoformat(),
        )
        license_ = element(f"{{{LICENSES}}}program", None, reference, name="AccessIndicators")
    if policy:
        # What has no notice of its own is an update that the paper makes to itself.
        updates = [_update(item, one) for one in item.corrections if not one.doi]
        yield _crossmark(policy, updates, license_)
    elif license_ is not None:
        yield license_


def _crossmark(policy: str, updates: list[ET.Element], license_: ET.Element | None) -> ET.Element:
    return element(
        "crossmark",
        None,
        element("crossmark_policy", policy),
        element("updates", None, *updates) if updates else None,
        element("custom_metadata", None, license_) if license_ is not None else None,
    )


def _update(item: Item, correction: Correction) -> ET.Element:
    return element(
        "update", item.doi, type=_UPDATES[correction.kind], date=correction.date.isoformat()
    )


def contributors(people: Iterable[Contributor], role: str) -> ET.Element | None:
    """Return authors or editors in order, with affiliations and ORCID iDs."""
    made = element("contributors")
    for index, person in enumerate(people):
        place = "additional" if index else "first"
        is_organization = person.is_organization
        found = element("organization", person.printed) if is_organization else _person(person)
        found.set("sequence", place)
        found.set("contributor_role", role)
        made.append(found)
    return made if len(made) else None


def _person(person: Contributor) -> ET.Element:
    parts = person.parts
    surname, suffix = parts.filed, parts.suffix
    if suffix and len(suffix) > _LONGEST_SUFFIX:
        surname, suffix = f"{surname} {suffix}", None
    affiliations = element("affiliations")
    for organization in person.affiliations:
        ror = f"https://ror.org/{organization.ror}" if organization.ror else None
        affiliations.append(
            element(
                "institution",
                None,
                element("institution_name", organization.name),
                given("institution_id", ror, type="ror"),
                given("institution_place", organization.place),
            )
        )
    return element(
        "person_name",
        None,
        given("given_name", parts.given),
        element("surname", surname),
        given("suffix", suffix),
        affiliations if len(affiliations) else None,
        given("ORCID", f"https://orcid.org/{person.orcid}" if person.orcid else None),
    )


def _abstract(item: Item) -> ET.Element | None:
    if not item.abstract:
        return None
    found = paragraphs(item.paper, f"{{{JATS}}}p", _formula)
    return element(f"{{{JATS}}}abstract", None, *found)


def _formula(source: str, display: bool) -> ET.Element:  # as others are called
    """Return a formula in TeX, and in MathML if it can be read."""
    kind = "disp-formula" if display else "inline-formula"
    tex = element(f"{{{JATS}}}tex-math", source)
    made = mathml(source, display=display)
    inside = tex if made is None else element(f"{{{JATS}}}alternatives", None, tex, made)
    return element(f"{{{JATS}}}{kind}", None, inside)


def _pages(item: Item) -> ET.Element | None:
    if item.pages is None:
        return None
    first, last = element("first_page", str(item.pages.first)), str(item.pages.last)
    return element("pages", None, first, element("last_page", last))


def _date(day: dt.date) -> ET.Element:
    return element(
        "publication_date",
        None,
        element("month", f"{day.month:02}"),
        element("day", f"{day.day:02}"),
        element("year", str(day.year)),
        media_type="online",
    )


def _doi_data(doi: str | None, url: str | None, pdf: str | None = None) -> ET.Element:
    made = element("doi_data", None, element("doi", doi), element("resource", url))
    if pdf:
        item = element("item", None, element("resource", pdf, mime_type="application/pdf"))
        made.append(element("collection", None, item, property="text-mining"))
    return made
