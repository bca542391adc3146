"""Rows and columns, the lines of displays with their tags, and proofs."""

from __future__ import annotations

from typing import Final

from latex_math.mathml.atom import fraction, styled, words
from latex_math.mathml.emitter import Emitter, Writers
from latex_math.mathml.markup import EMPTY, attribute, classes, element, ems, row, space
from latex_math.mathml.operator import delimiter
from latex_math.mathml.spacing import Edge
from latex_math.tree import Grid, Node, Proof, Row, Size, Span

_SIDES: Final = {"l": "left", "c": "center", "r": "right"}
_ORDINARY: Final = Edge("ord", carries=False)
_TIGHT: Final = 0.5
_LEVELS: Final[dict[Size, int]] = {"display": 0, "inline": 0, "script": 1, "sscript": 2}


def _grid(emitter: Emitter, node: Grid) -> str:
    rows = node.rows
    if node.name == "equation" and len(rows) == 1 and len(rows[0].cells) == 1:
        return row(emitter.parts(rows[0].cells[0]))
    if node.name == "atop":
        top, bottom = (line.cells[0] for line in rows)
        return fraction(emitter, top, bottom, ' linethickness="0"')
    markup = table(emitter, node)
    left, right = node.delimiters or (None, None)
    if left is None and right is None:
        return markup
    return element("mrow", delimiter(left, "prefix") + markup + delimiter(right, "postfix"))


def table(emitter: Emitter, node: Grid, *, tags: bool = False) -> str:
    """Write cells in rows and columns, with the tags of the lines at the margin if asked."""
    columns = max((len(line.cells) for line in node.rows), default=1)
    sides = _alignment(node, columns)
    outer, emitter.size = emitter.size, node.size
    lines = [
        _row(emitter, node, index, sides, tag=tag_of(emitter, line) if tags else None)
        for index, line in enumerate(node.rows)
    ]
    emitter.size = outer
    names = [_name(node), "tagged" if tags else None]
    attributes = _attributes(node, sides, tags=tags) + classes(*names)
    markup = element("mtable", "".join(lines), attributes)
    if _LEVELS[outer] == _LEVELS[node.size]:
        return markup
    # MathML 3, which JATS has, knows this attribute elsewhere only.
    return element("mstyle", markup, attribute("scriptlevel", str(_LEVELS[node.size])))


def tag_of(emitter: Emitter, line: Row) -> str:
    """Write the tag of a line as it is shown."""
    if line.tag is None:
        return ""
    tag = emitter.in_size(line.tag, "inline")
    return tag if line.starred else element("mrow", words("(") + tag + words(")"))


def tagged(body: str, tag: str) -> str:
    """Write a display of one line with its tag at the margin."""
    cells = element("mtd", "", classes("margin")) + element("mtd", body)
    line = element("mtr", cells + element("mtd", tag, classes("margin", "r")))
    return element("mtable", line, f' displaystyle="true"{classes("tagged")}')


def _name(node: Grid) -> str:
    """Give the class of a table, which says how far apart its cells are."""
    if not node.align:
        return "lines" if node.name == "multline" else "align"
    if node.size == "script":
        return "small"
    return "close" if node.column_gap < _TIGHT else "grid"


def _attributes(node: Grid, sides: str, *, tags: bool) -> str:
    found = ""
    if node.size == "display":
        found += attribute("displaystyle", "true")
    shown = [_SIDES[side] for side in sides]
    if tags:
        shown = ["center", *shown, "right"]
    if set(shown) != {"center"}:
        found += attribute("columnalign", " ".join(shown if len(set(shown)) > 1 else shown[:1]))
    if not node.align and len(sides) > 1:
        gaps = ["0em" if _is_left(node, column) else "2em" for column in range(1, len(sides))]
        gaps = ["1em", *gaps, "1em"] if tags else gaps
        found += attribute("columnspacing", " ".join(gaps))
    rules = ["solid" if column in node.vlines else "none" for column in range(1, len(sides))]
    if "solid" in rules:
        found += attribute("columnlines", " ".join(rules))
    rules = ["solid" if line in node.hlines else "none" for line in range(1, len(node.rows))]
    if "solid" in rules:
        found += attribute("rowlines", " ".join(rules))
    return found


