"""Looks at the pages of a cleaned copy: what is inked, what is written, and where."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from sphinx_proceedings.volume.intake.hidden import Unseen, unseen
from sphinx_proceedings.volume.intake.pixel import Drawn, draw
from sphinx_proceedings.volume.intake.report import Box, Size

# Pixels of the longest side: a pixel or more for each point of an ordinary page.
_LONGEST: Final = 1200
_RESOLUTION: Final = 1.25  # pixels of a point
_PAPER: Final = 250  # lighter than this is not ink
_WHITE: Final = bytes(255 if value >= _PAPER else 0 for value in range(256))
_MOST_TEXT: Final = 200_000
_MOST_LINES: Final = 2_000
_BROKEN: Final = frozenset("\ufffd\ufffe\uffff")


@dataclass(frozen=True)
class Run:
    """Text that stands together on one line."""

    box: Box
    text: str
    size: float = 0.0
    """Of its first letter, in points; only known on the first page."""


@dataclass(frozen=True)
class Page:
    """What is seen of a page."""

    size: Size
    ink: Box | None
    text: str
    runs: list[Run] = field(default_factory=list)
    unmapped: int = 0
    """How many of its characters cannot be told."""
    hidden: list[Unseen] = field(default_factory=list)


def look(path: Path) -> list[Page]:
    """Return what is seen of each page of a file that this package wrote."""
    document = pdfium.PdfDocument(path)
    try:
        return [_page(document, index) for index in range(len(document))]
    finally:
        document.close()


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    size = (round(page.get_width(), 2), round(page.get_height(), 2))
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), _MOST_TEXT)
        text = text_page.get_text_range(0, count) if count else ""
        runs = _runs(text_page, with_size=index == 0) if count else []
        unmapped = sum(raw.FPDFText_HasUnicodeMapError(text_page, i) == 1 for i in range(count))
        unmapped += sum(
            character in _BROKEN - {"\ufffe"} or "\ue000" <= character <= "\uf8ff"
            for character in text
        )
        scale = min(_RESOLUTION, _LONGEST / max(size))
        drawn = draw(page, scale)
        hidden = unseen(page, text_page, count, drawn, scale) if count else []
        return Page(size, _ink(drawn, size, scale), text, runs, unmapped, hidden)
    finally:
        text_page.close()
        page.close()


def _runs(text_page: Any, *, with_size: bool) -> list[Run]:
    found = []
    for index in range(min(text_page.count_rects(), _MOST_LINES)):
        box = text_page.get_rect(index)
        text = text_page.get_text_bounded(*box).strip()
        if not text:
            continue
        size = 0.0
        if with_size:
            size = _size(text_page, box)
        found.append(Run(box, text, size))
    return found


def _size(text_page: Any, box: Box) -> float:
    """Return the height of a line of the font at the beginning of a run, in points."""
    middle = (box[1] + box[3]) / 2
    first = raw.FPDFText_GetCharIndexAtPos(text_page, box[0] + 1.0, middle, 6.0, 6.0)
    rect = raw.FS_RECTF()
    if first < 0 or not raw.FPDFText_GetLooseCharBox(text_page, first, ctypes.byref(rect)):
        return 0.0
    return float(abs(rect.top - rect.bottom))


def _ink(drawn: Drawn, size: Size, scale: float) -> Box | None:
    """Return what is inked, to a point; None if nothing is."""
    width, height = size
    stride, columns, rows = drawn.stride, drawn.columns, drawn.rows
    pixels = drawn.data.translate(_WHITE)
    blank = b"\xff" * columns
    lines = [pixels[row * stride : row * stride + columns] for row in range(rows)]
    inked = [row for row, line in enumerate(lines) if line != blank]
    if not inked:
        return None
    left = min(columns - len(lines[row].lstrip(b"\xff")) for row in inked)
    right = max(len(lines[row].rstrip(b"\xff")) for row in inked)
    return (
        round(left / scale, 2),
        round(max(0.0, height - (inked[-1] + 1) / scale), 2),
        round(min(width, right / scale), 2),
        round(height - inked[0] / scale, 2),
    )
