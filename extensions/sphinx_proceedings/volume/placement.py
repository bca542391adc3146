"""Decides where an author's page goes on a page of the volume: pure arithmetic, in points."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_proceedings.volume.intake.report import Box, Report, Size


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


def names(paper: str, pages: int) -> list[str]:
    """Return the names of the placeholders of a paper, one a page: `paper/1`, `paper/2`."""
    return [f"{paper}/{number}" for number in range(1, pages + 1)]


def plan(
    paper: str, report: Report, frame: Frame, *, first_is_recto: bool = True
) -> tuple[Placement, ...]:
    """Place the pages of a usable file.

    Pages of the volume's own size stay as they are, unless their ink would touch head or folio.
    Others are scaled so that the ink of all of them fits into the type area.
    """
    raise NotImplementedError