def _is_left(node: Grid, column: int) -> bool:
    """Say whether a column of a display goes on with what stands to its left."""
    return column % 2 == 1 or node.name == "alignat"


def _row(emitter: Emitter, node: Grid, index: int, sides: str, *, tag: str | None) -> str:
    line = node.rows[index]
    spans = {span.column: span for span in line.spans}
    cells = []
    column = 0
    while column < len(line.cells):
        span = spans.get(column)
        content = _content(emitter, node, line, column)
        names = _cell_classes(node, index, column, sides, span)
        width = attribute("columnspan", str(span.count) if span else None)
        cells.append(element("mtd", content, width + classes(*names)))
        column += span.count if span else 1
    if tag is not None:
        missing = [element("mtd", "")] * (len(sides) - len(line.cells))
        margins = [element("mtd", shown, classes("margin", name))
                   for shown, name in (("", None), (tag, "r"))]  # fmt: skip
        cells = [margins[0], *cells, *missing, margins[1]]
    return element("mtr", "".join(cells))


def _content(emitter: Emitter, node: Grid, line: Row, column: int) -> str:
    # There amsmath has an empty group, to which signs are operators.
    grouped = not node.align and (column % 2 or node.name == "multline")
    before = _ORDINARY if grouped else None
    content = emitter.row(line.cells[column], before)
    if line.gap > 0 and column == len(line.cells) - 1:
        depth = attribute("depth", ems(line.gap + 0.3))
        content += element("mspace", "", f' width="0em"{depth}')
    return content


def _cell_classes(
    node: Grid, index: int, column: int, sides: str, span: Span | None
) -> list[str | None]:
    """Give the classes of a cell: its side, and the rules around it."""
    end = column + (span.count if span else 1)
    side = span.align if span else sides[column]
    if node.name == "multline" and len(node.rows) > 1:
        side = "l" if index == 0 else "r" if index == len(node.rows) - 1 else "c"
    vlines = {column + line for line in span.vlines} if span else set(node.vlines)
    left = column in vlines and (column == 0 or span is not None)
    last = index == len(node.rows) - 1
    rules = {(line, start <= column < stop) for line, start, stop in node.partial}
    rules |= {(line, True) for line in node.hlines}
    apart = not node.align and column > 0 and not _is_left(node, column)
    return [
        side if side != "c" else None,
        "apart" if apart else None,
        "left" if left else None,
        "right" if end in vlines else None,
        "top" if (index, True) in rules else None,
        "bottom" if last and (index + 1, True) in rules else None,
    ]


def _alignment(node: Grid, columns: int) -> str:
    """Give the sides to which the cells of each column stand."""
    if not node.align:
        if columns == 1:
            return "c" if node.name in {"gather", "multline", "equation"} else "r"
        return ("rl" * columns)[:columns]
    if len(node.align) == 1:
        return node.align * columns
    return (node.align + "c" * columns)[:columns]


def _proof(emitter: Emitter, node: Proof) -> str:
    premises = [_piece(emitter, premise) for premise in node.premises]
    above = row([part for premise in premises for part in (premise, space(1.6))][:-1]) or EMPTY
    below = _piece(emitter, node.conclusion)
    if node.lines > 1:
        below = element("mrow", below, classes("top"))
    line = "" if node.lines else ' linethickness="0"'
    tree = styled(element("mfrac", above + below, line), "display")
    left, right = (
        styled(emitter.in_size(label, "script"), "script") if label is not None else ""
        for label in (node.left, node.right)
    )
    return element("mrow", left + tree + right)


def _piece(emitter: Emitter, node: Node) -> str:
    return styled(emitter.in_size(node, "inline"), "inline")


WRITERS: Final[Writers] = {Grid: _grid, Proof: _proof}
"""Writers of grids and proofs."""
