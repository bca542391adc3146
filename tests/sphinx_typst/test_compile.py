"""Where a line of Typst comes from, and which characters have no glyph."""

from pathlib import Path

import typst

from sphinx_typst.finding import locate
from sphinx_typst.glyph import characters, missing

TEXT = """\
#import "/sphinx_typst/kit.typ": *
#let sources = ("a.md", "in \\"quotes\\".md",)
#let anchors = (:)
#let document(ctx) = {
// @0:3
par("one")
// @1:7
par({
"two"
})
}
"""


def test_a_line_belongs_to_the_mark_above_it():
    assert locate(TEXT, 6, Path("nowhere")) == "a.md:3"
    assert locate(TEXT, 9, Path("nowhere")) == 'in "quotes".md:7'
    assert locate(TEXT, 99, Path("nowhere")) == 'in "quotes".md:7'


def test_a_line_above_all_marks_has_no_place():
    assert locate(TEXT, 4, Path("nowhere")) is None
    assert locate("", 1, Path("nowhere")) is None


def test_characters_that_need_a_glyph():
    assert characters('par("aé \\u{10fffd} \\u{200b}\u00a0 e\u0301 \ufe0f")') == ["é", "\U0010fffd"]


def test_missing_characters():
    fonts = typst.Fonts(include_system_fonts=False)
    assert missing("plain", fonts) == []
    assert missing("é α Я", fonts) == []
    assert missing("漢 é \U0010fffd", fonts) == ["漢", "\U0010fffd"]
