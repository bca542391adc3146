"""Tokens to a tree: lists, atoms, scripts and arguments. Commands live in other modules."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from latex_math.error import MathError
from latex_math.parse.length import length
from latex_math.parse.mistake import unexpected, unknown
from latex_math.parse.stream import Stream
from latex_math.parse.switch import SWITCHES
from latex_math.parse.symbol import (
    BY_CHARACTER,
    PLAIN,
    PRIMES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
)
from latex_math.parse.token import Token
from latex_math.tree import (
    Accent,
    Grid,
    Group,
    Limits,
    Node,
    Root,
    Row,
    Script,
    Sequence,
    Space,
    Symbol,
)

# Deeper nesting is an attack or a mistake, and would exhaust the stack of Python or of Typst.
DEEPEST: Final = 90

# What ends a list; whoever asked for the list says whether it is the right one.
_ENDS: Final = frozenset(("", "}", "&", "\\\\", "\\cr", "\\end", "\\right", "$", "\\)", "\\]"))
# Words between lines, which end the line before them.
_BETWEEN_LINES: Final = frozenset(("\\intertext", "\\shortintertext"))
_ROOTS: Final = {"√": "", "∛": "3", "∜": "4"}
_COMBINING: Final = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030a\u030c\u20d7\u0332"
)


class Parser:
    """Reads one formula; ``row`` collects the tag and label of the line being read."""

    __slots__ = ("_commands", "_depth", "_infixes", "colours", "row", "stream")

    def __init__(
        self, stream: Stream, commands: Mapping[str, Handler], infixes: Mapping[str, Infix]
    ) -> None:
        self.stream = stream
        self.row = Row()
        self.colours: dict[str, tuple[float, ...]] = {}
        self._commands = commands
        self._infixes = infixes
        self._depth = 0

    def list(self, *, bracket: bool = False) -> Sequence:
        """Read nodes up to whatever ends a list, and leave that to be read."""
        stream = self.stream
        items: list[Node] = []
        self.enter()
        while True:
            token = stream.solid()
            text = token[0]
            if text in _ENDS or (text == "]" and bracket):
                stream.ahead(token)
                break
            if text in _BETWEEN_LINES:
                # Words between lines end the line before them.
                stream.push([("\\\\", token[1]), token])
                continue
            switch = SWITCHES.get(text)
            if switch is not None:
                items.append(switch(self.list(bracket=bracket)))
            elif text in self._infixes:
                items = [self._infixes[text](self, token, Sequence(items), bracket)]
            else:
                items.append(self.item(token))
        self._depth -= 1
        return Sequence(items)

    def item(self, token: Token) -> Node:
        """Read an atom with its scripts."""
        if token[0] in {"^", "_", "'"}:
            self.stream.ahead(token)
            return self.scripts(None)
        node = self.atom(token)
        following = self.stream.peek()[0]
        while following in _COMBINING:
            self.stream.next()
            node = Accent(following, node)
            following = self.stream.peek()[0]
        return self.scripts(node) if following in _SCRIPT_SIGNS else node

    def atom(self, token: Token) -> Node:  # noqa: PLR0911 (one branch a case of the grammar)
        """Read an atom without scripts; ``token`` is its first."""
        text, position = token
        if len(text) == 1:
            if text.isascii():
                if text.isalpha():
                    return Symbol(text, "letter")
                if text.isdigit():
                    return Symbol(text, "digit")
                plain = PLAIN.get(text)
                if plain is not None:
                    return Symbol(*plain)
                if text == "{":
                    return self.group(position)
                if text == "~":
                    return Space(0.25, "word")
            return self._character(text, position)
        handler = self._commands.get(text)
        if handler is not None:
            return handler(self, token)
        symbol = SYMBOLS.get(text)
        if symbol is not None:
            return Symbol(*symbol)
        raise unknown(token, [*self._commands, *SYMBOLS, *self.stream.macros])

    def group(self, position: int) -> Node:
        """Read a group whose opening brace has been taken."""
        body = self.unbroken()
        token = self.stream.next()
        if token[0] != "}":
            raise unexpected(token, "a brace is never closed", position)
        return Group(body)

    def unbroken(self) -> Sequence:
        r"""Read what has no lines; a break in it prints nothing, as on web pages.

        A command right after the break is none: its backslash was doubled by mistake.
        """
        body = self.list()
        while (token := self.stream.peek())[0] == "\\\\":
            self.stream.next()
            following = self.stream.raw()
            self.stream.back(following)
            if following[0][:1].isalpha():
                raise unexpected(token, "", token[1])
            body.items += self.list().items
        return body

    def argument(self, name: str) -> Node:
        """Read the argument of a command: a group, or what comes next."""
        token = self.stream.solid()
        if token[0] == "{":
            node = self.group(token[1])
            return node.body if isinstance(node, Group) else node
        if token[0] in _ENDS:
            raise MathError(f"`{name}` lacks an argument", token[1])
        self.enter()
        node = self.atom(token)
        self._depth -= 1
        return node

    def _script(self, sign: str) -> Node:
        r"""Read a script; lines in it, which many write without ``\substack``, are stacked."""
        opening = self.stream.peek()
        if opening[0] != "{":
            return self.argument(sign)
        self.stream.next()
        lines = [self.list()]
        while (end := self.stream.next())[0] == "\\\\":
            lines.append(self.list())
        if end[0] != "}":
            raise unexpected(end, "a brace is never closed", opening[1])
        if len(lines) == 1:
            return lines[0]
        return Grid([Row([line]) for line in lines], "substack", size="script", row_gap=0.15)

    def option(self) -> Sequence | None:
        """Read an argument in brackets, if there is one."""
        token = self.stream.peek()
        if token[0] != "[":
            return None
        self.stream.next()
        body = self.list(bracket=True)
        end = self.stream.next()
        if end[0] != "]":
            raise unexpected(end, "a bracket is never closed", token[1])
        return body

    def word(self) -> tuple[str, int]:
        """Read an argument as plain text, such as a name or a colour; and where it is."""
        position = self.stream.peek()[1]
        return "".join(text for text, _ in self.stream.raw_argument()).strip(), position

    def dimension(self, text: str, position: int) -> float:
        """Understand a length; return it in ems."""
        return length(text, position)

    def scripts(self, base: Node | None) -> Node:  # noqa: C901, PLR0912 (one branch a case of the grammar)
        """Read what is above and below ``base``."""
        stream = self.stream
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        while True:
            token = stream.peek()
            text, position = token
            if text not in _SCRIPT_SIGNS:
                break
            stream.next()
            if text == "_":
                if sub is not None:
                    raise MathError("two subscripts on one base", position, "use braces")
                sub = self._script("_")
            elif text == "^":
                if sup is not None:
                    raise MathError("two superscripts on one base", position, "use braces")
                sup = _only_primes(self._script("^"))
            elif text == "'":
                primes += 1
            elif text in PRIMES:
                primes += PRIMES[text]
            elif text in SUPERSCRIPTS:
                sup = _append(sup, SUPERSCRIPTS[text])
            elif text in SUBSCRIPTS:
                sub = _append(sub, SUBSCRIPTS[text])
            elif base is None or isinstance(base, Space):
                raise MathError(f"`{text}` follows nothing", position, "it needs an operator")
            elif text in {"\\limits", "\\nolimits"}:
                base = Limits(base, limits=text == "\\limits")
        if primes:
            marks = "".join("⁗" for _ in range(primes // 4)) + ("", "′", "″", "‴")[primes % 4]
            signs: list[Node] = [Symbol(mark, "ord") for mark in marks]
            sup = Sequence([*signs, sup] if sup is not None else signs)
        if sub is None and sup is None:
            return base if base is not None else Sequence([])
        return Script(base, sub, sup)

    def enter(self) -> None:
        """Count one level of nesting."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise MathError("the formula is nested too deeply", self.stream.peek()[1])

    def leave(self) -> None:
        """Count one level less."""
        self._depth -= 1

    def _character(self, char: str, position: int) -> Node:
        """Read a character that no plain keyboard has."""
        if char == "#":
            raise MathError("`#` is no formula", position, "write `\\#` for the character")
        if char in PRIMES or char in SUPERSCRIPTS or char in SUBSCRIPTS:
            self.stream.ahead((char, position))
            return self.scripts(None)
        if char in _ROOTS:
            body = self.argument(char)
            if char == "√":
                return Root(body)
            return Root(body, Symbol(_ROOTS[char], "digit"))
        found = BY_CHARACTER.get(char)
        if found is not None:
            return Symbol(*found)
        if char in _COMBINING:
            raise MathError("an accent that stands on nothing", position)
        if char.isalpha():
            # Greek and the mathematical alphabets are variables, other scripts are words.
            usual = "Ͱ" <= char <= "Ͽ" or "𝐀" <= char <= "𝟿" or "℀" <= char <= "⅏"
            return Symbol(char, "letter" if usual else "text")
        if char.isalnum() or char.isprintable():
            return Symbol(char, "text" if char.isalnum() or _is_mark(char) else "ord")
        raise MathError(f"the character U+{ord(char):04X} cannot be printed", position)


