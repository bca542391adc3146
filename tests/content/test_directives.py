from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.content.directives import scan
from sphinx_proceedings.content.frontmatter import split


def found(text: str) -> list[tuple[str, int, dict[str, str], str]]:
    return [
        (d.name, d.line, {key: option.value for key, option in d.options.items()}, d.body)
        for d in scan(text)
    ]


def test_options_and_body() -> None:
    text = "Text\n\n:::{statement} argument here\n:meeting: first\n:flag:\n\nThe *body*.\n:::\n"
    (directive,) = scan(text)
    assert (directive.name, directive.argument) == ("statement", "argument here")
    assert (directive.line, directive.column) == (3, 1)
    assert (directive.body, directive.body_line) == ("The *body*.", 6)
    option = directive.options["meeting"]
    assert (option.value, option.line, option.column) == ("first", 4, 11)
    assert (directive.options["flag"].value, directive.options["flag"].line) == ("", 5)


def test_a_yaml_block_of_options() -> None:
    (directive,) = scan("```{d}\n---\na: 1\nlong: b c\n---\nBody\n```", first_line=11)
    assert {key: (o.value, o.line, o.column) for key, o in directive.options.items()} == {
        "a": ("1", 13, 4),
        "long": ("b c", 14, 7),
    }
    assert (directive.body, directive.body_line) == ("Body", 16)


def test_options_end_with_the_first_other_line() -> None:
    assert found(":::{d}\n:a: 1\ntext\n:b: 2\n:::") == [("d", 1, {"a": "1"}, "text\n:b: 2")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("::::{a}\n:::{b}\n:::\n:::{c}\n:::\n::::\n", ["a", "b", "c"]),
        ("```{a}\n:::{b}\n:::\n```\n", ["a", "b"]),
        ("```python\n:::{b}\n:::\n```\n", []),
        ("~~~\n```{b}\n```\n~~~\n:::{c}\n:::", ["c"]),
        ("```{code-block} md\n:::{b}\n:::\n```\n", ["code-block"]),
        ("````{a}\n```\n:::{hidden}\n```\n:::{b}\n````", ["a", "b"]),
        ("```{a}\n```` \n:::{b}\n:::", ["a", "b"]),
        ("- :::{a}\n  :::\n1. ```{b}\n   ```\n> - :::{c}", ["a", "b", "c"]),
        ("``` {a}\n```", ["a"]),
        ("`` `{a}` ``\n```{a} `x`\n", []),
        ("::: not a directive\n:::{b}\n:::", ["b"]),
        (":::{a}\nnever closed\n:::{b}", ["a", "b"]),
    ],
)
def test_fences(text: str, names: list[str]) -> None:
    assert [d.name for d in scan(text)] == names


def test_a_fence_ends_at_the_first_line_that_can_end_it() -> None:
    # As markdown-it reads it: the outer fence is closed, whatever was begun inside.
    assert found("```{a}\n```{b}\nx\n```\ny\n```") == [
        ("a", 1, {}, "```{b}\nx"),
        ("b", 2, {}, "x"),
    ]


def test_a_quotation_keeps_its_columns() -> None:
    (directive,) = scan("> :::{d}\n> :person: ada\n>\n> Text.\n> :::")
    option = directive.options["person"]
    assert (option.value, option.line, option.column) == ("ada", 2, 12)
    assert directive.body == "Text."


@given(st.text(":`~{}>-\n ab\r\t", max_size=120))
def test_scan_takes_any_text(text: str) -> None:
    lines = text.count("\n") + 1
    for directive in scan(text):
        assert 1 <= directive.line <= lines
        for option in directive.options.values():
            assert directive.line < option.line <= lines
            assert option.column >= 1


@given(st.text("-a:\n\r ", max_size=60), st.text("-a\n", max_size=60))
def test_split_loses_nothing(yaml: str, body: str) -> None:
    parts = split(f"---\n{yaml}\n---\n{body}")
    assert parts.yaml is not None
    lines = f"---\n{yaml}\n---\n{body}".split("\n")
    assert parts.yaml.split("\n")[:-1] == lines[1 : parts.body_line - 2]
    assert parts.body == "\n".join(lines[parts.body_line - 1 :])


def test_split_without_frontmatter() -> None:
    assert split("# Title\n").yaml is None
    assert split("").body == ""
    assert not split(" ---\nx\n---\n").is_open
    assert split("---\ntitle: x").is_open
    assert split("\ufeff---\na: 1\n---\nb").yaml == "a: 1\n"
    assert split("---\r\na: 1\r\n---\r\nb") == split("---\r\na: 1\r\n---\r\nb")
    assert split("---\r\na: 1\r\n---\r\nb").body_line == 4
