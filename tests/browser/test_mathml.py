"""What a browser makes of our MathML: the spaces of LaTeX, and the places of cells and lines."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from latex_math import MATHML_CSS, formula_mathml, parse
from latex_math.mathml import operator
from latex_math.parse.symbol import SYMBOLS

SHAPES = ("x {} y", "{} y", "x {}", "x^{{{} y}}", "a = {} b", "({} y)", "{}")


def mathml(source):
    return formula_mathml(parse(source, display=True), display=True)


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Return where elements are."""
    found = page.locator(selector).evaluate_all(
        "all => all.map(one => {const {x, y, width, height, right} = one.getBoundingClientRect();"
        " return {x, y, width, height, right}})"
    )
    return list(found)


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context(viewport={"width": 800, "height": 600})
    page = context.new_page()
    yield page
    context.close()


def show(page: Page, markup: str, style: str = "") -> None:
    sheet = MATHML_CSS.read_text(encoding="utf-8")
    page.set_content(f"<!doctype html><style>{sheet}{style}</style>{markup}")


def test_spaces_are_those_that_the_dictionary_says(page, monkeypatch):
    sources = [shape.format(name) for name in sorted(SYMBOLS) for shape in SHAPES]
    short = [mathml(source) for source in sources]
    # Where nothing is known of the browser, every space is written.
    operator.operator.cache_clear()
    monkeypatch.setattr(operator, "spaces", lambda _char, _where: None)
    long = [mathml(source) for source in sources]
    operator.operator.cache_clear()
    style = "math {display: inline-block math; font-size: 100px} body {width: 99999px}"
    show(page, "<br>".join([*short, *long]), style)
    widths = [box["width"] for box in boxes(page, "math")]
    pairs = zip(sources, widths[: len(short)], widths[len(short) :], strict=True)
    assert short != long
    assert [source for source, one, other in pairs if abs(one - other) > 1] == []


def test_cells_stand_at_their_sides(page):
    show(page, mathml(r"\begin{align} aaaa &= b \\ c &= dddd \end{align}"))
    cells = boxes(page, "mtd > :first-child")
    left, right = boxes(page, "mi")[0], boxes(page, "mtd")[0]
    assert len(cells) == 4
    assert left["x"] == pytest.approx(right["x"], abs=1)
    letter, cell = boxes(page, "mtr:nth-child(2) > mtd:first-child > mi")[0], right
    assert letter["right"] == pytest.approx(cell["right"], abs=1)
    signs = boxes(page, "mo")
    assert signs[0]["x"] == pytest.approx(signs[1]["x"], abs=1)


def test_tags_stand_at_the_margin_and_lines_in_the_middle(page):
    show(page, mathml(r"\begin{gather} a \tag{7} \\ b \end{gather}"), "body {margin: 0}")
    (tag,) = boxes(page, "mtd > mrow")
    assert tag["right"] == pytest.approx(800, abs=2)
    letter = boxes(page, "mtd > mi")[0]
    assert letter["x"] + letter["width"] / 2 == pytest.approx(400, abs=20)


def test_rules_and_lines_are_drawn(page):
    show(page, mathml(r"\rule{2em}{1em} \overline{abc} \boxed{x}"), "math {font-size: 20px}")
    assert boxes(page, ".lm-rule")[0]["height"] == pytest.approx(20, abs=1)
    line, body = boxes(page, ".lm-line")[0], boxes(page, ".lm-line > mrow")[0]
    assert line["width"] == pytest.approx(body["width"], abs=1)
    assert line["y"] < body["y"]
    frame, body = boxes(page, ".lm-box")[0], boxes(page, ".lm-box mi")[0]
    assert frame["width"] > body["width"] + 10
