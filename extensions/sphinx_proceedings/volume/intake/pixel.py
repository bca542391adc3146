"""The pixels of a page, and what its letters change in them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

_LEAST_CONTRAST: Final = 8  # of 255

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


@dataclass(frozen=True)
class Drawn:
    """The pixels of a page."""

    data: bytes
    stride: int
    columns: int
    rows: int
    bytes_: int = 1
    """Of a pixel."""


@dataclass(frozen=True)
class Letter:
    """A letter of a page: its place in the text of the page, and its box."""

    index: int
    text: str
    box: Box


def draw(page: Any, scale: float, *, grey: bool = True) -> Drawn:
    """Return the pixels of a page."""
    bitmap = page.render(scale=scale, grayscale=grey)
    try:
        data = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        return Drawn(data, bitmap.stride, bitmap.width, bitmap.height, bitmap.n_channels)
    finally:
        bitmap.close()


class Pair:
    """A page with its text and without it."""

    def __init__(self, with_text: Drawn, without: Drawn, scale: float) -> None:
        self._one, self._other = with_text, without
        self._scale = scale
        self._height = with_text.rows / scale

    def same(self, letters: Iterable[Letter]) -> list[Letter]:
        """Return the letters that make no difference."""
        return [one for one in letters if not self._differs(one)]

    def is_inked(self, letter: Letter) -> bool:
        """Tell whether there is something to be seen where a letter stands."""
        first = None
        for begin, end in self._rows(letter):
            row = self._one.data[begin:end]
            low, high = min(row), max(row)
            first = low if first is None else first
            if high - first > _LEAST_CONTRAST or first - low > _LEAST_CONTRAST:
                return True
        return False

    def _differs(self, letter: Letter) -> bool:
        for begin, end in self._rows(letter):
            one, other = self._one.data[begin:end], self._other.data[begin:end]
            if one != other and any(
                abs(a - b) > _LEAST_CONTRAST for a, b in zip(one, other, strict=True)
            ):
                return True
        return False

    def _rows(self, letter: Letter) -> Iterator[tuple[int, int]]:
        """Yield where the pixels of a letter are, row by row, the middle of it first."""
        left, bottom, right, top = letter.box
        wide, step = self._one.columns, self._one.bytes_
        x0 = max(0, min(wide - 1, int(left * self._scale)))
        x1 = max(x0 + 1, min(wide, int(right * self._scale) + 2))
        y0 = max(0, min(self._one.rows - 1, int((self._height - top) * self._scale)))
        y1 = max(y0 + 1, min(self._one.rows, int((self._height - bottom) * self._scale) + 2))
        middle = (y0 + y1) // 2
        for row in (*range(middle, y1), *range(y0, middle)):
            begin = row * self._one.stride
            yield begin + x0 * step, begin + x1 * step
