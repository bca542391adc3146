"""An edition as a calendar: its days, its sessions and its deadlines.

Source: RFC 5545 (iCalendar), RFC 7986 (NAME of a calendar).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import icalendar

from sphinx_proceedings.model import (
    Catalogue,
    Deadline,
    Dialogue,
    Edition,
    Event,
    Meeting,
    Session,
    Talk,
)

_PRODUCT = "-//sphinx-proceedings//sphinx-proceedings//EN"


def calendar(edition: Edition, catalogue: Catalogue, *, base_url: str | None) -> str:
    """Return the calendar of an edition, with the line ends that the format asks for (CRLF).

    It holds the days of the event, every session and talk that has a time, and every deadline at
    the moment it means. Equal data give equal text; an entry keeps its identity from one build to
    the next under one ``base_url``, so that who subscribes sees it move and not double.
    """
    return _Calendar(edition, catalogue, base_url).text()


class _Calendar:
    def __init__(self, edition: Edition, catalogue: Catalogue, base_url: str | None) -> None:
        self._edition = edition
        self._event = edition.event
        self._catalogue = catalogue
        self._base = (base_url or "").rstrip("/")

    def text(self) -> str:
        event = self._event
        calendar = icalendar.Calendar()
        calendar.add("prodid", _PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("name", event.name)
        calendar.add("x-wr-calname", event.name)  # what clients older than RFC 7986 read
        dialogues = self._edition.dialogues.values()
        for dialogue in dialogues:
            for meeting in dialogue.meetings:
                calendar.add_component(self._meeting(dialogue, meeting))
        if not dialogues:
            # A dialogue is its meetings; the months between them are nobody's appointment.
            calendar.add_component(self._days())
        for session in event.sessions:
            if session.start:
                calendar.add_component(self._session(session))
                continue
            for index, talk in enumerate(session.talks):
                if talk.start:
                    calendar.add_component(self._talk(session, talk, index))
        titles: Counter[str] = Counter()
        for deadline in event.deadlines:
            titles[deadline.title] += 1
            # The day of the event itself often ends its timeline; it is there already.
            if not (deadline.all_day and event.start <= deadline.date <= event.last_day):
                calendar.add_component(self._deadline(deadline, titles[deadline.title]))
        years = dt.timedelta(days=366)
        calendar.add_missing_timezones(
            first_date=event.start - years, last_date=event.last_day + years
        )
        return str(calendar.to_ical().decode("utf-8"))

    def _entry(self, kind: str, identifier: str, summary: str) -> icalendar.Event:
        entry = icalendar.Event()
        # The same entry has the same identifier for ever, and in nobody else's calendar.
        name = f"{self._base}/{self._edition.id}/{kind}/{identifier}"
        entry.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, name)))
        entry.add("dtstamp", self._stamp())
        entry.add("summary", summary)
        if url := self._event.url or self._base:
            entry.add("url", url)
        return entry

    def _stamp(self) -> dt.datetime:
        """Return a moment that depends on the data alone: the first that the event knows of."""
        first = min([self._event.start, *(d.date for d in self._event.deadlines)])
        return dt.datetime.combine(first, dt.time(), dt.UTC)

    def _days(self) -> icalendar.Event:
        event = self._event
        entry = self._entry("event", event.id, event.title)
        entry.add("dtstart", event.start)
        entry.add("dtend", max(event.start, event.last_day) + dt.timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        if event.place and str(event.place):
            entry.add("location", str(event.place))
        if event.theme:
            entry.add("description", event.theme)
        return entry

    def _meeting(self, dialogue: Dialogue, meeting: Meeting) -> icalendar.Event:
        identifier = f"{dialogue.id}/{meeting.id}"
        entry = self._entry("meeting", identifier, f"{self._event.name}: {meeting.title}")
        entry.add("dtstart", meeting.date)
        entry.add("dtend", meeting.date + dt.timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        if meeting.place and str(meeting.place):
            entry.add("location", str(meeting.place))
        return entry

    def _session(self, session: Session) -> icalendar.Event:
        entry = self._entry("session", session.id, f"{self._event.name}: {session.title}")
        self._span(entry, session)
        self._locate(entry, session)
        lines = [self._line(talk) for talk in session.talks]
        if lines:
            entry.add("description", "\n".join(lines))
        return entry

    def _talk(self, session: Session, talk: Talk, index: int) -> icalendar.Event:
        identifier = f"{session.id}/{talk.paper or index}"
        title = self._title(talk)
        entry = self._entry("talk", identifier, f"{self._event.name}: {title}")
        self._span(entry, talk)
        self._locate(entry, session)
        if who := self._speakers(talk):
            entry.add("description", who)
        return entry

    def _deadline(self, deadline: Deadline, number: int) -> icalendar.Event:
        # Deadlines move: what stays is their title, and which of several of one title they are.
        identifier = f"{number}/{deadline.title}"
        entry = self._entry("deadline", identifier, f"{self._event.name}: {deadline.title}")
        if deadline.all_day:
            entry.add("dtstart", deadline.date)
            entry.add("dtend", deadline.date + dt.timedelta(days=1))
        else:
            moment = deadline.moment
            entry.add("dtstart", moment.astimezone(dt.UTC))
            zone = deadline.timezone.replace("AoE", "Anywhere on Earth (UTC-12)")
            note = f"\n{deadline.note}" if deadline.note else ""
            entry.add("description", f"{moment:%Y-%m-%d %H:%M} {zone}{note}")
        entry.add("transp", "TRANSPARENT")
        return entry

    def _span(self, entry: icalendar.Event, item: Session | Talk) -> None:
        for key, moment in (("dtstart", item.start), ("dtend", item.end)):
            if moment is not None:
                entry.add(key, _moment(self._event, moment))

    def _locate(self, entry: icalendar.Event, session: Session) -> None:
        place = str(self._event.place) if self._event.place else ""
        where = ", ".join(part for part in (session.room, place) if part)
        if where:
            entry.add("location", where)

    def _line(self, talk: Talk) -> str:
        time = f"{self._event.local(talk.start):%H:%M} " if talk.start else ""
        who = self._speakers(talk)
        return f"{time}{self._title(talk)}{f' ({who})' if who else ''}"

    def _title(self, talk: Talk) -> str:
        paper = self._edition.papers.get(talk.paper or "")
        return paper.title if paper else talk.title or ""

    def _speakers(self, talk: Talk) -> str:
        people = self._catalogue.people
        names = [str(people[person].name) for person in talk.people if person in people]
        paper = self._edition.papers.get(talk.paper or "")
        if paper and not names:
            names = [str(a.name or person.name) for a, person in self._catalogue.authors(paper)]
        return ", ".join(names)


def _moment(event: Event, moment: dt.datetime) -> dt.datetime:
    """Return a time in the zone of the event, or in UTC if that zone has no definition."""
    local = event.local(moment).astimezone(event.tz)
    return local.astimezone(dt.UTC) if event.timezone in {"AoE", "UTC"} else local
