"""Commutative diagrams: arrows with their labels, in a grid of places."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from latex_math.error import MathError
from latex_math.parse.column import MOST_COLUMNS
from latex_math.tree import (
    Grid,
    Lapped,
    Limits,
    Magnified,
    Node,
    Row,
    Script,
    Sequence,
    Space,
    Stretched,
    Styled,
    Symbol,
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
_THIN: Final = Space(3 / 18, "thin")


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
        shaft: Node = Stretched(Symbol(char, "rel"), extra=3.6 if long else 1.4)
        return Script(Limits(shaft, limits=True), second, first)
    if arrow.right:
        shaft = Magnified(1.6, Symbol(char, "ord"))
    else:
        shaft = Stretched(Symbol(char, "ord"), length=4.4 if long else 2.0)
    # Labels take no room, so that the arrow is in the middle of its column.
    parts: list[Node] = [shaft]
    if first is not None:
        parts.insert(0, Lapped("left", Sequence([Styled("script", first), _THIN])))
    if second is not None:
        parts.append(Lapped("right", Sequence([_THIN, Styled("script", second)])))
    return Sequence(parts)


def _label(nodes: list[Node]) -> Node | None:
    """Put the labels of one side beside each other."""
    if not nodes:
        return None
    return Sequence([part for node in nodes for part in (node, _THIN)][:-1])


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
        return Sequence([part for node in nodes for part in (node, Space(1.0, "quad"))][:-1])
    return Sequence([Grid([Row([Sequence([node])]) for node in nodes], "mat", row_gap=0.3)])
