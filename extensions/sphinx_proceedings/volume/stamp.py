"""Puts the pages of an author's PDF on pages that Typst made for them.

In Typst, each page has a placeholder, made by the function of `sphinx/print/camera.typ`::

    #import "camera.typ": camera-page
    #camera-page(595.28pt, 841.89pt, "mapping/1", "Page 1 of “An Example”")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sphinx_proceedings.volume.placement import Placement


@dataclass(frozen=True)
class Conformance:
    """What a stamped file can honestly claim."""

    tagged: bool
    """Whether the text of all its pages is tagged; author pages are one figure each."""
    standards: tuple[str, ...]
    """Those that the file still claims, such as `PDF/A-2a`; none with author pages in it."""
    reasons: tuple[str, ...]
    """Why it claims no more, as sentences."""


def stamp(shard: Path, source: Path, placements: Sequence[Placement]) -> Conformance:
    """Replace the placeholders of a shard with the pages of a cleaned file, in place.

    Raises ValueError if the shard has no placeholder of a name, or a page is not in the source.
    """
    raise NotImplementedError
