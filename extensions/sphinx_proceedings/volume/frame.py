"""Where the pages of a volume leave room for those of an author, for each size of paper.

The measures are those of the template `book`, which a test reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sphinx_proceedings.volume.placement import Frame

_POINTS: Final = 72 / 25.4
# Parts of the margins at top and bottom that lie between the text and the head, and the folio.
HEAD: Final = 0.38
FOLIO: Final = 0.34
GAP: Final = 4.0
"""Millimetres between an author's text and head or folio."""


@dataclass(frozen=True)
class Paper:
    """A size of paper and its margins, in millimetres."""

    width: float
    height: float
    inside: float
    outside: float
    top: float
    bottom: float

    def frame(self) -> Frame:
        """Return the page in points, from its lower left corner."""

        def points(*lengths: float) -> tuple[float, ...]:
            return tuple(round(length * _POINTS, 3) for length in lengths)

        width, height = points(self.width, self.height)
        low = self.bottom * (1 - FOLIO) + GAP
        high = self.height - self.top * (1 - HEAD) - GAP
        low, high = points(low, high)
        bottom, top = points(self.bottom, self.height - self.top)
        inside, outside = points(self.inside, self.outside)
        return Frame(
            size=(width, height),
            clear=(0.0, low, width, high),
            recto=(inside, bottom, width - outside, top),
            verso=(outside, bottom, width - inside, top),
        )


PAPERS: Final = {
    "a4": Paper(210, 297, 36, 44, 34, 42),
    "a5": Paper(148, 210, 20, 23, 22, 26),
    "b5": Paper(176, 250, 24, 28, 26, 32),
    "us-letter": Paper(215.9, 279.4, 38, 47, 32, 38),
}


def frame_of(paper_size: str) -> Frame:
    """Return the page of a volume on this paper."""
    return PAPERS[paper_size].frame()
