"""The objects that draw a page: hidden and shown again, and where each is clipped."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pypdfium2 import raw

from sphinx_proceedings.volume.intake.pixel import Box, Letter

_DEEPEST: Final = 50
_EDGE: Final = 24.0
_FAR: Final = 144.0
_MOST_POINTS: Final = 200  # of a path that clips
_Matrix = tuple[float, float, float, float, float, float]
_WHOLE: Final[_Matrix] = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class _Holder:
    """A form, or the page."""

    matrix: _Matrix = _WHOLE
    clip: Box | None = None
    """The rectangle around what is shown of it; None for all."""
    depth: int = 0
    """0 is the page, 1 the form that is all of it, more a figure."""


class Objects:
    """What a page draws: its texts, which can be hidden, and how much of it is pictures."""

    def __init__(self, page: Any) -> None:
        self._texts: list[tuple[Any, int]] = []
        self._modes: dict[int | None, int] = {}
        self._holders: dict[int | None, tuple[Any, _Holder]] = {}
        self._clips: dict[int | None, Box | None] = {}
        self._sheet = _Holder()
        self.size = (page.get_width(), page.get_height())
        area = 0.0
        counted = raw.FPDFPage_CountObjects(page.raw)
        items = (raw.FPDFPage_GetObject(page.raw, index) for index in range(counted))
        for kind, item, holder in _walk(items, self._sheet):
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._holders[_address(item)] = (item, holder)
                mode = raw.FPDFTextObj_GetTextRenderMode(item)
                self._texts.append((item, mode))
                self._modes[_address(item)] = mode
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                area += _area(item, holder.matrix)
        self.scanned = area / max(1.0, self.size[0] * self.size[1])

    def hide(self) -> None:
        """Draw the text of the page no more."""
        for item, _ in self._texts:
            raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)

    def show(self) -> None:
        """Draw the text of the page again, as it was."""
        for item, mode in self._texts:
            raw.FPDFTextObj_SetTextRenderMode(item, mode)

    def is_cut(self, text_page: Any, letter: Letter) -> bool:
        """Tell whether a letter is part of a figure of which a part is shown, and is not in it."""
        address = _address(raw.FPDFText_GetTextObject(text_page, letter.index))
        if address not in self._clips:
            item, holder = self._holders.get(address, (None, self._sheet))
            clip = holder.clip
            if item is not None and holder.depth > 1:
                clip = _common(clip, _clip(item, holder.matrix))
            self._clips[address] = clip if holder.depth > 1 else None
        clip = self._clips[address]
        left, bottom, right, top = letter.box
        return clip is not None and (
            (left + right) / 2 < clip[0]
            or (left + right) / 2 > clip[2]
            or (bottom + top) / 2 < clip[1]
            or (bottom + top) / 2 > clip[3]
        )

    def is_of_figure(self, text_page: Any, letter: Letter) -> bool:
        """Tell whether a letter is part of a figure, and not of the page itself."""
        address = _address(raw.FPDFText_GetTextObject(text_page, letter.index))
        return self._holders.get(address, (None, self._sheet))[1].depth > 1

    def is_far(self, letters: Iterable[Letter]) -> bool:
        """Tell whether some letters are farther from the page than what runs over its edge."""
        width, height = self.size
        return any(
            left > width + _FAR or right < -_FAR or bottom > height + _FAR or top < -_FAR
            for left, bottom, right, top in (one.box for one in letters)
        )

    def mode(self, text_page: Any, index: int) -> int:
        """Return how a letter is drawn."""
        return self._modes.get(_address(raw.FPDFText_GetTextObject(text_page, index)), 0)


def _walk(items: Iterable[Any], holder: _Holder) -> Iterator[tuple[int, Any, _Holder]]:
    for item in items:
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, item, holder
        elif holder.depth < _DEEPEST:
            count = raw.FPDFFormObj_CountObjects(item)
            below = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
            clip = _common(holder.clip, _clip(item, holder.matrix)) if holder.depth else None
            matrix = _times(_matrix(item), holder.matrix)
            yield from _walk(below, _Holder(matrix, clip, holder.depth + 1))


def _address(item: Any) -> int | None:
    return ctypes.cast(item, ctypes.c_void_p).value


def _matrix(item: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _WHOLE
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def _clip(item: Any, around: _Matrix) -> Box | None:
    """Return the rectangle around what is shown of an object, None if all of it is."""
    path = raw.FPDFPageObj_GetClipPath(item)
    clip: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = around
    for number in range(max(0, raw.FPDFClipPath_CountPaths(path)) if path else 0):
        count = raw.FPDFClipPath_CountPathSegments(path, number)
        points = []
        for index in range(count if count <= _MOST_POINTS else 0):
            segment = raw.FPDFClipPath_GetPathSegment(path, number, index)
            if raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if points:
            xs, ys = zip(*points, strict=True)
            clip = _common(clip, (min(xs), min(ys), max(xs), max(ys)))
    return clip


def _common(one: Box | None, other: Box | None) -> Box | None:
    if one is None or other is None:
        return one or other
    return (
        *(max(one[0], other[0]), max(one[1], other[1])),
        *(min(one[2], other[2]), min(one[3], other[3])),
    )


def _area(item: Any, around: _Matrix) -> float:
    a, b, c, d, _, _ = _times(_matrix(item), around)
    return abs(a * d - b * c)
