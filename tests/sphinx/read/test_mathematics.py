"""Macros of a paper: on its page, in its volume for Typst, and nowhere else."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

PAPER = "proceedings/alpha-2031/papers/test-paper"
MATH = "[ada-example]\nmath:\n  own: '<\\mathbf{o}>'\n  pair: ['(#1, #2)', 2, d]"
DEFINITIONS = r"\(\newcommand{\own}{<\mathbf{o}>}\newcommand{\pair}[2][d]{(#1, #2)}\)"


def test_a_page_defines_the_macros_of_its_paper_before_its_formulas(workshop, paper, build_site):
    paper("Text with $\\own + \\pair{x}$.\n", authors=MATH)
    result = build_site(workshop, proceedings_html_math="mathjax")
    assert not result.log
    page = BeautifulSoup(result.html(PAPER), "html.parser")
    first = page.select(".math")[0]
    assert first.get_text() == DEFINITIONS
    assert first.has_attr("hidden")
    # Nothing but text is in it: no element, no script.
    assert not first.select("*")
    assert "newcommand" not in result.html("index")


def test_a_page_without_formulas_has_no_definitions(workshop, paper, build_site):
    paper("Text.\n", authors=MATH)
    assert "newcommand" not in build_site(workshop).html(PAPER)


def test_print_takes_the_same_macros(workshop, paper, build_site):
    paper("Text with $\\own + \\pair{x}$.\n", authors=MATH)
    result = build_site(workshop, "typst")
    written = (result.out / f"docs/{PAPER}.typ").read_text(encoding="utf-8")
    assert "\\<𝐨\\>+\\(d\\,x\\)" in written
    assert "typst.math" not in result.log


def test_a_macro_that_reaches_beyond_mathematics_is_refused(workshop, paper, build_site):
    bad = "[ada-example]\nmath:\n  bad: '\\href{javascript:alert(1)}{x}'\n  good: x"
    paper("$\\good$\n", authors=bad)
    result = build_site(workshop)
    assert "test-paper.md" in result.log
    assert "\\href is not allowed in the macro `bad`" in result.log
    assert "javascript" not in result.html(PAPER)
    assert "<mi>x</mi>" in result.html(PAPER)


def test_an_edited_macro_changes_the_page(workshop, paper, build_site):
    paper("$\\good$\n", authors="[ada-example]\nmath: {good: x}")
    build_site(workshop)
    paper("$\\good$\n", authors="[ada-example]\nmath: {good: y}")
    assert "<mi>y</mi>" in build_site(workshop).html(PAPER)
