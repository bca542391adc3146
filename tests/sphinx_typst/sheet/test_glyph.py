"""Which characters, and letters with marks, no font has."""

import pytest
import typst

from sphinx_typst.markup import unescaped
from sphinx_typst.sheet.glyph import characters, clusters, lacking

FONTS = typst.Fonts(include_system_fonts=False)


def test_characters_that_need_a_glyph():
    text = unescaped('par("aé \\u{10fffd} \\u{200b}\u00a0 \ufe0f")')
    assert characters(text) == ["é", "\U0010fffd"]
    # A mark that stands in no font is as good as a letter.
    assert characters("e\u0301") == ["\u0301"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é", []),
        ("e\u0301 and e\u0301\u0302", ["e\u0301", "e\u0301\u0302"]),
        ("(\u20dd", ["(\u20dd"]),
        ("\u0915\u093f", ["\u0915\u093f"]),
        (" \u0301", []),
        ("\u2764\ufe0f", []),
    ],
)
def test_letters_with_marks(text, expected):
    assert clusters(text) == expected


def test_what_cannot_be_shown():
    assert lacking([], FONTS) == []
    assert lacking(["plain", "é", "α", "Я", "e\u0301"], FONTS) == []
    assert lacking(["漢", "é", "\U0010fffd", '"', "\\", "x\u20dd"], FONTS) == [
        "漢", "\U0010fffd", "x\u20dd",
    ]  # fmt: skip
