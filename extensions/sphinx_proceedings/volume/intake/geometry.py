"""How a page is seen: its crop box, /Rotate and /UserUnit as one matrix, in points."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pikepdf

from sphinx_proceedings.volume.intake.report import Box, Size

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Geometry:
    """The part of a page that is seen, and the matrix that brings it to the origin, upright."""

    crop: Box
    """In the page's own coordinates."""
    size: Size
    matrix: Matrix

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page's own coordinates is seen."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, b * x + d * y + f)

    def seen_box(self, box: Box) -> Box:
        """Return where a rectangle is seen."""
        points = [self.seen(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = zip(*points, strict=True)
        return (min(xs), min(ys), max(xs), max(ys))


def geometry(page: pikepdf.Dictionary) -> Geometry | None:
    """Return how a page is seen; None if its boxes make no sense."""
    media = box_of(page.get("/MediaBox", None))
    if media is None:
        return None
    crop = box_of(page.get("/CropBox", None)) or media
    x0, y0 = max(crop[0], media[0]), max(crop[1], media[1])
    x1, y1 = min(crop[2], media[2]), min(crop[3], media[3])
    if x1 - x0 < 1 or y1 - y0 < 1:
        # A crop box beside the page: readers show the page.
        x0, y0, x1, y1 = media
    unit = number(page.get("/UserUnit", 1))
    unit = unit if unit and unit > 0 else 1.0
    turn = round((number(page.get("/Rotate", 0)) or 0) / 90) % 4
    matrix: Matrix = (
        (1, 0, 0, 1, -x0, -y0),
        (0, -1, 1, 0, -y0, x1),
        (-1, 0, 0, -1, x1, y1),
        (0, 1, -1, 0, y1, -x0),
    )[turn]
    width, height = (x1 - x0) * unit, (y1 - y0) * unit
    a, b, c, d, e, f = (value * unit for value in matrix)
    size = (height, width) if turn % 2 else (width, height)
    return Geometry((x0, y0, x1, y1), size, (a, b, c, d, e, f))


def box_of(value: object) -> Box | None:
    """Return a rectangle with its corners in order, None if it is none or has no area."""
    if not isinstance(value, pikepdf.Array):
        return None
    numbers = [number(item) for item in list(value)[:4]]
    if len(numbers) != 4 or None in numbers:  # noqa: PLR2004 - a rectangle has four
        return None
    x0, y0, x1, y1 = (item or 0.0 for item in numbers)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[2] > box[0] and box[3] > box[1] else None


def number(value: object) -> float | None:
    """Return a number of a PDF as one, None if it is none."""
    try:
        result = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None
