"""TeX's classes of atoms and the spaces between them, which each node of the tree is asked for."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from collections.abc import Sequence as Many
from typing import Final, Literal, NamedTuple

from latex_math.tree import (
    Accent,
    Bold,
    Choice,
    Classed,
    Coloured,
    Corners,
    Fenced,
    Font,
    Grid,
    Group,
    Kind,
    Limits,
    Magnified,
    Middle,
    Node,
    Operator,
    Script,
    Sequence,
    Sized,
    Space,
    Stretched,
    Struck,
    Styled,
    Symbol,
    Text,
)

Class = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "inner"]

# TeX's table (The TeXbook, chapter 18) in mathematical units: the left atom, then the right one.
_CLASSES: Final[tuple[Class, ...]] = (
    "ord", "op", "bin", "rel", "open", "close", "punct", "inner",
)  # fmt: skip
_ROWS: Final = (
    "03450003", "33050003", "44004004", "55005005", "00000000", "03450003", "33033333", "33453033",
)  # fmt: skip
_GAPS: Final = {
    (left, right): int(width)
    for left, row in zip(_CLASSES, _ROWS, strict=True)
    for right, width in zip(_CLASSES, row, strict=True)
}
_KINDS: Final[dict[Kind, Class]] = {
    "op": "op", "bin": "bin", "rel": "rel", "open": "open", "close": "close", "punct": "punct",
}  # fmt: skip
_DOTS: Final = frozenset("…⋯⋱⋰")
# Signs of ordinary class that are operators of MathML, and no identifiers.
_SIGNS: Final = frozenset("/!?.…⋯⋱⋰⋮|‖′″‴⁗‵†‡")
# Nodes that leave what is in them beside what is around them.
_OPEN: Final = (Styled, Font, Bold, Coloured, Magnified)
# Nodes that are what is in them, with something at it.
_AROUND: Final = (*_OPEN, Classed, Struck, Accent, Operator)
_BRACES: Final = frozenset("⏞⏟⎴⎵⏜⏝")
# After these, a binary operator is a sign; before these, it has nothing to join.
_BEFORE_SIGNS: Final = frozenset({"bin", "op", "rel", "open", "punct"})
_AFTER_SIGNS: Final = frozenset({"rel", "close", "punct"})
# Which of two operators has the space between them.
_RANK: Final[dict[Class, int]] = {"rel": 3, "bin": 3, "op": 2, "punct": 1}


class Edge(NamedTuple):
    """What a node is to its neighbour: its class, and whether it can carry the space between."""

    kind: Class
    carries: bool


Edges = tuple[Edge, Edge]


def is_operator(node: Symbol) -> bool:
    """Say whether a symbol is written as an operator."""
    return node.kind in _KINDS or node.kind == "fence" or node.char in _SIGNS


def is_blank(node: Node) -> bool:
    """Say whether MathML overlooks a node when it asks which is the first or last of a row."""
    if isinstance(node, Space | Text):
        return True
    if isinstance(node, Group):
        node = node.body
    return isinstance(node, Sequence) and all(is_blank(item) for item in node.items)


def edges(node: Node) -> Edges | None:
    """Return what a node is to its left and to its right; nothing for what TeX has no atom for."""
    if isinstance(node, Space):
        return None
    if isinstance(node, Sequence):
        found = [sides for item in node.items if (sides := edges(item))]
        return (found[0][0], found[-1][1]) if found else None
    if isinstance(node, _OPEN):
        return edges(node.body)
    if isinstance(node, Choice):
        return edges(node.bodies[0])
    if isinstance(node, Middle):
        return Edge("close", carries=True), Edge("open", carries=True)
    edge = Edge(_class(node), carries(node))
    return edge, edge


def _class(node: Node) -> Class:  # noqa: PLR0911 (one branch a kind of node)
    if isinstance(node, Symbol):
        return "inner" if node.char in _DOTS else _KINDS.get(node.kind, "ord")
    if isinstance(node, Script | Limits | Corners | Struck | Stretched):
        inner = node.symbol if isinstance(node, Stretched) else _body(node)
        sides = edges(inner) if inner is not None else None
        kind = sides[0].kind if sides else "ord"
        # What `\overset` takes in braces stays a relation or a sign, and is a letter otherwise.
        braced = isinstance(node, Limits) and isinstance(inner, Sequence)
        return "ord" if braced and kind not in {"rel", "bin"} else kind
    if isinstance(node, Classed):
        return _KINDS.get(node.kind, "ord")
    if isinstance(node, Sized):
        return _KINDS.get(node.kind, "ord") if node.kind else "ord"
    if isinstance(node, Operator) or (isinstance(node, Accent) and node.mark in _BRACES):
        return "op"
    if isinstance(node, Fenced) or (isinstance(node, Grid) and any(node.delimiters or ())):
        return "inner"
    return "ord"


def _body(node: Node) -> Node | None:
    return node.base if isinstance(node, Script | Limits | Corners) else node.body  # type: ignore[attr-defined]  # the others have one


def carries(node: Node) -> bool:
    """Say whether a node is an operator of MathML, bare or with something at it."""
    while True:
        if isinstance(node, Symbol):
            return is_operator(node)
        if isinstance(node, Sized | Stretched | Middle):
            return True
        if isinstance(node, Sequence | Group):
            items = node.items if isinstance(node, Sequence) else node.body.items
            if len(items) != 1:
                return False
            node = items[0]
        elif isinstance(node, Script | Limits | Corners):
            if node.base is None:
                return False
            node = node.base
        elif isinstance(node, _AROUND):
            if isinstance(node.body, str):
                return False
            node = node.body
        else:
            return False


def settled(kinds: Many[Class]) -> list[Class]:
    """Make ordinary the binary operators that have nothing at one of their sides."""
    found: list[Class] = []
    last = len(kinds) - 1
    for index, kind in enumerate(kinds):
        signs = not found or found[-1] in _BEFORE_SIGNS
        if kind == "bin" and (signs or index == last or kinds[index + 1] in _AFTER_SIGNS):
            found.append("ord")
        else:
            found.append(kind)
    return found


def shared(left: Edge | None, right: Edge | None, *, small: bool) -> tuple[int, int, int]:
    """Part the space between two atoms: what the left one carries, what stands between, the right.

    In scripts (``small``) only that of large operators is left.
    """
    if left is None or right is None:
        return 0, 0, 0
    width = _GAPS[left.kind, right.kind]
    if small and not (width == 3 and "op" in {left.kind, right.kind}):  # noqa: PLR2004 - thin
        return 0, 0, 0
    if left.carries and right.carries:
        to_left = _RANK.get(left.kind, 0) >= _RANK.get(right.kind, 0)
        return (width, 0, 0) if to_left else (0, 0, width)
    if left.carries:
        return width, 0, 0
    return (0, 0, width) if right.carries else (0, width, 0)
