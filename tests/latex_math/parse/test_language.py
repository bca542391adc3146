r"""What each construct becomes. One line a rule, so that a change is seen in its place."""

from __future__ import annotations

import pytest

from latex_math import convert

INLINE = {
    # Letters stay apart, numbers together.
    "ab": "a b",
    "2x": "2x",
    "x2": "x 2",
    "3.14": "3.14",
    "10^3": "10^(3)",
    "2.5^3": "2.5^(3)",
    "10{,}000": '10class("normal", \\,)000',
    # Syntax of Typst means itself.
    "a/b": "a\\/b",
    "a_b": "a_(b)",
    "f(x)[y]": "f\\(x\\)\\[y\\]",
    "a, b; c": "a\\,b\\;c",
    r"\#\$\&\_\%": "\\#\\$\\&\\_\\%",
    "a-b*c": "a−b∗c",
    "a->b": "a−\\>b",
    "x:=y": "x\\:=y",
    "⟨x⟩": "\\⟨x\\⟩",
    # Scripts.
    "x^2_i": "x_(i)^(2)",
    "x'": "x^(′)",
    "f''_i^2": "f_(i)^(″2)",
    "x^{'}": "x^(′)",
    r"x_\textrm{in}": 'x_("in")',
    r"x^\frac12": "x^(frac(1, 2))",
    "{x_i}^2": 'class("normal", x_(i))^(2)',
    "{}^a X": '""^(a)X',
    r"\sum\limits_i": "limits(∑)_(i)",
    r"\sum\nolimits_i": "scripts(∑)_(i)",
    r"a\le_p b": "a scripts(≤)_(p)b",
    "x₁²": "x_(1)^(2)",
    # Fractions and roots.
    r"{a \over b}": "frac(a, b)",
    r"{n \choose k}": "binom(n, k)",
    r"\dfrac ab": "display(frac(a, b))",
    r"\sqrt[3]{x}": "root(sscript(3), x)",
    "√2": "sqrt(2)",
    # Fonts.
    r"\mathrm{d}x": "upright(d)x",
    r"\mathrm{Var}X": '"Var"X',
    r"\mathrm{Var}_x": '"Var"_(x)',
    r"\mathbf{x}": "𝐱",
    r"\mathbf{xy}": 'bold("xy")',
    r"\bm{x}": "𝒙",
    r"\boldsymbol{\Sigma}": "𝚺",
    r"\mathbb{R}": "ℝ",
    r"\mathcal{L}": "cal(L)",
    r"{\rm d}x": "upright(d)x",
    r"\text{if $x$ is}": '"if "x" is"',
    r"\text{a \textbf{b}}": '"a "bold("b")',
    r"\text{\"o}": '"ö"',
    r"\mbox{\boldmath$x$ a}": '𝒙" a"',
    # Operators.
    r"\log x": 'op("log")x',
    r"\operatorname*{arg\,min}_x": 'op("arg\u2009min", limits: #true)_(x)',
    r"\mathop{A}_x": "op(A, limits: #true)_(x)",
    r"\mathrel{R}": 'class("relation", R)',
    # Delimiters.
    r"\left( x \right.": 'lr(\\(x"")',
    r"P\left(A\middle|B\right)": "P lr(\\(A mid(\\|)B\\))",
    r"\bigl(x\bigr)": "lr(size: #1.2em, \\()x lr(size: #1.2em, \\))",
    # Accents and decorations.
    r"\hat{x}": "hat(size: #0%, x)",
    r"\widehat{x}": "hat(x)",
    r"\underbrace{a}_{b}": "underbrace(a, b)",
    r"\overset{!}{=}": "limits(=)^(\\!)",
    r"\not\in": "∉",
    r"\xrightarrow{f}": "limits(stretch(size: #(100% + 0.8em), →))^(f)",
    # Spaces.
    r"a\,b\quad c": "a thin b quad c",
    r"a\hspace{2em}b": "a#h(2em)b",
    r"a\ b": 'a" "b',
    # Dots look at what follows.
    r"a,\dots,b": "a\\,…\\,b",
    r"a+\dots+b": "a+⋯+b",
    # Definitions inside a formula.
    r"\newcommand{\x}[2][1]{#1#2}\x{y}\x[2]{z}": "1y 2z",
    r"\def\x#1{#1'}\x y": "y^(′)",
    r"\let\e\epsilon \e": "ϵ",
    # Nothing.
    "": '""',
    "{}": '""',
    "% only a comment": '""',
}
MATRICES = {
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": (
        'mat(delim: "(", row-gap: #0.25em, column-gap: #1em, a, b; c, d)'
    ),
    r"\pmatrix{a & b \cr c & d}": (
        'mat(delim: "(", row-gap: #0.25em, column-gap: #1em, a, b; c, d)'
    ),
    r"\begin{cases} a & b \\ c \end{cases}": (
        'mat(delim: #("{", none), align: #left, row-gap: #0.4em, column-gap: #1em, a, b; c, "")'
    ),
    r"\begin{array}{l|r} a & b \end{array}": (
        "mat(delim: #none, row-gap: #0.3em, column-gap: #1em,"
        " augment: #(vline: (1,), stroke: 0.04em), & a, b &)"
    ),
    r"\begin{align} a &= b \\ &= c \end{align}": "a & =b \\  & =c",
    r"\begin{align} a &= b & c &= d \end{align}": "a & =b & wide c & =d",
    r"a &= b \\ c &= d": "a & =b \\ c & =d",
    r"x \tag{1}": 'x wide\\("1"\\)',
}


@pytest.mark.parametrize("source", INLINE)
def test_inline(source):
    assert convert(source) == INLINE[source]


@pytest.mark.parametrize("source", MATRICES)
def test_displayed(source):
    assert convert(source, display=True) == MATRICES[source]


def test_code_at_the_end_of_a_row_does_not_swallow_the_next_row():
    assert "#h(-0.1667em) ; b" in convert(r"\begin{matrix} a\! \\ b \end{matrix}")


def test_a_matrix_inline_keeps_the_size_of_text():
    assert convert(r"\begin{matrix} a \end{matrix}").startswith("display(mat(")


def test_several_lines_inline_are_one_block():
    assert convert(r"a &= b \\ c &= d").startswith("display(mat(delim: #none")


def test_mathchoice_follows_the_style():
    source = r"\mathchoice{D}{T}{S}{s}_{\mathchoice{D}{T}{S}{s}_{\mathchoice{D}{T}{S}{s}}}"
    assert convert(source, display=True) == "D_(S_(s))"
    assert convert(source) == "T_(S_(s))"


def test_units():
    assert convert(r"\SI{9.8}{\meter\per\second\squared}") == '9.8thin"m"thin"s"^(−2)'
    assert convert(r"\num{1.5e-3}") == "1.5×10^(−3)"
