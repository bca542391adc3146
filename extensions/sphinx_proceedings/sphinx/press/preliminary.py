"""What the first pages of a volume say of it, and its last one."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_proceedings.exports.reference import volume_reference
from sphinx_proceedings.model import Edition, Event, Volume
from sphinx_proceedings.sphinx.press.value import Json, day, license_name
from sphinx_proceedings.sphinx.render.part import LICENSES
from sphinx_proceedings.sphinx.site import Site
from sphinx_proceedings.version import __version__


def editors(site: Site, volume: Volume) -> list[str]:
    """Return the names of the editors, in order."""
    people = site.catalogue.people
    return [str(people[i].name) for i in volume.editors if i in people]


def preliminaries(site: Site, edition: Edition, volume: Volume) -> dict[str, Json]:
    """Return the data of half-title, title page, imprint and colophon."""
    lines = list(_event_lines(edition.event, volume))
    data: dict[str, Json] = {
        "paper": volume.paper_size,
        "lines": [*lines],
        "imprint": _imprint(edition, volume),
        "cite": volume_reference(site.catalogue, edition),
        "notice": [part.strip() for part in (volume.note or "").split("\n\n") if part.strip()],
        "colophon": [f"sphinx-proceedings {__version__}"],
    }
    if day(volume.date) not in lines:
        # A volume of the day of the event says so once.
        data["date"] = day(volume.date)
    if volume.subtitle:
        data["subtitle"] = volume.subtitle
    if edition.event.series and edition.event.series != volume.title:
        data["kicker"] = edition.event.series
    if names := editors(site, volume):
        data["editors"] = [*names]
    if volume.publisher:
        publisher: dict[str, Json] = {"name": volume.publisher.name}
        if volume.publisher.place:
            publisher["place"] = volume.publisher.place
        data["publisher"] = publisher
    if volume.doi:
        data["identifier"] = f"doi:{volume.doi}"
    rights = [volume.copyright, license_name(volume.license) if volume.license else None]
    if any(rights):
        data["rights"] = ". ".join(part for part in rights if part)
    if volume.series:
        data["series"] = volume.series + (f", {volume.number}" if volume.number else "")
    return data


def says(title: str, event: str) -> bool:
    """Tell whether a title names an event already, article and capitals aside."""
    return event.casefold().removeprefix("the ") in title.casefold()


def _event_lines(event: Event, volume: Volume) -> Iterable[str]:
    if not says(volume.title, event.title):
        yield event.title
    if event.place:
        yield str(event.place)
    first, last = event.start, event.last_day
    if first == last:
        yield day(first)
    elif (first.year, first.month) == (last.year, last.month):
        yield f"{first.day}\N{EN DASH}{day(last)}"
    else:
        yield f"{day(first)} \N{EN DASH} {day(last)}"


def _imprint(edition: Edition, volume: Volume) -> list[Json]:
    licence = license_name(volume.license) if volume.license else None
    rows: list[tuple[str, str | None, str | None]] = [
        ("ISBN", volume.isbn, None),
        ("ISSN", volume.issn, None),
        ("DOI", volume.doi, f"https://doi.org/{volume.doi}"),
        ("Copyright", volume.copyright, None),
        ("Licence", licence, volume.license_url or LICENSES.get(volume.license or "")),
        ("Published", _published(volume), None),
        *(
            ("Re-issued", f"{day(one.date)}: {' '.join(one.note.split())}", None)
            for one in (edition.ledger.reissues if edition.ledger else ())
        ),
        ("Website", edition.event.url, edition.event.url),
        ("Contact", edition.event.contact, f"mailto:{edition.event.contact}"),
    ]
    found: list[Json] = []
    for label, text, url in rows:
        if text:
            row: dict[str, Json] = {"label": label, "text": text}
            if url:
                row["url"] = url
            found.append(row)
    return found


def _published(volume: Volume) -> str:
    publisher = volume.publisher
    parts = (publisher.name, publisher.place) if publisher else ()
    return ", ".join(part for part in (*parts, day(volume.date)) if part)
