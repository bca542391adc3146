"""Environments: matrices, arrays, cases, and the displays of several lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sphinx_typst.math.column import MOST_COLUMNS, columns
from sphinx_typst.math.error import MathError
from sphinx_typst.math.node import Grid, Node, Row, Sequence, Size, Styled, Symbol
from sphinx_typst.math.parser import Handler, Parser
from sphinx_typst.math.text import running_words, words
from sphinx_typst.math.token import Token

# A table larger than this is no formula.
_MOST_CELLS: Final = 10_000


def rows(  # noqa: C901, PLR0912 (one branch a case of the grammar)
    parser: Parser,
    name: str | None,
    position: int,
    *,
    numbered: bool = False,
    words_after: int | None = None,
) -> tuple[list[Row], list[int]]:
    r"""Read cells and lines up to ``\end{name}``, or up to the formula's end if there is no name.

    Return them with the numbers of the rows above which a horizontal rule stands. In numbered
    environments each line collects its own tag and label. Columns after ``words_after`` are words.
    """
    stream = parser.stream
    found: list[Row] = []
    hlines: list[int] = []
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
        elif stream.peek()[0] == "\\hdotsfor":
            row.cells += _dotted(parser)
        else:
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
            row.gap = _gap(parser)
            row = Row()
        elif (text == "" and name is None) or (text == "\\end" and name is not None):
            break
        elif name is None:
            raise parser.unexpected(token, "it ends something that never began", token[1])
        else:
            raise parser.unexpected(token, f"`\\begin{{{name}}}` has no `\\end`", position)
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
    return found, [line for line in hlines if line <= len(found)]


def _dotted(parser: Parser) -> list[Sequence]:
    r"""Read ``\hdotsfor{3}``: dots in so many columns."""
    parser.stream.next()
    parser.stream.raw_option()
    count, position = parser.word()
    if not (re.fullmatch(r"[0-9]{1,3}", count) and int(count) <= MOST_COLUMNS):
        raise MathError(f"`{count}` is not a number of columns", position)
    parser.stream.peek()
    return [Sequence([Symbol("…", "ord")]) for _ in range(int(count))]


def _line_starts(parser: Parser, found: list[Row], hlines: list[int]) -> None:
    """Read what may stand at the start of a line only: rules, and words between the lines."""
    while (token := parser.stream.peek())[0] in _LINE_STARTS:
        parser.stream.next()
        if token[0] in {"\\intertext", "\\shortintertext"}:
            between = Row([Sequence([]), Sequence([words(parser, token, "")])], silent=True)
            found.append(between)
        elif token[0] == "\\cline":
            raise MathError(r"`\cline` is not supported", token[1], r"use \hline")
        else:
            hlines.append(len(found))


_LINE_STARTS: Final = frozenset(
    [
        "\\hline",
        "\\hdashline",
        "\\toprule",
        "\\midrule",
        "\\bottomrule",
        "\\cline",
        "\\intertext",
        "\\shortintertext",
    ]
)


def _gap(parser: Parser) -> float:
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


def _begin(parser: Parser, token: Token) -> Node:
    name, position = parser.word()
    handler = _ENVIRONMENTS.get(name)
    if handler is None:
        hint = "tables, lists and diagrams are not formulas"
        raise MathError(f"the environment `{name}` is not known", position, hint)
    parser.enter()
    node = handler(parser, name, token[1])
    parser.leave()
    return node


Environment = Callable[[Parser, str, int], Node]


def _matrix(left: str | None, right: str | None, size: Size = "inline") -> Environment:
    def read(parser: Parser, name: str, position: int) -> Node:
        align = "c"
        if name.endswith("*") and (option := parser.stream.raw_option()) is not None:
            align = "".join(text for text, _ in option).strip()
            if align not in {"l", "c", "r"}:
                raise MathError(f"`{align}` is no alignment", position, "l, c or r")
        found, hlines = rows(parser, name, position)
        small = size == "script"
        return Grid(
            found, "mat", (left, right), align, size, hlines=hlines,
            column_gap=0.35 if small else 1.0, row_gap=0.15 if small else 0.25,
        )  # fmt: skip

    return read


def _cases(left: str | None, right: str | None, size: Size = "inline") -> Environment:
    def read(parser: Parser, name: str, position: int) -> Node:
        after = 1 if name.endswith("*") else None
        found, hlines = rows(parser, name, position, words_after=after)
        return Grid(found, "mat", (left, right), "l", size, hlines=hlines, row_gap=0.4)

    return read


def _array(parser: Parser, name: str, position: int) -> Node:
    parser.stream.raw_option()
    specification = parser.stream.raw_argument()
    align, vlines = columns(specification, position)
    # `>{\displaystyle}` is the one thing that authors put before a column.
    shown = any(text == "\\displaystyle" for text, _ in specification)
    found, hlines = rows(parser, name, position)
    size: Size = "display" if shown else "inline"
    return Grid(found, "mat", (None, None), align or "c", size, vlines=vlines, hlines=hlines)


def _subarray(parser: Parser, name: str, position: int) -> Node:
    align = "c"
    if name == "subarray":
        align, _ = columns(parser.stream.raw_argument(), position)
    found, _ = rows(parser, name, position)
    return Grid(found, "substack", align=align, size="script", row_gap=0.15)


def _lines(kind: str, *, numbered: bool, arguments: int = 0) -> Environment:
    def read(parser: Parser, name: str, position: int) -> Node:
        parser.stream.raw_option()
        for _ in range(arguments):
            parser.stream.raw_argument()
        starred = name.endswith("*")
        per_line = numbered and kind not in {"equation", "multline"}
        outer_rows = parser.row
        if numbered and not per_line:
            parser.row = whole = Row()
        found, _hlines = rows(parser, name, position, numbered=per_line)
        if numbered and not per_line:
            first = found[0]
            first.tag, first.starred, first.label = whole.tag, whole.starred, whole.label
            first.silent = whole.silent
            for row in found[1:]:
                row.silent = True
        parser.row = outer_rows
        if starred:
            for row in found:
                row.silent = True
        if kind == "eqnarray":
            found = [_merged(row) for row in found]
        return Grid(found, kind, None, "", "display", row_gap=0.5, numbered=numbered)

    return read


def _merged(row: Row) -> Row:
    """Join the relation of ``eqnarray`` with what stands to its right."""
    if len(row.cells) > 2:  # noqa: PLR2004 (left, relation, right)
        left, *others = row.cells
        row.cells = [left, Sequence([item for cell in others for item in cell.items])]
    return row


def _math(parser: Parser, name: str, position: int) -> Node:
    body = parser.list()
    end = parser.stream.next()
    if end[0] != "\\end":
        raise parser.unexpected(end, f"`\\begin{{{name}}}` has no `\\end`", position)
    ending, place = parser.word()
    if ending != name:
        raise MathError(f"`\\end{{{ending}}}` where `\\end{{{name}}}` is expected", place)
    return Styled("display", body) if name == "displaymath" else body


def _environments() -> dict[str, Environment]:
    found: dict[str, Environment] = {
        "array": _array, "subarray": _subarray, "substack": _subarray, "math": _math,
        "displaymath": _math, "tabular": _array,
    }  # fmt: skip
    sides = {"": (None, None), "p": ("(", ")"), "b": ("[", "]"), "B": ("{", "}"),
             "v": ("|", "|"), "V": ("‖", "‖")}  # fmt: skip
    for letter, (left, right) in sides.items():
        for star in ("", "*"):
            found[f"{letter}matrix{star}"] = _matrix(left, right)
            found[f"{letter}smallmatrix{star}"] = _matrix(left, right, "script")
    for star in ("", "*"):
        found |= {
            f"cases{star}": _cases("{", None), f"rcases{star}": _cases(None, "}"),
            f"dcases{star}": _cases("{", None, "display"),
            f"drcases{star}": _cases(None, "}", "display"),
            f"align{star}": _lines("align", numbered=True),
            f"flalign{star}": _lines("align", numbered=True),
            f"alignat{star}": _lines("alignat", numbered=True, arguments=1),
            f"xalignat{star}": _lines("align", numbered=True, arguments=1),
            f"gather{star}": _lines("gather", numbered=True),
            f"multline{star}": _lines("multline", numbered=True),
            f"equation{star}": _lines("equation", numbered=True),
            f"eqnarray{star}": _lines("eqnarray", numbered=True),
            f"dmath{star}": _lines("equation", numbered=True),
        }  # fmt: skip
    return found | {
        "aligned": _lines("align", numbered=False), "split": _lines("align", numbered=False),
        "alignedat": _lines("alignat", numbered=False, arguments=1),
        "gathered": _lines("gather", numbered=False),
        "multlined": _lines("multline", numbered=False),
        "subequations": _math,
    }  # fmt: skip


_ENVIRONMENTS: Final = _environments()


def _plain_matrix(left: str | None, right: str | None) -> Handler:
    r"""Read TeX's own ``\matrix{a & b \cr c & d}``."""

    def read(parser: Parser, token: Token) -> Node:
        opening = parser.stream.solid()
        if opening[0] != "{":
            raise MathError(f"`{token[0]}` lacks its argument", token[1])
        found: list[Row] = [Row()]
        parser.enter()
        while True:
            found[-1].cells.append(parser.list())
            end = parser.stream.next()
            if end[0] == "}":
                break
            if end[0] in {"\\cr", "\\\\"}:
                _gap(parser)
                found.append(Row())
            elif end[0] != "&":
                raise parser.unexpected(end, "a brace is never closed", opening[1])
        parser.leave()
        if len(found) > 1 and not any(cell.items for cell in found[-1].cells):
            found.pop()
        name = token[0]
        if name == "\\cases":
            return Grid(found, "mat", ("{", None), "l", row_gap=0.4)
        if name in {"\\eqalign", "\\displaylines"}:
            return Grid(
                found,
                "align" if name == "\\eqalign" else "gather",
                None,
                "",
                "display",
                row_gap=0.5,
            )
        return Grid(found, "mat", (left, right), "c", row_gap=0.25)

    return read


COMMANDS: Final[dict[str, Handler]] = {
    "\\begin": _begin,
    "\\matrix": _plain_matrix(None, None),
    "\\pmatrix": _plain_matrix("(", ")"),
    "\\bmatrix": _plain_matrix("[", "]"),
    "\\vmatrix": _plain_matrix("|", "|"),
    "\\cases": _plain_matrix("{", None),
    "\\eqalign": _plain_matrix(None, None),
    "\\displaylines": _plain_matrix(None, None),
}
