r"""Tables as plain TeX writes them: ``\matrix{a & b \cr c & d}``, ``\cases{...}``, ``\eqalign``."""

from __future__ import annotations

from typing import Final

from latex_math.error import MathError
from latex_math.parse.mistake import unexpected
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.table import gap
from latex_math.parse.text import running_words
from latex_math.parse.token import Token
from latex_math.tree import Grid, Node, Row, Sequence


def _rows(parser: Parser, token: Token, words_after: int | None = None) -> list[Row]:
    """Read the rows between a command's braces."""
    opening = parser.stream.solid()
    if opening[0] != "{":
        raise MathError(f"`{token[0]}` lacks its argument", token[1])
    found: list[Row] = [Row()]
    parser.enter()
    while True:
        cells = found[-1].cells
        while not cells and parser.stream.peek()[0] == "\\noalign":
            # Space or a rule between the lines: the lines keep their distance themselves.
            parser.stream.next()
            parser.stream.raw_argument()
        if words_after is not None and len(cells) >= words_after:
            cells.append(Sequence([running_words(parser)]))
        else:
            cells.append(parser.list())
        end = parser.stream.next()
        if end[0] == "}":
            break
        if end[0] in {"\\cr", "\\\\"}:
            gap(parser)
            found.append(Row())
        elif end[0] != "&":
            raise unexpected(end, "a brace is never closed", opening[1])
    parser.leave()
    if len(found) > 1 and not any(_is_filled(cell) for cell in found[-1].cells):
        found.pop()
    return found


def _is_filled(cell: Sequence) -> bool:
    return any(getattr(item, "pieces", True) for item in cell.items)


def _matrix(left: str | None, right: str | None) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return Grid(_rows(parser, token), "mat", (left, right), "c", row_gap=0.25)

    return read


def _cases(parser: Parser, token: Token) -> Node:
    # The second column is words in plain TeX.
    return Grid(_rows(parser, token, 1), "mat", ("{", None), "l", row_gap=0.4)


def _lines(kind: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return Grid(_rows(parser, token), kind, None, "", "display", row_gap=0.5)

    return read


def _numbered_lines(parser: Parser, token: Token) -> Node:
    r"""Read ``\eqalignno``, whose third column is the number."""
    found = _rows(parser, token)
    for row in found:
        if len(row.cells) > 2:  # noqa: PLR2004 (left, right, number)
            row.tag, row.starred = row.cells.pop(), True
    return Grid(found, "align", None, "", "display", row_gap=0.5)


def _bordered(parser: Parser, token: Token) -> Node:
    r"""Read ``\bordermatrix``: rules keep the labels apart, as parentheses would in TeX."""
    found = _rows(parser, token)
    return Grid(found, "mat", (None, None), "c", vlines=[1], hlines=[1])


COMMANDS: Final[dict[str, Handler]] = {
    "\\matrix": _matrix(None, None),
    "\\pmatrix": _matrix("(", ")"),
    "\\bmatrix": _matrix("[", "]"),
    "\\Bmatrix": _matrix("{", "}"),
    "\\vmatrix": _matrix("|", "|"),
    "\\Vmatrix": _matrix("‖", "‖"),
    "\\cases": _cases,
    "\\eqalign": _lines("align"),
    "\\displaylines": _lines("gather"),
    "\\eqalignno": _numbered_lines,
    "\\leqalignno": _numbered_lines,
    "\\bordermatrix": _bordered,
}
