"""Cells of a table that has no column for them: Markdown leaves them out and says nothing."""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore

LEFT_OUT: Final = "left_out"
"""Where the token of a table says what it leaves out, in its ``meta``: texts by offset of line."""


def plugin(parser: MarkdownIt) -> None:
    """Look at the rows of each table after it was read."""
    parser.core.ruler.after("block", "proceedings_cells", _find)


def _find(state: StateCore) -> None:
    tables = [token for token in state.tokens if token.type == "table_open" and token.map]
    if not tables:
        return
    lines = state.src.split("\n")
    for token in tables:
        first, last = token.map or [0, 0]
        rows = [_cells(line) for line in lines[first:last]]
        most = len(rows[0]) if rows else 0
        token.meta[LEFT_OUT] = {
            number: " | ".join(cells[most:]).strip()
            for number, cells in enumerate(rows)
            if number > 1 and any(cell.strip() for cell in cells[most:])
        }


def _cells(line: str) -> list[str]:
    """Divide a row as Markdown does; marks of quotations and lists before it are none of it."""
    cells = escapedSplit(line.lstrip(" \t>").strip())
    if cells and not cells[0].strip():
        cells.pop(0)
    if cells and not cells[-1].strip():
        cells.pop()
    return cells
