"""Checks pages as pages: their sizes and margins, how many they are, whether they hold text."""

from __future__ import annotations

import re
from math import ceil
from typing import Final

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.volume.intake.finding import Finding, listed
from sphinx_proceedings.volume.intake.letters import letters
from sphinx_proceedings.volume.intake.look import Page
from sphinx_proceedings.volume.intake.report import Box, Expected, Size, is_same

_STAMPED: Final = 42.52  # 15 mm
_REFERENCES: Final = re.compile(
    r"\W*[\dIVX]*\W*(references|bibliography|literaturecited|workscited|literatur(verzeichnis)?"
    r"|references?bibliographiques|references?citees|referencias|bibliografia|referencesand\w+"
    r"|литература|списоклитературы|参考文献|參考文獻|المراجع)"
)
_NOT_TOLD: Final = 0.1
_LEAST_TEXT: Final = 3


def check(pages: list[Page], expected: Expected) -> list[Finding]:
    """Return what is to be said about the pages of a file."""
    return [
        *_sizes(pages, expected),
        *_margins(pages, expected),
        *_limit(pages, expected),
        *_empty(pages),
    ]


def _sizes(pages: list[Page], expected: Expected) -> list[Finding]:
    first = pages[0].size
    others = [number for number, page in enumerate(pages, 1) if not is_same(page.size, first)]
    if others:
        turned = all(is_same(pages[number - 1].size, first[::-1]) for number in others)
        kind = "lies on its side" if len(others) == 1 else "lie on their sides"
        differ = "differs" if len(others) == 1 else "differ"
        message = f"{listed(others)} {kind if turned else f'{differ} in size from page 1'}"
        hint = "set all pages on one paper size"
        severity = Severity.INFO if turned else Severity.WARNING
        return [Finding(Code.PDF_PAGE_SIZE, message, hint, severity)]
    if expected.paper_size and not is_same(first, expected.paper_size):
        return [
            Finding(
                Code.PDF_PAGE_SIZE,
                f"the pages are {_millimetres(first)}, those of the volume"
                f" {_millimetres(expected.paper_size)}; they are scaled into its type area",
                "nothing has to be done; with the paper size of the volume they stay as they are",
                Severity.INFO,
            )
        ]
    return []


def _millimetres(size: Size) -> str:
    width, height = (round(side / 72 * 25.4) for side in size)
    return f"{width} by {height} mm"


def _margins(pages: list[Page], expected: Expected) -> list[Finding]:
    if not expected.paper_size or not is_same(pages[0].size, expected.paper_size):
        return []
    width, height = expected.paper_size
    clear: Box = expected.clear or (0.0, _STAMPED, width, height - _STAMPED)
    wrong = [
        number
        for number, page in enumerate(pages, 1)
        if page.ink and (page.ink[1] < clear[1] or page.ink[3] > clear[3])
    ]
    if not wrong:
        return []
    return [
        Finding(
            Code.PDF_MARGIN,
            f"{listed(wrong)} {'reach' if len(wrong) > 1 else 'reaches'} to where the volume prints"
            " head and folio; the pages of the paper are moved or made smaller for that",
            f"leave {_at_least(height - clear[3])} mm at the top and"
            f" {_at_least(clear[1])} mm at the bottom free, page numbers included",
            Severity.INFO,
        )
    ]


def _at_least(points: float) -> int:
    """Return whole millimetres that are enough."""
    # 15 mm are 42.52 points, a little more.
    return ceil(round(points / 72 * 25.4, 1))


def _limit(pages: list[Page], expected: Expected) -> list[Finding]:
    if expected.page_limit is None:
        return []
    counted = counted_pages(pages)
    if counted <= expected.page_limit:
        return []
    before = " before its references" if counted < len(pages) else ""
    return [
        Finding(
            Code.PDF_PAGE_LIMIT,
            f"the paper has {counted} pages{before}; its track allows {expected.page_limit}",
            "shorten it; organizers can raise `page_limit` of the track in event.yml",
        )
    ]


def counted_pages(pages: list[Page]) -> int:
    """Return how many pages there are up to the references; all, if it has none."""
    for index, page in enumerate(pages):
        lines = [line for line in page.text.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            if len(line) < 60 and _REFERENCES.fullmatch(letters(line)):  # noqa: PLR2004 - a heading
                # What is above the heading counts; a running head and a number do not.
                return index + (number > _LEAST_TEXT)
    return len(pages)


def _empty(pages: list[Page]) -> list[Finding]:
    blank = [number for number, page in enumerate(pages, 1) if page.ink is None]
    silent = [
        number
        for number, page in enumerate(pages, 1)
        if page.ink is not None and len(letters(page.text)) < _LEAST_TEXT
    ]
    findings = []
    if blank:
        findings.append(
            Finding(Code.PDF_BLANK_PAGE, f"{listed(blank)} are empty" if len(blank) > 1
                    else f"{listed(blank)} is empty", "take out what is empty")
        )  # fmt: skip
    if silent:
        alone = " Title and authors cannot be compared with the record." if 1 in silent else ""
        verb = "have" if len(silent) > 1 else "has"
        findings.append(
            Finding(
                Code.PDF_NO_TEXT,
                f"{listed(silent)} {verb} no text: scanned, or with letters drawn as"
                f" outlines.{alone}",
                "make the PDF from its source; do not scan it, and do not turn text into outlines",
            )
        )
    return findings


def untold(pages: list[Page], fonts: list[str]) -> bool:
    """Tell whether too much of the text cannot be told from the file."""
    total = sum(len(page.text) for page in pages)
    return bool(fonts) or sum(page.unmapped for page in pages) > _NOT_TOLD * max(1, total)
