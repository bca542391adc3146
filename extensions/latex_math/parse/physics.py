r"""The package physics, where it is more than abbreviations: ``\dv``, ``\qty``, ``\ev``."""

from __future__ import annotations

from typing import Final

from latex_math.error import MathError
from latex_math.parse import unit
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.stream import filled
from latex_math.parse.token import Token, tokenize
from latex_math.tree import Classed, Node

_CLOSING: Final = {"(": ")", "[": "]", "|": "|", "{": "}"}
_SIZES: Final = frozenset(("\\big", "\\Big", "\\bigg", "\\Bigg"))


def expanded(parser: Parser, token: Token, template: str, *arguments: list[Token]) -> Node:
    """Read LaTeX with arguments put into it, as if it stood here."""
    body = [text for text, _ in tokenize(template)]
    brace = ("{", token[1]), ("}", token[1])
    parser.stream.push([brace[0], *filled(body, list(arguments), token), brace[1]])
    return parser.argument(token[0])


def _group(parser: Parser) -> list[Token] | None:
    """Take a group, if one follows."""
    if parser.stream.peek()[0] != "{":
        return None
    return parser.stream.raw_argument()


def _power(parser: Parser) -> list[Token]:
    """Take the order of a derivative."""
    parser.stream.peek()
    order = parser.stream.raw_option()
    return [("^", order[0][1]), ("{", order[0][1]), *order, ("}", order[0][1])] if order else []


def _differential(parser: Parser, token: Token) -> Node:
    power = _power(parser)
    argument = _group(parser)
    if argument is None:
        return expanded(parser, token, r"\mathrm{d}#1", power)
    # Spaced from both neighbours, as what is integrated is.
    return Classed("op", expanded(parser, token, r"\mathrm{d}#1{#2}", power, argument))


def _derivative(sign: str, *, partial: bool = False) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        flat = parser.stream.star()
        power = _power(parser)
        first = parser.stream.raw_argument()
        second = _group(parser)
        third = _group(parser) if partial and second is not None else None
        if second is None:
            body = rf"\frac{{{sign}#2}}{{{sign} #1#2}}"
            return expanded(parser, token, body, first, power)
        if third is not None:
            body = rf"\frac{{{sign}^2 #1}}{{{sign} #2\,{sign} #3}}"
            return expanded(parser, token, body, first, second, third)
        body = rf"\frac{{{sign}#3 #1}}{{{sign} #2#3}}"
        if flat:
            body = rf"{sign}#3 #1/{sign} #2#3"
        return expanded(parser, token, body, first, second, power)

    return read


def _quantity(parser: Parser, token: Token) -> Node:
    r"""Read ``\qty``: brackets that grow, or a number with its unit."""
    stream = parser.stream
    opening = stream.peek()
    text = opening[0]
    if text == "{":
        first = stream.raw_argument()
        if stream.peek()[0] != "{":
            return expanded(parser, token, r"\left\{#1\right\}", first)
        stream.push([("{", token[1]), *first, ("}", token[1])])
        return unit.COMMANDS["\\SI"](parser, token)
    size = ""
    if text in _SIZES:
        stream.next()
        size = text
        text = stream.peek()[0]
    if text not in _CLOSING:
        raise MathError(f"`{token[0]}` lacks its bracket", opening[1], "such as \\qty(x)")
    inside = _bracketed(parser)
    if text == "[" and not size and stream.peek()[0] == "{":
        return unit.COMMANDS["\\SI"](parser, token)
    left, right = ("\\{", "\\}") if text == "{" else (text, _CLOSING[text])
    template = f"{size}l{left} #1 {size}r{right}" if size else rf"\left{left} #1 \right{right}"
    return expanded(parser, token, template, inside)


def _bracketed(parser: Parser) -> list[Token]:
    """Take what stands between two brackets, without them."""
    opening = parser.stream.raw_solid()
    left, right = opening[0], _CLOSING[opening[0]]
    found: list[Token] = []
    depth = braces = 0
    while (token := parser.stream.raw())[0]:
        text = token[0]
        if text == right and not depth and not braces:
            return found
        if left != right and text in {left, right}:
            depth += 1 if text == left else -1
        elif left != "{":
            braces += (text == "{") - (text == "}")
        found.append(token)
    raise MathError(f"`{left}` is never closed", opening[1], f"add `{right}`")


