"""The JSON Schemas: valid themselves, and of one mind with what loading accepts."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from sphinx_proceedings.content import reference, schemas
from sphinx_proceedings.content.schemas import _PARTS
from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Dialogue, Event, Paper, Person, Volume

NAMES = ("people", "event", "volume", "paper", "dialogue")


class Plain(yaml.SafeLoader):
    """Reads dates as text, as editors do (YAML 1.2)."""


Plain.yaml_implicit_resolvers = {
    key: [(tag, regexp) for tag, regexp in pairs if not tag.endswith("timestamp")]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

GOOD = {
    "people": """
ada-example: {name: Ada Example}
bob-example:
  name: {given: Bob, particle: van, family: Example, family_first: true}
  names: [B. Example, {full: Bob E.}]
  orcid: 0000-0002-1825-0097
  affiliations: [Example University, {name: Example Institute, url: https://example.org}]
""",
    "event": """
title: 2026
status: current
start: 2026-12-12
timezone: Europe/Paris
place: Paris
roles: {organizers: [ada-example, {person: bob-example, role: Chair, unconfirmed: true}]}
deadlines: [{title: Papers, date: 2026-11-01, time: "12:30", timezone: AoE}]
tracks: [{id: tiny, title: Tiny, page_limit: 4, archival: false}]
sessions:
  - {id: one, title: One, start: 2026-12-12 09:00, talks: [one, {title: Opening, people: [ada]}]}
""",
    "volume": "{title: V, date: 2026-12-12, paper_size: a5, number: 3, papers: [one]}",
    "paper": """
title: One
authors: [ada-example, {person: bob-example, corresponding: true, affiliations: [X]}]
links: {code: https://example.org}
""",
    "dialogue": """
title: M
meetings: [{id: first, title: First, date: 2026-01-01, form: webinar, rule: public}]
attendance: [{meetings: [first], shares: [{group: A, percent: 99.5}]}]
""",
}
BAD = {
    "people": ["[]", "{Ada: {name: A}}", "{ada: {}}", "{ada: {name: A, id: x}}",
               "{ada: {name: A, orcid: x}}", "{ada: A}", "{ada: {name: A, url: ftp://x}}"],
    "event": ["{}", "{title: T}", "{title: T, start: soon}", "{title: T, start: 2026-12-12, x: 1}",
              "{title: T, start: 2026-12-12, id: x}", "{title: T, start: 2026-12-12, theme: null}",
              "{title: T, start: 2026-12-12, sessions: [{id: a, title: A, start: 2026-12-12}]}",
              "{title: T, start: 2026-12-12, roles: [ada]}"],
    "volume": ["{title: V}", "{title: V, date: 2026-12-12, paper_size: a3}"],
    "paper": ["{title: One}", "{title: One, authors: []}", "{title: One, authors: [Ada Example]}",
              "{title: One, authors: [ada], path: x}", "{title: [One], authors: [ada]}"],
    "dialogue": ["{title: M, meetings: []}", "{title: M, meetings: [x]}",
                 "{title: M, meetings: [{id: a, title: A, date: 2026-01-01}]}"],
}  # fmt: skip


@functools.cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        schemas()[name], format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def test_there_is_one_for_each_kind_of_file() -> None:
    assert tuple(schemas()) == NAMES
    for schema in schemas().values():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["title"]
        assert schema["description"]
        json.dumps(schema)


@pytest.mark.parametrize("name", NAMES)
def test_good_files(name: str) -> None:
    errors = validator(name).iter_errors(yaml.load(GOOD[name], Plain))  # noqa: S506  # a safe one
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in BAD.items() for t in texts])
def test_bad_files(name: str, text: str) -> None:
    assert list(validator(name).iter_errors(yaml.load(text, Plain)))  # noqa: S506


@pytest.mark.parametrize("name", NAMES)
def test_good_files_load(name: str, tmp_path: Path) -> None:
    """What the schemas accept here, loading accepts: no finding is about one value alone."""
    from sphinx_proceedings.content import load  # noqa: PLC0415  # only this test loads

    places = {
        "people": "people.yml",
        "event": "a-2026/event.yml",
        "volume": "a-2026/volume.yml",
        "paper": "a-2026/papers/one.md",
        "dialogue": "a-2026/dialogues/maps.md",
    }
    (path := tmp_path / places[name]).parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD[name] if path.suffix == ".yml" else f"---{GOOD[name]}---\n")
    found = {
        d.code for d in load(tmp_path, base=tmp_path).diagnostics if d.location.path == places[name]
    }
    assert found <= {Code.UNKNOWN_PERSON, Code.UNKNOWN_PAPER}


@pytest.mark.parametrize("model", [Person, Event, Volume, Paper, Dialogue, *_PARTS])
def test_every_key_is_explained(model) -> None:
    for name, field in model.written_fields().items():
        assert field.description, f"{model.__name__}.{name}"
    table = reference.field_table(model)
    assert table.count("\n") == len(model.written_fields()) + 1


def test_every_part_is_in_a_schema() -> None:
    definitions = {name for schema in schemas().values() for name in schema["$defs"]}
    assert {part.__name__ for part in _PARTS} | {"Person"} == definitions


def test_reference_pages() -> None:
    assert (*NAMES, "ledger", "codes") == reference.PAGES
    paper = reference.page("paper", heading="####")
    assert paper.startswith("#### Paper\n\n")
    assert "| `authors` | list of *Author* | yes | In the order of printing |" in paper
    assert "#### Author" in paper
    assert "A plain string is short for `person`." in paper
    assert "`has_text`" not in paper
    assert "| `status` | `current` or `archived` or `upcoming` |  |" in reference.page("event")
    assert "(default: `archived`)" in reference.page("event")
    codes = reference.page("codes")
    for code in Code:
        assert f"| `{code}` | {code.explanation} |" in codes
