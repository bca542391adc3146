"""Where pieces start, and what their pages are called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sphinx_typst.bind.piece import Piece, Style

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# The last number that all readers of PDF write alike in roman: of greater ones some repeat the
# "m", and some give digits, the page's position or nothing.
_LAST_ROMAN: Final = 3999


@dataclass(frozen=True)
class Run:
    """Pages in a row whose folios count up: the first of them, from 0, and its folio."""

    page: int
    style: Style
    first: int


@dataclass(frozen=True)
class Plan:
    """The pages of a volume."""

    # For each piece how many empty pages come before it, and its first page, from 0.
    blanks: tuple[int, ...]
    starts: tuple[int, ...]
    runs: tuple[Run, ...]
    count: int

    def labels(self) -> Iterator[str]:
        """Give what each page is called."""
        for style, number in self._folios():
            yield folio(style, number)

    def spelled(self) -> Iterator[tuple[int, str]]:
        """Give the pages, from 0, whose folio readers of PDF would not count to, and that folio."""
        for page, (style, number) in enumerate(self._folios()):
            if style == "roman" and number > _LAST_ROMAN:
                yield page, folio(style, number)

    def _folios(self) -> Iterator[tuple[Style, int]]:
        ends = [*(run.page for run in self.runs[1:]), self.count]
        for run, end in zip(self.runs, ends, strict=True):
            yield from ((run.style, run.first + index) for index in range(end - run.page))


def plan(pieces: Sequence[Piece], lengths: Sequence[int]) -> Plan:
    """Lay pieces of these lengths out; empty pages go on with the folios before them."""
    blanks: list[int] = []
    starts: list[int] = []
    runs: list[Run] = []
    page = 0
    for piece, length in zip(pieces, lengths, strict=True):
        empty = piece.blanks
        if piece.recto and (page + empty) % 2:
            empty += 1
        if page == 0 and empty:
            # There is nothing yet that they could go on with.
            runs.append(Run(0, "none", 1))
        page += empty
        blanks.append(empty)
        starts.append(page)
        runs.append(Run(page, piece.style, piece.first))
        page += length
    return Plan(tuple(blanks), tuple(starts), tuple(runs), page)


def folio(style: Style, number: int) -> str:
    """Write a folio as readers of PDF do."""
    if style == "none":
        return ""
    if style == "arabic":
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
