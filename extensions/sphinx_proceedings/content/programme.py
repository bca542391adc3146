"""Checks the times of an event: what ends after it begins, within its days, one at a time."""

from __future__ import annotations

import datetime as dt

from sphinx_proceedings.content.draft import Draft
from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code, Location, Severity
from sphinx_proceedings.model import Event, Session, Talk

_EARLIEST = dt.timedelta(days=730)  # a call opens at most two years before
_LATEST = dt.timedelta(days=730)


def check(event: Event, draft: Draft, *, dated: bool = True) -> None:
    """Report all that cannot be about the times of an event.

    Of one that is not ``dated``, because its first day cannot be read, only what does not depend
    on that day.
    """
    checker = _Programme(event, draft, dated=dated)
    checker.days()
    for session in event.sessions:
        checker.session(session)
    checker.overlaps()
    checker.deadlines()


class _Programme:
    def __init__(self, event: Event, draft: Draft, *, dated: bool) -> None:
        self._dated = dated
        self._event = event
        self._report = draft.report
        self._place = draft.positions.of

    def days(self) -> None:
        event = self._event
        if self._dated and event.end and event.end < event.start:
            self._reversed(self._place(event, "end"), event.start.isoformat())

    def session(self, session: Session) -> None:
        self._span(session)
        for key in ("start", "end"):
            self._within_event(session, key)
        for talk in session.talks:
            self._span(talk)
            for key in ("start", "end"):
                if session.start or session.end:
                    self._within_session(talk, key, session)
                else:
                    self._within_event(talk, key)

    def _span(self, item: Session | Talk) -> None:
        if item.start and item.end:
            start, end = self._event.local(item.start), self._event.local(item.end)
            if end <= start:
                self._reversed(self._place(item, "end"), f"{item.start:%Y-%m-%d %H:%M}")

    def _reversed(self, place: Location, start: str) -> None:
        self._report.add(Code.REVERSED_DATES, f"the end is not after the start, {start}", place)

    def _within_event(self, item: Session | Talk, key: str) -> None:
        moment: dt.datetime | None = getattr(item, key)
        event = self._event
        if moment is None or not self._dated or event.last_day < event.start:
            return
        day = event.local(moment).astimezone(event.tz).date()
        # A party ends after midnight.
        last = event.last_day + dt.timedelta(days=key == "end")
        if not event.start <= day <= last:
            days = event.start.isoformat()
            if event.last_day != event.start:
                days += f" to {event.last_day.isoformat()}"
            self._report.add(
                Code.OUTSIDE_EVENT,
                f"{day.isoformat()} is not a day of the event, {days}",
                self._place(item, key),
            )

    def _within_session(self, talk: Talk, key: str, session: Session) -> None:
        moment: dt.datetime | None = getattr(talk, key)
        if moment is None:
            return
        local = self._event.local
        early = session.start and local(moment) < local(session.start)
        late = session.end and local(moment) > local(session.end)
        if early or late:
            bound = session.start if early else session.end
            self._report.add(
                Code.OUTSIDE_EVENT,
                f"the talk is {'before' if early else 'after'} its session, "
                f"which {'begins' if early else 'ends'} {bound:%Y-%m-%d %H:%M}",
                self._place(talk, key),
            )

    def overlaps(self) -> None:
        """Report sessions at once in one room, in no room, or with one person in both."""
        needed: dict[tuple[str, str], list[tuple[dt.datetime, dt.datetime, Session]]] = {}
        for session in self._event.sessions:
            if not session.start or not session.end:
                continue
            span = (self._event.local(session.start), self._event.local(session.end), session)
            needed.setdefault(("room", (session.room or "").casefold()), []).append(span)
            people = {*session.chairs, *(p for talk in session.talks for p in talk.people)}
            for person in people:
                needed.setdefault(("person", person), []).append(span)
        told: set[int] = set()
        for (kind, name), spans in needed.items():
            ordered = sorted(spans, key=lambda span: span[:2])
            longest = ordered[0]
            for span in ordered[1:]:
                session = span[2]
                if span[0] < longest[1] and id(session) not in told:
                    told.add(id(session))
                    self._overlap(kind, name, session, longest[2])
                longest = max(longest, span, key=lambda one: one[1])

    def _overlap(self, kind: str, name: str, session: Session, other: Session) -> None:
        reason = {"person": f" with {quote(name)} in both"}.get(kind, "")
        if kind == "room" and name:
            reason = f" in {quote(str(session.room))}"
        self._report.add(
            Code.OVERLAPPING_SESSIONS,
            f"{quote(session.id)} begins before {quote(other.id)} ends{reason}",
            self._place(session, "start"),
            "" if name else "parallel sessions each need a `room`",
        )

    def deadlines(self) -> None:
        event = self._event
        seen: set[tuple[str, dt.date]] = set()
        for deadline in event.deadlines:
            place = self._place(deadline, "date")
            if (deadline.title, deadline.date) in seen:
                self._report.add(
                    Code.DUPLICATE_ENTRY, f"{quote(deadline.title)} is listed twice", place
                )
            seen.add((deadline.title, deadline.date))
            if not self._dated:
                continue
            early = event.start - deadline.date > _EARLIEST
            late = deadline.date - event.last_day > _LATEST
            if early or late:
                self._report.add(
                    Code.OUTSIDE_EVENT,
                    f"{deadline.date.isoformat()} is more than two years "
                    f"{'before' if early else 'after'} the event",
                    place,
                    severity=Severity.WARNING,
                )
