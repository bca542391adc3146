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
    """Where an event is held; a plain string is the city."""

    shorthand: ClassVar[str | None] = "city"

    venue: Line | None = None
    city: Line | None = None
    country: Line | None = None
    url: WebUrl | None = None

    def __str__(self) -> str:
        """Return venue, city and country, as far as known."""
        return ", ".join(part for part in (self.venue, self.city, self.country) if part)


class Holder(Record):
    """One person in one role of one event, as the event presents them."""

    shorthand: ClassVar[str | None] = "person"

    person: Slug
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

    title: Line
    date: dt.date
    time: dt.time | None = None
    timezone: Timezone = ANYWHERE_ON_EARTH
    note: Line | None = None

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

    id: Slug
    title: Line
    page_limit: int | None = Field(None, ge=1, le=1000, description="pages without references")
    archival: bool = True
    description: Text | None = Field(None, description="MyST")


class Talk(Record):
    """An item of a session: a paper, or something with a title of its own."""

    shorthand: ClassVar[str | None] = "paper"

    paper: Slug | None = None
    title: Line | None = None
    people: tuple[Slug, ...] = ()
    start: dt.datetime | None = None
    end: dt.datetime | None = None

    @model_validator(mode="after")
    def _is_something(self) -> Talk:
        if bool(self.paper) == bool(self.title):
            raise ValueError("a talk has either `paper` or `title`")
        return self


class Session(Record):
    """An ordered part of an event; times without an offset are in the event's time zone."""

    id: Slug
    title: Line
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    room: Line | None = None
    chairs: tuple[Slug, ...] = ()
    description: Text | None = Field(None, description="MyST")
    talks: tuple[Talk, ...] = ()


class Event(Record):
    """What takes place: ``event.yml`` in the folder of an edition."""

    set_on_loading: ClassVar[frozenset[str]] = frozenset({"id", "source"})

    id: Slug = Field(description="the name of the folder")
    title: Line
    short: Line | None = Field(None, description="as in a list of editions, e.g. NeurIPS 2026")
    series: Line | None = Field(None, description="what it is an edition of")
    theme: Line | None = None
    status: Literal["current", "archived", "upcoming"] = "archived"
    start: dt.date
    end: dt.date | None = Field(None, description="the last day; the first one if left out")
    timezone: Timezone = "UTC"
    place: Place | None = None
    url: WebUrl | None = None
    contact: Email | None = None
    attendance: int | None = Field(None, ge=0)
    roles: dict[Slug, tuple[Holder, ...]] = Field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    tracks: tuple[Track, ...] = ()
    sessions: tuple[Session, ...] = ()
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
