"""What holds of every load, whatever the files say."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_proceedings.content import load
from sphinx_proceedings.model import Event, Paper, Person, Volume

EVENT = "title: A Made-Up Workshop\nstart: 2026-12-12\n"
PAPER = "---\ntitle: One\nauthors: [ada-example]\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "proceedings"
    (folder / "a-2026" / "papers").mkdir(parents=True)
    (folder / "a-2026" / "dialogues").mkdir()
    (folder / "people.yml").write_text("ada-example: {name: Ada Example}\n")
    (folder / "a-2026" / "event.yml").write_text(EVENT)
    (folder / "a-2026" / "papers" / "one.md").write_text(PAPER + "\nText.\n")
    return folder


def test_what_is_set_on_loading(folder: Path) -> None:
    (folder / "a-2026/papers/two.md").write_text(PAPER + "\n  \n")
    loaded = load(folder)
    assert loaded.diagnostics == ()
    paper = loaded.catalogue.editions["a-2026"].papers["one"]
    assert (paper.id, paper.edition, paper.key) == ("one", "a-2026", "a-2026/one")
    assert paper.path == "a-2026/papers/one.md"
    assert paper.has_text
    assert not loaded.catalogue.editions["a-2026"].papers["two"].has_text
    assert str(paper.source) == "proceedings/a-2026/papers/one.md:2:1"
    assert str(loaded.catalogue.people["ada-example"].source) == "proceedings/people.yml:1:1"


def test_files_are_all_that_were_read(folder: Path) -> None:
    (folder / "a-2026" / "index.md").write_text("# A\n")
    names = [path.relative_to(folder).as_posix() for path in load(folder).files]
    assert names == ["a-2026/event.yml", "a-2026/index.md", "a-2026/papers/one.md", "people.yml"]


def test_places_are_relative_to_the_base(folder: Path, tmp_path: Path) -> None:
    (folder / "people.yml").write_text("ada-example: {nam: Ada}\n")
    (link := tmp_path / "docs" / "linked").parent.mkdir()
    link.symlink_to("../proceedings")
    for start, base, path in (
        (folder, None, "proceedings/people.yml"),
        (folder, tmp_path.parent, f"{tmp_path.name}/proceedings/people.yml"),
        (folder, folder, "people.yml"),
        (link, None, "proceedings/people.yml"),
        (link, tmp_path / "docs", "proceedings/people.yml"),
    ):
        assert load(start, base=base).diagnostics[0].location.path == path


def test_no_folder(tmp_path: Path) -> None:
    loaded = load(tmp_path / "none")
    assert [str(d) for d in loaded.diagnostics] == [
        "none: error[missing-file]: there is no proceedings folder here"
    ]
    assert not loaded.catalogue.people


def test_loading_twice_says_the_same(folder: Path) -> None:
    (folder / "a-2026/papers/bad.md").write_text("---\ntitle: [x]\nauthors: [bob]\n---\n")
    assert load(folder) == load(folder)


def test_a_catalogue_survives_pickling(folder: Path) -> None:
    catalogue = load(folder).catalogue
    assert pickle.loads(pickle.dumps(catalogue)) == catalogue  # noqa: S301  # our own bytes


def test_checking_checked_data_changes_nothing(folder: Path) -> None:
    """What a catalogue holds, written down and loaded again, is the same and has no findings."""
    (folder / "people.yml").write_text(
        "ada-example:\n  name: {given: Ada, family: Example}\n  orcid: 0000-0002-1825-0097\n"
        "  affiliations: [Example Institute]\nbob-example: {name: Bob}\n"
    )
    (folder / "a-2026/event.yml").write_text(
        EVENT + "place: Paris\nroles: {chairs: [bob-example]}\ntracks: [{id: t, title: T}]\n"
        "deadlines: [{title: D, date: 2026-11-01, time: 12:30}]\n"
        "sessions: [{id: s, title: S, start: 2026-12-12 09:00, talks: [one, {title: X}]}]\n"
    )
    (folder / "a-2026/volume.yml").write_text("title: V\ndate: 2026-12-12\npapers: [one]\n")
    first = load(folder)
    assert first.diagnostics == ()

    def write(path: str, record: Person | Event | Paper | Volume) -> str:
        raw = record.model_dump(
            mode="json", include=set(record.written_fields()), exclude_none=True
        )
        return yaml.safe_dump(raw, allow_unicode=True)

    people = {
        person.id: yaml.safe_load(write("", person)) for person in first.catalogue.people.values()
    }
    (folder / "people.yml").write_text(yaml.safe_dump(people))
    edition = first.catalogue.editions["a-2026"]
    (folder / "a-2026/event.yml").write_text(write("", edition.event))
    (folder / "a-2026/volume.yml").write_text(write("", edition.volume))
    paper = edition.papers["one"]
    (folder / "a-2026/papers/one.md").write_text(f"---\n{write('', paper)}---\n\nText.\n")
    second = load(folder)
    assert second.diagnostics == ()

    def told(catalogue) -> object:
        edition = catalogue.editions["a-2026"]
        records = [*catalogue.people.values(), edition.event, edition.volume]
        return [
            record.model_dump(exclude={"source"}) for record in [*records, edition.papers["one"]]
        ]

    assert told(second.catalogue) == told(first.catalogue)


def test_an_alias_bomb_takes_no_time(folder: Path) -> None:
    levels = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 2000))
    (folder / "a-2026/event.yml").write_text(f"{EVENT}a0: &a0 [x]\n{levels}")
    begin = time.perf_counter()
    loaded = load(folder)
    assert time.perf_counter() - begin < 5
    assert "yaml-alias" in {d.code for d in loaded.diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        "a: " * 200_000,
        "- " * 200_000,
        "{" * 500_000,
        "? " * 100_000,
        "".join(f"k{i}: 1\n" for i in range(5_000)),
        "".join(f"p{i}: {{name: P, n{i}: 1}}\n" for i in range(1_000)),
    ],
    ids=["maps", "lists", "braces", "questions", "keys", "people"],
)
def test_large_nonsense_takes_no_time(folder: Path, text: str) -> None:
    (folder / "people.yml").write_text(text)
    begin = time.perf_counter()
    loaded = load(folder)
    assert loaded.diagnostics
    assert time.perf_counter() - begin < 10


def test_nested_fences_take_no_time(folder: Path) -> None:
    text = "".join(f"{':' * (3 + i % 50)}{{statement}}\n" for i in range(5_000))
    (folder / "a-2026/index.md").write_text(text)
    begin = time.perf_counter()
    load(folder)
    assert time.perf_counter() - begin < 10


words = st.sampled_from(
    ["title", "authors", "name", "start", "roles", "sessions", "talks", "paper", "date", "id",
     "ada-example", "one", "2026-12-12", "2026-12-12 09:00", "no", "~", "12:30", "x" * 30,
     "unconfirmed", "true", "meetings", "attendance", "\u202e", "é", "", "end", "tracks"]
)  # fmt: skip
values = st.recursive(
    words | st.text(max_size=8) | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=5),
    max_leaves=15,
)
quick = settings(
    max_examples=settings.default.max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(people=values, event=values, volume=values, paper=values, dialogue=values)
def test_no_yaml_raises(folder: Path, **files) -> None:
    def text(value) -> str:
        return yaml.dump(value, allow_unicode=True)

    def put(name: str, text: str) -> None:
        (folder / name).write_text(text, encoding="utf-8", errors="replace")

    for name in ("people.yml", "a-2026/event.yml", "a-2026/volume.yml"):
        put(name, text(files[Path(name).stem]))
    put("a-2026/papers/one.md", f"---\n{text(files['paper'])}\n---\n")
    put("a-2026/dialogues/maps.md", f"---\n{text(files['dialogue'])}\n---\n")
    loaded = load(folder)
    assert all("\n" not in d.message for d in loaded.diagnostics)


@quick
@given(data=st.binary(max_size=200), text=st.text("-:`~{}[]&*!%@>|\n aA0'\"#,?", max_size=200))
def test_no_bytes_raise(folder: Path, data: bytes, text: str) -> None:
    (folder / "people.yml").write_bytes(data)
    (folder / "a-2026/event.yml").write_text(text)
    (folder / "a-2026/papers/one.md").write_bytes(b"---\n" + data + b"\n---\n")
    (folder / "a-2026/dialogues/maps.md").write_text(f"---\n{text}\n---\n:::{{statement}}\n{text}")
    load(folder)
