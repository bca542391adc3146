"""Boxes and colours: frames, phantoms, overlaps, shifts and rules."""

from __future__ import annotations

from typing import Final

from sphinx_typst.math.colour import colour
from sphinx_typst.math.layout import bare_length
from sphinx_typst.math.node import Node, Sequence, Wrapped
from sphinx_typst.math.parser import Handler, Parser
from sphinx_typst.math.text import words
from sphinx_typst.math.token import Token


def _colour_switch(parser: Parser, _: Token) -> Node:
    before = f'text(fill: #rgb("{colour(parser)}"), '
    return Wrapped(before, parser.list(), ")")


def _coloured(parser: Parser, token: Token) -> Node:
    before = f'text(fill: #rgb("{colour(parser)}"), '
    return Wrapped(before, parser.argument(token[0]), ")")


def _phantom(before: str, after: str) -> Handler:
    return lambda parser, token: Wrapped(before, parser.argument(token[0]), after)


# Boxes without width: the content stands to the left, to the right or on both sides of its place.
_LAPS: Final = {
    "llap": ("#box(width: 0pt, inset: (left: -50em), align(right, $", "$))"),
    "rlap": ("#box(width: 0pt, inset: (right: -50em), align(left, $", "$))"),
    "clap": ("#box(width: 0pt, inset: (left: -50em, right: -50em), align(center, $", "$))"),
}


def _lapped(before: str, after: str) -> Handler:
    return lambda parser, token: Wrapped(before, words(parser, token, ""), after)


def _boxed(parser: Parser, token: Token) -> Node:
    return Wrapped(
        "#box(stroke: 0.05em, inset: 0.3em, $", parser.argument(token[0]), "$)", "display"
    )


def _framed(parser: Parser, token: Token) -> Node:
    return Wrapped("#box(stroke: 0.05em, inset: 0.3em, $", words(parser, token, ""), "$)")


def _colour_box(parser: Parser, token: Token) -> Node:
    before = f'#box(fill: rgb("{colour(parser)}"), inset: 0.3em, $'
    return Wrapped(before, words(parser, token, ""), "$)")


def _smash(parser: Parser, token: Token) -> Node:
    parser.option()
    return parser.argument(token[0])


def _framed_colour(parser: Parser, token: Token) -> Node:
    before = f'#box(stroke: 0.05em + rgb("{colour(parser)}"), fill: rgb("{colour(parser)}"), '
    return Wrapped(before + "inset: 0.3em, $", words(parser, token, ""), "$)")


def _shifted(direction: int) -> Handler:
    r"""Read ``\raise1ex\hbox{x}``."""

    def read(parser: Parser, token: Token) -> Node:
        text, position = bare_length(parser, token)
        shift = direction * parser.dimension(text, position)
        return Wrapped(f"#box(baseline: {shift:.4g}em, $", parser.argument(token[0]), "$)")

    return read


def _rule(parser: Parser, _: Token) -> Node:
    raised = parser.stream.raw_option()
    sizes = []
    for _index in range(2):
        text, position = parser.word()
        sizes.append(max(0.0, parser.dimension(text, position)))
    shift = 0.0
    if raised:
        shift = parser.dimension("".join(text for text, _ in raised), raised[0][1])
    width, height = sizes
    rule = f"rect(width: {width:.4g}em, height: {height:.4g}em, fill: black, stroke: none)"
    return Wrapped(f"#box(baseline: {-shift:.4g}em, {rule}", Sequence([]), ")")


def _raised(parser: Parser, token: Token) -> Node:
    text, position = parser.word()
    shift = parser.dimension(text, position)
    return Wrapped(f"#box(baseline: {-shift:.4g}em, $", words(parser, token, ""), "$)")


COMMANDS: Final[dict[str, Handler]] = {
    "\\color": _colour_switch,
    "\\textcolor": _coloured,
    "\\mathcolor": _coloured,
    "\\phantom": _phantom("#hide($", "$)"),
    "\\hphantom": _phantom("#box(height: 0pt, hide($", "$))"),
    "\\vphantom": _phantom("#box(width: 0pt, hide($", "$))"),
    **{f"\\math{name}": _phantom(*sides) for name, sides in _LAPS.items()},
    **{f"\\{name}": _lapped(*sides) for name, sides in _LAPS.items()},
    "\\boxed": _boxed,
    "\\fbox": _framed,
    "\\framebox": _framed,
    "\\colorbox": _colour_box,
    "\\fcolorbox": _framed_colour,
    "\\raise": _shifted(-1),
    "\\lower": _shifted(1),
    "\\smash": _smash,
    "\\rule": _rule,
    "\\raisebox": _raised,
}
