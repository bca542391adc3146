"""Dates and the programme, with their time zones."""

from __future__ import annotations

import datetime as dt

from docutils import nodes

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Deadline, Edition, Event, Session, Talk, printed_name
from sphinx_proceedings.sphinx.nodes import moment, screen_only, site_file
from sphinx_proceedings.sphinx.read.directive.event import DatesOptions, ScheduleOptions
from sphinx_proceedings.sphinx.render.context import Context, did_you_mean, now
from sphinx_proceedings.sphinx.render.correction import badge
from sphinx_proceedings.sphinx.render.paper import title as paper_title
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    Row,
    bullets,
    container,
    empty,
    inline,
    joined,
    paragraph,
    plain,
    sources,
    table,
    to_object,
    to_person,
)

# Of more people than this a line of the programme names the first.
_SPEAKERS = 6


def dates(context: Context, wanted: DatesOptions) -> list[nodes.Node]:
    """Return the timeline in the order of time; which dates are past the build decides.

    A script decides anew in the reader's browser, and adds their own time beside the official
    one.
    """
    edition = context.edition(wanted.edition)
    context.ask("dates", edition.id)
    deadlines = sorted(edition.event.deadlines, key=_end)
    if not deadlines:
        return empty(wanted.empty or "Dates will be announced.")
    states = _states([_end(deadline) for deadline in deadlines], now())
    rows: list[Row] = [
        ([f"sp-date-{state}"], [[_when(context, deadline)], _what(deadline, state)])
        for deadline, state in zip(deadlines, states, strict=True)
    ]
    return [
        table("sp-dates", [40, 60], rows, head=("Date", "What")),
        *sources(edition.event.sources),
    ]


def _end(deadline: Deadline) -> dt.datetime:
    """Return the moment from which a date is past: that of the deadline, the end of a day."""
    return deadline.moment + dt.timedelta(minutes=1)


def _states(ends: list[dt.datetime], today: dt.datetime) -> list[str]:
    following = next((end for end in ends if end > today), None)
    return ["past" if end <= today else "next" if end == following else "later" for end in ends]


def _when(context: Context, deadline: Deadline) -> nodes.paragraph:
    text = context.date(deadline.date)
    if deadline.all_day:
        node = moment("", text, datetime=deadline.date.isoformat())
        node["until"] = _end(deadline).isoformat()
        return paragraph("sp-when", node, f" ({_city(deadline.timezone)})")
    node = moment("", text, datetime=deadline.moment.isoformat(), local=True)
    node["until"] = _end(deadline).isoformat()
    hour = f"{deadline.moment:%H:%M} "
    return paragraph("sp-when", node, ", ", hour, _zone(deadline.timezone, deadline.moment))


def _city(zone: str) -> str:
    """Return whose day is meant, in words: ``Europe/Paris`` is the time of Paris."""
    _, slash, city = zone.rpartition("/")
    return f"{city.replace('_', ' ')} time" if slash else zone


def _zone(name: str, at: dt.datetime) -> nodes.Node:
    if name == "AoE":
        return nodes.abbreviation("", "AoE", explanation="Anywhere on Earth, UTC\N{MINUS SIGN}12")
    if name == "UTC":
        return nodes.Text("UTC")
    return nodes.Text(f"{name.replace('_', ' ')} ({_offset(at)})")


