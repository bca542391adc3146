r"""Chemical formulas as mhchem writes them: ``\ce{2H2 + O2 -> 2H2O}``."""

from __future__ import annotations

import re
from typing import Final

from latex_math.error import MathError
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.token import Token, tokenize
from latex_math.tree import Node

# What LaTeX has for the arrows; the longest first.
_ARROWS: Final = (
    ("<=>>", r"\xrightleftharpoons"),
    ("<<=>", r"\xrightleftharpoons"),
    ("<-->", r"\xrightleftarrows"),
    ("<=>", r"\xrightleftharpoons"),
    ("<->", r"\xleftrightarrow"),
    ("->", r"\xrightarrow"),
    ("<-", r"\xleftarrow"),
)
_SIGNS: Final = frozenset("+-")
_BONDS: Final = {"-": r"\text{--}", "=": r"\mathord{=}", "#": r"\mathord{\equiv}"}
_AMOUNT: Final = re.compile(r"\d+(?:[./]\d+)?")


class _Reader:
    """Turns mhchem's notation into LaTeX, token by token."""

    def __init__(self, tokens: list[Token], position: int) -> None:
        self._tokens = tokens
        self._index = 0
        self._position = position
        self._parts: list[Token] = []
        # What stands before: nothing, a space, or something that can carry scripts.
        self._carrier = False

    def read(self) -> list[Token]:
        """Return the whole as LaTeX."""
        while self._index < len(self._tokens):
            self._next()
        return self._parts

    def _next(self) -> None:
        text, position = self._tokens[self._index]
        if arrow := self._arrow():
            self._add(arrow + "[")
            above, below = self._label(), self._label()
            self._parts += [*below, ("]", position), ("{", position), *above, ("}", position)]
            self._carrier = False
        elif text == " ":
            self._space()
        elif text in {"^", "_"}:
            self._script(text)
        elif text in _SIGNS and self._is_charge():
            self._charge()
        elif text.isdigit():
            self._digits()
        elif text in {"{", "$"}:
            self._verbatim(text)
        elif text in _BONDS and self._carrier:
            self._index += 1
            self._add(_BONDS[text])
        elif text in {"*", "."}:
            self._index += 1
            self._add(r"\cdot ")
            self._carrier = False
        elif text[0] == "\\" or not text.isalpha():
            self._index += 1
            self._parts.append(("\\#" if text == "#" else text, position))
            self._carrier = text in {")", "]"}
        else:
            self._letters()

    def _add(self, latex: str) -> None:
        self._parts += [(text, self._position) for text, _ in tokenize(latex)]

    def _ahead(self, count: int = 1) -> str:
        return "".join(text for text, _ in self._tokens[self._index : self._index + count])

    def _arrow(self) -> str | None:
        for sign, command in _ARROWS:
            if self._ahead(len(sign)) == sign:
                self._index += len(sign)
                return command
        return None

    def _label(self) -> list[Token]:
        """Take what stands over or under an arrow."""
        if self._ahead() != "[":
            return []
        start = self._index + 1
        depth = 1
        while depth:
            self._index += 1
            if self._index >= len(self._tokens):
                raise MathError("a bracket is never closed", self._position, "add `]`")
            text = self._tokens[self._index][0]
            depth += (text == "[") - (text == "]")
        self._index += 1
        inside = self._tokens[start : self._index - 1]
        return _Reader(inside, self._position).read()

    def _space(self) -> None:
        """End a molecule at a space; arrows of gas and precipitate stand between spaces."""
        self._index += 1
        sign, after = self._ahead(), self._ahead(2)[1:]
        if sign in {"^", "v"} and after in {"", " "}:
            self._index += 1
            self._add(r"\,\uparrow " if sign == "^" else r"\,\downarrow ")
        elif sign in {"+", "-", "="} and after == " ":
            self._index += 1
            self._add(rf"\mathbin{{{sign}}}" if sign == "+" else sign)
        elif self._parts and sign not in {"", "<", "-"}:
            self._add(r"\,")
        self._carrier = False

    def _is_charge(self) -> bool:
        after = self._ahead(2)[1:]
        return self._carrier and (not after or not (after.isalnum() or after in "({[>\\"))

    def _charge(self) -> None:
        sign = ""
        while self._ahead() in _SIGNS:
            sign += self._ahead()
            self._index += 1
        self._add(f"^{{{sign}}}")

    def _script(self, kind: str) -> None:
        """Take a script; digits and signs need no braces."""
        position = self._tokens[self._index][1]
        self._index += 1
        if not self._carrier:
            self._add("{}")
            self._carrier = True
        if self._ahead() in {"{", "$"}:
            self._parts.append((kind, position))
            self._verbatim(self._ahead())
            return
        text = ""
        while (char := self._ahead()) and (char.isdigit() or char in "+-."):
            text += char
            self._index += 1
        if not text:
            raise MathError(f"`{kind}` lacks its script", position)
        self._add(f"{kind}{{{text}}}")

    def _digits(self) -> None:
        found = _AMOUNT.match(self._ahead(12))
        text = found[0] if found else self._ahead()
        if self._carrier:
            text = re.match(r"\d+", text)[0]  # type: ignore[index]  # it begins with a digit
            self._add(f"_{{{text}}}")
        elif "/" in text:
            top, bottom = text.split("/")
            self._add(rf"\tfrac{{{top}}}{{{bottom}}}\,")
        else:
            self._add(
                text + ("" if self._ahead(len(text) + 1)[len(text) :] in {"", " "} else r"\,")
            )
        self._index += len(text)

    def _verbatim(self, opening: str) -> None:
        """Take a group, which is chemistry or text again, or a formula between dollar signs."""
        position = self._tokens[self._index][1]
        self._index += 1
        start = self._index
        depth = 1
        while depth:
            if self._index >= len(self._tokens):
                raise MathError("a brace is never closed", position, "add `}`")
            text = self._tokens[self._index][0]
            self._index += 1
            if opening == "$":
                depth -= text == "$"
            else:
                depth += (text == "{") - (text == "}")
        inside = self._tokens[start : self._index - 1]
        if opening == "{":
            inside = [("\\mathrm", position), ("{", position), *_worded(inside), ("}", position)]
        self._parts += [("{", position), *inside, ("}", position)]
        self._carrier = True

    def _letters(self) -> None:
        word = ""
        while (char := self._ahead()) and len(char) == 1 and char.isalpha():
            word += char
            self._index += 1
        self._add(rf"\mathrm{{{word}}}")
        self._carrier = True


