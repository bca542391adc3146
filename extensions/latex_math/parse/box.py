"""Boxes and colours: frames, phantoms, overlaps, shifts and rules."""

from __future__ import annotations

from typing import Final, Literal

from latex_math.parse.colour import colour
from latex_math.parse.layout import bare_length
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.text import words
from latex_math.parse.token import Token
from latex_math.tree import Coloured, Filled, Framed, Lapped, Node, Phantom, Raised, Rule


def _colour_switch(parser: Parser, _: Token) -> Node:
    return Coloured(colour(parser), parser.list())


def _coloured(parser: Parser, token: Token) -> Node:
    return Coloured(colour(parser), parser.argument(token[0]))


def _phantom(*, width: bool, height: bool) -> Handler:
    return lambda parser, token: Phantom(parser.argument(token[0]), width, height)


_LAPS: Final[dict[str, Literal["left", "right", "both"]]] = {
    "llap": "left", "rlap": "right", "clap": "both",
}  # fmt: skip


def _lapped(side: Literal["left", "right", "both"], *, text: bool) -> Handler:
    if text:
        return lambda parser, token: Lapped(side, words(parser, token, ""))
    return lambda parser, token: Lapped(side, parser.argument(token[0]))


def _boxed(parser: Parser, token: Token) -> Node:
    return Framed(parser.argument(token[0]), size="display")


def _framed(parser: Parser, token: Token) -> Node:
    return Framed(words(parser, token, ""))


def _colour_box(parser: Parser, token: Token) -> Node:
    fill = colour(parser)
    return Filled(words(parser, token, ""), fill)


def _smash(parser: Parser, token: Token) -> Node:
    parser.option()
    return parser.argument(token[0])


def _framed_colour(parser: Parser, token: Token) -> Node:
    frame, fill = colour(parser), colour(parser)
    return Filled(words(parser, token, ""), fill, frame)


def _shifted(direction: int) -> Handler:
    r"""Read ``\raise1ex\hbox{x}``."""

    def read(parser: Parser, token: Token) -> Node:
        text, position = bare_length(parser, token)
        shift = direction * parser.dimension(text, position)
        return Raised(-shift, parser.argument(token[0]))

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
    return Rule(width, height, -shift)


def _raised(parser: Parser, token: Token) -> Node:
    text, position = parser.word()
    shift = parser.dimension(text, position)
    return Raised(shift, words(parser, token, ""))


COMMANDS: Final[dict[str, Handler]] = {
    "\\color": _colour_switch,
    "\\textcolor": _coloured,
    "\\mathcolor": _coloured,
    "\\phantom": _phantom(width=True, height=True),
    "\\hphantom": _phantom(width=True, height=False),
    "\\vphantom": _phantom(width=False, height=True),
    **{f"\\math{name}": _lapped(side, text=False) for name, side in _LAPS.items()},
    **{f"\\{name}": _lapped(side, text=True) for name, side in _LAPS.items()},
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
