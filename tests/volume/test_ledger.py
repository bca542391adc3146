"""Ledgers: what moves between two of them, and that their files say what they say."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sphinx_proceedings.content import load
from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model import Ledger, PageRange, Reissue
from sphinx_proceedings.volume import freeze, ledger

DATE = dt.date(2027, 1, 2)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=12)


def volume(*ranges: tuple[int, int], **more: object) -> Ledger:
    """A ledger of papers `a`, `b`, ... on these pages."""
    papers = {
        chr(ord("a") + number): PageRange(first=first, last=last)
        for number, (first, last) in enumerate(ranges)
    }
    return Ledger(edition="x-2027", papers=papers, **more)


def bound(lengths: list[int], starts: list[int] | None = None) -> Ledger:
    """The pages that papers of these lengths get, each on a right-hand page, starts kept."""
    ranges, free = [], 1
    for number, length in enumerate(lengths):
        first = max(free + 1 - free % 2, starts[number] if starts else 1)
        ranges.append((first, first + length - 1))
        free = first + length
    return volume(*ranges)


def named(found: list[ledger.Obstacle]) -> list[tuple[str, list[str]]]:
    return [(one.change.entry[1], [name for _, name in one.moves]) for one in found]


def test_what_is_as_it_was_is_no_obstacle() -> None:
    frozen = volume((1, 4), (5, 8))
    assert ledger.obstacles(frozen, volume((1, 4), (5, 8))) == []
    assert ledger.obstacles(frozen, volume((1, 2), (5, 5))) == []


def test_who_grows_is_named_with_whom_it_moves_and_no_others() -> None:
    frozen = volume((1, 4), (5, 8), (9, 11), (21, 22))
    printed = volume((1, 6), (7, 10), (11, 13), (21, 22))
    assert named(ledger.obstacles(frozen, printed)) == [("a", ["b", "c"])]


def test_who_grows_into_a_blank_page_moves_nobody_and_is_named() -> None:
    assert named(ledger.obstacles(volume((1, 3), (5, 8)), volume((1, 4), (5, 8)))) == [("a", [])]


def test_two_that_grow_are_both_named() -> None:
    found = ledger.obstacles(volume((1, 2), (3, 4), (5, 6)), volume((1, 4), (5, 8), (9, 10)))
    assert named(found) == [("a", ["b", "c"]), ("b", ["c"])]


def test_another_order_missing_and_new_entries() -> None:
    frozen = volume((1, 2), (3, 4))
    swapped = Ledger(
        edition="x-2027",
        papers={"b": PageRange(first=1, last=2), "a": PageRange(first=3, last=4)},
    )
    assert named(ledger.obstacles(frozen, swapped)) == [("a", []), ("b", [])]
    assert named(ledger.obstacles(frozen, volume((1, 2)))) == [("b", [])]
    assert named(ledger.obstacles(volume((1, 2)), frozen)) == [("b", [])]


def test_who_is_new_is_named_with_whom_it_moves() -> None:
    frozen = volume((1, 2), (3, 4), (21, 22))
    printed = Ledger(
        edition="x-2027",
        papers={"z": PageRange(first=3, last=3), **volume((1, 2), (5, 6), (21, 22)).papers},
    )
    assert named(ledger.obstacles(frozen, printed)) == [("z", ["b"])]


def test_a_dialogue_is_not_a_paper_of_the_same_name() -> None:
    pages = {"a": PageRange(first=1, last=2)}
    dialogue = Ledger(edition="x-2027", dialogues=pages)
    found = ledger.obstacles(dialogue, Ledger(edition="x-2027", papers=pages))
    assert [one.change.entry for one in found] == [("dialogue", "a"), ("paper", "a")]


def test_every_obstacle_is_told_with_a_way_out() -> None:
    frozen = volume((1, 4), (5, 8), (9, 9))
    for printed in (
        volume((1, 6), (7, 10), (11, 11)),
        volume((1, 5), (7, 8), (9, 9)),
        volume((1, 4), (5, 8)),
        volume((1, 4), (7, 8), (9, 9)),
        volume((1, 4), (5, 8), (9, 9), (11, 12)),
    ):
        found = ledger.obstacles(frozen, printed)
        told = freeze.explained(found, "x-2027", lambda entry: Location(f"{entry[1]}.md", 2))
        assert len(told) == len(found) > 0
        for one in told:
            assert one.code == "frozen-pages"
            assert "freeze x-2027 --reissue" in one.hint
            assert f'"{Path(one.location.path).stem}"' in one.message


def test_the_message_says_how_long_and_whom() -> None:
    found = ledger.obstacles(volume((1, 4), (5, 8)), volume((1, 5), (7, 10)))
    (told,) = freeze.explained(found, "x-2027", lambda _: Location("a.md", 2))
    assert told.message == (
        '"a" is 1 page longer than in the frozen volume, where it is on pages 1–4: '
        'it would move "b"'
    )


@given(LENGTHS, st.data())
def test_who_keeps_to_its_pages_can_be_printed_again(lengths, data) -> None:
    frozen = bound(lengths)
    starts = [pages.first for pages in frozen.papers.values()]
    shorter = [data.draw(st.integers(1, length)) for length in lengths]
    printed = bound(shorter, starts)
    assert ledger.obstacles(frozen, printed) == []
    assert ledger.kept(frozen, printed) == frozen


@given(LENGTHS, st.data())
def test_whoever_is_on_other_pages_is_named_by_somebody(lengths, data) -> None:
    frozen = bound(lengths)
    starts = [pages.first for pages in frozen.papers.values()]
    printed = bound([data.draw(st.integers(1, length + 4)) for length in lengths], starts)
    found = ledger.obstacles(frozen, printed)
    told = {one.change.entry for one in found} | {name for one in found for name in one.moves}
    changed = {
        change.entry
        for change in ledger.changes(frozen, printed)
        if change.growth > 0 or change.is_moved
    }
    assert told == changed
    if changed:
        with pytest.raises(ValueError, match="pages"):
            ledger.kept(frozen, printed)


@st.composite
def ledgers(draw) -> Ledger:
    ranges = st.builds(
        lambda first, count: PageRange(first=first, last=first + count - 1),
        st.integers(1, 9_000),
        st.integers(1, 900),
    )
    line = st.text(min_size=1, max_size=40)
    try:
        return Ledger(
            edition=draw(SLUGS),
            frozen=draw(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))),
            sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
            pages=draw(st.integers(1, 10_000)),
            papers=draw(st.dictionaries(SLUGS, ranges, max_size=6)),
            dialogues=draw(st.dictionaries(SLUGS, ranges, max_size=2)),
            citations=draw(st.dictionaries(SLUGS, line, max_size=3)),
            reissues=tuple(
                Reissue(date=DATE, note=note, moved=()) for note in draw(st.lists(line, max_size=2))
            ),
        )
    except ValidationError:  # Controls are no text.
        return volume((1, 2), frozen=DATE, sha256="0" * 64, pages=2)


@given(ledgers())
def test_a_file_says_what_the_ledger_says(tmp_path_factory, found) -> None:
    folder = tmp_path_factory.mktemp("ledger") / "proceedings" / found.edition
    folder.mkdir(parents=True)
    (folder / "event.yml").write_text("title: T\nstart: 2026-12-12\n")
    ledger.write(found, folder / "ledger.json")
    assert ledger.read(folder / "ledger.json") == found
    # As every other file it is read with positions, by a parser of YAML.
    loaded = load(folder.parent)
    wrong = [one for one in loaded.diagnostics if one.code not in {"missing-file", "frozen-pages"}]
    assert wrong == []
    assert loaded.catalogue.editions[found.edition].ledger == found
    assert [path.name for path in folder.iterdir() if "ledger" in path.name] == ["ledger.json"]


def test_a_change_is_one_line_and_entries_are_in_the_order_of_their_pages() -> None:
    before = ledger.text(volume((5, 8), (1, 4), citations={"b": "B.", "a": "A."}))
    after = ledger.text(volume((5, 6), (1, 4), citations={"b": "B.", "a": "A."}))
    assert before.index('"b"') < before.index('"a"')
    assert json.loads(before)["papers"] == {
        "b": {"first": 1, "last": 4},
        "a": {"first": 5, "last": 8},
    }
    assert len(set(before.splitlines()) ^ set(after.splitlines())) == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"edition": "../x"}', b'{"papers": {}}',
     b'{"edition": "x-2027", "papers": {"a": {"first": 3, "last": 1}}}',
     b"[" * 100_000, b" " * (2 * 1024 * 1024 + 1)],
)  # fmt: skip
def test_a_ledger_that_cannot_be_used_is_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x-2027.ledger.json"
    path.write_bytes(data)
    assert ledger.read(path) is None
    assert ledger.last([tmp_path], "x-2027") is None


def test_the_first_folder_with_a_ledger_of_the_edition_counts(tmp_path: Path) -> None:
    for name, found in (("none", None), ("one", volume((1, 2))), ("two", volume((3, 4)))):
        (tmp_path / name).mkdir()
        if found:
            ledger.write(found, tmp_path / name / "x-2027.ledger.json")
    folders = [tmp_path / "none", tmp_path / "one", tmp_path / "two"]
    assert ledger.last(folders, "x-2027") == volume((1, 2))
    assert ledger.last(folders, "y-2027") is None
    (tmp_path / "one" / "y-2027.ledger.json").write_text(ledger.text(volume((1, 2))))
    assert ledger.last(folders, "y-2027") is None


def test_a_stale_ledger_is_of_other_papers() -> None:
    found = volume((1, 2), (3, 4))
    assert ledger.is_current(found, {"b": 1, "a": 1}, {})
    assert not ledger.is_current(found, {"a": 1}, {})
    assert not ledger.is_current(found, {"a": 1, "b": 1, "c": 1}, {})
    assert not ledger.is_current(found, {"a": 1, "b": 1}, {"d": 1})


def test_a_reissue_says_what_moved_and_keeps_the_date() -> None:
    frozen = volume((1, 4), (5, 8), (9, 9), frozen=DATE, sha256="0" * 64, pages=12)
    assert freeze.is_fixed(frozen)
    later = dt.date(2027, 5, 6)
    first = freeze.provisional("x-2027", later, before=frozen, note="A sign was wrong.")
    assert not freeze.is_fixed(first)
    printed = volume((1, 6), (7, 10), (9, 9), citations={"a": "A."})
    again = freeze.with_pages(first, printed, before=frozen)
    done = freeze.finished(again, printed, sha256="1" * 64, pages=14)
    assert freeze.is_fixed(done)
    assert done.frozen == DATE
    assert [(r.date, r.moved) for r in done.reissues] == [(later, ("a", "b"))]
    assert (done.sha256, done.pages, done.citations) == ("1" * 64, 14, {"a": "A."})
    twice = freeze.provisional("x-2027", later, before=done, note="Again.")
    assert [r.note for r in twice.reissues] == ["A sign was wrong.", "Again."]


def test_a_volume_is_fixed_by_date_and_hash() -> None:
    first = freeze.provisional("x-2027", DATE)
    assert not freeze.is_fixed(None)
    assert not freeze.is_fixed(first)
    printed = volume((1, 2))
    done = freeze.finished(freeze.with_pages(first, printed), printed, sha256="a" * 64, pages=2)
    assert freeze.is_fixed(done)
    assert (done.frozen, done.papers, done.reissues) == (DATE, printed.papers, ())
