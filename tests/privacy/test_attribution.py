"""Who may be named: the rules as functions. All people and statements are made up."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings import privacy
from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.model import (
    Catalogue,
    Dialogue,
    Edition,
    Event,
    Meeting,
    Name,
    Person,
    Statement,
)

PLACE = Location("d.md", 7, 3)
ADA = Person(
    id="ada-example",
    name=Name(given="Ada Maria", particle="van", family="Éxample"),
    names=(Name(full="Ada Sample"),),
)
WEI = Person(id="wei-example", name=Name(given="伟", family="陈例", family_first=True))
PLATO = Person(id="plato", name=Name(full="Platon"))
PEOPLE = (ADA, WEI, PLATO)


def meeting(identifier: str, rule: str) -> Meeting:
    return Meeting(id=identifier, title="M", date=dt.date(2026, 1, 1), form="webinar", rule=rule)


def dialogue(*meetings: Meeting, statements: tuple[Statement, ...] = ()) -> Dialogue:
    return Dialogue(
        id="maps", edition="a", title="M", meetings=meetings, statements=statements, path="x"
    )


PUBLIC, SECRET = meeting("open", "public"), meeting("closed", "chatham-house")


def statement(text: str = "Something.", **values: str) -> Statement:
    return Statement(text=text, source=PLACE, **values)


def test_under_the_public_rule_everybody_may_be_named() -> None:
    assert privacy.check_statement(statement(person="ada-example"), PUBLIC, PEOPLE) == []
    assert privacy.check_statement(statement(role="Ada Sample"), PUBLIC, PEOPLE) == []


def test_a_person_is_named() -> None:
    (finding,) = privacy.check_statement(statement(person="ada-example"), SECRET, PEOPLE)
    assert finding.code is Code.NAMED_UNDER_CHATHAM_HOUSE
    assert finding.location == PLACE
    assert finding.severity == "error"


def test_a_person_nobody_lists_is_named_all_the_same() -> None:
    assert privacy.check_statement(statement(person="eve-example"), SECRET, ())


@pytest.mark.parametrize(
    "role",
    [
        "Ada Maria van Éxample",
        "ADA MARIA VAN EXAMPLE",
        "a diplomat, van Éxample, Ada Maria",
        "Ada van Example",
        "Ada Example",
        "A. M. van Example",
        "A. Example (chair)",
        "Prof. van Example",
        "Dr Example",
        "Example",
        "van Example",
        "A delegate - Ada  Sample",
        "Ada\N{NO-BREAK SPACE}Sample",
        "{person}`Ada <ada-example>`",
        "陈例伟",
        "陈例 伟",
        "外交官陈例伟",
        "Platon",
        "a pupil of Platon",
    ],
)
def test_a_role_that_names_somebody(role: str) -> None:
    (finding,) = privacy.check_statement(statement(role=role), SECRET, PEOPLE)
    assert finding.code is Code.NAMED_UNDER_CHATHAM_HOUSE


@pytest.mark.parametrize(
    "role",
    ["a diplomat", "an example of a diplomat", "Chair, Example Institute", "Ada", "例", "…", "0"],
)
def test_a_role_that_names_nobody(role: str) -> None:
    assert privacy.check_statement(statement(role=role), SECRET, PEOPLE) == []


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n\n-- Ada Sample",
        "Text.\n\n— Ada Sample, Example Institute",
        "> Text.\n>\n> – **Ada Sample**",
        '{attribution="Ada Sample"}\n> Text.',
        "{.x attribution='Ada Sample'}\n> Text.",
    ],
)
def test_an_attribution_in_the_text(text: str) -> None:
    assert privacy.check_statement(statement(text), SECRET, PEOPLE)


@pytest.mark.parametrize(
    "text",
    ["The proposal of Ada Sample was discussed.", "- Ada Sample was discussed", "A -- Ada Sample"],
)
def test_what_was_said_may_be_about_people(text: str) -> None:
    assert privacy.check_statement(statement(text), SECRET, PEOPLE) == []


def test_the_rule_of_a_statement() -> None:
    both = dialogue(PUBLIC, SECRET)
    assert privacy.rule(statement(meeting="open"), both) == "public"
    assert privacy.rule(statement(meeting="closed"), both) == "chatham-house"
    assert privacy.rule(statement(), both) == "chatham-house"
    assert privacy.rule(statement(), dialogue(PUBLIC)) == "public"
    assert privacy.rule(statement(meeting="other"), both) is None
    assert privacy.rule(statement(), dialogue(SECRET)) == "chatham-house"


def test_in_doubt_nobody_is_named() -> None:
    both = dialogue(PUBLIC, SECRET)
    named, role = statement(person="ada-example"), statement(role="a diplomat")
    assert not privacy.may_attribute(named, both, PEOPLE)
    assert privacy.may_attribute(role, both, PEOPLE)
    assert not privacy.may_attribute(statement(role="Ada Sample"), both, privacy.Names(PEOPLE))
    assert privacy.may_attribute(named, dialogue(PUBLIC), PEOPLE)
    lost = statement(person="ada-example", meeting="lost")
    assert not privacy.may_attribute(lost, dialogue(PUBLIC), PEOPLE)


def test_check_reads_every_dialogue() -> None:
    bad = statement(person="ada-example", meeting="closed")
    good = statement(person="ada-example", meeting="open")
    one = dialogue(PUBLIC, SECRET, statements=(bad, good))
    event = Event(id="a", title="A", start=dt.date(2026, 1, 1))
    edition = Edition("a", event, dialogues={"maps": one})
    found = privacy.check(Catalogue({ADA.id: ADA}, {"a": edition}))
    assert [finding.location for finding in found] == [PLACE]


def test_many_people_cost_little() -> None:
    people = [
        Person(id=f"p-{i}", name=Name(given=f"Given{i} Middle", family=f"Family{i}"))
        for i in range(2000)
    ]
    names = privacy.Names(people)
    begin = time.perf_counter()
    for i in range(300):
        role = statement(role=f"a diplomat of country {i}")
        assert privacy.check_statement(role, SECRET, names) == []
    assert time.perf_counter() - begin < 5


@given(st.text(max_size=30), st.text(min_size=1, max_size=60))
def test_no_text_raises(role: str, text: str) -> None:
    one = Statement.model_construct(
        meeting=None, person=None, role=role or None, text=text, source=PLACE
    )
    privacy.check_statement(one, SECRET, PEOPLE)
