"""The column specification of an array."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from latex_math.error import MathError
from latex_math.parse.token import Token

# More is a mistake; `*{3}{c}` could ask for any number.
MOST_COLUMNS: Final = 100
_STYLES: Final = frozenset((" ", "\\displaystyle", "\\textstyle"))


@dataclass
class Columns:
    """Alignments, places of rules, and what stands between columns or before their cells.

    ``tight`` says that no column keeps its distance; ``shown`` that cells are as large as in
    a display.
    """

    align: str = ""
    vlines: list[int] = field(default_factory=list)
    between: dict[int, list[Token]] = field(default_factory=dict)
    prefixes: dict[int, list[Token]] = field(default_factory=dict)
    tight: bool = False
    shown: bool = False


def columns(tokens: list[Token], position: int) -> Columns:
    """Understand a column specification."""
    found = Columns()
    gaps: set[int] = set()
    queue = [token for token in tokens if token[0] != " "]
    queue.reverse()
    while queue:
        text, place = queue.pop()
        if text in {"l", "c", "r", "C", "L", "R"}:
            found.align += text.lower()
        elif text in {"|", ":"}:
            found.vlines.append(len(found.align))
        elif text in {"p", "m", "b"}:
            _braced(queue, place)
            found.align += "l"
        elif text in {"@", "!", ">", "<"}:
            inside = _braced(queue, place)
            _note(found, text, inside, place)
            if text == "@":
                gaps.add(len(found.align))
        elif text == "*":
            count = "".join(part for part, _ in _braced(queue, place))
            repeated = _braced(queue, place)
            if not re.fullmatch(r"[0-9]{1,3}", count) or int(count) * len(repeated) > MOST_COLUMNS:
                raise MathError("too many columns, or not a number", place)
            queue += (repeated * int(count))[::-1]
        else:
            raise MathError(f"`{text}` is no column of an array", place, "l, c, r and |")
        if len(found.align) > MOST_COLUMNS:
            raise MathError("too many columns", position)
    found.vlines = sorted(set(found.vlines))
    found.tight = len(found.align) > 1 and gaps >= set(range(1, len(found.align)))
    return found


def _note(found: Columns, sign: str, inside: list[Token], position: int) -> None:
    """Remember what stands before a column, or between two."""
    column = len(found.align)
    texts = {text for text, _ in inside}
    if sign == "<":
        if texts - _STYLES:
            raise MathError("`<{...}` in the columns of an array is not supported", position)
    elif sign == ">":
        # `>{\displaystyle}` is what authors put before columns most.
        found.shown |= "\\displaystyle" in texts
        if texts - _STYLES:
            found.prefixes[column] = inside
    elif "\\vrule" in texts:
        found.vlines.append(column)
    elif texts - {" "}:
        found.between.setdefault(column, []).extend(inside)


def _braced(queue: list[Token], position: int) -> list[Token]:
    """Take a group, or one token, from the reversed list."""
    if not queue:
        raise MathError("the columns of an array end too early", position)
    token = queue.pop()
    if token[0] != "{":
        return [token]
    found: list[Token] = []
    depth = 1
    while queue:
        token = queue.pop()
        depth += (token[0] == "{") - (token[0] == "}")
        if not depth:
            return found
        found.append(token)
    raise MathError("a brace is never closed", position)
