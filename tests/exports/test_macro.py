"""Macros written out in formulas."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.exports.macro import expanded
from sphinx_proceedings.exports.plain import plain
from sphinx_proceedings.model import Macro

MACROS = {
    "R": Macro(definition=r"\mathbb{R}"),
    "norm": Macro(definition=r"\|#1\|_{#2}", arguments=2),
    "E": Macro(definition=r"\mathbb{E}_{#1}[#2]", arguments=2, default="x"),
    "argmin": Macro(definition=r"\DeclareMathOperator*{\argmin}{arg\,min}"),
    "half": Macro(definition=r"\tfrac"),
    "loop": Macro(definition=r"\loop"),
    "bomb": Macro(definition=r"\bomb\bomb"),
}


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (r"x \in \R^n", r"x \in \mathbb{R}^n"),
        (r"\Re \R", r"\Re \mathbb{R}"),
        (r"\norm{a_{1}}{2}", r"\|a_{1}\|_{2}"),
        (r"\norm x\R", r"\|x\|_{\mathbb{R}}"),
        (r"\norm {\R} 2", r"\|\mathbb{R}\|_{2}"),
        (r"\E{z}", r"\mathbb{E}_{x}[z]"),
        (r"\E[y]{z}", r"\mathbb{E}_{y}[z]"),
        (r"\argmin_x", r"\operatorname*{arg\,min}_x"),
        (r"\half a", r"\tfrac a"),
        (r"\\R", r"\\R"),  # a line end, and a letter
        (r"\norm{a", r"\norm{a"),
        (r"\norm", r"\norm"),
        (r"{\norm}", r"{\norm}"),
        (r"\loop + 1", r"\loop + 1"),
        (r"\bomb", r"\bomb"),
        ("", ""),
    ],
)
def test_case(formula: str, written: str) -> None:
    assert expanded(formula, MACROS) == written


def test_formulas_of_an_abstract(titled) -> None:
    item = titled("T", abstract=r"In $\R$, {math}`\R^2`; `\R`, \R.", math=MACROS)
    assert item.abstract == r"In $\mathbb{R}$, $\mathbb{R}^2$; \R, \R."
    text = plain("```{math}\n\\R\n```\n\n$$\\R$$", lambda formula: expanded(formula, MACROS))
    assert text == "$$\\mathbb{R}$$\n\n$$\\mathbb{R}$$"


@given(st.text(st.sampled_from("\\{}[]#1 aRE")).map(lambda text: text.replace("R", "\\R ")))
def test_nothing_goes_without_end(formula: str) -> None:
    begin = time.perf_counter()
    written = expanded(formula, MACROS)
    assert time.perf_counter() - begin < 1
    assert "\\R " not in written.replace("\\\\", "") or written == formula
