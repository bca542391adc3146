r"""Delimiters: ``\left`` and ``\right``, ``\big`` and its family."""

from __future__ import annotations

from typing import Final

from latex_math.error import MathError
from latex_math.parse.mistake import unexpected
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.symbol import SYMBOLS
from latex_math.parse.token import Token
from latex_math.tree import Fenced, Kind, Middle, Node, Sequence, Sized

_PLAIN: Final = {"<": "⟨", ">": "⟩"} | {char: char for char in "()[]|/⟨⟩⌈⌉⌊⌋‖∥⟦⟧{}↑↓↕⇑⇓⇕"}
_NAMED: Final = {
    "\\" + name: SYMBOLS["\\" + name][0]
    for name in [
        "{",
        "}",
        "|",
        "vert",
        "Vert",
        "lvert",
        "rvert",
        "lVert",
        "rVert",
        "lbrace",
        "rbrace",
        "lbrack",
        "rbrack",
        "langle",
        "rangle",
        "lfloor",
        "rfloor",
        "lceil",
        "rceil",
        "lgroup",
        "rgroup",
        "lmoustache",
        "rmoustache",
        "backslash",
        "uparrow",
        "downarrow",
        "updownarrow",
        "Uparrow",
        "Downarrow",
        "Updownarrow",
        "ulcorner",
        "urcorner",
        "llcorner",
        "lrcorner",
        "llbracket",
        "rrbracket",
        "lBrack",
        "rBrack",
        "lAngle",
        "rAngle",
        "llangle",
        "rrangle",
        "lang",
        "rang",
        "lparen",
        "rparen",
        "Vvert",
        "parallel",
        "mid",
    ]
} | {
    "\\mid": "|",
    "\\parallel": "‖",
    "\\slash": "/",
    "\\vert": "|",
    "\\lt": "⟨",
    "\\gt": "⟩",
    "\\arrowvert": "|",
    "\\Arrowvert": "‖",
    "\\bracevert": "|",
}


def delimiter(parser: Parser, name: str) -> str | None:
    """Read a delimiter; ``None`` is the point, which prints nothing."""
    text, position = parser.stream.solid()
    if text == "{":
        # `\left{` is a common slip; `\big{(}` is allowed.
        found = delimiter(parser, name)
        if parser.stream.solid()[0] == "}":
            return found
        raise MathError(f"`{name}` needs one delimiter", position, "a brace is written `\\{`")
    if text == ".":
        return None
    char = _PLAIN.get(text) or _NAMED.get(text)
    if char is None:
        raise MathError(
            f"`{text}` after `{name}` is not a delimiter"
            if text
            else f"`{name}` lacks a delimiter",
            position,
            "such as `(`, `[`, `\\{`, `|` or `.` for none",
        )
    return char


def _left(parser: Parser, token: Token) -> Node:
    left = delimiter(parser, "\\left")
    body = parser.unbroken()
    end = parser.stream.next()
    if end[0] != "\\right":
        raise unexpected(end, r"`\left` has no `\right`", token[1])
    return Fenced(left, body, delimiter(parser, "\\right"))


def _middle(parser: Parser, _: Token) -> Node:
    char = delimiter(parser, "\\middle")
    return Middle(char) if char else Sequence([])


_EMS: Final = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}
_KINDS: Final[dict[str, Kind | None]] = {"": None, "l": "open", "r": "close", "m": "rel"}


def _sized(em: float, kind: Kind | None) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        char = delimiter(parser, token[0])
        return Sized(char, em, kind) if char else Sequence([])

    return read


COMMANDS: Final[dict[str, Handler]] = {
    "\\left": _left,
    "\\middle": _middle,
    **{
        f"\\{size}{side}": _sized(em, kind)
        for size, em in _EMS.items()
        for side, kind in _KINDS.items()
    },
}
