"""Pieces of source: a body taken as it is, parted, and read part by part."""

from __future__ import annotations

from collections.abc import Container

from latex_math.error import MathError
from latex_math.parse.parser import Parser
from latex_math.parse.token import Token
from latex_math.tree import Node, Sequence


def body(parser: Parser, name: str, position: int) -> list[Token]:
    r"""Take everything up to ``\end{name}``, as it is."""
    stream = parser.stream
    found: list[Token] = []
    depth = 1
    while True:
        token = stream.raw()
        if not token[0]:
            raise MathError(f"`\\begin{{{name}}}` has no `\\end`", position)
        if token[0] in {"\\begin", "\\end"}:
            argument = stream.raw_argument()
            if "".join(text for text, _ in argument).strip() == name:
                depth += 1 if token[0] == "\\begin" else -1
                if not depth:
                    return found
            found += [token, ("{", token[1]), *argument, ("}", token[1])]
        else:
            found.append(token)


def nesting(token: Token) -> int:
    """Say whether a token begins (1) or ends (-1) a group or an environment."""
    return (token[0] in {"{", "\\begin"}) - (token[0] in {"}", "\\end"})


def parted(tokens: list[Token], signs: Container[str]) -> list[list[Token]]:
    """Part tokens at the signs that stand in no braces and in no environment."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += nesting(token)
        if token[0] in signs and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def read(parser: Parser, tokens: list[Token], position: int) -> Node:
    """Read tokens that were taken before as a formula."""
    if not any(text != " " for text, _ in tokens):
        return Sequence([])
    parser.stream.push([("{", position), *tokens, ("}", position)])
    return parser.argument("a part of a diagram")


def trimmed(tokens: list[Token]) -> list[Token]:
    """Leave out the spaces around tokens."""
    start, end = 0, len(tokens)
    while start < end and tokens[start][0] == " ":
        start += 1
    while end > start and tokens[end - 1][0] == " ":
        end -= 1
    return tokens[start:end]


def text_of(tokens: list[Token]) -> str:
    """Give tokens as they are written."""
    return "".join(text for text, _ in tokens).strip()
