"""The calendar of an edition, read back by a parser. All events are made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.exports.ics import calendar
from sphinx_proceedings.model import (
    Author,
    Catalogue,
    Deadline,
    Dialogue,
    Edition,
    Event,
    Meeting,
    Name,
    Paper,
    Person,
    Place,
    Session,
    Talk,
)

ADA = Person(id="ada", name=Name(full="Ada Example"))
ONE = Paper(
    id="one",
    edition="a-2026",
    title='Commas, semicolons; "quotes" \\ and backslashes',
    authors=(Author(person="ada"),),
    path="a-2026/papers/one.md",
)


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 12, 12, hour, minute)  # noqa: DTZ001  # in the event's time zone


def text(*, base_url: str | None = None, **values: Any) -> str:
    event = Event(
        **{"id": "a-2026", "title": "A Made-Up Workshop", "start": dt.date(2026, 12, 12)} | values
    )
    edition = Edition("a-2026", event, papers={"one": ONE})
    return calendar(edition, Catalogue({"ada": ADA}, {"a-2026": edition}), base_url=base_url)


def entries(written: str) -> dict[str, icalendar.Event]:
    read = icalendar.Calendar.from_ical(written)
    return {str(entry["SUMMARY"]): entry for entry in read.walk("VEVENT")}


def test_the_days_of_an_event() -> None:
    (entry,) = entries(
        text(end=dt.date(2026, 12, 13), place=Place(city="Paris", country="France"), theme="X")
    ).values()
    assert entry["SUMMARY"] == "A Made-Up Workshop"
    assert entry["DTSTART"].dt == dt.date(2026, 12, 12)
    assert entry["DTEND"].dt == dt.date(2026, 12, 14)  # the day after the last
    assert entry["LOCATION"] == "Paris, France"
    assert entry["DESCRIPTION"] == "X"


def test_a_dialogue_is_its_meetings_and_not_the_months_between() -> None:
    days = [dt.date(2026, 3, 12), dt.date(2026, 7, 2)]
    meetings = tuple(
        Meeting(
            id=f"m{day.month}", title=f"Meeting {day.month}", date=day, form="webinar", rule=rule
        )
        for day, rule in zip(days, ("public", "chatham-house"), strict=True)
    )
    dialogue = Dialogue(
        id="d", edition="a-2026", title="D", meetings=meetings, path="a-2026/dialogues/d.md"
    )
    event = Event(id="a-2026", title="A Made-Up Dialogue", start=days[0], end=days[1])
    edition = Edition("a-2026", event, dialogues={"d": dialogue})
    found = entries(calendar(edition, Catalogue({}, {"a-2026": edition}), base_url=None))
    assert {name: entry["DTSTART"].dt for name, entry in found.items()} == {
        "A Made-Up Dialogue: Meeting 3": days[0],
        "A Made-Up Dialogue: Meeting 7": days[1],
    }


def test_sessions_in_the_time_zone_of_the_event() -> None:
    written = text(
        timezone="Europe/Paris",
        place=Place(city="Paris"),
        sessions=(
            Session(
                id="s", title="Morning", start=at(9), end=at(10, 30), room="Hall",
                talks=(
                    Talk(title="Opening", people=("ada",), start=at(9)), Talk(paper="one"),
                ),
            ),
        ),
    )  # fmt: skip
    entry = entries(written)["A Made-Up Workshop: Morning"]
    assert entry["DTSTART"].dt.isoformat() == "2026-12-12T09:00:00+01:00"
    assert entry["DTSTART"].params["TZID"] == "Europe/Paris"
    assert entry["DTEND"].dt.isoformat() == "2026-12-12T10:30:00+01:00"
    assert entry["LOCATION"] == "Hall, Paris"
    assert entry["DESCRIPTION"] == (f"09:00 Opening (Ada Example)\n{ONE.title} (Ada Example)")
    zones = icalendar.Calendar.from_ical(written).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/Paris"]


@pytest.mark.parametrize("zone", ["UTC", "AoE"])
def test_zones_without_a_definition_become_utc(zone: str) -> None:
    written = text(timezone=zone, sessions=(Session(id="s", title="S", start=at(9)),))
    entry = entries(written)["A Made-Up Workshop: S"]
    hour = 9 if zone == "UTC" else 21
    assert entry["DTSTART"].dt == dt.datetime(2026, 12, 12, hour, tzinfo=dt.UTC)
    assert "VTIMEZONE" not in written


def test_a_time_with_an_offset() -> None:
    start = dt.datetime(2026, 12, 12, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    session = Session(id="s", title="S", start=start)
    entry = entries(text(timezone="Europe/Paris", sessions=(session,)))["A Made-Up Workshop: S"]
    assert entry["DTSTART"].dt.isoformat() == "2026-12-12T01:00:00+01:00"


def test_talks_of_a_session_without_a_time() -> None:
    talks = (Talk(paper="one", start=at(9), end=at(10)), Talk(title="Undated"))
    found = entries(text(sessions=(Session(id="s", title="S", talks=talks),)))
    entry = found[f"A Made-Up Workshop: {ONE.title}"]
    assert entry["DTEND"].dt == dt.datetime(2026, 12, 12, 10, tzinfo=dt.UTC)
    assert entry["DESCRIPTION"] == "Ada Example"
    assert len(found) == 2


def test_deadlines() -> None:
    found = entries(
        text(
            short="W 2026",
            deadlines=(
                Deadline(title="Papers", date=dt.date(2026, 11, 1), note="Extended"),
                Deadline(title="Reviews", date=dt.date(2026, 11, 2), timezone="Europe/Paris"),
                Deadline(
                    title="Call", date=dt.date(2026, 7, 1), time=dt.time(12), timezone="Asia/Tokyo"
                ),
                Deadline(title="Workshop", date=dt.date(2026, 12, 12), timezone="Europe/Paris"),
            ),
        )
    )
    papers = found["W 2026: Papers"]
    assert papers["DTSTART"].dt == dt.datetime(2026, 11, 2, 11, 59, tzinfo=dt.UTC)
    assert papers["DESCRIPTION"] == "2026-11-01 23:59 Anywhere on Earth (UTC-12)\nExtended"
    assert found["W 2026: Reviews"]["DTSTART"].dt == dt.date(2026, 11, 2)
    assert found["W 2026: Call"]["DTSTART"].dt == dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)
    assert "W 2026: Workshop" not in found  # the days of the event are there already


def test_two_builds_say_the_same() -> None:
    values = {"deadlines": (Deadline(title="Papers", date=dt.date(2026, 11, 1)),)}
    assert text(**values) == text(**values)
    (stamp,) = {entry["DTSTAMP"].dt for entry in entries(text(**values)).values()}
    assert stamp == dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def test_entries_keep_their_identity() -> None:
    def uids(**values: Any) -> list[str]:
        return [str(entry["UID"]) for entry in entries(text(**values)).values()]

    early = (Deadline(title="Papers", date=dt.date(2026, 11, 1)),)
    late = (Deadline(title="Papers", date=dt.date(2026, 11, 8)),)
    assert uids(deadlines=early) == uids(deadlines=late)
    assert uids(base_url="https://a.example/") == uids(base_url="https://a.example")
    assert uids(base_url="https://a.example") != uids(base_url="https://b.example")
    twice = text(deadlines=early + late)
    found = [str(entry["UID"]) for entry in icalendar.Calendar.from_ical(twice).walk("VEVENT")]
    assert len(set(found)) == len(found) == 3


def test_addresses() -> None:
    (entry,) = entries(text(base_url="https://a.example/")).values()
    assert entry["URL"] == "https://a.example"
    (entry,) = entries(text(base_url="https://a.example", url="https://b.example")).values()
    assert entry["URL"] == "https://b.example"
    (entry,) = entries(text()).values()
    assert "URL" not in entry


def test_lines_are_short_and_end_as_the_format_asks() -> None:
    written = text(title="Ü" * 200)
    assert written.endswith("\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert [str(entry["SUMMARY"]) for entry in entries(written).values()] == ["Ü" * 200]


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), min_size=1))
def test_titles_read_back(title: str) -> None:
    event = Event.model_construct(
        **Event(id="a", title="T", start=dt.date(2026, 1, 1)).model_dump() | {"title": title}
    )
    written = calendar(Edition("a", event), Catalogue(), base_url=None)
    (entry,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(entry["SUMMARY"]) == title