# Reads what a command's name, just taken, begins.
Handler = Callable[[Parser, Token], Node]
# Reads what follows a command that splits its list; gets what stood before it, and whether a
# bracket ends the list.
Infix = Callable[[Parser, Token, Sequence, bool], Node]

_SCRIPT_SIGNS: Final = frozenset(
    [
        "^",
        "_",
        "'",
        "\\limits",
        "\\nolimits",
        "\\displaylimits",
        *PRIMES,
        *SUPERSCRIPTS,
        *SUBSCRIPTS,
    ]
)


def _only_primes(node: Node) -> Node:
    """Take ``x^{'}`` for what it is meant to be."""
    if isinstance(node, Sequence) and len(node.items) == 1:
        inner = node.items[0]
        if isinstance(inner, Script) and inner.base is None and inner.sub is None and inner.sup:
            return inner.sup
    return node


def _append(scripts: Node | None, char: str) -> Node:
    kind = "digit" if char.isdigit() else "letter" if char.isalpha() else "ord"
    symbol = Symbol(char, kind)  # type: ignore[arg-type]  # one of the kinds just above
    return Sequence(
        [
            *(scripts.items if isinstance(scripts, Sequence) else [scripts] if scripts else []),
            symbol,
        ]
    )


def _is_mark(char: str) -> bool:
    return not char.isspace() and ("a" + char).isidentifier()
