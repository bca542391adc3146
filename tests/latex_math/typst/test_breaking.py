"""Where a formula of one line may go on below."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings

from latex_math import MathError, convert_display

_spec = importlib.util.spec_from_file_location("safety", Path(__file__).with_name("test_safety.py"))
safety = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(safety)

LONG = "x_1 + x_2 + x_3 + x_4 + x_5 + x_6"


def parts(source):
    return [part.removeprefix('""') for part in convert_display(source).parts]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f(a + b) = c - d, abcdefghij", ["f\\(a +b\\)", "=c", "− d\\,a b c d e f g h i j"]),
        (
            "abcdefgh = -a - -b \\le \\left(a + b\\right) + c",
            ["abcdefgh", "=−a", "−−b", "≤lr(\\(a+b\\))", "+c"],
        ),
        ("a + b + c", []),
        ("|a + b| = abcdefghijkl", ["\\|a +b\\|", "=a b c d e f g h i j k l"]),
        ("(a + b = abcdefghijklmn", []),
        ("abcdefghij = b, \\quad x \\in \\mathbb{R}", ["abcdefghij", "=b\\,quad", "x∈ℝ"]),
        (
            "\\begin{equation} abcdefghijklmn = b = c \\end{equation}",
            ["abcdefghijklmn", "=b", "=c"],
        ),
        ("\\begin{align} abcdefghij &= b + c \\\\ d &= e \\end{align}", []),
    ],
)
def test_parts_begin_with_relations_and_sums_outside_of_brackets(source, expected):
    found = [part.replace(" ", "") for part in parts(source)]
    assert found == [part.replace(" ", "") for part in expected]


def test_later_parts_begin_with_something_so_that_a_plus_is_no_sign():
    first, *rest = convert_display(LONG).parts
    assert not first.startswith('""')
    assert len(rest) == 5
    assert all(part.startswith('""') for part in rest)


@pytest.mark.parametrize(
    "source",
    [
        LONG,
        "f(x) = \\sum_i a_i - \\int_0^1 g(t) \\, dt \\pm \\left( \\frac{a}{b} \\right)^2",
        "abc \\overset{!}{=} def \\mathrel{R} ghi \\to jkl \\mapsto mno",
        "a_1 = b_1 + c_1, \\quad \\text{where } x \\in X, \\quad y \\ne z",
    ],
)
def test_parts_side_by_side_are_as_wide_as_the_whole(source, tmp_path):
    display = convert_display(source)
    pieces = " + ".join(f"$ {part} $.body" for part in display.parts)
    main = tmp_path / "main.typ"
    main.write_text(
        "#let wide(body) = measure(math.equation(block: true, body)).width.pt()\n"
        f"#context [#metadata((wide($ {display.markup} $.body), wide({pieces}))) <it>]\n"
    )
    ((whole, together),) = json.loads(typst.query(str(main), "<it>", field="value"))
    assert whole == pytest.approx(together, abs=0.01)


@settings(safety.RELAXED)
@given(safety.FORMULAS)
def test_parts_stay_inside_mathematics(source):
    try:
        display = convert_display(f"{source} = {source} + abcdefghijkl")
    except MathError:
        return
    for part in display.parts:
        safety.assert_inside_mathematics(part)
    if display.parts:
        assert bare("".join(display.parts)) == bare(display.markup)


def bare(markup):
    return re.sub(r'""|[\s&]', "", markup)
