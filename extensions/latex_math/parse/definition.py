r"""Definitions: what follows ``\newcommand``, ``\def`` and their relatives."""

from __future__ import annotations

from typing import Final

from latex_math.error import MathError
from latex_math.parse.stream import PROTECTED, Macro, Stream
from latex_math.parse.token import Token

# What `\newcommand` and its relatives are called; `define` knows their arguments.
DEFINITIONS: Final = frozenset(
    "\\" + name
    for name in [
        "newcommand",
        "renewcommand",
        "providecommand",
        "def",
        "gdef",
        "edef",
        "xdef",
        "let",
        "newenvironment",
        "renewenvironment",
        "DeclareMathOperator",
        "DeclareRobustCommand",
        "DeclarePairedDelimiter",
        "DeclarePairedDelimiterX",
        "DeclarePairedDelimiterXPP",
        "NewDocumentCommand",
        "RenewDocumentCommand",
        "DeclareDocumentCommand",
        "ProvideDocumentCommand",
    ]
)


def define(stream: Stream, command: str, position: int) -> tuple[str, Macro]:
    r"""Read what follows a definition's command; return the name, with backslash, and the macro.

    An environment is called ``\begin{name}``, which no command can be.
    """
    if command == "\\let":
        return _let(stream)
    if command.endswith("def"):
        return _plain_definition(stream)
    starred = stream.star()
    if command.endswith("environment"):
        return _environment(stream, position)
    name = _name(stream, position)
    if command == "\\DeclareMathOperator":
        operator = ("\\operatorname", "*") if starred else ("\\operatorname",)
        return name, Macro((*operator, "{", *_texts(stream.raw_argument()), "}"))
    if command.startswith("\\DeclarePairedDelimiter"):
        return name, _paired(stream, command, position)
    if command.endswith("DocumentCommand"):
        count, default = _document_arguments(stream, position)
    else:
        count, default = _arguments(stream, position)
    return name, Macro(_texts(stream.raw_argument()), count, default)


def _texts(tokens: list[Token]) -> tuple[str, ...]:
    return tuple(text for text, _ in tokens)


def _arguments(stream: Stream, position: int) -> tuple[int, tuple[str, ...] | None]:
    """Read ``[2][default]``."""
    if (option := stream.raw_option()) is None:
        return 0, None
    text = "".join(_texts(option)).strip()
    if not (text.isascii() and text.isdigit() and len(text) == 1):
        raise MathError(f"`{text}` is not a number of arguments", position, "0 to 9")
    default = stream.raw_option()
    if default is None:
        return int(text), None
    return max(int(text), 1), _texts(default)


def _document_arguments(stream: Stream, position: int) -> tuple[int, tuple[str, ...] | None]:
    """Read ``{O{default} m m}``."""
    tokens = [token for token in stream.raw_argument() if token[0] != " "]
    default: tuple[str, ...] | None = None
    count = 0
    if tokens and tokens[0][0] == "O":
        depth, end = 0, 0
        while end == 0 or depth:
            end += 1
            if end >= len(tokens):
                raise MathError("a brace is never closed", position)
            depth += (tokens[end][0] == "{") - (tokens[end][0] == "}")
        default = _texts(tokens[2:end])
        tokens = tokens[end + 1 :]
        count = 1
    if any(text != "m" for text, _ in tokens) or count + len(tokens) > 9:  # noqa: PLR2004 (TeX has nine)
        raise MathError(
            "these arguments are not supported", position, "only m, and one O{...} before them"
        )
    return count + len(tokens), default


def _environment(stream: Stream, position: int) -> tuple[str, Macro]:
    """Read the name of an environment and what its beginning and its end stand for."""
    name = "".join(_texts(stream.raw_argument())).strip()
    count, default = _arguments(stream, position)
    beginning, ending = (_texts(stream.raw_argument()) for _ in range(2))
    return f"\\begin{{{name}}}", Macro(beginning, count, default, ending=ending)


def _let(stream: Stream) -> tuple[str, Macro]:
    """Give a command a second name that keeps today's meaning."""
    name, position = stream.raw_solid()
    if not name.startswith("\\"):
        raise MathError("the name of a command is missing", position)
    target = stream.raw_solid()
    if target[0] == "=":
        target = stream.raw_solid()
    if not target[0]:
        raise MathError(f"`\\let{name}` lacks its second command", position)
    if found := stream.macros.get(target[0]):
        return name, found
    return name, Macro((PROTECTED + target[0][1:],) if target[0][0] == "\\" else (target[0],))


def _plain_definition(stream: Stream) -> tuple[str, Macro]:
    r"""Read ``\def\name#1#2{...}``, also with text between the arguments."""
    name, position = stream.raw_solid()
    if not name.startswith("\\"):
        raise MathError("the name of a command is missing", position)
    pattern: list[list[str]] = [[]]
    while (token := stream.raw())[0] != "{":
        text = token[0]
        if text in {"", "}", "#"}:
            raise MathError(f"the definition of `{name}` has no body", position)
        if len(text) > 1 and text[0] == "#":
            if text != f"#{len(pattern)}":
                raise MathError(f"the arguments of `{name}` are not in order", token[1])
            pattern.append([])
        elif text != " ":
            pattern[-1].append(text)
    body = _texts(stream.raw_group(token[1]))
    if not any(pattern):
        return name, Macro(body, len(pattern) - 1)
    return name, Macro(body, len(pattern) - 1, pattern=tuple(map(tuple, pattern)))


def _name(stream: Stream, position: int) -> str:
    """Read a command's name, in braces or not."""
    names = [text for text, _ in stream.raw_argument() if text != " "]
    if len(names) != 1 or not names[0].startswith("\\"):
        raise MathError("the name of a command is missing", position, r"as in \newcommand{\R}{...}")
    return names[0]


def _paired(stream: Stream, command: str, position: int) -> Macro:
    """Read the two delimiters; a star makes them grow, an option gives their size."""
    extended = command != "\\DeclarePairedDelimiter"
    count, _ = _arguments(stream, position) if extended else (1, None)
    full = command.endswith("XPP")
    before = _texts(stream.raw_argument()) if full else ()
    left, right = (_texts(stream.raw_argument()) for _ in range(2))
    after = _texts(stream.raw_argument()) if full else ()
    inside = _texts(stream.raw_argument()) if extended else ("#1",)
    growing = tuple("\\middle" if text == "\\delimsize" else text for text in inside)
    # The size is the first argument, if there is one: all others move up.
    moved = {f"#{number}": f"#{number + 1}" for number in range(1, 9)} | {"\\delimsize": "#1"}
    before_moved, inside_moved, after_moved = (
        tuple(moved.get(text, text) for text in part) for part in (before, inside, after)
    )
    return Macro(
        (*before_moved, "\\mathopen", "{", "#1", *left, "}", *inside_moved,
         "\\mathclose", "{", "#1", *right, "}", *after_moved),
        count + 1,
        (),
        Macro((*before, "\\left", *left, *growing, "\\right", *right, *after), count),
    )  # fmt: skip
