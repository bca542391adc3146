"""Who is named in a text, and who is not. Everybody is made up."""

from __future__ import annotations

import time

import pytest

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model import Name, Person
from sphinx_proceedings.privacy import Mentions, forms_of, without_tex


def person(identifier: str, **name: object) -> Person:
    return Person(id=identifier, name=Name(**name), source=Location("people.yml", 1))


PEOPLE = [
    person("zoe", given="Zoë Marie", family="Šampleová"),
    person("jan", given="Jan", particle="van der", family="Muster"),
    person("jean", given="Jean-Paul", family="Øster"),
    person("full", full="Mia Exempel"),
    person("hanako", given="花子", family="見本", family_first=True),
    person("plato", full="Plato"),
]

NAMED = {
    "Zoë Marie Šampleová said so": "zoe",
    "ZOE SAMPLEOVA": "zoe",
    "Zoe\u0308 S\u030campleova\u0301": "zoe",
    "Šampleová, Zoë": "zoe",
    "Šampleová Zoë Marie": "zoe",
    "by **Zoë** _Šampleová_": "zoe",
    "by Zoë\nŠampleová": "zoe",
    "Zo\u00adë Šam\u00adpleová": "zoe",
    "Zoë\u00a0Šampleová's paper": "zoe",
    "write to zoe.sampleova@example.org": "zoe",
    "Jan van der Muster": "jan",
    "van der Muster, Jan": "jan",
    "Muster, Jan": "jan",
    "Jean-Paul Øster": "jean",
    "Jean Paul Oster": "jean",
    "Exempel, Mia": "full",
    "[Mia Exempel](https://example.org/)": "full",
    "見本花子です": "hanako",
    "as Plato wrote": "plato",
}


@pytest.mark.parametrize("text", NAMED)
def test_named(text: str) -> None:
    found = list(Mentions(forms_of(PEOPLE)).find(text))
    assert [one.whom for one in found] == [NAMED[text]]
    assert Mentions(forms_of(PEOPLE)).redacted(text).count("(not confirmed)") == 1


@pytest.mark.parametrize(
    "text",
    ["Šampleová", "Zoë", "Marie Šampleová", "Dr. Muster", "zoe-sampleova", "a/mia-exempel.md",
     "Mia. Exempel tables", "Mia! Exempel", "Zoë (Šampleová)", "a platonic view", "PLATO",
     "plato", "/plato.png", "Z. Šampleová", "Šampleová, Z.", "Mia\n\nExempel", "花",
     "Mia or Exempel"],
)  # fmt: skip
def test_not_named(text: str) -> None:
    assert list(Mentions(forms_of(PEOPLE)).find(text)) == []


@pytest.mark.parametrize(
    "text",
    ["Z. Šampleová", "Šampleová, Z.", "Šampleová, Z. M.", "Z.M. Šampleová", "Zoë M. Šampleová",
     r"{\v S}ampleov{\'a}, Zo{\"e}", r"\v{S}ampleov\'a, Z.", r"Zo\"{e} {Šampleov{\'{a}}}",
     "Sampleova, ZM"],
)  # fmt: skip
def test_cited(text: str) -> None:
    names = Mentions(forms_of(PEOPLE, initials=True))
    assert len(without_tex(text)) == len(text)
    assert [one.whom for one in names.find(without_tex(text))] == ["zoe"]


def test_places_are_those_of_the_text() -> None:
    (found,) = Mentions(forms_of(PEOPLE)).find("It was Zoë Šampleová, no doubt")
    assert (found.start, found.end) == (7, 20)


def test_nobody_is_found_where_nobody_is_looked_for() -> None:
    assert not Mentions({})
    assert list(Mentions({}).find("Mia Exempel")) == []


@pytest.mark.parametrize("piece", ["Mia ", "Jan van der ", "見", "Zoë Marie ", "\\v{S}"])
@pytest.mark.slow
def test_long_texts_take_no_time(piece: str) -> None:
    names = Mentions(forms_of(PEOPLE, initials=True))
    begin = time.process_time()
    list(names.find(without_tex(piece * 50_000)))
    assert time.process_time() - begin < 5
