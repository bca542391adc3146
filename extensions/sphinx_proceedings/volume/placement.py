"""Decides where an author's page goes on a page of the volume: pure arithmetic, in points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sphinx_proceedings.volume.intake.report import TOLERANCE, Box, Report, Size, is_same

LARGEST: Final = 1.15
"""Pages smaller than the type area are not enlarged above this."""


@dataclass(frozen=True)
class Frame:
    """The page of the volume, from its lower left corner."""

    size: Size
    clear: Box
    """Where there is neither head nor folio: all of the width, between the two."""
    recto: Box
    """The type area of a right-hand page."""
    verso: Box
    """The type area of a left-hand page."""


@dataclass(frozen=True)
class Placement:
    """Where one page of the author's file goes."""

    name: str
    """The name of the placeholder: what `camera-page` was given."""
    source: int
    """The page of the author's file, from 0."""
    scale: float
    x: float
    """Where the lower left corner of the author's page comes to lie."""
    y: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the author's page comes to lie."""
        return (self.scale * x + self.x, self.scale * y + self.y)

    def box(self, box: Box) -> Box:
        """Return where a rectangle of the author's page comes to lie."""
        return (*self.point(box[0], box[1]), *self.point(box[2], box[3]))


def names(paper: str, pages: int) -> list[str]:
    """Return the names of the placeholders of a paper, one a page: `paper/1`, `paper/2`."""
    return [f"{paper}/{number}" for number in range(1, pages + 1)]


def plan(
    paper: str, report: Report, frame: Frame, *, first_is_recto: bool = True
) -> tuple[Placement, ...]:
    """Place the pages of a usable file.

    Pages of the volume's own size stay as they are, unless their ink would touch head or folio:
    then all of them are moved or made smaller. Others are scaled so that the ink of all of them
    fits into the type area, the first line at its top. Pages of one size have one scale.
    """
    found: list[Placement] = []
    for index, name in enumerate(names(paper, report.pages)):
        size = report.sizes[index]
        ink = _union(
            box
            for box, other in zip(report.boxes, report.sizes, strict=True)
            if box and is_same(size, other)
        )
        if is_same(size, frame.size):
            scale, x, y = _kept(ink, frame.clear) if ink else (1.0, 0.0, 0.0)
        else:
            recto = (index % 2 == 0) == first_is_recto
            area = frame.recto if recto else frame.verso
            scale, x, y = _fitted(ink or (0.0, 0.0, *size), area)
        found.append(Placement(name, index, scale, x, y))
    return tuple(found)


def _union(boxes: Iterable[Box]) -> Box | None:
    found = list(boxes)
    if not found:
        return None
    left, bottom, right, top = zip(*found, strict=True)
    return (min(left), min(bottom), max(right), max(top))


def _kept(ink: Box, clear: Box) -> tuple[float, float, float]:
    """Leave a page as it is, or move it by as little as will do, or make it just small enough."""
    # What is seen of ink is exact to about a point; nobody sees less than the tolerance.
    slack = (clear[0] - TOLERANCE, clear[1] - TOLERANCE, clear[2] + TOLERANCE, clear[3] + TOLERANCE)
    if _holds(slack, ink):
        return (1.0, 0.0, 0.0)
    scale = min(1.0, _ratio(clear, ink))
    if scale == 1.0:
        x = max(clear[0] - ink[0], 0.0) or min(clear[2] - ink[2], 0.0)
        y = max(clear[1] - ink[1], 0.0) or min(clear[3] - ink[3], 0.0)
        return (1.0, x, y)
    return (scale, _centred(clear, ink, scale, 0), _centred(clear, ink, scale, 1))


def _fitted(ink: Box, area: Box) -> tuple[float, float, float]:
    """Bring what is inked into an area: centred from left to right, at its top."""
    scale = min(LARGEST, _ratio(area, ink))
    return (scale, _centred(area, ink, scale, 0), area[3] - scale * ink[3])


def _ratio(area: Box, ink: Box) -> float:
    """Return by how much something can grow until it fills an area."""
    return min(
        (area[axis + 2] - area[axis]) / max(ink[axis + 2] - ink[axis], 1e-6) for axis in (0, 1)
    )


def _centred(area: Box, ink: Box, scale: float, axis: int) -> float:
    room = area[axis + 2] - area[axis] - scale * (ink[axis + 2] - ink[axis])
    return area[axis] + room / 2 - scale * ink[axis]


def _holds(area: Box, ink: Box) -> bool:
    return area[0] <= ink[0] and area[1] <= ink[1] and ink[2] <= area[2] and ink[3] <= area[3]
