"""Keywords in addresses, and the order of indexes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.sphinx.naming import address, collation, initial, same

WORDS = st.text(min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("sheep", "sheep"),
        ("Graph neural networks", "graph-neural-networks"),
        ("graph-neural  networks", "graph-neural-networks"),
        ("3D", "3d"),
    ],
)
def test_a_plain_phrase_is_its_own_address(word, expected):
    assert address(word) == expected


@pytest.mark.parametrize(
    "words",
    [
        ("C", "C++", "C#", "c'"),
        ("réseau", "reseau"),
        ("平和", "和平", "السلام", "שלום"),
        ("index", "index-"[:5] + "es"),
        ("a" * 100, "a" * 101),
        ("../../etc/passwd", "etc passwd", "etc/passwd"),
        ("con", "nul", "com1"),
    ],
)
def test_two_phrases_never_share_an_address(words):
    found = [address(word) for word in words]
    assert len(set(found)) == len(words)
    assert not {"index", "con", "nul", "com1"} & set(found)


@given(WORDS)
def test_an_address_is_one_short_safe_part_of_a_path(word):
    found = address(word)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)
    assert len(found) <= 70


@given(WORDS, WORDS)
def test_addresses_are_equal_only_where_the_phrases_are(one, other):
    assert (address(one) == address(other)) == (same(one) == same(other))


def test_an_index_sorts_by_letters_whatever_their_marks():
    names = ["Zoe", "Ångström", "Angus", "van Bree", "Émile", "Eve", "O'Neil", "Oneil B"]
    assert sorted(names, key=collation) == [
        *("Ångström", "Angus", "Émile", "Eve", "O'Neil", "Oneil B", "van Bree", "Zoe")
    ]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Ångström", "A"),
        ("émile", "E"),
        ("'t Hooft", "T"),
        ("Ωμέγα", "Ω"),
        ("陳", "漢字"),
        ("みほん", "かな"),
        ("김", "한글"),
        ("مثال", "م"),
        ("דוגמה", "ד"),
        ("3M", "#"),
        ("—", "#"),
    ],
)
def test_a_name_stands_under_its_letter_or_script(name, part):
    assert initial(name) == part
