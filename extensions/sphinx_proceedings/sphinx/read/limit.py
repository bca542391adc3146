"""How much markup one page may have: more than any real one has would take minutes to read.

What is counted is what costs: marks in one paragraph, whose pairs are looked for among each other,
marks and pieces of a page, and headings. Text without marks may be as long as its file may be.
"""

from __future__ import annotations

import re
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MARKS: Final = re.compile(r"""[*_$`\[\]{}<~^&\\!'"]""")
# A long paragraph full of citations and formulas has some hundred.
MOST_MARKS: Final = 4_000
# A book of a thousand pages has fewer than this.
MOST_MARKS_OF_PAGE: Final = 100_000
MOST_PIECES: Final = 40_000
MOST_HEADINGS: Final = 1_000
MOST_LINES: Final = 40_000

TOO_MANY: Final = "too_many"
"""Where a token says that it has more marks than are read, in its ``meta``."""

_COUNTS: Final = "proceedings_counts"


class TooMuchError(Exception):
    """A page has more markup than is read."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"this page has more than {what}")
        self.line = line


def check_lines(text: str) -> None:
    """Refuse a text of more lines than are read."""
    lines = text.count("\n")
    if lines > MOST_LINES:
        raise TooMuchError(f"{MOST_LINES:,} lines", MOST_LINES)


def plugin(parser: MarkdownIt) -> None:
    """Count before marks are read within lines."""
    parser.core.ruler.before("inline", "proceedings_limits", _limit)


def _limit(state: StateCore) -> None:
    counts: dict[str, int] = state.env.setdefault(_COUNTS, {"marks": 0, "pieces": 0, "heads": 0})
    line = 0
    for token in state.tokens:
        line = token.map[0] + 1 if token.map else line
        counts["pieces"] += 1
        counts["heads"] += token.type == "heading_open"
        if token.type == "inline":
            marks = len(_MARKS.findall(token.content))
            if marks > MOST_MARKS:
                _leave(token)
            else:
                counts["marks"] += marks
                # Each mark may be a piece of its own.
                counts["pieces"] += marks // 2
        _check(counts, line)


def _leave(token: Token) -> None:
    """Let the marks of a paragraph be text."""
    text = Token("text", "", 0, content=token.content)
    token.content, token.children = "", [text]
    token.meta[TOO_MANY] = True


def _check(counts: dict[str, Any], line: int) -> None:
    if counts["heads"] > MOST_HEADINGS:
        raise TooMuchError(f"{MOST_HEADINGS:,} headings", line)
    if counts["pieces"] > MOST_PIECES:
        raise TooMuchError(f"{MOST_PIECES:,} pieces of markup", line)
    if counts["marks"] > MOST_MARKS_OF_PAGE:
        raise TooMuchError(f"{MOST_MARKS_OF_PAGE:,} marks", line)
