"""Code in colours: the same code, whatever it is, in the inks of the style."""

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_all_lexers

from sphinx_typst.markup import call, value
from sphinx_typst.writer import highlight
from sphinx_typst.writer.highlight import PLAIN, inked

LANGUAGES = ["python", "default", "none", "rst", "html", "c++", "console", "typst", "pycon"]


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_every_byte_of_every_line_has_one_ink(source, language):
    source = source.replace("\r", "")
    found = inked(source, language, "", None)
    lines = source.split("\n")
    assert [sum(length for _, length in line) for line in found.lines] == [
        len(line.encode()) for line in lines
    ]
    assert all(0 <= ink < len(found.inks) for line in found.lines for ink, _ in line)
    # No part ends within a character.
    for line, parts in zip(lines, found.lines, strict=True):
        at = 0
        for _, length in parts:
            at += length
            line.encode()[:at].decode()


def test_the_style_is_the_one_asked_for():
    source = "def f():\n    return None  # made up"
    assert inked(source, "python", "none", None).is_plain
    assert all(
        ink.fill in {None, "#000000"} for ink in inked(source, "python", "bw", None).inks[:1]
    )
    default = inked(source, "python", "", None)
    assert default.inks[0] != PLAIN
    assert default.inks[0].bold
    assert inked(source, "none", "", None).is_plain


def test_words_are_not_taken_for_python():
    assert inked("$ this is no Python ?", "default", "", None).is_plain


HOSTILE = '#panic("no")\n#read("/etc/passwd") \\ $x$ */ // `'


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60).map(lambda text: HOSTILE + text))
def test_code_is_printed_and_never_run(source):

    source = source.replace("\r", "")
    found = inked(source, "python", "", None)
    inks = [{"fill": ink.fill, "bold": ink.bold, "italic": ink.italic} for ink in found.inks]
    code = call("code", source, value(inks), found.lines)
    program = f"#let code(source, inks, runs) = raw(block: true, source)\n#{code}"
    assert typst.compile(program.encode())[:4] == b"%PDF"


def test_kinds_of_tokens_that_a_style_does_not_know_look_like_the_nearest_that_it_knows():
    """Lexers make such kinds of their own: 68 of 605, as that of YAML."""
    for name in ("", "default", "bw", "monokai"):
        style = highlight._style(name)
        for known, look in list(style):
            strange = known.Made.Up.For.A.Test
            ink = highlight._ink(style, strange)
            assert ink == highlight._ink(style, known)
            assert ink.bold == bool(look["bold"])


def test_yaml_has_its_colours():
    found = highlight.inked("key: value\n- [a, b]", "yaml", "", None)
    assert found.source == "key: value\n- [a, b]"
    assert not found.is_plain


@pytest.mark.slow
def test_code_of_every_language_can_be_written():
    text = "key: 'value' # 1\n<a b=\"c\">{x}</a>\nfn main() -> (0x1f) { return; } -- $x @y %z\n"
    for _, aliases, _, _ in get_all_lexers():
        if aliases:
            assert highlight.inked(text, aliases[0], "", None).source == text
