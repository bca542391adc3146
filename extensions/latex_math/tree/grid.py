"""Nodes in rows and columns, and the whole of a formula, whose lines are such rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from latex_math.tree.node import Node, Sequence, Size


@dataclass(frozen=True, slots=True)
class Span:
    """A cell over several columns: where it starts, its alignment, and the rules beside it."""

    column: int
    count: int
    align: str
    vlines: tuple[int, ...] = ()


@dataclass(slots=True)
class Row:
    """One line of a grid or of a display, and what LaTeX says about its number."""

    cells: list[Sequence] = field(default_factory=list)
    tag: Node | None = None
    starred: bool = False
    label: str | None = None
    silent: bool = False
    gap: float = 0.0
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Proof(Node):
    """A conclusion below its premises, with labels beside so many lines between them."""

    premises: list[Node]
    conclusion: Node
    left: Node | None
    right: Node | None
    lines: int


@dataclass(slots=True)
class Grid(Node):
    """Cells in rows and columns.

    ``align`` has one of ``l``, ``c``, ``r`` a column, or is empty where columns are made of
    alignment points, as in ``align``. ``partial`` are rules over some columns: the row below, the
    first column and the one after the last.
    """

    rows: list[Row]
    name: str
    delimiters: tuple[str | None, str | None] | None = None
    align: str = "c"
    size: Size = "inline"
    vlines: list[int] = field(default_factory=list)
    hlines: list[int] = field(default_factory=list)
    column_gap: float = 1.0
    row_gap: float = 0.3
    numbered: bool = False
    partial: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Formula:
    """A whole formula: its tree, and what is said of its number outside of any line.

    A displayed formula of several lines is a ``Grid`` without ``align``.
    """

    body: Node
    row: Row
