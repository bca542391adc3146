"""A paper, and a volume, as records see them: the facts of the catalogue in one place.

Every format takes an :class:`Item` or a :class:`Book` and says what it finds there, so that no two
records of a work can disagree. What is not known is ``None`` or empty, and left out of the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sphinx_proceedings.exports.address import NOWHERE, Addresses, license_url
from sphinx_proceedings.exports.contributor import Contributor, author, contributor
from sphinx_proceedings.exports.macro import expanded
from sphinx_proceedings.exports.plain import plain
from sphinx_proceedings.model import (
    Catalogue,
    Correction,
    Edition,
    Event,
    Organization,
    PageRange,
    Paper,
    Session,
    Volume,
)


@dataclass(frozen=True)
class Book:
    """An edition and its volume, if it has one."""

    catalogue: Catalogue
    edition: Edition
    addresses: Addresses = NOWHERE

    @property
    def key(self) -> str:
        """The name of the volume in records, for ever: the identifier of its edition."""
        return self.edition.id

    @property
    def event(self) -> Event:
        """The event of the edition."""
        return self.edition.event

    @property
    def volume(self) -> Volume | None:
        """What is published of it; nothing for an edition of talks alone."""
        return self.edition.volume

    @property
    def title(self) -> str:
        """The title of the volume and its subtitle, or that of the event."""
        if self.volume is None:
            return self.event.title
        return with_subtitle(self.volume.title, self.volume.subtitle)

    @property
    def date(self) -> dt.date:
        """The date of publication; without a volume the first day of the event."""
        return self.volume.date if self.volume else self.event.start

    @cached_property
    def editors(self) -> tuple[Contributor, ...]:
        """The editors of the volume, in order."""
        people = self.catalogue.people
        listed = self.volume.editors if self.volume else ()
        return tuple(contributor(people[person]) for person in listed if person in people)

    @property
    def publisher(self) -> Organization | None:
        """Who publishes the volume."""
        return self.volume.publisher if self.volume else None

    @property
    def series(self) -> str | None:
        """The series of the volume."""
        return self.volume.series if self.volume else None

    @property
    def number(self) -> str | None:
        """The number of the volume in its series."""
        return self.volume.number if self.volume else None

    @property
    def doi(self) -> str | None:
        """The DOI of the volume."""
        return self.volume.doi if self.volume else None

    @property
    def isbn(self) -> str | None:
        """The ISBN of the volume, as printed."""
        return self.volume.isbn if self.volume else None

    @property
    def issn(self) -> str | None:
        """The ISSN of the series."""
        return self.volume.issn if self.volume else None

    @property
    def language(self) -> str:
        """The language of the volume; English unless it says otherwise."""
        return self.volume.language if self.volume else "en"

    @property
    def license(self) -> str | None:
        """The licence of the volume."""
        return self.volume.license if self.volume else None

    @property
    def license_url(self) -> str | None:
        """The address of that licence."""
        given = self.volume.license_url if self.volume else None
        return given or license_url(self.license)

    @property
    def url(self) -> str | None:
        """The address of the page of the edition."""
        return self.addresses.edition(self.edition.id)

    @property
    def pdf_url(self) -> str | None:
        """The address of the printed volume."""
        return self.addresses.volume_pdf(self.edition.id) if self.volume else None

    @property
    def papers(self) -> tuple[Item, ...]:
        """Its papers in order; of a volume those that are published in it."""
        items = (Item(self.catalogue, self.edition, p, self.addresses) for p in self._in_order)
        return tuple(item for item in items if item.is_published or self.volume is None)

    @property
    def all_papers(self) -> tuple[Item, ...]:
        """All papers of the edition in order, those that were only presented as well."""
        return tuple(Item(self.catalogue, self.edition, p, self.addresses) for p in self._in_order)

    @property
    def _in_order(self) -> Iterator[Paper]:
        return iter(self.edition.papers_in_order)


@dataclass(frozen=True)
class Item:
    """A paper of an edition."""

    catalogue: Catalogue
    edition: Edition
    paper: Paper
    addresses: Addresses = NOWHERE

    @property
    def key(self) -> str:
        """The name of the paper in records, for ever: ``<edition>.<paper>``.

        It is made of identifiers alone, never of names or of the place in an order. Identifiers
        hold no full stop, so that no two papers share a key.
        """
        return f"{self.edition.id}.{self.paper.id}"

    @cached_property
    def book(self) -> Book:
        """The edition and the volume."""
        return Book(self.catalogue, self.edition, self.addresses)

    @property
    def event(self) -> Event:
        """The event at which it was presented."""
        return self.edition.event

    @property
    def is_published(self) -> bool:
        """Whether it is part of a volume, rather than presented at the event alone."""
        return self.edition.publishes(self.paper)

    @property
    def volume(self) -> Volume | None:
        """The volume of which it is a part."""
        return self.edition.volume if self.is_published else None

    @property
    def session(self) -> Session | None:
        """Its session."""
        found = self.edition.session_of(self.paper)
        return self.event.session(found) if found else None

    @property
    def title(self) -> str:
        """The title and the subtitle; of a retracted or withdrawn paper it says so first.

        Whoever copies no more than the title of a record copies this as well. Source: NISO
        RP-45-2024, "Communication of Retractions, Removals, and Expressions of Concern".
        """
        return self.mark + self.own_title

    @property
    def own_title(self) -> str:
        """The title and the subtitle as printed on the paper."""
        return with_subtitle(self.paper.title, self.paper.subtitle)

    @property
    def mark(self) -> str:
        """What stands before the title in records of a paper that no longer holds, or nothing."""
        if self.paper.is_withdrawn:
            return "WITHDRAWN: "
        return "RETRACTED: " if self.paper.is_retracted else ""

    @cached_property
    def authors(self) -> tuple[Contributor, ...]:
        """The authors in order, as printed on the paper."""
        return tuple(author(*found) for found in self.catalogue.authors(self.paper))

    @property
    def date(self) -> dt.date:
        """The date of publication: its own, or that of the volume, or the day of the event."""
        return self.paper.date or (self.volume.date if self.volume else self.event.start)

    @property
    def container(self) -> str:
        """The title of the volume, or of the event without one."""
        return self.book.title if self.is_published else self.event.title

    @property
    def pages(self) -> PageRange | None:
        """Its pages in the volume, as printed."""
        return self.edition.pages_of(self.paper) if self.is_published else None

    @property
    def doi(self) -> str | None:
        """Its DOI."""
        return self.paper.doi

    @property
    def language(self) -> str:
        """Its language: its own, or that of the volume."""
        return self.paper.language or self.book.language

    @property
    def license(self) -> str | None:
        """Its licence: its own, or that of the volume."""
        return self.paper.license or (self.book.license if self.is_published else None)

    @property
    def license_url(self) -> str | None:
        """The address of that licence."""
        if self.paper.license:
            return license_url(self.paper.license)
        return self.book.license_url if self.is_published else None

    @property
    def url(self) -> str | None:
        """The address of its page."""
        return self.addresses.paper(self.paper)

    @property
    def pdf_url(self) -> str | None:
        """The address of its PDF in this site."""
        return self.addresses.pdf(self.paper)

    @property
    def abstract(self) -> str | None:
        """The abstract as plain text, paragraphs apart by an empty line, macros written out.

        A withdrawal takes it away with the text.
        """
        if not self.paper.abstract or self.paper.is_withdrawn:
            return None
        macros = self.paper.math
        return plain(self.paper.abstract, lambda formula: expanded(formula, macros))

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What was changed after publication, oldest first."""
        return tuple(sorted(self.paper.corrections, key=lambda correction: correction.date))

    @property
    def modified(self) -> dt.date:
        """The day on which it was published or last corrected."""
        return max([self.date, *(correction.date for correction in self.paper.corrections)])

    @property
    def notices(self) -> tuple[str, ...]:
        """One sentence for each correction, for records with no better place for them."""
        return tuple(f"{notice(one)}: {one.reason}" for one in self.corrections)


_NOTICES = {
    "erratum": "Erratum",
    "revision": "Revised",
    "retraction": "Retracted",
    "withdrawal": "Withdrawn",
}


def notice(correction: Correction) -> str:
    """Return what a correction is and its day: ``Retracted 2031-02-03``."""
    return f"{_NOTICES[correction.kind]} {correction.date.isoformat()}"


def with_subtitle(title: str, subtitle: str | None) -> str:
    """Return title and subtitle with what parts them."""
    if not subtitle:
        return title
    return f"{title} {subtitle}" if title.endswith(("?", "!", ":", ".")) else f"{title}: {subtitle}"
