"""What the records answer. All people, papers and events are made up."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from sphinx_proceedings import model
from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model import (
    Author,
    Catalogue,
    Deadline,
    Edition,
    Event,
    Holder,
    Name,
    Organization,
    Paper,
    Person,
    Place,
    Record,
    Talk,
    Volume,
    fingerprint,
    printed_affiliations,
    printed_name,
)


def paper(identifier: str, edition: str = "a", **values: object) -> Paper:
    given = {"id": identifier, "edition": edition, "title": identifier, "authors": ["ada"]}
    return Paper.model_validate(given | {"path": f"{edition}/papers/{identifier}.md"} | values)


def edition(identifier: str, *papers: Paper, **values: object) -> Edition:
    volume = values.pop("volume", None)
    event = {"id": identifier, "title": identifier, "start": dt.date(2026, 12, 12)} | values
    return Edition(identifier, Event.model_validate(event), volume, {one.id: one for one in papers})


@pytest.mark.parametrize(
    ("name", "printed", "sorted_by"),
    [
        (Name(full="Ada Example"), "Ada Example", "Example, Ada"),
        (Name(full="Plato"), "Plato", "Plato"),
        (Name(given="Ada", family="Example"), "Ada Example", "Example, Ada"),
        (Name(family="Plato"), "Plato", "Plato"),
        (
            Name(given="Ada", particle="van der", family="Example", suffix="Jr."),
            "Ada van der Example Jr.",
            "Example, Ada van der Jr.",
        ),
        (Name(given="Wei", family="Chen", family_first=True), "Chen Wei", "Chen, Wei"),
        (Name(given="范", family="例", family_first=True), "例范", "例, 范"),
        (Name(given="예시", family="견본", family_first=True), "견본예시", "견본, 예시"),
        (Name(full="Ada de Example", sort="de Example, Ada"), "Ada de Example", "de Example, Ada"),
    ],
)
def test_names(name: Name, printed: str, sorted_by: str) -> None:
    assert str(name) == printed
    assert name.sort_key == sorted_by


def test_an_organization_is_filed_under_its_whole_name() -> None:
    group = {"id": "g", "name": "Group of Examples", "kind": "organization"}
    assert Person.model_validate(group).name.sort_key == "Group of Examples"
    filed = group | {"name": {"full": "The Group", "sort": "Group, The"}}
    assert Person.model_validate(filed).name.sort_key == "Group, The"
    assert Person.model_validate(group | {"kind": "person"}).name.sort_key == "Examples, Group of"


def test_a_name_needs_something_to_print() -> None:
    with pytest.raises(ValidationError):
        Name(given="Ada")


@pytest.mark.parametrize(
    ("record", "text", "key"),
    [
        (Organization, "Example Institute", "name"),
        (Name, "Ada Example", "full"),
        (Place, "Paris", "city"),
        (Holder, "ada", "person"),
        (Author, "ada", "person"),
        (Talk, "one", "paper"),
    ],
)
def test_short_forms(record: type[Record], text: str, key: str) -> None:
    assert record.shorthand == key
    assert record.model_validate(text) == record.model_validate({key: text})


def test_records_without_a_short_form_refuse_text() -> None:
    with pytest.raises(ValidationError):
        Person.model_validate("Ada")


def test_what_is_set_on_loading_is_not_written() -> None:
    for name in model.__all__:
        record = getattr(model, name)
        if isinstance(record, type) and issubclass(record, Record):
            assert record.set_on_loading - record.model_fields.keys() <= {"source"}
            assert not record.set_on_loading & record.written_fields().keys()


def test_records_are_immutable_and_closed() -> None:
    one = paper("one")
    with pytest.raises(ValidationError):
        one.title = "Two"
    with pytest.raises(ValidationError):
        paper("one", colour="red")


def test_deadlines() -> None:
    day = dt.date(2026, 11, 1)
    aoe = Deadline(title="D", date=day)
    assert aoe.moment.isoformat() == "2026-11-01T23:59:00-12:00"
    assert not aoe.all_day
    assert Deadline(title="D", date=day, timezone="Europe/Paris").all_day
    timed = Deadline(title="D", date=day, time=dt.time(9), timezone="Europe/Paris")
    assert timed.moment.isoformat() == "2026-11-01T09:00:00+01:00"
    assert not timed.all_day


def test_events() -> None:
    event = edition("a", timezone="Asia/Tokyo", tracks=[{"id": "t", "title": "T"}]).event
    assert event.last_day == event.start
    assert event.name == "a"
    assert event.track("t") is event.tracks[0]
    assert event.session("x") is None
    naive = dt.datetime(2026, 12, 12, 9)  # noqa: DTZ001  # in the event's time zone
    assert event.local(naive).isoformat() == "2026-12-12T09:00:00+09:00"
    aware = naive.replace(tzinfo=dt.UTC)
    assert event.local(aware) is aware


def test_the_order_of_papers() -> None:
    papers = [paper(name) for name in ("d", "c", "b", "a")] + [paper("e", session="s")]
    sessions = [{"id": "s", "title": "S", "talks": ["c", {"title": "Opening"}]}]
    volume = Volume(edition="a", title="V", date=dt.date(2026, 1, 1), papers=("d", "gone"))
    one = edition("a", *papers, sessions=sessions, volume=volume)
    assert [p.id for p in one.papers_in_order] == ["d", "c", "e", "a", "b"]
    assert one.session_of(one.papers["c"]) == "s"
    assert one.session_of(one.papers["e"]) == "s"
    assert one.session_of(one.papers["a"]) is None


def test_questions_to_a_catalogue() -> None:
    ada = Person(id="ada", name=Name(full="Ada"), affiliations=(Organization(name="X"),))
    roles = {"chairs": [{"person": "ada", "role": "Chair"}, "gone", {"person": "ada"}]}
    catalogue = Catalogue(
        {"ada": ada},
        {
            "a": edition("a", paper("one"), paper("two"), roles=roles),
            "b": edition("b", paper("one", "b"), start=dt.date(2027, 1, 1)),
        },
    )
    assert catalogue.current is catalogue.editions["b"]
    assert [p.key for p in catalogue.find_paper("one")] == ["a/one", "b/one"]
    assert [p.key for p in catalogue.find_paper("one", "b")] == ["b/one"]
    assert [p.key for p in catalogue.find_paper("two", "b")] == ["a/two"]
    assert [p.key for p in catalogue.find_paper("a/one", "b")] == ["a/one"]
    assert catalogue.find_paper("b/two") == []
    assert [holder.role for holder, _ in catalogue.holders("a", "chairs")] == ["Chair", None]
    assert catalogue.holders("c", "chairs") == []
    assert [p.key for p in catalogue.papers_by("ada")] == ["a/one", "a/two", "b/one"]
    with pytest.raises(TypeError):
        catalogue.people["bob"] = ada  # type: ignore[index]


def test_the_current_edition_is_the_one_that_says_so() -> None:
    marked = edition("a", status="current")
    assert Catalogue({}, {"a": marked, "b": edition("b")}).current is marked
    assert Catalogue().current is None


def test_what_is_printed_on_a_paper() -> None:
    ada = Person(id="ada", name=Name(full="Ada"), affiliations=(Organization(name="X"),))
    plain, own = Author(person="ada"), Author(person="ada", name=Name(full="A."), affiliations=())
    assert str(printed_name(plain, ada)) == "Ada"
    assert str(printed_name(own, ada)) == "A."
    assert printed_affiliations(plain, ada) == ada.affiliations
    assert printed_affiliations(None, ada) == ada.affiliations
    assert printed_affiliations(own, ada) == ()


def test_fingerprints_are_of_what_is_said_not_of_where() -> None:
    one = paper("one", source=Location("a", 1, 1))
    moved = paper("one", source=Location("a", 9, 9))
    assert fingerprint(one) == fingerprint(moved)
    assert fingerprint(one) != fingerprint(paper("two"))
    assert fingerprint([one], None) != fingerprint(one, None)
    assert fingerprint("a", "b") != fingerprint("ab")
