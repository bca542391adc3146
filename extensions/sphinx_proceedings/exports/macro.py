"""Writes out the macros of a paper in a formula, for readers who do not have them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sphinx_proceedings.model import Macro

_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SPACES = re.compile(r"\s*")
_PARAMETER = re.compile(r"#([1-9])")
# A macro may name itself, or double a hundred times: no formula of an abstract gets this far.
_MOST = 500
_LONGEST = 10_000


def expanded(formula: str, macros: Mapping[str, Macro]) -> str:
    """Return a formula without macros; as it is, if there is no end to them."""
    done: list[str] = []
    rest = formula
    for _ in range(_MOST):
        found = _next(rest, macros)
        if found is None:
            return "".join([*done, rest])
        macro = macros[found[1]]
        arguments, end = _arguments(rest, found.end(), macro)
        if arguments is None:
            return formula
        done.append(rest[: found.start()])
        written = _filled(macro.latex, arguments)
        after = rest[end:]
        # What ended the name of the macro has to end that of the last command as well.
        if re.search(r"\\[A-Za-z]+$", written) and after[:1].isalpha():
            written += " "
        rest = written + after
        if len(rest) + sum(map(len, done)) > _LONGEST:
            break
    return formula


def _filled(definition: str, arguments: list[str]) -> str:
    return _PARAMETER.sub(lambda found: arguments[int(found[1]) - 1], definition)


def _next(text: str, macros: Mapping[str, Macro]) -> re.Match[str] | None:
    for found in _COMMAND.finditer(text):
        if found[1] in macros:
            return found
    return None


def _arguments(text: str, at: int, macro: Macro) -> tuple[list[str] | None, int]:
    """Return the arguments that follow a macro, none if any is missing, and where they end."""
    arguments: list[str] = []
    if macro.default is not None:
        start = _after_spaces(text, at)
        close = text.find("]", start) if text.startswith("[", start) else -1
        arguments.append(macro.default if close < 0 else text[start + 1 : close])
        at = at if close < 0 else close + 1
    while len(arguments) < macro.arguments:
        start = _after_spaces(text, at)
        at = _end_of_argument(text, start)
        if at < 0:
            return None, at
        argument = text[start:at]
        arguments.append(argument[1:-1] if argument.startswith("{") else argument)
    return arguments, at


def _after_spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _end_of_argument(text: str, at: int) -> int:
    """Return where a group, a command or a character ends; -1 if there is none."""
    if at >= len(text) or text[at] == "}":
        return -1
    if command := _COMMAND.match(text, at):
        return command.end()
    if text[at] != "{":
        return at + 1
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += (found.group() == "{") - (found.group() == "}")
        if depth == 0:
            return found.end()
    return -1
