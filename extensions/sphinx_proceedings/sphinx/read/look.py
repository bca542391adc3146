"""Classes that authors give: those of a list are passed on to directives, and no others."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Final

from docutils.parsers.rst import Directive

Choose = Callable[[list[str]], list[str]]

_CHOOSE: Final[ContextVar[Choose | None]] = ContextVar("choose", default=None)


def is_option(name: str) -> bool:
    """Tell whether an option of a directive is names of classes."""
    return name in {"class", "figclass"} or name.startswith("class-")


def given(options: Mapping[str, Any]) -> list[str]:
    """Return all classes that the options of a directive name."""
    found = (value for name, value in options.items() if is_option(name) and value)
    return [
        name for value in found for name in (value.split() if isinstance(value, str) else value)
    ]


class _Chosen:
    """Reads an option, and leaves out the classes that are not wanted at the moment."""

    def __init__(self, convert: Callable[[str], Any]) -> None:
        self._convert = convert

    def __call__(self, argument: str) -> Any:
        names = self._convert(argument)
        choose = _CHOOSE.get()
        return choose(names) if choose and isinstance(names, list) else names


@contextlib.contextmanager
def chosen(directive: type[Directive], choose: Choose | None) -> Iterator[None]:
    """Let a directive have only those of its classes that are chosen, or all of them.

    What reads its options is told once and for all: it is a table of the directive's class, and
    directives are run inside each other.
    """
    spec = dict(directive.option_spec or {})
    others = {
        name: _Chosen(convert)
        for name, convert in spec.items()
        if is_option(name) and not isinstance(convert, _Chosen)
    }
    if others:
        directive.option_spec = {**spec, **others}
    token = _CHOOSE.set(choose)
    try:
        yield
    finally:
        _CHOOSE.reset(token)
