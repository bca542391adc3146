from __future__ import annotations

import time

import pytest

from latex_math import Macros, MathError, convert, convert_display

CASES = [
    (r"\alhpa", "unknown", 0, "alpha"),
    (r"x + \undefinedthing", "unknown", 4, "macro"),
    ("{x", "never closed", 0, "paired"),
    ("x}", "", 1, ""),
    (r"\frac{1}", "lacks an argument", 8, ""),
    ("x^2^3", "two superscripts", 3, "braces"),
    ("x_2_3", "two subscripts", 3, "braces"),
    (r"\left( x", r"no `\right`", 0, ""),
    (r"x \right)", r"`\right`", 2, ""),
    (r"\left x y \right)", "not a delimiter", 6, ""),
    (r"\begin{foo} x \end{foo}", "environment `foo`", 6, ""),
    (r"\begin{picture} A \end{picture}", "environment `picture`", 6, "diagrams"),
    (r"\begin{CD} A @>f>B \end{CD}", "less than three `>`", 13, ""),
    (r"\begin{CD} A @x B \end{CD}", "`@x` is no arrow", 13, "@>f>>"),
    (r"\begin{tikzcd} A \arrow[loop left] \end{tikzcd}", "without a direction", 17, "\\arrow[r]"),
    (r"\begin{tikzcd} A \arrow[l] \end{tikzcd}", "out of its diagram", 17, ""),
    (r"\begin{tikzcd} A \ar[rr] & B & C \end{tikzcd}", "over other parts", 17, "picture"),
    (r"\begin{tikzcd} A \ar[drr] & B & C \end{tikzcd}", "slanted", 17, "picture"),
    (r"\begin{prooftree} \UnaryInfC{x} \end{prooftree}", "less than it needs", 18, ""),
    (r"\begin{prooftree} \AxiomC{x} \AxiomC{y} \end{prooftree}", "one conclusion", 40, ""),
    (r"\AxiomC{x} \UnaryInfC{y}", "no part of a proof tree", 24, ""),
    (r"\begin{matrix} x \end{pmatrix}", "is expected", 21, ""),
    (r"\begin{matrix} x", r"no `\end`", 0, ""),
    (r"\frac{a & b}{c}", "`&`", 8, ""),
    (r"\sqrt{a \\alpha}", "line break", 8, ""),
    (r"\sqrt{a \\ b & c}", "`&`", 13, ""),
    (r"\ce{A ->[x B}", "bracket is never closed", 0, ""),
    (r"\ce{A^}", "lacks its script", 5, ""),
    (r"\input{x}", "cannot be converted", 0, "files"),
    (r"\color{nocolour} x", "colour", 6, ""),
    (r"\hspace{2parsecs}", "length", 7, ""),
    (r"\hspace{9999em}", "proportion", 7, ""),
    (r"\begin{array}{lX} a \end{array}", "no column", 15, ""),
    (r"\begin{array}{*{999}{l}} a \end{array}", "too many columns", 14, ""),
    ("a # b", "`#`", 2, ""),
    ("a\\", "backslash", 1, ""),
    ("a\x00b", "cannot be printed", 1, ""),
    (r"\newcommand{x}{y}", "name of a command", 0, ""),
    (r"\newcommand{\x}[a]{y}", "number of arguments", 0, ""),
    (r"\newcommand{\x}[1]{#1}\x", "lacks its argument 1", 22, ""),
    (r"\newcommand{\x}[1]{#2}\x y", "does not take", 22, ""),
    (r"\def\x#1.{y}\x a", "is not followed", 12, ""),
    (r"\def\x(#1){y}\x[a]", "is not followed", 13, ""),
    (r"\def\x#2{y}", "not in order", 6, ""),
    (r"\NewDocumentCommand\x{s m}{y}", "not supported", 0, "only m"),
    (r"\text{a $b", "never closed", 8, ""),
    (r"\text{a", "never closed", 5, ""),
    (r"\tag{1} x \tag{2}", "two tags", 10, ""),
    (r"\SI{x}{m}", "not a number", 3, ""),
    (r"\unicode{xFFFFFFFF}", "not a code point", 8, ""),
    (r"\color[rgb]{inf,0,0} x", "colour", 11, ""),
    (r"\color[rgb]{nan,0,0} x", "colour", 11, ""),
    (r"\color{red!1e999!blue!2} x", "colour", 6, ""),
    (r"\hspace{" + "1" * 90_000 + "}", "not a length", 7, ""),
    (r"\num{" + "1" * 90_000 + "x}", "not a number", 4, ""),
    (r"\begin{array}{*{²}{c}} a \end{array}", "too many columns", 14, ""),
    (r"\begin{array}{*{" + "9" * 5000 + r"}{c}} a \end{array}", "too many columns", 14, ""),
    (r"\begin{matrix} \hdotsfor{00019999} \end{matrix}", "columns", 24, ""),
    (r"\unicode{" + "9" * 5000 + "}", "not a code point", 8, ""),
    (r"\rule{nan em}{1em}", "not a length", 5, ""),
]


@pytest.mark.parametrize(("source", "message", "position", "hint"), CASES)
@pytest.mark.parametrize("display", [False, True])
def test_message_place_and_hint(source, message, position, hint, display):
    with pytest.raises(MathError) as caught:
        convert(source, display=display)
    assert message in caught.value.message
    assert caught.value.position == position
    assert hint in caught.value.hint


def test_an_error_prints_its_place_counted_from_one():
    with pytest.raises(MathError, match=r"`\\foo` is unknown \(at character 3\); define it"):
        convert(r"x \foo")


BOMBS = [
    r"\def\a{\a}\a",
    r"\def\a{\a\a}\a",
    r"\def\a#1{#1#1}" + r"\a{" * 40 + "x" + "}" * 40,
    (
        r"\newcommand\a{\b\b\b\b}\newcommand\b{\c\c\c\c}\newcommand\c{\d\d\d\d}\newcommand\d{\e\e\e\e}"
        r"\newcommand\e{\f\f\f\f}\newcommand\f{\g\g\g\g}\newcommand\g{xxxxxxxx}\a"
    ),
    "{" * 5000,
    r"\sqrt" * 5000,
    r"\frac" * 5000,
    r"\left(" * 5000,
    r"\text{$" * 5000,
    r"\not" * 5000,
    "x^{" * 500 + "}" * 500,
    r"\begin{matrix}" * 500,
    r"\displaystyle" * 5000,
    r"a\over" * 5000,
    "x" * 200_000,
    "&" * 50_000,
]


@pytest.mark.parametrize("source", BOMBS)
def test_bombs_end_soon_with_an_error(source):
    start = time.perf_counter()
    with pytest.raises(MathError):
        convert(source)
    assert time.perf_counter() - start < 3


def test_long_formulas_take_time_in_proportion():
    def seconds(count):
        source = r"\frac{a_i}{\sqrt{b}} + \mathbf{x} " * count
        start = time.process_time()
        convert_display.__wrapped__(source)
        return time.process_time() - start

    seconds(10)
    short, long = min(seconds(100) for _ in range(5)), min(seconds(2000) for _ in range(2))
    # Twenty times the formula; a quadratic converter would need four hundred times the time.
    assert long < 100 * short


def test_macros_from_the_configuration_cannot_hang_either():
    macros = Macros.from_mathjax({"a": r"\b\b", "b": r"\a\a"})
    with pytest.raises(MathError, match="contains itself"):
        convert(r"\a", macros=macros)
