"""Nodes of a formula: symbols, what is side by side, scripts, fractions, words and spaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "letter", "digit", "ord", "op", "bin", "rel", "open", "close", "fence", "punct", "text"
]
# TeX's four styles; `inline` is its text style.
Size = Literal["display", "inline", "script", "sscript"]
# Spaces that have names: those of LaTeX in mathematics, and the one between words.
SpaceName = Literal["thin", "med", "thick", "quad", "qquad", "word"]


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
class Fraction(Node):
    """One thing over another, with a line between them, or beside it with a slanted one."""

    top: Node
    bottom: Node
    slanted: bool = False


@dataclass(slots=True)
class Binomial(Node):
    """One thing over another in parentheses."""

    top: Node
    bottom: Node


@dataclass(slots=True)
class Root(Node):
    """A root; without index it is the square root."""

    body: Node
    index: Node | None = None


@dataclass(slots=True)
class Corners(Node):
    """An operator with scripts at its four corners, besides the limits that it may get."""

    base: Node
    sub_before: Node | None
    sup_before: Node | None
    sub: Node | None
    sup: Node | None


@dataclass(slots=True)
class Limits(Node):
    """A base whose scripts stand above and below it (or never do)."""

    base: Node
    limits: bool


@dataclass(slots=True)
class Classed(Node):
    """A node that spaces itself as a symbol of some kind does."""

    kind: Kind
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
class Text(Node):
    """Words inside a formula: strings with their style, and nodes between them."""

    pieces: list[tuple[str, str] | Node]


@dataclass(slots=True)
class Space(Node):
    """A space of some width, which may be negative; ``name`` is that of the command, if it has one.

    The one between words, ``word``, is as wide as that of the text around it: its width is about
    that.
    """

    em: float
    name: SpaceName | None = None


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
    """A delimiter of a fixed size in ems; without a kind it is what its character is."""

    char: str
    em: float
    kind: Kind | None
