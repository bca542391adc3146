"""Where a line of Typst comes from."""

from pathlib import Path

from sphinx_typst.sheet.finding import locate

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
