"""The printed volumes: which documents they are made of, and what their templates are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeAlias

from sphinx_proceedings.model import Dialogue, Edition, Event, Paper, Volume, printed_name
from sphinx_proceedings.sphinx.render.part import LICENSES
from sphinx_proceedings.sphinx.site import Site
from sphinx_typst import TypstDocument

Json: TypeAlias = "str | int | list[Json] | dict[str, Json]"

_AUTHORS_IN_CONTENTS = 12

_COLOPHON = "Set in Libertinus Serif with Typst and sphinx-proceedings."


def dialogues_in_order(edition: Edition) -> list[Dialogue]:
    """Return the dialogues as the volume lists them, then by identifier."""
    wanted = [*(edition.volume.dialogues if edition.volume else ()), *sorted(edition.dialogues)]
    return [edition.dialogues[i] for i in dict.fromkeys(wanted) if i in edition.dialogues]


def documents(site: Site) -> list[TypstDocument]:
    """Return one printed document for each edition that has a volume."""
    return [
        _document(site, edition, edition.volume)
        for edition in site.catalogue.editions.values()
        if edition.volume
    ]


def _document(site: Site, edition: Edition, volume: Volume) -> TypstDocument:
    editors = [str(site.catalogue.people[i].name) for i in volume.editors if _known(site, i)]
    chapters: list[Dialogue | Paper] = [*dialogues_in_order(edition), *edition.papers_in_order]
    return TypstDocument(
        start=site.page(edition.id, "index"),
        target=edition.id,
        title=volume.title,
        author=", ".join(editors),
        preliminaries=_pages(site, edition, volume.preliminaries),
        chapters=tuple(site.document(entry) for entry in chapters),
        appendices=_pages(site, edition, volume.back),
        data=_data(edition, volume, editors) | _layout(site, chapters),
        language=volume.language,
        timestamp=int(dt.datetime.combine(volume.date, dt.time(), dt.UTC).timestamp()),
    )


def _known(site: Site, person: str) -> bool:
    return person in site.catalogue.people


def _pages(site: Site, edition: Edition, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(site.page(edition.id, "preliminaries", name.removesuffix(".md")) for name in names)


def _data(edition: Edition, volume: Volume, editors: list[str]) -> dict[str, Json]:
    event = edition.event
    lines = list(_event_lines(event))
    data: dict[str, Json] = {
        "paper": volume.paper_size,
        "lines": [*lines],
        "imprint": _imprint(edition, volume),
    }
    if _day(volume.date) not in lines:
        # A volume of the day of the event says so once.
        data["date"] = _day(volume.date)
    if volume.subtitle:
        data["subtitle"] = volume.subtitle
    if event.series and event.series != volume.title:
        data["kicker"] = event.series
    if editors:
        data["editors"] = list(editors)
    if volume.publisher:
        data["publisher"] = {"name": volume.publisher.name, "place": volume.publisher.place or ""}
    if volume.series:
        data["series"] = volume.series + (f", {volume.number}" if volume.number else "")
    notices = [part.strip() for part in (volume.note or "").split("\n\n") if part.strip()]
    data["notice"] = [*notices, _COLOPHON]
    return data


def _layout(site: Site, chapters: list[Dialogue | Paper]) -> dict[str, Json]:
    """Return how the chapters follow each other, and what the contents say of them.

    Talks of which there is only a record fill no page: they run on. Papers are listed with
    their authors and without their sections, a summary with its sections.
    """
    papers = [entry for entry in chapters if isinstance(entry, Paper)]
    layout: dict[str, Json] = {"contents_depth": 1 if papers else 2}
    if papers and len(papers) == len(chapters) and not any(map(_is_long, papers)):
        layout["openings"] = "run-on"
    layout["short_titles"] = {
        site.document(entry): entry.short_title for entry in chapters if entry.short_title
    }
    layout["contents_notes"] = {site.document(paper): _author_line(site, paper) for paper in papers}
    return layout


def _author_line(site: Site, paper: Paper) -> str:
    """Return the authors as the contents list them: of a great many the first ones."""
    names = [str(printed_name(author, person)) for author, person in site.catalogue.authors(paper)]
    if len(names) > _AUTHORS_IN_CONTENTS:
        names[_AUTHORS_IN_CONTENTS - 1 :] = [f"and {len(names) - _AUTHORS_IN_CONTENTS + 1} more"]
    return ", ".join(names)


def _is_long(paper: Paper) -> bool:
    return paper.has_text or paper.pdf is not None


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _event_lines(event: Event) -> Iterable[str]:
    yield event.title
    if event.place:
        yield str(event.place)
    first, last = event.start, event.last_day
    if first == last:
        yield _day(first)
    elif (first.year, first.month) == (last.year, last.month):
        yield f"{first.day}\N{EN DASH}{_day(last)}"
    else:
        yield f"{_day(first)} \N{EN DASH} {_day(last)}"


def _imprint(edition: Edition, volume: Volume) -> list[Json]:
    rows: list[tuple[str, str | None, str | None]] = [
        ("ISBN", volume.isbn, None),
        ("ISSN", volume.issn, None),
        ("DOI", volume.doi, f"https://doi.org/{volume.doi}"),
        ("Copyright", volume.copyright, None),
        ("Licence", volume.license, volume.license_url or LICENSES.get(volume.license or "")),
        ("Published", _day(volume.date), None),
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
