"""Tokens in order, with macros replaced as they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from latex_math.error import MathError
from latex_math.parse.token import Token

# No formula that a person wrote needs more; a macro that calls itself is found out here.
MOST_EXPANSIONS = 5_000
MOST_TOKENS = 100_000

# A command that starts with this is never replaced: `\let` keeps a command's first meaning so.
# The tokenizer refuses the character, so no source contains it.
PROTECTED = "\x00"


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command is replaced by.

    ``body`` is token texts with ``#1`` to ``#9``; with ``default``, the first argument is
    optional; ``starred`` is what the command with a star is; ``pattern`` is the text before,
    between and after the arguments, if there is any; ``ending`` is what the end of an
    environment stands for.
    """

    body: tuple[str, ...]
    parameters: int = 0
    default: tuple[str, ...] | None = None
    starred: Macro | None = None
    pattern: tuple[tuple[str, ...], ...] | None = None
    ending: tuple[str, ...] = ()


class Stream:
    """Tokens in order; ``end`` is the position past the last. The empty text is the end."""

    __slots__ = ("_ahead", "_expansions", "_pushed", "_stack", "end", "macros")

    def __init__(self, tokens: list[Token], macros: dict[str, Macro], end: int) -> None:
        tokens.reverse()
        self._stack = tokens
        self._ahead: Token | None = None
        self._expansions = 0
        self._pushed = 0
        self.macros = macros
        self.end = end

    def next(self) -> Token:
        """Take the next token, macros replaced."""
        if self._ahead is not None:
            token, self._ahead = self._ahead, None
            return token
        while self._stack:
            token = self._stack.pop()
            text = token[0]
            first = text[0]
            if first == "\\":
                macro = self.macros.get(text)
                if macro is None:
                    return token
                self._expand(macro, token)
            elif first == PROTECTED:
                return ("\\" + text[1:], token[1])
            else:
                return token
        return ("", self.end)

    def solid(self) -> Token:
        """Take the next token that is no space, macros replaced."""
        token = self.next()
        while token[0] == " ":
            token = self.next()
        return token

    def peek(self) -> Token:
        """Look at the next token that is no space, macros replaced."""
        token = self._ahead = self.solid()
        return token

    def star(self) -> bool:
        """Take a star, if one follows."""
        token = self.raw_solid()
        if token[0] == "*":
            return True
        self.back(token)
        return False

    def raw(self) -> Token:
        """Take the next token as it is."""
        if self._ahead is not None:
            token, self._ahead = self._ahead, None
            return token
        return self._stack.pop() if self._stack else ("", self.end)

    def raw_solid(self) -> Token:
        """Take the next token that is no space, as it is."""
        token = self.raw()
        while token[0] == " ":
            token = self.raw()
        return token

    def raw_argument(self) -> list[Token]:
        """Take a group, without its braces, or a single token."""
        token = self.raw_solid()
        if token[0] == "{":
            return self.raw_group(token[1])
        if token[0] in {"", "}"}:
            raise MathError("an argument is missing", token[1])
        return [token]

    def raw_group(self, position: int) -> list[Token]:
        """Take everything up to the brace that closes the one just taken."""
        found: list[Token] = []
        depth = 1
        while True:
            token = self.raw()
            text = token[0]
            if text == "{":
                depth += 1
            elif text == "}":
                depth -= 1
                if not depth:
                    return found
            elif not text:
                raise MathError("a brace is never closed", position, "add `}`")
            found.append(token)

    def raw_option(self) -> list[Token] | None:
        """Take an argument in brackets, without them, if one follows."""
        token = self.raw_solid()
        if token[0] != "[":
            self.back(token)
            return None
        found: list[Token] = []
        depth = 0
        while True:
            inner = self.raw()
            text = inner[0]
            if text == "{":
                depth += 1
            elif text == "}":
                depth -= 1
            elif text == "]" and not depth:
                return found
            if not text or depth < 0:
                raise MathError("a bracket is never closed", token[1], "add `]`")
            found.append(inner)

    def back(self, token: Token) -> None:
        """Put a token back that was taken as it is."""
        if token[0]:
            self._stack.append(token)

    def ahead(self, token: Token) -> None:
        """Put back the token just taken with macros replaced."""
        if self._ahead is not None:
            self.back(self._ahead)
        self._ahead = token

    def push(self, tokens: list[Token]) -> None:
        """Put tokens before what comes next."""
        self._pushed += len(tokens)
        if self._pushed > MOST_TOKENS:
            raise MathError("macros make the formula too long", tokens[0][1])
        if self._ahead is not None:
            self.back(self._ahead)
            self._ahead = None
        tokens.reverse()
        self._stack += tokens

    def _expand(self, macro: Macro, token: Token) -> None:
        """Put a macro's body, with its arguments, before what comes next."""
        name, position = token
        self._expansions += 1
        if self._expansions > MOST_EXPANSIONS:
            raise MathError(
                f"`{name}` is replaced more than {MOST_EXPANSIONS:,} times",
                position,
                "a macro that contains itself never ends",
            )
        if macro.starred is not None and self.star():
            macro = macro.starred
        if macro.parameters or macro.pattern:
            self.push(filled(macro.body, self.arguments(macro, token), token))
        else:
            self.push([(text, position) for text in macro.body])

    def arguments(self, macro: Macro, token: Token) -> list[list[Token]]:
        """Take the arguments of a macro."""
        name, position = token
        if macro.pattern is not None:
            return self._delimited(macro.pattern, token)
        found: list[list[Token]] = []
        if macro.default is not None:
            option = self.raw_option()
            found.append([(t, position) for t in macro.default] if option is None else option)
        while len(found) < macro.parameters:
            try:
                found.append(self.raw_argument())
            except MathError as error:
                raise MathError(
                    f"`{name}` lacks its argument {len(found) + 1}", position, error.hint
                ) from None
        return found

    def _delimited(self, pattern: tuple[tuple[str, ...], ...], token: Token) -> list[list[Token]]:
        """Take arguments that end where a certain text comes."""
        found: list[list[Token]] = []
        missing = MathError(f"`{token[0]}` is not followed by what it asks for", token[1])
        for expected in pattern[0]:
            if self.raw_solid()[0] != expected:
                raise missing
        for delimiter in pattern[1:]:
            if not delimiter:
                found.append(self.raw_argument())
                continue
            taken: list[Token] = []
            depth = 0
            size = len(delimiter)
            while depth or tuple(text for text, _ in taken[-size:]) != delimiter:
                following = self.raw()
                depth += (following[0] == "{") - (following[0] == "}")
                if not following[0] or depth < 0:
                    raise missing
                taken.append(following)
            found.append(_without_braces(taken[:-size]))
        return found


def filled(body: Iterable[str], arguments: list[list[Token]], token: Token) -> list[Token]:
    """Put arguments into a macro's body."""
    name, position = token
    result: list[Token] = []
    for text in body:
        if text[0] == "#" and len(text) > 1:
            index = int(text[1]) - 1
            if index >= len(arguments):
                raise MathError(f"`{name}` uses {text}, which it does not take", position)
            result += arguments[index]
            if len(result) > MOST_TOKENS:
                raise MathError("macros make the formula too long", position)
        else:
            result.append((text, position))
    return result


def _without_braces(tokens: list[Token]) -> list[Token]:
    """Take away the braces around all of an argument."""
    inner = tokens[1:-1]
    if [text for text, _ in (*tokens[:1], *tokens[-1:])] == ["{", "}"]:
        depth = 0
        for text, _ in inner:
            depth += (text == "{") - (text == "}")
            if depth < 0:
                return tokens
        return inner
    return tokens
