"""Fractions, binomials and roots, in all the ways there are to write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from latex_math.error import MathError
from latex_math.parse.delimiter import delimiter
from latex_math.parse.parser import Handler, Infix, Parser
from latex_math.parse.token import Token
from latex_math.tree import (
    Binomial,
    Fenced,
    Fraction,
    Grid,
    Node,
    Root,
    Row,
    Sequence,
    Size,
    Styled,
)


def _fraction(size: Size | None) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        name = token[0]
        node = Fraction(parser.argument(name), parser.argument(name))
        return Styled(size, node) if size else node

    return read


def _continued(parser: Parser, token: Token) -> Node:
    parser.option()  # where the numerator stands; Typst always centres it, as LaTeX mostly does
    top, bottom = parser.argument(token[0]), parser.argument(token[0])
    return Styled("display", Fraction(Styled("display", top), Styled("display", bottom)))


def _binomial(size: Size | None) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        name = token[0]
        node = Binomial(parser.argument(name), parser.argument(name))
        return Styled(size, node) if size else node

    return read


def _slanted(parser: Parser, token: Token) -> Node:
    name = token[0]
    return Fraction(parser.argument(name), parser.argument(name), slanted=True)


def stacked(top: Node, bottom: Node) -> Node:
    """Set one thing on the other, as a fraction without its line."""
    rows = [Row([Sequence([top])]), Row([Sequence([bottom])])]
    return Grid(rows, "atop", row_gap=0.25)


def _general(parser: Parser, token: Token) -> Node:
    r"""Read ``\genfrac{left}{right}{thickness}{style}{top}{bottom}``."""
    sides = [_side(parser) for _ in range(2)]
    thickness, place = parser.word()
    style, where = parser.word()
    top, bottom = parser.argument(token[0]), parser.argument(token[0])
    line = not thickness or parser.dimension(thickness, place) != 0
    node: Node = Fraction(top, bottom) if line else stacked(top, bottom)
    if not line and sides == ["(", ")"]:
        node = Binomial(top, bottom)
    elif any(sides):
        node = Fenced(sides[0], Sequence([node]), sides[1])
    if style:
        sizes: dict[str, Size] = {"0": "display", "1": "inline", "2": "script", "3": "sscript"}
        if style not in sizes:
            raise MathError(f"`{style}` is no style of a fraction", where, "0, 1, 2 or 3")
        node = Styled(sizes[style], node)
    return node


def _side(parser: Parser) -> str | None:
    """Read an argument that is a delimiter or nothing."""
    tokens = parser.stream.raw_argument()
    if not [text for text, _ in tokens if text != " "]:
        return None
    parser.stream.push(tokens)
    return delimiter(parser, "\\genfrac")


def _root(parser: Parser, token: Token) -> Node:
    index = parser.option()
    body = parser.argument(token[0])
    if index is None:
        return Root(body)
    return Root(body, Styled("sscript", index))


def _plain_root(parser: Parser, token: Token) -> Node:
    r"""Read TeX's ``\root 3 \of x``."""
    items = []
    while (following := parser.stream.solid())[0] != "\\of":
        if not following[0]:
            raise MathError(r"`\root` lacks `\of`", token[1], r"write \sqrt[3]{x}")
        items.append(parser.item(following))
    return Root(parser.argument(token[0]), Sequence(items))


def _infix(build: Callable[[Node, Node], Node], arguments: int = 0) -> Infix:
    """Make a reader of what splits its list in two."""

    def read(parser: Parser, _token: Token, top: Sequence, bracket: bool) -> Node:
        if arguments:
            text, position = _bare_dimension(parser)
            if parser.dimension(text, position) == 0:
                return stacked(top, parser.list(bracket=bracket))
        return build(top, parser.list(bracket=bracket))

    return read


def _with_delimiters(parser: Parser, token: Token, top: Sequence, bracket: bool) -> Node:
    left, right = delimiter(parser, token[0]), delimiter(parser, token[0])
    body: Node
    if token[0].startswith("\\above"):
        text, position = _bare_dimension(parser)
        if parser.dimension(text, position) == 0:
            body = stacked(top, parser.list(bracket=bracket))
        else:
            body = Fraction(top, parser.list(bracket=bracket))
    elif token[0].startswith("\\over"):
        body = Fraction(top, parser.list(bracket=bracket))
    else:
        body = stacked(top, parser.list(bracket=bracket))
    return Fenced(left, Sequence([body]), right)


def _bare_dimension(parser: Parser) -> tuple[str, int]:
    r"""Read a length without braces, as after ``\above``."""
    text = ""
    position = parser.stream.peek()[1]
    while (token := parser.stream.peek())[0] and (
        token[0] in "+-." or (token[0].isascii() and token[0].isalnum())
    ):
        text += parser.stream.next()[0]
        if len(text) > 1 and text[-2:].isalpha():
            break
    return text, position


def _in_fence(left: str, right: str) -> Callable[[Node, Node], Node]:
    return lambda top, bottom: Fenced(left, Sequence([stacked(top, bottom)]), right)


INFIXES: Final[dict[str, Infix]] = {
    "\\over": _infix(Fraction),
    "\\choose": _infix(Binomial),
    "\\atop": _infix(stacked),
    "\\brack": _infix(_in_fence("[", "]")),
    "\\brace": _infix(_in_fence("{", "}")),
    "\\above": _infix(Fraction, 1),
    "\\overwithdelims": _with_delimiters,
    "\\atopwithdelims": _with_delimiters,
    "\\abovewithdelims": _with_delimiters,
}

COMMANDS: Final[dict[str, Handler]] = {
    "\\frac": _fraction(None),
    "\\dfrac": _fraction("display"),
    "\\tfrac": _fraction("inline"),
    "\\cfrac": _continued,
    "\\sfrac": _slanted,
    "\\nicefrac": _slanted,
    "\\flatfrac": _slanted,
    "\\binom": _binomial(None),
    "\\dbinom": _binomial("display"),
    "\\tbinom": _binomial("inline"),
    "\\genfrac": _general,
    "\\sqrt": _root,
    "\\root": _plain_root,
}
