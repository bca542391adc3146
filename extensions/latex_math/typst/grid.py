"""Rows and columns as Typst's matrices and lines."""

from __future__ import annotations

from typing import Final

from latex_math.tree import Grid, Row
from latex_math.typst.markup import EMPTY, fence, glue, quoted

_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖"}
_SIDES: Final = {"l": "left", "c": "center", "r": "right"}
_ALIGNMENTS: Final = {"l": "left", "r": "right"}


def line_markup(cells: list[str], kind: str) -> str:
    """Join the cells of one line of ``align`` and its relatives at their alignment points."""
    if kind == "alignat":
        return " & ".join(cells)
    joined = cells[0] if cells else ""
    for index, cell in enumerate(cells[1:], 1):
        # Between two pairs of right and left stands a space.
        joined += " & " + (glue(["wide", cell]) if index % 2 == 0 else cell)
    return joined


def display_lines(rows: list[Row], lines: list[str], kind: str) -> list[str]:
    """Give the lines of a display their places and distances."""
    if kind == "multline" and len(lines) > 1:
        lines = [
            glue([lines[0], "wide", "wide", "wide"]),
            *lines[1:-1],
            glue(["wide", "wide", "wide", lines[-1]]),
        ]
    return [glue([line, strut(row.gap)]) for row, line in zip(rows, lines, strict=True)]


def strut(gap: float) -> str:
    r"""Write what makes a line deeper by ``gap`` ems, as ``\\[4pt]`` asks."""
    if gap <= 0:
        return ""
    depth = f"{gap + 0.2:.3g}em"
    return f"#box(width: 0pt, height: {depth}, baseline: {depth})"


def mat_markup(node: Grid, cells: list[list[str]]) -> str:
    """Write cells as a matrix."""
    columns = max((len(row) for row in cells), default=1)
    align = _column_alignment(node, columns)
    options = [_delimiters(node)]
    uniform = len(set(align)) == 1
    if uniform and align[0] in _ALIGNMENTS:
        options.append(f"align: #{_ALIGNMENTS[align[0]]}")
    options.append(f"row-gap: #{node.row_gap:g}em")
    if columns > 1:
        options.append(f"column-gap: #{node.column_gap:g}em")
    rules = []
    if node.hlines:
        rules.append(f"hline: {_numbers(node.hlines)}")
    if node.vlines:
        rules.append(f"vline: {_numbers([line for line in node.vlines if line <= columns])}")
    if rules:
        options.append(f"augment: #({', '.join(rules)}, stroke: 0.04em)")
    lines = []
    for row, line in zip(node.rows, cells, strict=True):
        padded = [*line, *[""] * (columns - len(line))]
        padded[-1] = glue([padded[-1], strut(row.gap)])
        if not uniform:
            padded = [_placed(cell, side) for cell, side in zip(padded, align, strict=True)]
        joined = ", ".join(cell or EMPTY for cell in padded)
        # Directly after code, a semicolon would end the code and not the row.
        lines.append(f"{joined} " if "#" in padded[-1] else joined)
    return f"mat({', '.join(options)}, {'; '.join(lines)})"


def is_ruled_outside(node: Grid, cells: list[list[str]]) -> bool:
    """Say whether rules stand at the edges, where those of a matrix would stick out."""
    columns = max((len(row) for row in cells), default=1)
    outside = {0, columns} & set(node.vlines) or {0, len(cells)} & set(node.hlines)
    if node.partial or any(row.spans for row in node.rows):
        return True
    return bool(outside) and node.delimiters == (None, None)


def table_markup(node: Grid, cells: list[list[str]]) -> str:
    """Write cells as a grid with rules, centred on the axis as a matrix is."""
    columns = max((len(row) for row in cells), default=1)
    align = ", ".join(_SIDES[side] for side in _column_alignment(node, columns))
    rules = [f"grid.vline(x: {line}, stroke: 0.04em)" for line in node.vlines if line <= columns]
    rules += [f"grid.hline(y: {line}, stroke: 0.04em)" for line in node.hlines]
    rules += [
        f"grid.hline(y: {line}, start: {start}, end: {min(end, columns)}, stroke: 0.04em)"
        for line, start, end in node.partial
        if start < columns
    ]
    shown = [
        cell
        for row, line in zip(node.rows, cells, strict=True)
        for cell in _table_row(row, [*line, *[""] * (columns - len(line))])
    ]
    table = (
        f"#box(baseline: 50% - 0.25em, grid(columns: {columns}, stroke: none,"
        f" inset: (x: 0.5em, y: 0.3em), align: ({align},), {', '.join([*rules, *shown])}))"
    )
    left, right = node.delimiters or (None, None)
    if left is None and right is None:
        return table
    return f"lr({fence(left, 'opening')}{table}{fence(right, 'closing')})"


def proof_markup(
    premises: list[str], conclusion: str, lines: int, left: str | None, right: str | None
) -> str:
    """Write a conclusion below its premises, which stand on one line; the whole stands on its own.

    Labels are beside the line, which is where it is above a conclusion of one line.
    """
    above = ", ".join(f"[${premise}$]" for premise in premises)
    options = "align: bottom + center, stroke: none"
    top = f"grid(columns: {max(1, len(premises))}, {options}, column-gutter: 1.6em, {above})"
    rule = "grid.hline(stroke: 0.05em), "
    rules = rule + (f"grid.cell(inset: 0.07em, []), {rule}" if lines > 1 else "")
    tree = (
        f"#box(grid(columns: 1, {options}, inset: (x: 0.2em, y: 0.28em), {top}, "
        f"{rules if lines else ''}[${conclusion}$]))"
    )
    sides = [
        f"#box(baseline: -0.95em, $script({label})$)" if label else "" for label in (left, right)
    ]
    return glue([sides[0], "thin" if left else "", tree, "thin" if right else "", sides[1]])


def _table_row(row: Row, cells: list[str]) -> list[str]:
    """Write the cells of a row, some of which may be over several columns."""
    spans = {span.column: span for span in row.spans}
    shown = []
    index = 0
    while index < len(cells):
        content = f"[${cells[index] or EMPTY}$]"
        span = spans.get(index)
        if span is None:
            shown.append(content)
            index += 1
            continue
        strokes = "".join(
            f", {side}: 0.04em" for side, line in (("left", 0), ("right", 1)) if line in span.vlines
        )
        stroke = f", stroke: ({strokes[2:]})" if strokes else ""
        shown.append(
            f"grid.cell(colspan: {span.count}, align: {_SIDES[span.align]}{stroke}, {content})"
        )
        index += span.count
    return shown


def _column_alignment(node: Grid, columns: int) -> str:
    if not node.align:
        return "c" if node.name in {"gather", "multline", "equation"} else "l"
    if len(node.align) == 1:
        return node.align * columns
    return (node.align + "c" * columns)[:columns]


def _placed(cell: str, side: str) -> str:
    """Put a cell to the side of its column with an alignment point."""
    if side == "l":
        return f"& {cell}"
    return f"{cell or EMPTY} &" if side == "r" else cell


def _delimiters(node: Grid) -> str:
    left, right = node.delimiters or (None, None)
    if left is None and right is None:
        return "delim: #none"
    if left is not None and _CLOSING.get(left) == right:
        return f"delim: {quoted(left)}"
    sides = [quoted(side) if side else "none" for side in (left, right)]
    return f"delim: #({sides[0]}, {sides[1]})"


def _numbers(lines: list[int]) -> str:
    return f"({', '.join(str(line) for line in lines)},)"
