"""The tree between LaTeX and Typst: few kinds of node, none of them knows either language.

Nodes are slotted and not frozen, because a formula makes dozens of them and freezing costs more
than all the rest of making one; nothing changes a node after the parser has handed it on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "letter", "digit", "ord", "op", "bin", "rel", "open", "close", "fence", "punct", "text"
]
Size = Literal["display", "inline", "script", "sscript"]


class Node:
    """Something that prints."""

    __slots__ = ()


@dataclass(slots=True)
class Symbol(Node):
    """One character with the class that LaTeX gives it."""

    char: str
    kind: Kind


@dataclass(slots=True)
class Sequence(Node):
    """Nodes side by side."""

    items: list[Node]


@dataclass(slots=True)
class Group(Node):
    """Braces: the nodes inside count as one ordinary atom to their neighbours."""

    body: Sequence


@dataclass(slots=True)
class Script(Node):
    """A base with what stands above and below it, at its side or as limits."""

    base: Node | None
    sub: Node | None
    sup: Node | None


@dataclass(slots=True)
class Call(Node):
    """A function of Typst's mathematics with nodes as arguments, in the order given.

    ``size`` is the style in which the arguments are set, as far as it is not the one outside.
    """

    name: str
    args: tuple[Node, ...]
    options: str = ""
    size: Size | None = None


@dataclass(slots=True)
class Limits(Node):
    """A base whose scripts stand above and below it (or never do)."""

    base: Node
    limits: bool


@dataclass(slots=True)
class Classed(Node):
    """A node that spaces itself as another class does, in Typst's words."""

    name: str
    body: Node


@dataclass(slots=True)
class Operator(Node):
    """A named function; with limits, its scripts stand above and below it in a display."""

    body: Node | str
    limits: bool = False


@dataclass(slots=True)
class Styled(Node):
    """A node in display, inline (text), script or second script style."""

    size: Size
    body: Node


@dataclass(slots=True)
class Choice(Node):
    """What to print in each of the four styles."""

    bodies: tuple[Node, Node, Node, Node]


@dataclass(slots=True)
class Font(Node):
    """Letters in another alphabet; ``None`` is the usual one."""

    alphabet: str | None
    body: Node


@dataclass(slots=True)
class Bold(Node):
    """Symbols of every alphabet, bold."""

    body: Node


@dataclass(slots=True)
class Wrapped(Node):
    """A node inside fixed Typst code that takes an equation: colour, boxes, hiding."""

    before: str
    body: Node
    after: str
    size: Size | None = None


@dataclass(slots=True)
class Text(Node):
    """Words inside a formula: strings with their style, and nodes between them."""

    pieces: list[tuple[str, str] | Node]


@dataclass(slots=True)
class Space(Node):
    """A space, in Typst's words."""

    markup: str


@dataclass(slots=True)
class Fenced(Node):
    """Delimiters that grow with what they enclose; ``None`` is the invisible one."""

    left: str | None
    body: Sequence
    right: str | None


@dataclass(slots=True)
class Middle(Node):
    """A delimiter in the middle that grows with the enclosing ones."""

    char: str


@dataclass(slots=True)
class Sized(Node):
    """A delimiter of a fixed size in ems."""

    char: str
    em: float
    kind: str


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
