r"""Cells and lines: what stands between ``\begin{array}{cc}`` and its end, for all environments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypedDict

from latex_math.error import MathError
from latex_math.parse.column import MOST_COLUMNS, columns
from latex_math.parse.mistake import unexpected
from latex_math.parse.parser import Parser
from latex_math.parse.text import running_words, words
from latex_math.parse.token import Token
from latex_math.tree import Row, Sequence, Span, Symbol

# A table larger than this is no formula.
_MOST_CELLS: Final = 10_000
# A horizontal rule: the number of the row below it, and the columns, all of them if without end.
Rule = tuple[int, int, int | None]


def rows(  # noqa: C901, PLR0912 (one branch a case of the grammar)
    parser: Parser,
    name: str | None,
    position: int,
    *,
    numbered: bool = False,
    words_after: int | None = None,
    prefixes: Mapping[int, list[Token]] | None = None,
) -> tuple[list[Row], list[Rule]]:
    r"""Read cells and lines up to ``\end{name}``, or up to the formula's end if there is no name.

    Return them with the horizontal rules. In numbered environments each line collects its own tag
    and label. Columns after ``words_after`` are words; ``prefixes`` stand before all cells of
    their column.
    """
    stream = parser.stream
    found: list[Row] = []
    hlines: list[Rule] = []
    outer = parser.row
    cells = 0
    row = Row()
    while True:
        if numbered:
            parser.row = row
        if not row.cells:
            _line_starts(parser, found, hlines)
        if words_after is not None and len(row.cells) >= words_after:
            row.cells.append(Sequence([running_words(parser)]))
        elif (following := stream.peek()[0]) == "\\hdotsfor":
            row.cells += _dotted(parser)
        elif following == "\\multicolumn":
            _spanning(parser, row)
        else:
            if prefixes and following not in {"&", "\\\\", "\\end"}:
                stream.push(list(prefixes.get(len(row.cells), ())))
            row.cells.append(parser.list())
        cells += 1
        if cells > _MOST_CELLS:
            raise MathError("the table has too many cells", position)
        token = stream.next()
        text = token[0]
        if text == "&":
            continue
        found.append(row)
        if text in {"\\\\", "\\cr"}:
            row.gap = gap(parser)
            row = Row()
        elif (text == "" and name is None) or (text == "\\end" and name is not None):
            break
        elif name is None:
            raise unexpected(token, "it ends something that never began", token[1])
        else:
            raise unexpected(token, f"`\\begin{{{name}}}` has no `\\end`", position)
    parser.row = outer
    if name is not None:
        ending, place = parser.word()
        if ending != name:
            raise MathError(f"`\\end{{{ending}}}` where `\\end{{{name}}}` is expected", place)
    last = found[-1]
    if len(found) > 1 and not any(cell.items for cell in last.cells) and last.tag is None:
        if last.label and not found[-2].label:
            found[-2].label = last.label
        found.pop()
    return found, [rule for rule in hlines if rule[0] <= len(found)]


def _dotted(parser: Parser) -> list[Sequence]:
    r"""Read ``\hdotsfor{3}``: dots in so many columns."""
    parser.stream.next()
    parser.stream.raw_option()
    count, position = parser.word()
    if not (re.fullmatch(r"[0-9]{1,3}", count) and int(count) <= MOST_COLUMNS):
        raise MathError(f"`{count}` is not a number of columns", position)
    parser.stream.peek()
    return [Sequence([Symbol("…", "ord")]) for _ in range(int(count))]


def _spanning(parser: Parser, row: Row) -> None:
    r"""Read ``\multicolumn{2}{c|}{x}``."""
    token = parser.stream.next()
    count, position = parser.word()
    if not (re.fullmatch(r"[0-9]{1,3}", count) and 0 < int(count) <= MOST_COLUMNS):
        raise MathError(f"`{count}` is not a number of columns", position)
    found = columns(parser.stream.raw_argument(), position)
    row.spans.append(Span(len(row.cells), int(count), found.align[:1] or "c", tuple(found.vlines)))
    row.cells.append(Sequence([parser.argument(token[0])]))
    rest = parser.list()
    if rest.items:
        raise MathError(r"something follows `\multicolumn` in its cell", token[1])
    row.cells += [Sequence([]) for _ in range(int(count) - 1)]


def _line_starts(parser: Parser, found: list[Row], hlines: list[Rule]) -> None:
    """Read what may stand at the start of a line only: rules, and words between the lines."""
    while (token := parser.stream.peek())[0] in _LINE_STARTS:
        parser.stream.next()
        if token[0] in {"\\intertext", "\\shortintertext"}:
            between = Row([Sequence([]), Sequence([words(parser, token, "")])], silent=True)
            found.append(between)
        elif token[0] == "\\noalign":
            # Space or a rule between the lines: the lines keep their distance themselves.
            parser.stream.raw_argument()
        elif token[0] in {"\\cline", "\\cmidrule"}:
            hlines.append((len(found), *_part(parser)))
        else:
            hlines.append((len(found), 0, None))


def _part(parser: Parser) -> tuple[int, int]:
    r"""Read the columns of ``\cline{2-3}``; return where they start and end."""
    if parser.stream.peek()[0] == "(":
        while parser.stream.next()[0] not in {")", ""}:
            pass
    text, position = parser.word()
    found = re.fullmatch(r"([0-9]{1,3})\s*-\s*([0-9]{1,3})", text)
    if not found or not 0 < int(found[1]) <= int(found[2]) <= MOST_COLUMNS:
        raise MathError(f"`{text[:20]}` are no columns", position, "such as 1-2")
    return int(found[1]) - 1, int(found[2])


_LINE_STARTS: Final = frozenset(
    [
        "\\hline",
        "\\hdashline",
        "\\noalign",
        "\\toprule",
        "\\midrule",
        "\\bottomrule",
        "\\cline",
        "\\cmidrule",
        "\\intertext",
        "\\shortintertext",
    ]
)


def gap(parser: Parser) -> float:
    r"""Read the star and the length that may follow ``\\``; return the length in ems."""
    stream = parser.stream
    token = stream.raw()
    if token[0] == "*":
        token = stream.raw()
    if token[0] != "[":
        stream.back(token)
        return 0.0
    stream.back(token)
    option = stream.raw_option() or []
    return parser.dimension("".join(text for text, _ in option), token[1])


class Rules(TypedDict):
    """Rules over all columns, by row, and those over some, with their first and last columns."""

    hlines: list[int]
    partial: list[tuple[int, int, int]]


def ruled(rules: list[Rule]) -> Rules:
    """Part the rules into those over all columns and those over some."""
    return {
        "hlines": [row for row, _, end in rules if end is None],
        "partial": [(row, start, end) for row, start, end in rules if end is not None],
    }
