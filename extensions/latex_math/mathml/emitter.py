"""The tree to MathML: what is side by side, and what carries scripts.

Whatever an author typed leaves this room as escaped characters inside an element, or as a colour or
a length that the parser has understood; elements and attributes are all named here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from latex_math.mathml.dictionary import INTEGRALS, Where
from latex_math.mathml.letter import identifier, number
from latex_math.mathml.markup import EMPTY, element, row, space
from latex_math.mathml.operator import ALONE, SCRIPT, Place, operator
from latex_math.mathml.spacing import (
    Class,
    Edge,
    carries,
    edges,
    is_blank,
    is_operator,
    settled,
    shared,
)
from latex_math.mathml.word import Number, Word, flat, joined
from latex_math.tree import (
    Accent,
    Bold,
    Coloured,
    Corners,
    Font,
    Group,
    Limits,
    Node,
    Operator,
    Script,
    Sequence,
    Size,
    Stretched,
    Styled,
    Symbol,
)

SMALLER: Final[dict[Size, Size]] = {
    "display": "script", "inline": "script", "script": "sscript", "sscript": "sscript",
}  # fmt: skip
# Braces and brackets over or under which LaTeX sets scripts as labels.
_LABELLED: Final = frozenset("⏟⎵⏝⏞⎴⏜")
_APPLICATION: Final = "<mo>&#8289;</mo>"
# What an argument of a function begins with.
_ARGUMENTS: Final[frozenset[Class]] = frozenset({"ord", "op", "open", "inner"})


class Emitter:
    """Writes one formula; keeps the alphabet, the style and the place that hold at the moment."""

    __slots__ = ("_writers", "after", "alphabet", "before", "bold", "fixed", "place", "size")

    def __init__(self, size: Size, writers: Writers) -> None:
        self.size: Size = size
        self.alphabet: str | None = None
        self.bold = False
        # Of the next operator: its place, and whether its limits stay where they are.
        self.place = ALONE
        self.fixed = False
        # What stands beside the node, if that is no row of its own.
        self.before: Edge | None = None
        self.after: Edge | None = None
        self._writers = writers

    def emit(self, node: Node) -> str:
        """Write a node as one element, or as none, where it stands now."""
        kind = type(node)
        if kind is Symbol:
            return self._symbol(node)  # type: ignore[arg-type]  # the type was just asked for
        return self._writers[kind](self, node)

    def one(self, node: Node, place: Place = ALONE) -> str:
        """Write a node as one element in a row of its own."""
        return row(self.parts(node, place=place))

    def row(self, node: Node, before: Edge | None = None, after: Edge | None = None) -> str:
        """Write a node as the elements of a row."""
        return "".join(self.parts(node, before, after))

    def in_size(self, node: Node, size: Size, place: Place = ALONE) -> str:
        """Write a node as one element as it is in another style."""
        outer, self.size = self.size, size
        markup = self.one(node, place)
        self.size = outer
        return markup

    def script_of(self, node: Node) -> str:
        """Write a node as one element as it is above or below another."""
        return self.in_size(node, SMALLER[self.size], SCRIPT)

    def inside(self, node: Node) -> str:
        """Write the elements of a node that leaves what is in it beside what is around it."""
        return "".join(self.parts(node, self.before, self.after, self.place))

    def parts(
        self,
        node: Node,
        before: Edge | None = None,
        after: Edge | None = None,
        place: Place = ALONE,
    ) -> list[str]:
        """Write nodes side by side, each with the spaces that LaTeX has at its sides.

        If it is only one, it has the place of the whole; its spaces too, if it has no neighbours.
        """
        outer = self.before, self.after, self.place, self.fixed
        items = joined(flat(node), self.alphabet)
        sides = _sides(items, before, after)
        solid = [index for index, item in enumerate(items) if not is_blank(item)]
        found: list[str] = []
        for index, item in enumerate(items):
            around = sides[index]
            if around is None:
                found.append(self.emit(item))
                continue
            last, edge, following = around
            self.before, self.after = last, following
            small = self.size in {"script", "sscript"}
            left = shared(last, edge[0], small=small)[2]
            right, between, _ = shared(edge[1], following, small=small)
            self.place = Place(left, right, _where(index, solid, place.where))
            self.fixed = outer[3] and len(items) == 1
            if len(items) == 1 and before is after is None:
                self.place = place
            found.append(self.emit(item))
            if following is not None and following is not after:
                if _is_function(item) and following.kind in _ARGUMENTS:
                    found.append(_APPLICATION)
                if between:
                    found.append(space(between / 18))
        self.before, self.after, self.place, self.fixed = outer
        return [part for part in found if part]

    def _symbol(self, node: Symbol) -> str:
        char, kind = node.char, node.kind
        if kind == "digit":
            return number(char, self.alphabet, bold=self.bold)
        if kind in {"letter", "text"}:
            return identifier(char, self.alphabet, bold=self.bold)
        if not is_operator(node):
            return identifier(char, None, bold=self.bold)
        return operator(char, kind, self.place, limits=self.fixed, bold=self.bold)

    def group(self, node: Group) -> str:
        """Write braces."""
        return row(self.parts(node.body, place=Place(where=self.place.where)))

    def script(self, node: Script) -> str:
        """Write a base with its scripts."""
        base, sub, sup = node.base, node.sub, node.sup
        over = base is not None and self._takes_limits(base)
        markup = self._base(base, fixed=over) if base is not None else EMPTY
        below, above = (
            None if script is None else self._label(base, script) for script in (sub, sup)
        )
        return scripted(markup, below, above, over=over)

    def _label(self, base: Node | None, script: Node) -> str:
        markup = self.script_of(script)
        arrow = base.base if isinstance(base, Limits) else base
        if isinstance(arrow, Stretched) and arrow.extra:
            room = space(arrow.extra / 2)
            return element("mrow", room + markup + room)
        return markup

    def _base(self, base: Node, *, fixed: bool) -> str:
        """Write what carries scripts as one element, which has the place of the whole."""
        self.fixed = fixed and self.size != "display"
        markup = row(self.parts(base, self.before, self.after, self.place))
        self.fixed = False
        return markup

    def _takes_limits(self, base: Node) -> bool:
        """Say whether the scripts of a base stand over and under it."""
        while True:
            if isinstance(base, Limits):
                return base.limits
            if isinstance(base, Accent):
                return base.mark in _LABELLED
            if isinstance(base, Operator):
                return base.limits and self.size == "display"
            if isinstance(base, Symbol):
                large = base.kind == "op" and base.char not in INTEGRALS
                return large and self.size == "display"
            if isinstance(base, Corners):
                base = base.base
            elif isinstance(base, Font | Bold | Styled | Coloured):
                base = base.body
            elif isinstance(base, Sequence) and len(base.items) == 1:
                base = base.items[0]
            else:
                return False


def scripted(base: str, sub: str | None, sup: str | None, *, over: bool = False) -> str:
    """Write an element with what is below and above it, at its side or ``over`` and under it."""
    if sub is None and sup is None:
        return base
    beside, around = _SCRIPTS[sub is not None, sup is not None]
    return element(around if over else beside, base + (sub or "") + (sup or ""))


_SCRIPTS: Final = {
    (True, False): ("msub", "munder"),
    (False, True): ("msup", "mover"),
    (True, True): ("msubsup", "munderover"),
}


# Writes a node of one kind, which a type cannot say.
Writer: TypeAlias = Callable[[Emitter, Any], str]
Writers: TypeAlias = Mapping[type[Node], Writer]

WRITERS: Final[Writers] = {
    Group: Emitter.group,
    Script: Emitter.script,
    Number: lambda emitter, node: number(node.text, emitter.alphabet, bold=emitter.bold),
    Word: lambda emitter, node: identifier(node.text, emitter.alphabet, bold=emitter.bold),
    # Within `parts` there is none; a writer may be handed one that it found.
    Sequence: lambda emitter, node: row(emitter.parts(node)) if node.items else "",
}
"""Writers of what stands side by side."""


def _sides(
    items: list[Node], before: Edge | None, after: Edge | None
) -> list[tuple[Edge | None, tuple[Edge, Edge], Edge | None] | None]:
    """Return of each item what is before it, what it is itself, and what follows."""
    row_: list[Edge] = [] if before is None else [before]
    places: list[tuple[int, int] | None] = []
    for item in items:
        sides = edges(item)
        if sides is None:
            places.append(None)
            continue
        start = len(row_)
        row_ += sides[:1] if sides[0] == sides[1] else sides
        places.append((start, len(row_) - 1))
    if after is not None:
        row_.append(after)
    kinds = settled([edge.kind for edge in row_])
    settled_ = [Edge(kind, edge.carries) for kind, edge in zip(kinds, row_, strict=True)]
    # What is outside has been settled there.
    settled_[: before is not None] = row_[: before is not None]
    if after is not None:
        settled_[-1] = after
    result: list[tuple[Edge | None, tuple[Edge, Edge], Edge | None] | None] = []
    for place in places:
        if place is None:
            result.append(None)
            continue
        first, last = place
        result.append(
            (
                settled_[first - 1] if first else None,
                (settled_[first], settled_[last]),
                settled_[last + 1] if last + 1 < len(settled_) else None,
            )
        )
    return result


def _where(index: int, solid: list[int], whole: Where) -> Where:
    """Say where in its row an item stands, as MathML sees it."""
    if len(solid) <= 1:
        return whole
    return "first" if index == solid[0] else "last" if index == solid[-1] else "middle"


def _is_function(node: Node) -> bool:
    """Say whether a node is the name of a function, perhaps with scripts."""
    while isinstance(node, Script | Limits) and node.base is not None:
        node = node.base
    return isinstance(node, Operator) and not carries(node)