def _evaluated(parser: Parser, token: Token) -> Node:
    if (argument := _group(parser)) is not None:
        return expanded(parser, token, r"\left.#1\right|", argument)
    opening = parser.stream.raw_solid()
    if opening[0] not in {"(", "["}:
        raise MathError(f"`{token[0]}` lacks its argument", token[1])
    inside: list[Token] = []
    while (following := parser.stream.raw())[0] != "|":
        if not following[0]:
            raise MathError(f"`{token[0]}` lacks its bar", token[1])
        inside.append(following)
    return expanded(parser, token, rf"\left{opening[0]}#1\right|", inside)


def _brackets(one: str, two: str, *, separated: bool = False) -> Handler:
    """Read one or two arguments; with ``separated``, the first may have its bar in it."""

    def read(parser: Parser, token: Token) -> Node:
        while parser.stream.star():
            pass
        first = parser.stream.raw_argument()
        if separated and any(text in {"|", "\\vert", "\\mid"} for text, _ in first):
            return expanded(parser, token, one, first)
        second = _group(parser)
        if second is None:
            return expanded(parser, token, one, first)
        return expanded(parser, token, two, first, second)

    return read


def _element(parser: Parser, token: Token) -> Node:
    while parser.stream.star():
        pass
    parts = [parser.stream.raw_argument() for _ in range(3)]
    return expanded(parser, token, r"\left\langle{#1}\middle|{#2}\middle|{#3}\right\rangle", *parts)


def _matrix(letter: str, *, small: bool = False) -> Handler:
    usual = letter
    letters = {"(": "p", "[": "b", "|": "v"}
    size = "small" if small else ""

    def read(parser: Parser, token: Token) -> Node:
        parser.stream.star()
        opening = parser.stream.peek()[0]
        letter = usual
        if opening == "{":
            inside = parser.stream.raw_argument()
        elif opening in letters:
            letter = letters[opening]
            inside = _bracketed(parser)
        else:
            raise MathError(f"`{token[0]}` lacks its argument", token[1])
        name = f"{letter}{size}matrix"
        return expanded(parser, token, rf"\begin{{{name}}}#1\end{{{name}}}", inside)

    return read


_UPRIGHT: Final = r"\mathrm{d}"

COMMANDS: Final[dict[str, Handler]] = {
    **dict.fromkeys(("\\dd", "\\differential"), _differential),
    **dict.fromkeys(("\\dv", "\\derivative"), _derivative(_UPRIGHT)),
    **dict.fromkeys(
        ("\\pdv", "\\pderivative", "\\partialderivative"), _derivative(r"\partial", partial=True)
    ),
    **dict.fromkeys(("\\fdv", "\\fderivative", "\\functionalderivative"), _derivative(r"\delta")),
    **dict.fromkeys(("\\qty", "\\quantity"), _quantity),
    "\\eval": _evaluated,
    **dict.fromkeys(
        ("\\braket", "\\innerproduct", "\\ip"),
        _brackets(
            r"\mathinner{\langle{#1}\rangle}",
            r"\left\langle{#1}\middle|{#2}\right\rangle",
            separated=True,
        ),
    ),
    **dict.fromkeys(
        ("\\ketbra", "\\dyad", "\\op", "\\outerproduct"),
        _brackets(r"\mathinner{|{#1}\rangle\langle{#1}|}", r"\mathinner{|{#1}\rangle\langle{#2}|}"),
    ),
    **dict.fromkeys(
        ("\\expval", "\\ev", "\\expectationvalue"),
        _brackets(
            r"\left\langle{#1}\right\rangle",
            r"\left\langle{#2}\middle|{#1}\middle|{#2}\right\rangle",
        ),
    ),
    **dict.fromkeys(("\\mel", "\\matrixel", "\\matrixelement"), _element),
    **dict.fromkeys(("\\mqty", "\\matrixquantity"), _matrix("")),
    **dict.fromkeys(("\\smqty", "\\smallmatrixquantity"), _matrix("", small=True)),
    "\\pmqty": _matrix("p"),
    "\\bmqty": _matrix("b"),
    "\\vmqty": _matrix("v"),
    **dict.fromkeys(("\\mdet", "\\matrixdeterminant"), _matrix("v")),
}
