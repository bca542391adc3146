"""What is expected of an author's PDF, what it may cost to look at it, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sphinx_proceedings.diagnostics import Diagnostic, Location

Size = tuple[float, float]
"""Width and height in points, as the page is seen: /Rotate is applied."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, from the lower left corner of the page as it is seen."""


TOLERANCE: Final = 3.0
"""Points by which pages of one paper size differ among programs."""


def is_same(one: Size, other: Size) -> bool:
    """Tell whether two pages are of one paper size."""
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))


@dataclass(frozen=True)
class Expected:
    """What the record of a paper, its track and its volume say about the file."""

    title: str
    authors: tuple[str, ...]
    """Names as printed, in order."""
    location: Location
    """Of `pdf:` in the record; findings are reported there."""
    shown: str
    """The path of the file as findings name it."""
    page_limit: int | None = None
    """Pages without references, as in the track."""
    paper_size: Size | None = None
    """Of the volume, in points."""
    clear: Box | None = None
    """Where the volume prints neither head nor folio; None: all but 15 mm at top and bottom."""
    unnamed: Mapping[str, str] = field(default_factory=dict)
    """Names, folded, that nothing published may have; each with the place that says so."""


@dataclass(frozen=True)
class Limits:
    """What a file may be, and what looking at it may cost; larger ones are refused."""

    file_size: int = 100_000_000
    """Bytes."""
    pages: int = 500
    page_side: float = 14_400.0
    """Points; 200 inches are the largest side that PDF knows."""
    objects: int = 500_000
    decoded: int = 1_000_000_000
    """Bytes of all streams, unpacked."""
    drawn: int = 40_000_000
    """Bytes of what draws a page, or a figure, unpacked."""
    seconds: float = 120.0
    """By the clock, and of computing."""
    memory: int = 2_000_000_000
    """Bytes of address space."""
    written: int = 200_000_000
    """Bytes of the cleaned copy."""
    report: int = 4_000_000
    """Bytes of what the process may say."""


@dataclass(frozen=True)
class Report:
    """What was found in one file."""

    usable: bool
    """Whether its pages can be printed; if not, `cleaned` is None and a finding is an error."""
    diagnostics: tuple[Diagnostic, ...]
    sha256: str
    """Of the author's file; empty if it cannot be read."""
    pages: int = 0
    sizes: tuple[Size, ...] = ()
    """Of each page."""
    boxes: tuple[Box | None, ...] = ()
    """What is inked of each page; None for a blank one."""
    tagged: bool = False
    """Whether the author's file says that it is tagged; stamping does not keep these tags."""
    fonts_embedded: bool = False
    extractable: bool = False
    """Whether its text can be copied and read aloud: every font maps to Unicode."""
    bookmarks: int = 0
    links: dict[str, int] = field(default_factory=dict)
    """How many live links there are, by kind: `web`, `mail`, `internal`."""
    language: str = ""
    """The BCP 47 tag that the file names, if any."""
    cleaned: Path | None = None
    """The copy to print: repaired, unlocked, without scripts, attachments and private metadata."""
