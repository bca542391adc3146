import json
import unicodedata
from pathlib import Path

import pytest
import typst
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_typst import markup
from sphinx_typst.markup import EMPTY, Code, Literal, block, call, closed, length, string, value

COMPILER = typst.Compiler(
    Path(__file__).with_name("empty.typ"), font_paths=typst.Fonts(include_system_fonts=False)
)


def evaluated(code):
    """Give what Typst makes of an expression."""
    return json.loads(COMPILER.eval(code))


HOSTILE = st.sampled_from(
    [
        '#read("/etc/passwd")',
        '"); read("/etc/passwd"); ("',
        "\\",
        '\\"',
        "\\u{41}",
        "$x$",
        "`raw`",
        "```",
        "// comment",
        "/* comment */",
        "*/",
        "#{panic()}",
        "]<label>[",
        "@ref",
        "\u202e reversed",
        "\u2066",
        "\x00\x07\x7f\x9f",
        "\ud800",
        "\u2028\u2029\x85",
        "\ufeff",
    ]
)
TEXT = st.lists(HOSTILE | st.text(st.characters(codec=None))).map("".join)


def expected(text):
    """Give what may be printed of a text: all but controls, directions closed, marks held."""
    whole = "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in text)
    shown = closed(markup._CONTROL.sub("", whole))
    return "".join(
        f"\u2060{c}"
        if index
        and shown[index - 1] in "\t\n\r\x85\u2028\u2029"
        and unicodedata.category(c)[0] == "M"
        else c
        for index, c in enumerate(shown)
    )


@given(TEXT)
def test_any_text_comes_back_from_typst_as_it_went_in(text):
    assert evaluated(string(text)) == expected(text)


@given(TEXT)
def test_a_literal_is_one_line_of_visible_characters(text):
    literal = string(text)
    assert literal.splitlines() == [literal]
    assert literal.encode()
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in literal)


@example("\n\U000e0100", "\t\u0301")
@given(TEXT, TEXT)
def test_text_stays_text_as_an_argument_and_in_a_block(first, second):
    code = block([string(first), call("repr", second), string(second)])
    quoted = evaluated(call("repr", second))
    assert evaluated(code) == expected(first) + quoted + expected(second)


@given(TEXT)
def test_directions_are_closed(text):
    depth = 0
    for character in closed(text):
        depth += character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
        depth -= character in "\u202c\u2069"
        assert depth >= 0
    assert depth == 0


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn"])), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_data_comes_back_from_typst(data):
    assert evaluated(value(data)) == data


@pytest.mark.parametrize("item", [float("nan"), float("inf"), object()])
def test_what_has_no_literal_is_refused(item):
    with pytest.raises(TypeError, match="no Typst literal"):
        value(item)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (None, "none"),
        (True, "true"),
        (-1, "(-1)"),
        ([], "()"),
        (["a"], '("a",)'),
        ({}, "(:)"),
        ({'a"b': 1}, '("a\\"b": 1)'),
        (Code("auto"), "auto"),
    ],
)
def test_values_are_literals(item, code):
    assert value(item) == code


def test_a_large_integer_becomes_a_float():
    assert evaluated(value(2**64)) == float(2**64)


@pytest.mark.parametrize("name", ["", "a b", "a(", "1a", "a.", "A", "a\n"])
def test_a_call_has_the_name_of_a_function(name):
    with pytest.raises(ValueError, match="name"):
        call(name)


def test_the_name_of_an_argument_is_checked():
    with pytest.raises(ValueError, match="argument"):
        call("a", **{"b: read()": 1})


def test_calls_are_written_with_named_arguments_last():
    assert call("heading", "x", level=1, start_at=None) == 'heading("x", level: 1, start-at: none)'


def test_blocks_join_neighbouring_literals():
    parts = [string("a"), string('"'), call("emph", "b"), string("c")]
    assert block(parts) == '{\n"a\\""\nemph("b")\n"c"\n}'
    assert isinstance(block(parts[:2]), Literal)


def test_a_block_of_comments_only_is_empty():
    assert block([markup.comment("@0:1")]) == EMPTY
    assert block([]) == EMPTY


def test_a_comment_is_one_line():
    with pytest.raises(ValueError, match="one line"):
        markup.comment("a\nread()")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("50%", "50%"),
        ("200px", "150pt"),
        ("10", "7.5pt"),
        ("1.5 cm", "1.5cm"),
        ("2pc", "24pt"),
        ("-3cm", None),
        ("1vw", None),
        ("1e9cm", None),
        ("1cm; read()", None),
        ("", None),
    ],
)
def test_lengths(text, code):
    assert length(text) == code


def test_a_mark_alone_at_the_start_of_a_line_is_held():
    """Alone there, it may get no font, at which some standards stop the print."""
    assert markup.string("a\n\u0592b\t\u0301") == '"a\\n\\u{2060}\u0592b\\t\\u{2060}\u0301"'
    assert markup.string("a\u0301\nä\n漢") == '"a\u0301\\nä\\n漢"'


def test_escapes_are_read_back():
    assert markup.unescaped('"a\\\\n\\n\\u{2060}"') == '"a\\n\n\u2060"'
