"""Authors' own commands: what they are, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from latex_math.error import MathError
from latex_math.parse.builtin import BUILT_IN, MOVED_LEFT
from latex_math.parse.definition import DEFINITIONS, define
from latex_math.parse.stream import Macro, Stream
from latex_math.parse.token import tokenize


def _text(name: str) -> tuple[str, ...]:
    return tuple(text for text, _ in tokenize(name))


def _built_in(parameters: int, body: str, starred: str | None) -> Macro:
    other = None if starred is None else Macro(_text(starred), parameters)
    return Macro(_text(body), parameters, starred=other)


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


_DEFAULTS = {"\\" + name: _built_in(*parts) for name, parts in BUILT_IN.items()}
_DEFAULTS["\\MoveEqLeft"] = Macro(_text(MOVED_LEFT), 1, ("2",))