def _worded(tokens: list[Token]) -> list[Token]:
    """Keep the spaces of words."""
    return [("~" if text == " " else text, position) for text, position in tokens]


def _formula(parser: Parser, token: Token) -> Node:
    tokens = parser.stream.raw_argument()
    parts = _Reader(tokens, token[1]).read()
    parser.stream.push([("{", token[1]), *parts, ("}", token[1])])
    return parser.argument(token[0])


_QUANTITY: Final = re.compile(r"\s*([+-]?\d*[.,]?\d*(?:[eE][+-]?\d+)?)\s*(.*)", re.DOTALL)


def _unit(parser: Parser, token: Token) -> Node:
    r"""Read ``\pu{1.2e3 kJ*mol^-1}``."""
    text, _ = parser.word()
    found = _QUANTITY.fullmatch(text)
    number, units = (found[1], found[2]) if found else ("", text)
    # Words stay words, powers need braces, and points and spaces are small spaces.
    latex = re.sub(r"\^?([+-]?\d+)", r"^{\1}", units)
    latex = re.sub(r"([^\W\d_]+|[°%])", r"\\mathrm{\1}", latex.replace("\\", " "))
    latex = re.sub(r"\s*[*.]\s*|\s+", r"\\,", latex)
    pieces = tokenize((rf"\num{{{number}}}\," if number else "") + latex)
    parser.stream.push(
        [("{", token[1]), *((text, token[1]) for text, _ in pieces), ("}", token[1])]
    )
    return parser.argument(token[0])


COMMANDS: Final[dict[str, Handler]] = {
    **dict.fromkeys(("\\ce", "\\cee", "\\cf"), _formula),
    "\\pu": _unit,
}
