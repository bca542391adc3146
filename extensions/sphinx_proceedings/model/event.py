"""An event: when and where, who, by which dates, in which order."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model.base import Line, Record, Slug, Text
from sphinx_proceedings.model.identifier import ANYWHERE_ON_EARTH, Email, Timezone, WebUrl
from sphinx_proceedings.model.person import Organization

_UTC_MINUS_12 = dt.timezone(dt.timedelta(hours=-12), ANYWHERE_ON_EARTH)


def tzinfo(name: str) -> dt.tzinfo:
    """Return the time zone of a checked :data:`Timezone` name."""
    return _UTC_MINUS_12 if name == ANYWHERE_ON_EARTH else zoneinfo.ZoneInfo(name)


class Place(Record):
    """Where an event is held."""

    shorthand: ClassVar[str | None] = "city"

    venue: Line | None = Field(None, description="building or institution")
    city: Line | None = Field(None, description="city")
    country: Line | None = Field(None, description="country")
    url: WebUrl | None = Field(None, description="page of the venue")

    def __str__(self) -> str:
        """Return venue, city and country, as far as known."""
        return ", ".join(part for part in (self.venue, self.city, self.country) if part)


class Holder(Record):
    """One person in one role of one event, as the event presents them."""

    shorthand: ClassVar[str | None] = "person"

    person: Slug = Field(description="identifier in people.yml")
    role: Line | None = Field(None, description="what they do, e.g. General Chair")
    affiliations: tuple[Organization, ...] | None = Field(
        None, description="for this event; otherwise those of people.yml"
    )
    unconfirmed: bool = Field(default=False, description="appears nowhere until this is removed")


class Deadline(Record):
    """A date of the timeline.

    Without ``time`` it ends with its day: 23:59 Anywhere on Earth, or, in another time zone,
    the whole day.
    """

    title: Line = Field(description="what is due")
    date: dt.date = Field(description="the day")
    time: dt.time | None = Field(
        None, description="the time of day; otherwise the day ends with it"
    )
    timezone: Timezone = Field(ANYWHERE_ON_EARTH, description="IANA time zone, or AoE (UTC-12)")
    note: Line | None = Field(None, description="a remark, shown beside it")

    @property
    def moment(self) -> dt.datetime:
        """The last moment that is still in time, with its time zone; 23:59 without a time."""
        return dt.datetime.combine(self.date, self.time or dt.time(23, 59), tzinfo(self.timezone))

    @property
    def all_day(self) -> bool:
        """Whether it is a day rather than a moment."""
        return self.time is None and self.timezone != ANYWHERE_ON_EARTH


class Track(Record):
    """A kind of contribution that the event calls for."""

    id: Slug = Field(description="identifier, for papers to name")
    title: Line = Field(description="its name")
    page_limit: int | None = Field(None, ge=1, le=1000, description="pages without references")
    archival: bool = Field(
        default=True, description="whether its papers are part of the proceedings"
    )
    description: Text | None = Field(None, description="in MyST Markdown")


class Talk(Record):
    """An item of a session: a paper, or something with a title of its own."""

    shorthand: ClassVar[str | None] = "paper"

    paper: Slug | None = Field(None, description="identifier of the paper that is presented")
    title: Line | None = Field(None, description="what it is, if it is not a paper")
    people: tuple[Slug, ...] = Field((), description="identifiers of those who speak")
    start: dt.datetime | None = Field(None, description="day and time")
    end: dt.datetime | None = Field(None, description="day and time")

    @model_validator(mode="after")
    def _is_something(self) -> Talk:
        if bool(self.paper) == bool(self.title):
            raise ValueError("a talk has either `paper` or `title`")
        return self


class Session(Record):
    """An ordered part of an event; times without an offset are in the event's time zone."""

    id: Slug = Field(description="identifier, for papers and pages to name")
    title: Line = Field(description="its name")
    start: dt.datetime | None = Field(None, description="day and time, such as 2026-12-12 09:00")
    end: dt.datetime | None = Field(None, description="day and time")
    room: Line | None = Field(None, description="where, if sessions are parallel")
    chairs: tuple[Slug, ...] = Field((), description="identifiers of those who chair it")
    description: Text | None = Field(None, description="in MyST Markdown")
    talks: tuple[Talk, ...] = Field((), description="what takes place in it, in order")


class Event(Record):
    """What takes place: ``event.yml`` in the folder of an edition."""

    set_on_loading: ClassVar[frozenset[str]] = frozenset({"id", "source"})

    id: Slug = Field(description="the name of the folder")
    title: Line = Field(description="full title")
    short: Line | None = Field(None, description="as in a list of editions, e.g. NeurIPS 2026")
    acronym: Line | None = Field(None, description="as records abbreviate it, e.g. WS 2026")
    series: Line | None = Field(None, description="what it is an edition of")
    number: int | None = Field(None, ge=1, le=10_000, description="3 if it is the third of them")
    theme: Line | None = Field(None, description="its theme or motto")
    status: Literal["current", "archived", "upcoming"] = Field(
        "archived", description="the current edition is what pages show unless they say otherwise"
    )
    start: dt.date = Field(description="the first day")
    end: dt.date | None = Field(None, description="the last day; the first one if left out")
    timezone: Timezone = Field("UTC", description="IANA time zone of all times that have no other")
    place: Place | None = Field(None, description="where it is held")
    url: WebUrl | None = Field(None, description="page of the event elsewhere")
    contact: Email | None = Field(None, description="e-mail address for questions")
    attendance: int | None = Field(None, ge=0, description="how many came")
    roles: dict[Slug, tuple[Holder, ...]] = Field(
        default_factory=dict,
        description="role (organizers, reviewers, ...) to the people who hold it, in order",
    )
    deadlines: tuple[Deadline, ...] = Field((), description="the timeline")
    tracks: tuple[Track, ...] = Field((), description="what is called for")
    sessions: tuple[Session, ...] = Field((), description="the programme")
    sources: tuple[WebUrl, ...] = Field((), description="where these facts are published")
    source: Location = Location("")

    @property
    def name(self) -> str:
        """The short title if there is one, else the title."""
        return self.short or self.title

    @property
    def last_day(self) -> dt.date:
        """The last day of the event."""
        return self.end or self.start

    @property
    def tz(self) -> dt.tzinfo:
        """The time zone in which the event takes place."""
        return tzinfo(self.timezone)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return a time of a session or talk with the event's time zone."""
        return moment.replace(tzinfo=self.tz) if moment.tzinfo is None else moment

    def session(self, identifier: str) -> Session | None:
        """Return the session of this identifier."""
        return next((s for s in self.sessions if s.id == identifier), None)

    def track(self, identifier: str) -> Track | None:
        """Return the track of this identifier."""
        return next((t for t in self.tracks if t.id == identifier), None)
