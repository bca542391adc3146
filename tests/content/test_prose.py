"""Roles and images in running text, and not those that are code."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.content.directives import divide
from sphinx_proceedings.content.prose import Image, Role, scan


def found(text: str) -> list[tuple[str, int, int]]:
    return [
        (one.path if isinstance(one, Image) else f"{one.name}:{one.text}", one.line, one.column)
        for one in scan(divide(text).prose)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{person}`ada`", [("person:ada", 1, 10)]),
        ("a {cite:t}`x` {r}``y ` z`` b", [("cite:t:x", 1, 12), ("r:y ` z", 1, 20)]),
        ("`{a}`b``", []),
        ("`` {a}`b` ``", []),
        ("\\{a}`b`", []),
        ("\\`{a}`b`", [("a:b", 1, 7)]),
        ("{a}`never closed", []),
        ("{a}`two\nlines` {b}`c`", [("a:two\nlines", 1, 5), ("b:c", 2, 12)]),
        ("open `\n\n{a}`b`", [("a:b", 3, 5)]),
        ("- open `\n- {a}`b`", [("a:b", 2, 7)]),
        ("# open `\n{a}`b`", [("a:b", 2, 5)]),
        ("| ` |\n| {a}`b` |", [("a:b", 2, 7)]),
        ("> {a}`b`", [("a:b", 1, 7)]),
        ("    {a}`code`", []),
        ("text\n    {a}`b`", [("a:b", 2, 9)]),
        ("text\n\n    {a}`code`\n\n    {a}`code`\n\ntext {a}`b`", [("a:b", 7, 10)]),
        ("- item\n\n    {a}`b`", [("a:b", 3, 9)]),
        ("- item\n\ntext\n\n    {a}`code`", []),
        ("% {a}`b`", []),
        ("$$ x $$\n{a}`b`", [("a:b", 2, 5)]),
        ("$$\n{a}`b`\n$$\n{a}`c`", [("a:c", 4, 5)]),
        ("![a](b.png) ![c [d]](<e f.png>) ![g](h(i).png 'j')", [
            ("b.png", 1, 6), ("e f.png", 1, 22), ("h(i).png", 1, 38),
        ]),
        ("\\![a](b.png) ![a] (b.png) [![a](c.png)](d)", [("c.png", 1, 33)]),
        ("```\n{a}`b`\n```\n:::{note}\n:class: {a}`b`\n\n{a}`c`\n:::", [("a:c", 7, 5)]),
    ],
)  # fmt: skip
def test_what_is_found(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["![" * 100_000, "{a}`" * 100_000, "`` ` " * 50_000, "$" * 300_000, "![a](" * 50_000,
     "".join("`" * n + " " for n in range(1_000)), "- " * 100_000, "> " * 100_000,
     "![" + "[" * 200_000, "\\" * 300_000, "{" * 300_000, "$a " * 100_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_nonsense_takes_no_time(text: str) -> None:
    begin = time.perf_counter()
    list(scan([text]))
    assert time.perf_counter() - begin < 5


@given(st.text("`{}ab![]()<>$\\-# \n\t%:|", max_size=150))
def test_any_text_is_taken_and_every_place_is_in_it(text: str) -> None:
    lines = text.split("\n")
    for one in scan(divide(text).prose):
        wanted = one.text.split("\n")[0] if isinstance(one, Role) else one.path
        assert lines[one.line - 1][one.column - 1 :].startswith(wanted)
