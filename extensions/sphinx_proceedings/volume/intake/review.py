"""Finds what belongs to the version for reviewers: phrases, line numbers, page numbers."""

from __future__ import annotations

import itertools
import re
from typing import Final

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake.finding import Finding, listed, quoted
from sphinx_proceedings.volume.intake.letters import joined
from sphinx_proceedings.volume.intake.look import Page, Run

# Each has to begin a short line: "under review" and "confidential" are also words of papers.
# The number of the line may be in front of it, or the mark of a footnote.
_PHRASES: Final = re.compile(
    r"^\W*(?:\d{1,4}\W+)?(?:"
    r"anonym(?:ous|ized|ised)\b.{0,40}\b(?:submission|author|institution|affiliation|review)"
    r"|anonymous\W*$"
    r"|(?:this (?:paper|work|manuscript) is |paper |submission |manuscript |preprint\W+|work )?"
    r"(?:currently )?under (?:(?:double|single).?blind )?review(?:\W*$|\W+(?:as|at|by|for|in)\b)"
    r"|preliminary work\W*(?:[.:(]|$)"
    r"|submitted to .*\b20\d\d\W*(?:$|do not)|for (?:peer )?review only\b"
    r"|(?:please )?do not (?:distribute|cite)(?:\W*$|\W+(?:or|without)\b)"
    r"|confidential(?:\W*$|\W+(?:review|draft|manuscript|do not|submission))"
    r"|(?:\d* ?draft|draft version|working draft)(?:\W*$|\W+(?:of|from|\d))"
    r"|author names? (?:withheld|omitted|removed)"
    r"|(?:paper|submission) (?:id|number|no\.?)\W*#?\d+"
    r")",
    re.IGNORECASE,
)
_LONGEST: Final = 150
_FIRST_PAGES: Final = 2
_NUMBER: Final = re.compile(r"\d{1,4}")
_WIDE: Final = 0.25  # of the page: lines of text, not numbers
_LEAST: Final = 8  # numbers in a margin
_NARROW: Final = 40.0  # points
_ALIGNED: Final = 6.0
_EDGE: Final = 0.12  # of the page, at top and bottom


def check(pages: list[Page]) -> list[Finding]:
    """Return the marks of a version for review, and the page numbers of the file itself."""
    return [*_phrases(pages), *_line_numbers(pages), *_page_numbers(pages)]


def _phrases(pages: list[Page]) -> list[Finding]:
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for line in joined(page.text).splitlines():
            text = " ".join(line.split())
            if len(text) > _LONGEST or not _PHRASES.search(text):
                continue
            if number <= _FIRST_PAGES or _at_edge(page, text):
                found.setdefault(text, []).append(number)
    return [
        Finding(
            Code.PDF_REVIEW_LEFTOVER,
            f"{quoted(text)} on {listed(sorted(set(numbers)))}",
            "LaTeX: give the style its option for the final version (final, accepted,"
            " camera-ready); take out watermarks",
        )
        for text, numbers in found.items()
    ]


def _at_edge(page: Page, text: str) -> bool:
    """Tell whether a text is at the top or the bottom of its page, where heads and feet are."""
    height = page.size[1]
    return any(
        run.text in text and (run.box[1] > height * (1 - _EDGE) or run.box[3] < height * _EDGE)
        for run in page.runs
    )


def _line_numbers(pages: list[Page]) -> list[Finding]:
    numbered = [number for number, page in enumerate(pages, 1) if _numbers_lines(page)]
    if not numbered:
        return []
    return [
        Finding(
            Code.PDF_LINE_NUMBERS,
            f"lines are numbered on {listed(numbered)}",
            "LaTeX: use the final version of the style, or leave out lineno; Word: Layout > Line"
            " Numbers > None",
        )
    ]


def _numbers_lines(page: Page) -> bool:
    wide = [run.box for run in page.runs if run.box[2] - run.box[0] > page.size[0] * _WIDE]
    if not wide:
        return False
    left, right = min(box[0] for box in wide), max(box[2] for box in wide)
    narrow = [
        run
        for run in page.runs
        if run.box[2] - run.box[0] < _NARROW and _NUMBER.fullmatch(run.text)
    ]
    before = [run for run in narrow if run.box[2] <= left + 2]
    return _counts(before) or _counts([run for run in narrow if run.box[0] >= right - 2])


def _counts(runs: list[Run]) -> bool:
    """Tell whether numbers in one margin stand one below the other and count up."""
    down = sorted(runs, key=lambda run: -run.box[1])
    values = [int(run.text) for run in down]
    steps = [after - before for before, after in itertools.pairwise(values)]
    if len(values) < _LEAST or len({step for step in steps if step > 0}) == 0:
        return False
    step = max(set(steps), key=steps.count)
    ends = [run.box[2] for run in down]
    aligned = max(ends) - min(ends) < _ALIGNED or (
        max(run.box[0] for run in down) - min(run.box[0] for run in down) < _ALIGNED
    )
    return step in {1, 2, 5, 10} and steps.count(step) >= 0.8 * len(steps) and aligned


def _page_numbers(pages: list[Page]) -> list[Finding]:
    offsets: dict[int, list[int]] = {}
    for index, page in enumerate(pages):
        height = page.size[1]
        values = {
            int(found[1])
            for run in page.runs
            if run.box[3] < height * _EDGE or run.box[1] > height * (1 - _EDGE)
            if (
                found := re.fullmatch(r"(?:page |\W{0,3})(\d{1,4})\W{0,3}", run.text, re.IGNORECASE)
            )
        }
        for value in values:
            offsets.setdefault(value - index, []).append(index + 1)
    best = max(offsets.values(), key=len, default=[])
    if len(best) < 2 or len(best) < 0.6 * len(pages):  # noqa: PLR2004 - one number says nothing
        return []
    return [
        Finding(
            Code.PDF_PAGE_NUMBERS,
            f"the file numbers its pages itself ({listed(best)})",
            "LaTeX: \\pagestyle{empty} and \\thispagestyle{empty} after \\maketitle; Word: Insert >"
            " Page Number > Remove",
        )
    ]
