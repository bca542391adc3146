"""Counts what a drawing grows to when all its references are followed."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from sphinx_proceedings.media.answer import FaultError

MOST_ELEMENTS: Final = 200_000
MOST_DRAWN: Final = 1_000_000
MOST_REFERENCES: Final = 2_000_000
DEEPEST: Final = 100
DEEPEST_DRAWN: Final = 300

_SIMPLER: Final = "export it as PNG or PDF, or with fewer parts"


class Expansion:
    """The parts of a drawing that have identifiers, and which of them hold or draw which.

    The whole is the part of the empty identifier.
    """

    def __init__(self) -> None:
        self._elements: defaultdict[str, int] = defaultdict(int)
        self._heights: defaultdict[str, int] = defaultdict(int)
        # Per part: what it holds or draws, how often, and how deep inside it at most.
        self._inner: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        self._count = 0
        self._references = 0

    def add_element(self, part: str, depth: int) -> None:
        """Note an element of a part, at a depth inside it."""
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise FaultError(f"has more than {MOST_ELEMENTS} elements", _SIMPLER)
        self._elements[part] += 1
        self._heights[part] = max(self._heights[part], depth)

    def add_reference(self, part: str, depth: int, target: str) -> None:
        """Note that something in a part draws another part, or holds it."""
        self.count_references(1)
        times, deepest = self._inner[part].get(target, (0, 0))
        self._inner[part][target] = times + 1, max(deepest, depth)

    def count_references(self, count: int) -> None:
        """Note that so many references were looked at; rules and groups multiply them."""
        self._references += count
        if self._references > MOST_REFERENCES:
            raise FaultError(f"follows more than {MOST_REFERENCES} references", _SIMPLER)

    def check(self) -> None:
        """Refuse a drawing that grows without measure, or that draws itself."""
        waiting: defaultdict[str, list[str]] = defaultdict(list)
        left: dict[str, int] = {}
        for part in self._elements:
            inner = [target for target in self._inner[part] if target in self._elements]
            left[part] = len(inner)
            for target in inner:
                waiting[target].append(part)
        drawn: dict[str, int] = {}
        heights: dict[str, int] = {}
        ready = [part for part, count in left.items() if not count]
        while ready:
            part = ready.pop()
            drawn[part], heights[part] = self._grown(part, drawn, heights)
            for outer in waiting[part]:
                left[outer] -= 1
                if not left[outer]:
                    ready.append(outer)
        if len(drawn) < len(left):
            raise FaultError("has a part that draws itself", "take the circle of references out")

    def _grown(self, part: str, drawn: dict[str, int], heights: dict[str, int]) -> tuple[int, int]:
        count, height = self._elements[part], self._heights[part]
        for target, (times, depth) in self._inner[part].items():
            count += times * drawn.get(target, 0)
            height = max(height, depth + heights.get(target, 0))
        if count > MOST_DRAWN:
            raise FaultError(f"grows to more than {MOST_DRAWN} elements when drawn", _SIMPLER)
        if height > DEEPEST_DRAWN:
            raise FaultError("is nested too deeply when drawn", _SIMPLER)
        return count, height
