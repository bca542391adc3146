from __future__ import annotations

import pytest

from latex_math import Macros, MathError, convert

PREAMBLE = r"""
% what an author writes
\newcommand{\R}{\mathbb{R}}
\newcommand{\E}[1]{\mathbb{E}\left[#1\right]}
\newcommand*\loss[1][\theta]{L(#1)}
\renewcommand{\vec}[1]{\mathbf{#1}}
\providecommand{\R}{X}
\def\half{\frac12}
\let\eps\varepsilon
\DeclareMathOperator*{\argmin}{arg\,min}
\DeclareMathOperator{\Tr}{Tr}
\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}
"""


@pytest.fixture(name="macros")
def _macros():
    return Macros.parse(PREAMBLE)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"\R^n", r"\mathbb{R}^n"),
        (r"\E{x}", r"\mathbb{E}\left[x\right]"),
        (r"\loss+\loss[x]", r"L(\theta)+L(x)"),
        (r"\vec x", r"\mathbf{x}"),
        (r"\half", r"\frac12"),
        (r"\eps", r"\varepsilon"),
        (r"\argmin_x", r"\operatorname*{arg\,min}_x"),
        (r"\Tr A", r"\operatorname{Tr} A"),
        (r"\abs{x}", r"\mathopen{\lvert}x\mathclose{\rvert}"),
        (r"\abs*{x}", r"\left\lvert x\right\rvert"),
        (r"\abs[\big]{x}", r"\mathopen{\big\lvert}x\mathclose{\big\rvert}"),
    ],
)
def test_a_macro_is_what_it_stands_for(macros, source, plain):
    assert convert(source, macros=macros) == convert(plain)


def test_mathjax_forms():
    macros = Macros.from_mathjax(
        {"R": r"\mathbb{R}", "two": ["#1+#2", 2], "opt": ["#1+#2", 2, "d"], "\\back": ["b", 0]}
    )
    assert convert(r"\R\two{a}{b}\opt{c}\opt[e]{f}\back", macros=macros) == "ℝ a+b d+c e+f b"


@pytest.mark.parametrize("value", [1, None, [], ["x", "1"], ["x", 10], ["x", -1], {"a": 1}])
def test_other_forms_are_errors_that_name_the_macro(value):
    with pytest.raises(MathError, match="`bad`"):
        Macros.from_mathjax({"bad": value})


def test_a_preamble_holds_definitions_only():
    with pytest.raises(MathError, match="does not define a macro") as caught:
        Macros.parse("\\newcommand{\\a}{b}\n\\usepackage{x}")
    assert caught.value.position == 19


def test_let_keeps_the_first_meaning():
    macros = Macros.parse(r"\let\old\vec \renewcommand{\vec}[1]{\old{\mathbf #1}}")
    assert convert(r"\vec x", macros=macros) == "arrow(size: #0%, 𝐱)"


def test_the_later_set_wins_and_equal_sets_hash_alike():
    one, two = Macros.parse(r"\def\a{1}\def\b{1}"), Macros.parse(r"\def\b{2}")
    assert convert(r"\a\b", macros=one | two) == "12"
    assert hash(Macros.parse(r"\def\a{1}")) == hash(Macros.parse(r"\def\a{1}"))
    assert Macros.parse(r"\def\a{1}") == Macros.parse(r"\def \a {1}")
    assert dict(one | two).keys() == {"a", "b"}
    assert len(two) == 1


def test_a_definition_inside_a_formula_ends_with_it(macros):
    assert convert(r"\def\R{x}\R", macros=macros) == "x"
    assert convert(r"\R", macros=macros) == "ℝ"


def test_built_in_names_can_be_taken():
    assert convert(r"\set{x}", macros=Macros.parse(r"\newcommand\set[1]{[#1]}")) == "\\[x\\]"
