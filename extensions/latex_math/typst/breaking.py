"""Where a displayed formula of one line may go on below: at its own relations, sums and spaces."""

from __future__ import annotations

from typing import Final

from latex_math.tree import Node, Sequence, Space, Symbol
from latex_math.typst.word import is_relation

_SUMS: Final = frozenset("+−±∓")  # noqa: RUF001 - the sign of subtraction is meant
_WIDE_SPACES: Final = frozenset({"quad", "qquad"})
_TOGETHER: Final = 8
# After these, a plus or a minus is a sign.
_BEFORE_SIGNS: Final = frozenset({"bin", "rel", "open", "punct", "op"})


def parted(items: list[Node]) -> list[Sequence]:
    """Part what stands side by side before each relation and each sum that is in no brackets.

    Brackets that are not closed let nothing after them be parted, nor does an odd bar.
    """
    parts: list[Sequence] = []
    current: list[Node] = []
    depth = bars = least = 0
    last: Node | None = None
    for item in items:
        kind = item.kind if isinstance(item, Symbol) else None
        depth += (kind == "open") - (kind == "close")
        bars += kind == "fence"
        free = depth == 0 and bars % 2 == 0 and bool(current)
        if free and _goes_below(item, last) and len(current) >= least:
            parts.append(Sequence(current))
            current, least = [], 0
        current.append(item)
        if free and isinstance(item, Space) and item.name in _WIDE_SPACES:
            # What is set off is a condition, or another formula: it stays together if it is short.
            parts.append(Sequence(current))
            current, least = [], _TOGETHER
        if not isinstance(item, Space):
            last = item
    return [*parts, Sequence(current)] if current else parts


def _goes_below(item: Node, last: Node | None) -> bool:
    if last is None or isinstance(last, Space) or is_relation(last):
        return False
    if is_relation(item):
        return True
    sign = isinstance(last, Symbol) and last.kind in _BEFORE_SIGNS
    return isinstance(item, Symbol) and item.kind == "bin" and item.char in _SUMS and not sign
