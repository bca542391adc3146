"""Authors' own commands: what they are, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from sphinx_typst.math.error import MathError
from sphinx_typst.math.stream import PROTECTED, Macro, Stream
from sphinx_typst.math.token import tokenize

# What `\newcommand` and its relatives are called; `define` knows their arguments.
DEFINITIONS = frozenset(
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
        "DeclareMathOperator",
        "DeclareRobustCommand",
        "DeclarePairedDelimiter",
    ]
)


def _text(name: str) -> tuple[str, ...]:
    return tuple(text for text, _ in tokenize(name))


# Commands that are abbreviations of others; a formula sees them unless the author has their own.
_BUILT_IN = {
    name: (0, body)
    for name, body in {
        "implies": r"\;\Longrightarrow\;", "impliedby": r"\;\Longleftarrow\;",
        "iff": r"\;\Longleftrightarrow\;", "colon": r"\mathpunct{:}",
        "bmod": r"\mathbin{\mathrm{mod}}", "varliminf": r"\mathop{\underline{\mathrm{lim}}}",
        "varlimsup": r"\mathop{\overline{\mathrm{lim}}}",
        "varinjlim": r"\mathop{\underrightarrow{\mathrm{lim}}}",
        "varprojlim": r"\mathop{\underleftarrow{\mathrm{lim}}}",
        "TeX": r"\text{TeX}", "LaTeX": r"\text{LaTeX}", "dotsc": r"\ldots", "dotsb": r"\cdots",
        "joinrel": r"\mathrel{\mkern-3mu}", "bowtie": r"\mathrel{⋈}", "idotsint": r"\int\cdots\int",
        "argmin": r"\operatorname*{arg\,min}", "argmax": r"\operatorname*{arg\,max}",
        "mathstrut": r"\vphantom{(}", "strut": r"\vphantom{(}", "nobreakspace": r"~",
        "approxcolon": r"\mathrel{\approx\mathord{:}}",
        "simcolon": r"\mathrel{\sim\mathord{:}}", "colonsim": r"\mathrel{\mathord{:}\sim}",
        "Colonapprox": r"\mathrel{\mathord{:}\mathord{:}\approx}",
    }.items()
} | {
    name: (1, body)
    for name, body in {
        "pmod": r"\quad(\mathrm{mod}\;#1)", "pod": r"\quad(#1)", "mod": r"\quad\mathrm{mod}\;\,#1",
        "bra": r"\mathinner{\langle{#1}|}", "ket": r"\mathinner{|{#1}\rangle}",
        "braket": r"\mathinner{\langle{#1}\rangle}", "Bra": r"\left\langle{#1}\right|",
        "Braket": r"\left\langle{#1}\right\rangle", "Ket": r"\left|{#1}\right\rangle",
        "ketbra": r"\mathinner{|{#1}\rangle\langle{#1}|}",
        "set": r"\{\,#1\,\}",
        "substack": r"\begin{substack}#1\end{substack}",
    }.items()
}  # fmt: skip


class Macros(Mapping[str, Macro]):
    """Commands by name, without the backslash; immutable, so that formulas can be remembered."""

    __slots__ = ("__dict__", "_commands", "_own")

    def __init__(self, own: Mapping[str, Macro] | None = None) -> None:
        self._own = {"\\" + name.removeprefix("\\"): macro for name, macro in (own or {}).items()}
        self._commands = {**_DEFAULTS, **self._own}

    @classmethod
    def from_mathjax(cls, mapping: Mapping[str, object]) -> Self:
        r"""Take macros as MathJax's configuration has them.

        A value is the replacement, or ``[replacement, number of arguments]``, or with a third
        item, the default of the first argument, which then is optional. `MathError` otherwise.
        """
        return cls({name: _from_mathjax(name, value) for name, value in mapping.items()})

    @classmethod
    def parse(cls, preamble: str) -> Self:
        r"""Read ``\newcommand`` and its relatives; `MathError` for anything else."""
        stream = Stream(tokenize(preamble), dict(_DEFAULTS), len(preamble))
        found: dict[str, Macro] = {}
        while (token := stream.raw_solid())[0]:
            if token[0] not in DEFINITIONS:
                raise MathError(
                    f"`{token[0]}` does not define a macro",
                    token[1],
                    r"only \newcommand, \renewcommand, \providecommand, \def, \let,"
                    r" \DeclareMathOperator and \DeclarePairedDelimiter are read here",
                )
            name, macro = define(stream, token[0], token[1])
            if token[0] == "\\providecommand" and name in found:
                continue
            found[name] = macro
            stream.macros[name] = macro
        return cls(found)

    def __or__(self, other: Macros) -> Macros:
        """Join two sets; those of ``other`` win."""
        return Macros({**self._own, **other._own})

    def __getitem__(self, name: str) -> Macro:
        """Return the command called ``name``, with or without its backslash."""
        return self._own["\\" + name.removeprefix("\\")]

    def __iter__(self) -> Iterator[str]:
        """Go through the names, without backslashes."""
        return (name[1:] for name in self._own)

    def __len__(self) -> int:
        """Count the author's own commands."""
        return len(self._own)

    @cached_property
    def _hash(self) -> int:
        return hash(frozenset(self._own.items()))

    def __hash__(self) -> int:
        """Hash the content: equal sets hash alike."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Compare the content."""
        return isinstance(other, Macros) and self._own == other._own

    @property
    def commands(self) -> Mapping[str, Macro]:
        """The author's commands and the built-in abbreviations, with their backslashes."""
        return self._commands


