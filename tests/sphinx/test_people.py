"""Who has a page, under which names, and what tells namesakes apart. Nobody here exists."""

from __future__ import annotations

import pytest

from sphinx_proceedings.content import load
from sphinx_proceedings.sphinx.people import People

PEOPLE = """
wei-zhang-east: {name: {given: Wei, family: Zhang, family_first: true}, affiliations: [East Lab]}
wei-zhang-west: {name: {given: Wei, family: Zhang, family_first: true}, affiliations: [West Lab]}
mono: {name: {family: Mononym}}
junior: {name: {given: Al, family: Sample, suffix: Jr.}}
particle: {name: {given: Ludo, particle: van der, family: Muster}}
arabic: {name: {given: أمينة, family: مثال}}
consortium: {name: {full: Consortium for Samples and Specimens}, kind: organization}
moved: {name: {given: Eve, family: Newname}, names: [Eve Oldname]}
silent: {name: Not Mentioned}
ghost: {name: Gus Ghost, unconfirmed: true}
"""
EVENT = """
title: A Made-up Event
start: 2031-05-06
roles:
  organizers: [mono, ghost]
  area-chairs: [{person: junior, role: Area chair}]
  committee: [mono]
sessions: [{id: one, title: One, chairs: [particle], talks: [x, {title: Opening, people: [mono]}]}]
"""
PAPERS = {
    "x": "title: X\n"
    "authors: [wei-zhang-east, arabic, consortium, {person: moved, name: Eve Oldname}]",
    "y": "title: Y\nauthors: [wei-zhang-west, {person: moved, affiliations: [Lab of Y]}]",
}


@pytest.fixture
def people(tmp_path):
    (tmp_path / "a-2031" / "papers").mkdir(parents=True)
    (tmp_path / "people.yml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "a-2031" / "event.yml").write_text(EVENT, encoding="utf-8")
    for name, text in PAPERS.items():
        path = tmp_path / "a-2031" / "papers" / f"{name}.md"
        path.write_text(f"---\n{text}\n---\n", encoding="utf-8")
    return People(load(tmp_path).catalogue)


def test_everybody_whom_the_edition_names_has_a_page(people):
    named = "wei-zhang-east wei-zhang-west mono junior particle arabic consortium moved"
    assert set(people.shown) == set(named.split())


def test_two_persons_of_one_name_are_told_apart_by_where_they_are(people):
    assert people.title(people.shown["wei-zhang-east"]) == "Zhang Wei (East Lab)"
    assert people.title(people.shown["wei-zhang-west"]) == "Zhang Wei (West Lab)"
    assert people.title(people.shown["mono"]) == "Mononym"


def test_one_person_under_two_names_is_one(people):
    assert [str(name) for name in people.names["moved"]] == ["Eve Newname", "Eve Oldname"]
    assert [line.paper.id for line in people.bylines["moved"]] == ["x", "y"]


def test_names_keep_their_form(people):
    titles = {identifier: people.title(person) for identifier, person in people.shown.items()}
    assert titles["junior"] == "Al Sample Jr."
    assert titles["particle"] == "Ludo van der Muster"
    assert titles["arabic"] == "أمينة مثال"
    assert titles["consortium"] == "Consortium for Samples and Specimens"


def test_roles_are_said_of_one_person(people):
    said = {i: [part.text for part in parts] for i, parts in people.parts.items()}
    assert said["mono"] == ["Organizer", "Committee", "Speaker: Opening"]
    assert said["junior"] == ["Area chair"]
    assert said["particle"] == ["Chair of “One”"]


def test_affiliations_are_those_printed_last_where_people_yml_has_none(people):
    (found,) = people.affiliations(people.shown["moved"])
    assert found.name == "Lab of Y"


def test_without_affiliations_namesakes_have_their_identifiers(tmp_path):
    (tmp_path / "a-2031").mkdir()
    text = "one: {name: Same Name}\ntwo: {name: same  name}\n"
    (tmp_path / "people.yml").write_text(text, encoding="utf-8")
    event = "title: E\nstart: 2031-01-01\nroles: {organizers: [one, two]}\n"
    (tmp_path / "a-2031" / "event.yml").write_text(event, encoding="utf-8")
    assert People(load(tmp_path).catalogue).distinctions == {"one": "one", "two": "two"}
