"""The column specification of an array."""

from __future__ import annotations

import re
from typing import Final

from sphinx_typst.math.error import MathError
from sphinx_typst.math.token import Token

# More is a mistake; `*{3}{c}` could ask for any number.
MOST_COLUMNS: Final = 100
# What may stand between columns or before one without a change that matters.
_HARMLESS: Final = frozenset((" ", "\\;", "\\,", "\\:", "\\quad", "\\displaystyle", "\\textstyle"))


def columns(tokens: list[Token], position: int) -> tuple[str, list[int]]:
    """Understand a column specification; return the alignments and where rules stand."""
    align = ""
    vlines: list[int] = []
    queue = [token for token in tokens if token[0] != " "]
    queue.reverse()
    while queue:
        text, place = queue.pop()
        if text in {"l", "c", "r"}:
            align += text
        elif text in {"|", ":"}:
            vlines.append(len(align))
        elif text in {"p", "m", "b"}:
            _braced(queue, place)
            align += "l"
        elif text in {"@", "!", ">", "<"}:
            if any(part not in _HARMLESS for part, _ in _braced(queue, place)):
                raise MathError(
                    f"`{text}{{...}}` in the columns of an array is not supported", place
                )
        elif text == "*":
            count = "".join(part for part, _ in _braced(queue, place))
            columns = _braced(queue, place)
            if not re.fullmatch(r"[0-9]{1,3}", count) or int(count) * len(columns) > MOST_COLUMNS:
                raise MathError("too many columns, or not a number", place)
            queue += (columns * int(count))[::-1]
        else:
            raise MathError(f"`{text}` is no column of an array", place, "l, c, r and |")
        if len(align) > MOST_COLUMNS:
            raise MathError("too many columns", position)
    return align, sorted(set(vlines))


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