def _from_mathjax(name: str, value: object) -> Macro:
    items: Sequence[object] = [value] if isinstance(value, str) else ()
    if isinstance(value, list | tuple):
        items = value
    match items:
        case [str(body)]:
            return Macro(_text(body))
        case [str(body), int(count)] if 0 <= count <= 9:  # noqa: PLR2004 (TeX has nine)
            return Macro(_text(body), count)
        case [str(body), int(count), str(default)] if 1 <= count <= 9:  # noqa: PLR2004
            return Macro(_text(body), count, _text(default))
        case _:
            raise MathError(
                f"the macro `{name}` is not in MathJax's form",
                0,
                'write "replacement", or ["replacement", arguments], or with a default as third',
            )


def define(stream: Stream, command: str, position: int) -> tuple[str, Macro]:
    """Read what follows a definition's command; return the name, with backslash, and the macro."""
    if command == "\\let":
        return _let(stream)
    if command.endswith("def"):
        return _plain_definition(stream)
    starred = stream.star()
    name = _name(stream, position)
    if command == "\\DeclareMathOperator":
        operator = ("\\operatorname", "*") if starred else ("\\operatorname",)
        body = tuple(text for text, _ in stream.raw_argument())
        return name, Macro((*operator, "{", *body, "}"))
    if command == "\\DeclarePairedDelimiter":
        return name, _paired(stream)
    count, default = 0, None
    if (option := stream.raw_option()) is not None:
        text = "".join(part for part, _ in option).strip()
        if not (text.isascii() and text.isdigit() and len(text) == 1):
            raise MathError(f"`{text}` is not a number of arguments", position, "0 to 9")
        count = int(text)
        if (option := stream.raw_option()) is not None:
            default = tuple(part for part, _ in option)
    body = tuple(text for text, _ in stream.raw_argument())
    return name, Macro(body, max(count, 1 if default is not None else 0), default)


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
    r"""Read ``\def\name#1#2{...}``."""
    name, position = stream.raw_solid()
    if not name.startswith("\\"):
        raise MathError("the name of a command is missing", position)
    count = 0
    while (token := stream.raw_solid())[0] != "{":
        count += 1
        if token[0] != f"#{count}":
            raise MathError(
                f"`{name}` takes its arguments in a way that is not supported",
                token[1],
                r"use \newcommand, or \def with #1#2... directly before the brace",
            )
    return name, Macro(tuple(text for text, _ in stream.raw_group(token[1])), count)


def _name(stream: Stream, position: int) -> str:
    """Read a command's name, in braces or not."""
    names = [text for text, _ in stream.raw_argument() if text != " "]
    if len(names) != 1 or not names[0].startswith("\\"):
        raise MathError("the name of a command is missing", position, r"as in \newcommand{\R}{...}")
    return names[0]


def _paired(stream: Stream) -> Macro:
    """Read the two delimiters; a star makes them grow, an option gives their size."""
    left, right = (tuple(text for text, _ in stream.raw_argument()) for _ in range(2))
    body = (*("\\mathopen", "{", "#1", *left, "}", "#2", "\\mathclose", "{", "#1", *right, "}"),)
    growing = Macro(("\\left", *left, "#1", "\\right", *right), 1)
    return Macro(body, 2, (), growing)


_DEFAULTS = {"\\" + name: Macro(_text(body), count) for name, (count, body) in _BUILT_IN.items()}
