"""The tree is the public middle: what a formula is, and nothing of any language of output."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from pathlib import Path

import pytest

from latex_math import Formula, MathError, parse
from latex_math import tree as trees
from latex_math.tree import (
    Accent,
    Binomial,
    Bounded,
    Classed,
    Coloured,
    Corners,
    Fenced,
    Filled,
    Font,
    Fraction,
    Framed,
    Grid,
    Lapped,
    Limits,
    Magnified,
    Node,
    Operator,
    Phantom,
    Raised,
    Root,
    Row,
    Rule,
    Scaled,
    Script,
    Sequence,
    Sized,
    Space,
    Stretched,
    Struck,
    Styled,
    Symbol,
    Text,
    Turned,
)

_PATH = Path(__file__).parent.with_name("formula.py")
_spec = importlib.util.spec_from_file_location("formula", _PATH)
formula = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(formula)

X, Y, Z = (Symbol(letter, "letter") for letter in "xyz")
NOTHING = Sequence([])


def s(*items):
    return Sequence(list(items))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x", X),
        ("x_y^z", Script(X, Y, Z)),
        (r"\frac{x}{y}", Fraction(s(X), s(Y))),
        (r"\sfrac xy", Fraction(X, Y, slanted=True)),
        (r"\binom xy", Binomial(X, Y)),
        (r"{x \over y}", trees.Group(s(Fraction(s(X), s(Y))))),
        (r"\sqrt{x}", Root(s(X))),
        (r"\sqrt[y]{x}", Root(s(X), Styled("sscript", s(Y)))),
        (r"\hat x", Accent("\u0302", X, fixed=True)),
        (r"\widehat{x}", Accent("\u0302", s(X))),
        (r"\dot x", Accent("\u0307", X)),
        (r"\underbrace{x}", Accent("⏟", s(X))),
        ("x\u0301", Accent("\u0301", X)),
        (
            r"\xrightarrow{x}",
            Script(Limits(Stretched(Symbol("→", "rel"), 0.8), limits=True), None, s(X)),
        ),
        (r"\cancel{x}", Struck(s(X))),
        (r"\sout{x}", Struck(s(X), "horizontal")),
        (r"\not\prec", Symbol("⊀", "rel")),
        (r"\mathrel{x}", Classed("rel", s(X))),
        (r"\sin", Operator("sin")),
        (r"\operatorname*{x}", Operator(Font("rm", s(X)), limits=True)),
        (
            r"\sideset{_x}{^y}\sum",
            Limits(
                Operator(Corners(Symbol("∑", "op"), X, None, None, Y), limits=True), limits=True
            ),
        ),
        (r"\textcolor{red}{x}", Coloured("#ff0000", s(X))),
        (r"\phantom{x}", Phantom(s(X))),
        (r"\hphantom{x}", Phantom(s(X), height=False)),
        (r"\mathrlap{x}", Lapped("right", s(X))),
        (r"\raisebox{1em}{x}", Raised(1.0, Text([("x", "")]))),
        (r"\rule{1em}{2em}", Rule(1.0, 2.0, -0.0)),
        (r"\boxed{x}", Framed(s(X), size="display")),
        (r"\enclose{circle}{x}", Framed(s(X), corner="circle")),
        (r"\enclose{top left}{x}", Framed(s(X), ("top", "left"))),
        (r"\colorbox{red}{x}", Filled(Text([("x", "")]), "#ff0000")),
        (r"\bbox[red]{x}", Bounded(s(X), "#ff0000", None)),
        (r"\rotatebox{90}{x}", Turned(90.0, Text([("x", "")]))),
        (r"\scalebox{0.5}{x}", Scaled(50.0, Text([("x", "")]))),
        (r"\text{x{\small y}}", Text([("x", ""), Magnified(0.9, Text([("y", "")]))])),
        (r"\,", Space(3 / 18, "thin")),
        (r"\hspace{2em}", Space(2.0)),
        (r"\left(x\right]", Fenced("(", s(X), "]")),
        (r"\bigl(", Sized("(", 1.2, "open")),
        (
            r"\begin{pmatrix}x&y\end{pmatrix}",
            Grid([Row([s(X), s(Y)])], "mat", ("(", ")"), "c", "inline"),
        ),
    ],
)
def test_what_commands_become(source, expected):
    found = parse(source).body
    assert isinstance(found, Sequence)
    (node,) = found.items
    if isinstance(expected, Grid):
        # What is between columns and rows is of no account here.
        assert isinstance(node, Grid)
        assert node.rows == expected.rows
        assert node.delimiters == expected.delimiters
    else:
        assert node == expected


def test_lines_of_a_display_know_their_tags_and_labels():
    source = r"\begin{align} x &= y \tag{A} \label{one} \\ y &= z \notag \end{align}"
    found = parse(source, display=True)
    assert isinstance(found, Formula)
    assert isinstance(found.body, Grid)
    first, second = found.body.rows
    assert (first.label, first.silent, second.silent) == ("one", False, True)
    assert first.tag is not None


# All that strings in a tree may be, besides characters and words of the author.
NAMES = re.compile(r"[a-z]{0,10}|#[0-9a-f]{6}")


def strings(node, field="") -> list[tuple[str, str]]:
    """Give the strings in a tree, with the class and the field that each is in."""
    if isinstance(node, str):
        return [(field, node)]
    if isinstance(node, list | tuple):
        return [found for item in node for found in strings(item, field)]
    if not dataclasses.is_dataclass(node):
        return []
    return [
        found
        for one in dataclasses.fields(node)
        for found in strings(getattr(node, one.name), f"{type(node).__name__}.{one.name}")
    ]


def test_nothing_of_another_language_is_in_a_tree():
    seen: set[type[Node]] = set()

    def classes(node) -> None:
        if isinstance(node, list | tuple):
            for item in node:
                classes(item)
        elif dataclasses.is_dataclass(node):
            seen.add(type(node))
            for one in dataclasses.fields(node):
                classes(getattr(node, one.name))

    for source in (one for group in formula.groups().values() for one in group):
        try:
            found = parse(source, display=True)
        except MathError:
            continue
        classes(found)
        for field, text in strings(found):
            # What the author wrote: words, labels, names of functions; and single characters.
            if field in {"Text.pieces", "Row.label", "Operator.body"} or len(text) == 1:
                continue
            assert NAMES.fullmatch(text), (source, field, text)
    kinds = {one for one in vars(trees).values() if isinstance(one, type)}
    # Every kind of node occurs in the formulas that all writers are tested with.
    assert {one.__name__ for one in kinds - seen} <= {"Node", "Formula", "Limits"}
