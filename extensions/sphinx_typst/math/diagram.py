"""Commutative diagrams: arrows with their labels, in a grid of places."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sphinx_typst.math.column import MOST_COLUMNS
from sphinx_typst.math.error import MathError
from sphinx_typst.math.node import (
    Call,
    Grid,
    Limits,
    Node,
    Row,
    Script,
    Sequence,
    Space,
    Styled,
    Symbol,
    Wrapped,
)

_MOST_CELLS: Final = 1000
# Arrows by their direction: to the right, left, up, down, and between these.
DIRECTIONS: Final = ("r", "l", "u", "d", "ur", "ul", "dr", "dl")
_ARROWS: Final = {
    "": "→←↑↓↗↖↘↙", "hook": "↪↩↑↓↗↖↘↙", "two heads": "↠↞↟↡↗↖↘↙", "maps to": "↦↤↥↧↗↖↘↙",
    "Rightarrow": "⇒⇐⇑⇓⇗⇖⇘⇙", "equal": "==‖‖⫽⑊⑊⫽", "dashed": "⇢⇠⇡⇣↗↖↘↙",
    "tail": "↣↢↑↓↗↖↘↙", "squiggly": "⇝⇜↑↓↗↖↘↙", "no head": "−−||⁄∖∖⁄",
    "leftrightarrow": "↔↔↕↕⤢⤡⤡⤢",
}  # fmt: skip
_TO_THE_LEFT: Final = "#box(width: 0pt, inset: (left: -50em), align(right, $"
_TO_THE_RIGHT: Final = "#box(width: 0pt, inset: (right: -50em), align(left, $"


@dataclass
class Arrow:
    """An arrow: how many places it goes to the right and down, its style, its labels.

    ``first`` stands above it, or to its left; ``second`` below it, or to its right; ``start`` is
    where it begins, if that is not the cell that it stands in.
    """

    right: int
    down: int
    style: str = ""
    first: list[Node] = field(default_factory=list)
    second: list[Node] = field(default_factory=list)
    start: tuple[int, int] | None = None


def shape(arrow: Arrow, *, long: bool = False) -> Node:
    """Draw an arrow with its labels."""
    down = "d" if arrow.down > 0 else "u" if arrow.down else ""
    direction = down + ("r" if arrow.right > 0 else "l" if arrow.right else "")
    first, second = (_label(nodes) for nodes in (arrow.first, arrow.second))
    if arrow.style == "phantom":
        return first or second or Sequence([])
    char = _ARROWS[arrow.style][DIRECTIONS.index(direction)]
    if not arrow.down:
        length = "3.6em" if long else "1.4em"
        shaft: Node = Call("stretch", (Symbol(char, "rel"),), f"size: #(100% + {length})")
        return Script(Limits(shaft, limits=True), second, first)
    if arrow.right:
        shaft = Wrapped("text(size: #1.6em, ", Symbol(char, "ord"), ")")
    else:
        length = "4.4em" if long else "2em"
        shaft = Call("stretch", (Symbol(char, "ord"),), f"size: #{length}")
    # Labels take no room, so that the arrow is in the middle of its column.
    parts: list[Node] = [shaft]
    if first is not None:
        body = Sequence([Styled("script", first), Space("thin")])
        parts.insert(0, Wrapped(_TO_THE_LEFT, body, "$))"))
    if second is not None:
        body = Sequence([Space("thin"), Styled("script", second)])
        parts.append(Wrapped(_TO_THE_RIGHT, body, "$))"))
    return Sequence(parts)


def _label(nodes: list[Node]) -> Node | None:
    """Put the labels of one side beside each other."""
    if not nodes:
        return None
    return Sequence([part for node in nodes for part in (node, Space("thin"))][:-1])


def grid(cells: dict[tuple[int, int], list[Node]], position: int) -> Grid:
    """Put cells at their places; several in one are side by side."""
    rows = max((row for row, _ in cells), default=0) + 1
    columns = max((column for _, column in cells), default=0) + 1
    if rows * columns > _MOST_CELLS or columns > 2 * MOST_COLUMNS:
        raise MathError("the diagram has too many places", position)
    lines = [
        Row([_cell(cells.get((row, column), []), row) for column in range(columns)])
        for row in range(rows)
    ]
    return Grid(lines, "mat", None, "c", "inline", column_gap=0.5, row_gap=0.5)


def _cell(nodes: list[Node], row: int) -> Sequence:
    """Put arrows between the same places below each other, or beside each other."""
    if len(nodes) <= 1 or row % 2:
        return Sequence([part for node in nodes for part in (node, Space("quad"))][:-1])
    return Sequence([Grid([Row([Sequence([node])]) for node in nodes], "mat", row_gap=0.3)])
