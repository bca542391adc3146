"""Operators: an element that says only what MathML would otherwise have in another way."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from latex_math.mathml.dictionary import LARGE, Where, grows, is_arrow, spaces
from latex_math.mathml.markup import attribute, classes, element, ems, escaped, mu
from latex_math.tree import Kind, Symbol


class Place(NamedTuple):
    """Where an operator stands, and the spaces that LaTeX has at its sides there."""

    left: int = 0
    right: int = 0
    where: Where = "middle"


ALONE = Place()
SCRIPT = Place(where="last")


# Delimiters that are as high as their row where they stand.
_GROWING: Final = {
    "prefix": frozenset("([{|‖⌈⌊⟦⟨⟪⟮"), "infix": frozenset(""), "postfix": frozenset(")]}|‖⌉⌋⟧⟩⟫⟯"),
}  # fmt: skip
_FREE: Final = ' stretchy="true" symmetric="true"'


@lru_cache(maxsize=8192)
def operator(
    char: str, kind: Kind, place: Place, *, limits: bool = False, bold: bool = False
) -> str:
    """Write an operator; with ``limits``, those over and under it stay there in a line of text."""
    left, right, where = place
    given = spaces(char, where)
    attributes = ""
    if grows(char) or is_arrow(char) or kind in {"open", "close", "fence"}:
        attributes += attribute("stretchy", "false")
    if kind == "op":
        if char not in LARGE:
            attributes += attribute("largeop", "true")
        if limits:
            attributes += attribute("movablelimits", "false")
    elif char in LARGE:
        attributes += attribute("largeop", "false")
    if given is None or given[0] != left:
        attributes += attribute("lspace", mu(left))
    if given is None or given[1] != right:
        attributes += attribute("rspace", mu(right))
    return element("mo", escaped(char), attributes + classes("b" if bold else None))


@lru_cache(maxsize=1024)
def delimiter(char: str | None, form: str) -> str:
    """Write a delimiter that is as high as its row; nothing for the invisible one."""
    if char is None:
        return ""
    attributes = attribute("form", form)
    if char not in _GROWING[form]:
        attributes += _FREE + attribute("lspace", "0em") + attribute("rspace", "0em")
    return element("mo", escaped(char), attributes)


@lru_cache(maxsize=1024)
def sized(char: str, em: float, place: Place) -> str:
    """Write a delimiter of a fixed height."""
    size = attribute("minsize", ems(em)) + attribute("maxsize", ems(em))
    spaces_ = attribute("lspace", mu(place.left)) + attribute("rspace", mu(place.right))
    return element("mo", escaped(char), _FREE + size + spaces_)


def drawn_out(symbol: Symbol, place: Place) -> str:
    """Write an operator that is as long as what stands over and under it."""
    spaces_ = attribute("lspace", mu(place.left)) + attribute("rspace", mu(place.right))
    return element("mo", escaped(symbol.char), attribute("stretchy", "true") + spaces_)
