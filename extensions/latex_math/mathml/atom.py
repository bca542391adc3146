"""What formulas are made of besides symbols: fractions, roots, functions, delimiters, words."""

from __future__ import annotations

from typing import Final

from latex_math.mathml.emitter import SMALLER, Emitter, Writers, scripted
from latex_math.mathml.markup import EMPTY, attribute, classes, element, escaped, row, space
from latex_math.mathml.operator import delimiter, sized
from latex_math.mathml.spacing import Edge
from latex_math.tree import (
    Binomial,
    Bold,
    Choice,
    Classed,
    Corners,
    Fenced,
    Font,
    Fraction,
    Limits,
    Middle,
    Node,
    Operator,
    Root,
    Size,
    Sized,
    Space,
    Styled,
    Text,
)
from latex_math.tree.word import plain_words, typeset

_SIZES: Final[tuple[Size, ...]] = ("display", "inline", "script", "sscript")
_STYLES: Final[dict[Size, str]] = {
    "display": ' displaystyle="true" scriptlevel="0"',
    "inline": ' displaystyle="false" scriptlevel="0"',
    "script": ' displaystyle="false" scriptlevel="1"',
    "sscript": ' displaystyle="false" scriptlevel="2"',
}
_NO_LINE: Final = ' linethickness="0"'
# Fonts of words, which the style sheet has for them.
_FONTS: Final = {
    "bf": "b", "it": "it", "sf": "sf", "tt": "tt", "sc": "sc", "bfit": "b it", "sfbf": "b sf",
}  # fmt: skip
_OPENING: Final = Edge("open", carries=False)
_CLOSING: Final = Edge("close", carries=False)


def styled(body: str, size: Size) -> str:
    """Write elements in a style."""
    return element("mstyle", body, _STYLES[size])


def fraction(emitter: Emitter, top: Node, bottom: Node, attributes: str = "") -> str:
    """Write one thing over another."""
    size = "inline" if emitter.size == "display" else SMALLER[emitter.size]
    parts = emitter.in_size(top, size) + emitter.in_size(bottom, size)
    return element("mfrac", parts, attributes)


def _fraction(emitter: Emitter, node: Fraction) -> str:
    if not node.slanted:
        return fraction(emitter, node.top, node.bottom)
    top = element("msup", EMPTY + emitter.script_of(node.top))
    bottom = element("msub", EMPTY + emitter.script_of(node.bottom))
    return element("mrow", f'{top}<mo lspace="0em" rspace="0em">/</mo>{bottom}')


def _binomial(emitter: Emitter, node: Binomial) -> str:
    stack = fraction(emitter, node.top, node.bottom, _NO_LINE)
    return element("mrow", delimiter("(", "prefix") + stack + delimiter(")", "postfix"))


def _root(emitter: Emitter, node: Root) -> str:
    if node.index is None:
        return element("msqrt", emitter.row(node.body) or EMPTY)
    index = node.index.body if isinstance(node.index, Styled) else node.index
    return element("mroot", emitter.one(node.body) + emitter.in_size(index, "sscript"))


def _limits(emitter: Emitter, node: Limits) -> str:
    return row_of(emitter, node.base)


def row_of(emitter: Emitter, node: Node) -> str:
    """Write as one element what stands where the whole does."""
    return row(emitter.parts(node, emitter.before, emitter.after, emitter.place))


def _corners(emitter: Emitter, node: Corners) -> str:
    base = row_of(emitter, node.base)
    if node.sub_before is None and node.sup_before is None:
        return scripted(
            base,
            *(
                None if script is None else emitter.script_of(script)
                for script in (node.sub, node.sup)
            ),
        )
    after, before = (
        "".join(EMPTY if script is None else emitter.script_of(script) for script in scripts)
        for scripts in ((node.sub, node.sup), (node.sub_before, node.sup_before))
    )
    return element("mmultiscripts", f"{base}{after}<mprescripts/>{before}")


def _classed(emitter: Emitter, node: Classed) -> str:
    # What is inside has no neighbours, and the place of the whole.
    return row(emitter.parts(node.body, place=emitter.place))


def _operator(emitter: Emitter, node: Operator) -> str:
    body = node.body
    if (words := body if isinstance(body, str) else plain_words(body)) is not None:
        upright = attribute("mathvariant", "normal" if len(words) == 1 else None)
        return element("mi", escaped(words), upright)
    return "" if isinstance(body, str) else row(emitter.parts(body, place=emitter.place))


def _styled(emitter: Emitter, node: Styled) -> str:
    outer, emitter.size = emitter.size, node.size
    markup = emitter.inside(node.body)
    emitter.size = outer
    return styled(markup, node.size) if markup else ""


def _choice(emitter: Emitter, node: Choice) -> str:
    return row_of(emitter, node.bodies[_SIZES.index(emitter.size)])


def _font(emitter: Emitter, node: Font) -> str:
    outer, emitter.alphabet = emitter.alphabet, node.alphabet
    markup = row(emitter.parts(node.body, emitter.before, emitter.after, emitter.place))
    emitter.alphabet = outer
    return markup


def _bold(emitter: Emitter, node: Bold) -> str:
    outer, emitter.bold = emitter.bold, True
    markup = row(emitter.parts(node.body, emitter.before, emitter.after, emitter.place))
    emitter.bold = outer
    return markup


def _text(emitter: Emitter, node: Text) -> str:
    outer = emitter.alphabet, emitter.bold
    size: Size = "inline" if emitter.size == "display" else emitter.size
    parts = []
    for piece in node.pieces:
        emitter.alphabet, emitter.bold = None, False
        parts.append(words(*piece) if isinstance(piece, tuple) else emitter.in_size(piece, size))
    emitter.alphabet, emitter.bold = outer
    return row(parts)


def words(text: str, font: str = "") -> str:
    """Write words; the spaces at their ends are kept."""
    text = typeset(text)
    inner = text.strip(" ")
    start, _, end = text.partition(inner) if inner else (text, "", "")
    shown = "\u00a0" * bool(start) + inner + "\u00a0" * bool(end)
    return element("mtext", escaped(shown), classes(*_FONTS.get(font, "").split()))


def _space(_emitter: Emitter, node: Space) -> str:
    return "<mtext>&#160;</mtext>" if node.name == "word" else space(node.em)


def _fenced(emitter: Emitter, node: Fenced) -> str:
    left, right = delimiter(node.left, "prefix"), delimiter(node.right, "postfix")
    return element("mrow", left + emitter.row(node.body, _OPENING, _CLOSING) + right) or EMPTY


def _middle(_emitter: Emitter, node: Middle) -> str:
    return delimiter(node.char, "infix")


def _sized(emitter: Emitter, node: Sized) -> str:
    return sized(node.char, node.em, emitter.place)


WRITERS: Final[Writers] = {
    Fraction: _fraction, Binomial: _binomial, Root: _root, Limits: _limits, Corners: _corners,
    Classed: _classed, Operator: _operator, Styled: _styled, Choice: _choice, Font: _font,
    Bold: _bold, Text: _text, Space: _space, Fenced: _fenced, Middle: _middle, Sized: _sized,
}  # fmt: skip
"""Writers of atoms."""
