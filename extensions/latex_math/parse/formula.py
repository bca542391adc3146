"""Whole formulas: what is around them, their lines, and the commands that they may have."""

from __future__ import annotations

import re
from typing import Final

from latex_math.error import MathError
from latex_math.parse import (
    accent,
    box,
    chemistry,
    delimiter,
    environment,
    fraction,
    layout,
    notation,
    physics,
    plain,
    proof,
    table,
    text,
    unit,
)
from latex_math.parse.macro import Macros
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.stream import Stream
from latex_math.parse.symbol import FUNCTIONS
from latex_math.parse.token import tokenize
from latex_math.tree import Formula, Grid, Node, Operator, Sequence, Space

_COMMANDS: Final[dict[str, Handler]] = {
    **layout.COMMANDS, **box.COMMANDS, **text.COMMANDS, **accent.COMMANDS, **fraction.COMMANDS,
    **delimiter.COMMANDS, **environment.COMMANDS, **plain.COMMANDS, **unit.COMMANDS,
    **physics.COMMANDS, **chemistry.COMMANDS, **notation.COMMANDS, **proof.COMMANDS,
}  # fmt: skip


def _function(name: str, *, limits: bool) -> Handler:
    node = Operator(name, limits=limits)
    return lambda _parser, _token: node


_COMMANDS.update(
    {f"\\{name}": _function(shown, limits=limits) for name, (shown, limits) in FUNCTIONS.items()}
)

_DELIMITER_STARTS: Final = frozenset("$\\ \n")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")
# What a page of HTML has pasted in; to LaTeX it is a column.
_ENTITY: Final = re.compile(r"(?<!\\)&(?:nbsp|lt|gt|amp|quot|le|ge|ne|times|minus|#[0-9]+);")
_NO_MACROS: Final = Macros()


def parse(source: str, *, display: bool = False, macros: Macros | None = None) -> Formula:
    """Return the tree of a formula; `MathError` for what is none, or too deep.

    A displayed formula of several lines is a grid of them at its top.
    """
    try:
        return _parse(_paragraphs(source) if display else source, macros or _NO_MACROS)
    except RecursionError:
        raise MathError("the formula is nested too deeply") from None


def _undelimited(source: str) -> str:
    r"""Blank the ``$$`` or ``\[`` that some keep around a formula; places stay what they are."""
    inner = source.strip()
    for left, right in (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$")):
        size = len(left)
        if (
            len(inner) >= 2 * size
            and inner.startswith(left)
            and inner.endswith(right)
            and not (left[0] == "$" and "$" in inner[size:-size])
        ):
            start = source.index(left)
            end = source.rindex(right)
            blank = " " * size
            return (
                source[:start] + blank + source[start + size : end] + blank + source[end + size :]
            )
    return source


def _parse(source: str, macros: Macros) -> Formula:
    """Read a whole formula; return it with what is said about its number."""
    if source[:1] in _DELIMITER_STARTS:
        source = _undelimited(source)
    if "&" in source and (entity := _ENTITY.search(source)):
        hint = "write the character itself, or LaTeX's command"
        raise MathError(f"`{entity[0]}` is HTML", entity.start(), hint)
    stream = Stream(tokenize(source), dict(macros.commands), len(source))
    parser = Parser(stream, _COMMANDS, fraction.INFIXES)
    found, _ = table.rows(parser, None, 0)
    row = parser.row
    if len(found) == 1 and len(found[0].cells) == 1:
        node = found[0].cells[0]
        grid = _only_lines(node)
        return Formula(node if grid is None else _unwrapped(grid), row)
    return Formula(Grid(found, "align", None, "", "display", row_gap=0.5), row)


def _only_lines(node: Sequence) -> Grid | None:
    """Return the lines that a sequence consists of, if it is nothing else."""
    inner = [item for item in node.items if not _is_empty(item)]
    if len(inner) == 1 and isinstance(grid := inner[0], Grid) and not grid.align:
        return grid
    return None


def _unwrapped(grid: Grid) -> Grid:
    """Take ``split`` out of its ``equation``, so that its lines can break over pages."""
    while len(grid.rows) == 1 and len(grid.rows[0].cells) == 1:
        inner = _only_lines(grid.rows[0].cells[0])
        if inner is None:
            break
        outer, first = grid.rows[0], inner.rows[0]
        first.tag, first.starred = first.tag or outer.tag, first.starred or outer.starred
        first.label = first.label or outer.label
        # The whole has one number, which the first line carries.
        first.silent = outer.silent
        for row in inner.rows[1:]:
            row.silent = True
        inner.numbered = grid.numbered
        grid = inner
    return grid


def _is_empty(node: Node) -> bool:
    return isinstance(node, Space) or (isinstance(node, Sequence) and not node.items)


def _paragraphs(source: str) -> str:
    r"""Read blank lines as line breaks, as Sphinx does; places stay what they are."""
    if not _BLANK_LINE.search(source.strip()):
        return source
    parts = _BLANK_LINE.split(source)
    for left, right in (("{", "}"), ("\\begin", "\\end")):
        if any(part.count(left) != part.count(right) for part in parts):
            return source
    shown = source.rstrip()
    start = len(shown) - len(shown.lstrip())
    lines = _BLANK_LINE.sub(lambda found: "\\\\" + " " * (len(found[0]) - 2), shown[start:])
    return source[:start] + lines + source[len(shown) :]
