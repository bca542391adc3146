"""Which shards of a volume are printed, how often, and that what they say is true in the end."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_typst.press.cache import Record
from sphinx_typst.press.loop import Task, odd, settle


class Volume:
    """A volume without Typst: chapters of so many pages, which quote the starts of others."""

    def __init__(self, lengths, quotes=None, starts=None):
        self.lengths = dict(lengths)
        self.quotes = quotes or {}
        self.starts = starts or {}
        self.versions = dict.fromkeys(self.lengths, 0)
        self.records = {}
        self.printed = []
        self.broken = set()

    def length(self, order):
        return self.lengths[order.key]

    def edit(self, key, length=None):
        self.versions[key] += 1
        if length is not None:
            self.lengths[key] = length

    def tasks(self):
        return [
            Task(
                key,
                f"{key} {self.versions[key]}",
                follows=key != "front",
                quotes={f"{name}#": name for name in self.quotes.get(key, ())},
                start=self.starts.get(key),
            )
            for key in self.lengths
        ]

    def print(self, orders):
        found = {}
        for order in orders:
            self.printed.append(order.key)
            found[order.key] = None
            if order.key not in self.broken:
                found[order.key] = Record(
                    input=f"{order.key} {self.versions[order.key]}",
                    first=order.first,
                    quoted=dict(order.quoted),
                    pages=self.length(order),
                )
        return found

    def build(self):
        self.printed = []
        settled = settle(self.tasks(), self.records, self.print)
        self.records = settled.records
        return settled


CHAPTERS = {"front": 6, "a": 3, "b": 2, "c": 5, "back": 2}
# The contents quote everything; a index quotes the chapters.
LISTS = {"front": ["a", "b", "c", "back"], "back": ["a", "b", "c"]}


def test_a_first_build_prints_everything_once_and_lists_last():
    volume = Volume(CHAPTERS, LISTS)
    settled = volume.build()
    assert volume.printed == ["a", "b", "c", "back", "front"]
    assert settled.firsts == {"front": 1, "a": 1, "b": 5, "c": 7, "back": 13}
    assert not settled.unsettled
    assert not settled.moved


def test_a_second_build_prints_nothing():
    volume = Volume(CHAPTERS, LISTS)
    volume.build()
    volume.build()
    assert volume.printed == []


def test_an_edit_prints_what_was_edited():
    volume = Volume(CHAPTERS, LISTS)
    volume.build()
    volume.edit("b")
    volume.build()
    assert volume.printed == ["b"]


def test_a_page_more_moves_nothing_while_it_fits_before_the_next_right_hand_page():
    volume = Volume(CHAPTERS, LISTS)
    volume.build()
    volume.edit("a", 4)
    volume.build()
    assert volume.printed == ["a"]


def test_a_shift_prints_what_follows_and_what_quotes_it():
    volume = Volume(CHAPTERS, {**LISTS, "a": ["c"]})
    volume.build()
    volume.edit("b", 3)
    settled = volume.build()
    assert volume.printed[0] == "b"
    # b itself has not moved; a quotes c, which has.
    assert sorted(volume.printed[1:]) == ["a", "back", "c", "front"]
    assert settled.records["a"].quoted == {"c#": 9}


def test_references_forward_and_backward_are_true():
    volume = Volume(CHAPTERS, {"a": ["b", "c"], "c": ["a"]})
    settled = volume.build()
    assert settled.records["a"].quoted == {"b#": 5, "c#": 7}
    assert settled.records["c"].quoted == {"a#": 1}
    # What quotes what was not there yet is printed again, nothing else.
    assert sorted(volume.printed) == ["a", "a", "b", "back", "c", "front"]


def test_what_is_printed_of_what_all_changed_is_printed_at_once():
    volume = Volume(CHAPTERS, LISTS)
    volume.build()
    for key in CHAPTERS:
        volume.edit(key)
    sizes = []

    def print_all(orders):
        sizes.append(len(orders))
        return volume.print(orders)

    settle(volume.tasks(), volume.records, print_all)
    assert sizes == [5]


def test_a_failure_does_not_keep_others_from_being_printed():
    volume = Volume(CHAPTERS, LISTS)
    volume.broken = {"a", "c"}
    settled = volume.build()
    assert settled.failed == {"a", "c"}
    assert sorted(volume.printed) == ["a", "b", "back", "c", "front"]
    volume.broken = set()
    settled = volume.build()
    assert not settled.failed
    assert settled.firsts == {"front": 1, "a": 1, "b": 5, "c": 7, "back": 13}
    assert settled.records["front"].quoted == {"a#": 1, "b#": 5, "c#": 7, "back#": 13}


def test_a_start_is_kept_while_there_is_room():
    volume = Volume(CHAPTERS, LISTS, starts={"a": 1, "b": 9, "c": 11})
    settled = volume.build()
    assert settled.firsts == {"front": 1, "a": 1, "b": 9, "c": 11, "back": 17}
    assert not settled.moved
    volume.edit("a", 9)
    settled = volume.build()
    assert settled.firsts["b"] == 11
    assert settled.moved == ["b", "c"]


def test_a_start_on_a_left_hand_page_cannot_be_kept():
    settled = Volume(CHAPTERS, starts={"b": 8}).build()
    assert settled.firsts["b"] == 5
    assert settled.moved == ["b"]


def test_what_cannot_settle_is_given_up_and_said():
    class Restless(Volume):
        def length(self, order):
            # As the reference gets longer, what it names moves.
            moves = order.key == "a" and (order.quoted["b#"] or 0) <= 5
            return super().length(order) + (2 if moves else 0)

    settled = Restless(CHAPTERS, {"a": ["b"]}).build()
    assert settled.unsettled == ["a"]
    assert settled.printed["a"] <= 5


def test_a_record_of_nothing_in_the_volume_is_left_alone():
    volume = Volume(CHAPTERS)
    volume.records = {"gone": Record("gone", 1, {}, 1)}
    assert "gone" not in volume.build().records


@pytest.mark.parametrize(("number", "expected"), [(1, 1), (2, 3), (3, 3), (10, 11)])
def test_right_hand_pages_are_odd(number, expected):
    assert odd(number) == expected


KEYS = [*"abcdefg"]


@st.composite
def volumes(draw):
    lengths = {key: draw(st.integers(1, 6)) for key in ("front", *KEYS, "back")}
    quotes = {
        key: draw(st.lists(st.sampled_from([*KEYS, "back"]), max_size=3, unique=True))
        for key in lengths
    }
    return Volume(lengths, {key: set(found) - {key} for key, found in quotes.items()})


@given(volumes(), st.lists(st.tuples(st.sampled_from(KEYS), st.integers(1, 6)), max_size=4))
def test_any_way_of_edits_leads_to_what_a_first_build_gives(volume, edits):
    volume.build()
    for key, length in edits:
        volume.edit(key, length)
        settled = volume.build()
        fresh = Volume(volume.lengths, volume.quotes)
        fresh.versions = dict(volume.versions)
        assert fresh.build().records == settled.records
        assert not settled.unsettled
        for name, record in settled.records.items():
            assert record.first == settled.firsts[name]
            for label, folio in record.quoted.items():
                assert folio == settled.firsts[label.removesuffix("#")]


def test_a_label_that_nobody_knows_is_on_the_first_page():
    record = Record("", 1, {}, 3, places={"a#b": (2, 0.0, 0.0)})
    assert record.page("a#b") == 2
    assert record.page("a#c") == 1
    assert replace(record, places={}).page("a#b") == 1