def _offset(at: dt.datetime) -> str:
    minutes = int((at.utcoffset() or dt.timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _what(deadline: Deadline, state: str) -> list[nodes.Node]:
    label = {"past": "passed", "next": "next"}.get(state)
    parts: list[nodes.Node | str] = [inline("sp-title", deadline.title)]
    if label:
        parts += [" ", screen_only("", "", inline("sp-date-state", f"({label})"))]
    blocks: list[nodes.Node] = [paragraph("sp-what", *parts)]
    if deadline.note:
        blocks.append(paragraph("sp-note", deadline.note))
    return blocks


def schedule(context: Context, wanted: ScheduleOptions) -> list[nodes.Node]:
    """Return the sessions with their talks, and a link to the calendar file."""
    edition = context.edition(wanted.edition)
    context.ask("schedule", edition.id)
    event = edition.event
    if not event.sessions:
        said = empty(wanted.empty or "The programme will be published here.")
        return [*said, paragraph("sp-about", _calendar(edition, "The dates are also a "))]
    box = container("sp-schedule")
    about: list[nodes.Node | str] = []
    if start := next((session.start for session in event.sessions if session.start), None):
        about += ["Times are in ", _zone(event.timezone, event.local(start)), "."]
    box += paragraph("sp-about", *about, _calendar(edition, "The programme is also a "))
    day: dt.date | None = None
    several = len({event.local(s.start).date() for s in event.sessions if s.start}) > 1
    for session in event.sessions:
        if several and session.start and event.local(session.start).date() != day:
            day = event.local(session.start).date()
            box += nodes.rubric("", context.date(day, "%A, %-d %B %Y"), classes=["sp-day"])
        box += _session(context, edition, session)
    return [box]


def _calendar(edition: Edition, text: str) -> nodes.Node:
    """Return a sentence that links to the calendar file; readers of a page alone can follow it."""
    calendar = site_file("", "calendar file", path=f"calendar/{edition.id}.ics")
    calendar["classes"].append("sp-calendar")
    return screen_only("", "", inline("sp-calendar-offer", *_spaced(text, calendar, ".")))


def _spaced(*parts: nodes.Node | str) -> list[nodes.Node]:
    return [nodes.Text(" "), *(nodes.Text(p) if isinstance(p, str) else p for p in parts)]


def span(
    event: Event, start: dt.datetime | None, end: dt.datetime | None
) -> list[nodes.Node | str]:
    """Return from when until when, each time readable by machines."""
    times = [event.local(time) for time in (start, end) if time is not None]
    marked: list[nodes.Node] = [
        moment("", f"{time:%H:%M}", datetime=time.isoformat(), local=True) for time in times
    ]
    return joined(marked, "\N{EN DASH}")


def _session(context: Context, edition: Edition, session: Session) -> nodes.container:
    event = edition.event
    box = container("sp-session")
    context.anchor(box, "session", f"{edition.id}/{session.id}", session.title)
    title = to_object(session.title, "session", f"{edition.id}/{session.id}")
    # Where the site has no page for it, it is here.
    title["elsewhere"] = ""
    facts = session_facts(context, edition, session)
    head = joined([nodes.strong("", "", title), *facts], MIDDLE_DOT)
    box += paragraph("sp-session-title", *head)
    if session.description:
        place = ("sessions", session.id, "description")
        text = context.markdown(session.description, event.source, *place)
        box += container("sp-description", *text)
    talks = [row for talk in session.talks if (row := _talk(context, edition, talk))]
    if any(talk.start for talk in session.talks):
        box += table("sp-talks", [20, 80], talks)
    elif talks:
        box += bullets("sp-talks", [cells[1] for _, cells in talks])
    return box


def session_facts(context: Context, edition: Edition, session: Session) -> list[nodes.Node]:
    """Return when and where a session is, and who chairs it, as far as that is known."""
    found = [
        inline("sp-when", *span(edition.event, session.start, session.end))
        if session.start
        else None,
        inline("sp-room", session.room) if session.room else None,
        _chairs(context, session),
    ]
    return [fact for fact in found if fact is not None]


def _chairs(context: Context, session: Session) -> nodes.Node | None:
    names = context.named(session.chairs)
    if not names:
        return None
    label = "Chair: " if len(names) == 1 else "Chairs: "
    return inline("sp-chairs", label, *joined(names, ", "))


def _talk(context: Context, edition: Edition, talk: Talk) -> Row | None:
    marks: list[nodes.Node] = []
    if talk.paper:
        paper = edition.papers.get(talk.paper)
        if paper is None:  # Reported on loading.
            return None
        what = paper_title(context, paper)
        marks = badge(paper)
        names = [
            to_person(str(printed_name(author, person)), person)
            for author, person in context.catalogue.authors(paper)
        ]
    else:
        what = plain(talk.title or "")
        names = []
    names = context.named(talk.people) or names
    blocks: list[nodes.Node] = [paragraph("sp-title", what, *marks)]
    if names:
        shown: list[nodes.Node | str] = [inline("sp-author", name) for name in names[:_SPEAKERS]]
        if len(names) > _SPEAKERS:
            shown.append(f"and {len(names) - _SPEAKERS} more")
        blocks.append(paragraph("sp-authors", *joined(shown, ", ")))
    times = span(edition.event, talk.start, talk.end)
    return ["sp-talk"], [[paragraph("sp-when", *times)] if times else [], blocks]


def session_role(context: Context, _: None) -> list[nodes.Node]:
    """Return the title of a session, linked to where a schedule shows it."""
    where, _slash, identifier = context.node["argument"].rpartition("/")
    edition = context.edition(where or None)
    context.ask("schedule", edition.id)
    session = edition.event.session(identifier)
    if session is None:
        hint = did_you_mean(identifier, (s.id for s in edition.event.sessions))
        message = f'"{edition.id}" has no session "{identifier}"'
        raise context.unknown(Code.UNKNOWN_SESSION, message, hint)
    text = context.node.astext() or session.title
    return [to_object(text, "session", f"{edition.id}/{session.id}")]
