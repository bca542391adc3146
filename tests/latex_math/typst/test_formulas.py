from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from latex_math import convert, convert_display

_spec = importlib.util.spec_from_file_location(
    "formula", Path(__file__).parent.with_name("formula.py")
)
formula = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(formula)

GROUPS = formula.groups()


@pytest.mark.parametrize("group", GROUPS)
def test_conversion_is_as_recorded(group, file_regression):
    display = not group.endswith("-inline")
    lines = [f"{source}\n    {convert(source, display=display)}\n" for source in GROUPS[group]]
    file_regression.check("".join(lines), extension=".txt", encoding="utf-8")


def test_there_are_hundreds_of_formulas_of_many_subjects():
    assert sum(len(sources) for sources in GROUPS.values()) > 300
    assert len(GROUPS) > 15


@pytest.mark.slow
@pytest.mark.parametrize("display", [True, False])
def test_all_compile_inline_and_displayed(display, tmp_path):
    equations = [
        formula.equation(convert(source, display=display), display=display)
        for sources in GROUPS.values()
        for source in sources
    ]
    assert formula.compiled(equations, tmp_path).startswith(b"%PDF")


@pytest.mark.slow
def test_each_line_of_a_display_compiles_alone(tmp_path):
    equations = []
    for sources in GROUPS.values():
        for source in sources:
            for line in convert_display(source).lines:
                equations.append(formula.equation(line.markup, display=True))
                if line.shown_tag:
                    equations.append(formula.equation(line.shown_tag, display=False))
    assert formula.compiled(equations, tmp_path).startswith(b"%PDF")
