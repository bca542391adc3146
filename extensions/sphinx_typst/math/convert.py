"""From LaTeX source to Typst source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sphinx_typst.math import (
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
from sphinx_typst.math.breaking import parted
from sphinx_typst.math.emit import Emitter
from sphinx_typst.math.error import MathError
from sphinx_typst.math.grid import display_lines, line_markup
from sphinx_typst.math.macro import Macros
from sphinx_typst.math.markup import EMPTY, glue
from sphinx_typst.math.node import Grid, Node, Operator, Row, Sequence, Space, Symbol
from sphinx_typst.math.parser import Handler, Parser
from sphinx_typst.math.stream import Stream
from sphinx_typst.math.symbol import FUNCTIONS
from sphinx_typst.math.token import tokenize

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
# What is written with as many letters fits on most lines.
_SHORT: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    r"""One line of a display.

    ``markup`` is its cells with their alignment points; ``tag`` is what ``\tag`` asks for, as
    markup, without parentheses if ``starred``; ``numbered`` says that LaTeX would number it.
    """

    markup: str
    tag: str | None = None
    starred: bool = False
    label: str | None = None
    numbered: bool = False

    @property
    def shown_tag(self) -> str | None:
        """Return the tag as it prints, with its parentheses."""
        if self.tag is None or self.starred:
            return self.tag
        return glue(["\\(", self.tag, "\\)"])


@dataclass(frozen=True, slots=True)
class Display:
    """A displayed formula: its lines, and whether alignment points are in them."""

    lines: tuple[Line, ...]
    aligned: bool = False
    # Of a formula of one line: the parts after which it may go on below, if there are several.
    parts: tuple[str, ...] = ()

    @property
    def markup(self) -> str:
        """Return the inside of an equation without any tag."""
        return " \\ ".join(line.markup for line in self.lines)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels of all lines."""
        return tuple(line.label for line in self.lines if line.label is not None)

    def tagged(self, tags: tuple[str | None, ...] | None = None) -> str:
        """Return the inside of an equation with a tag after each line that has one.

        ``tags`` are markup, one a line; by default the ones from the source.
        """
        shown = tags if tags is not None else tuple(line.shown_tag for line in self.lines)
        return self._with(tuple(glue(["wide", tag]) if tag else None for tag in shown))

    def marked(self) -> str:
        """Return the inside of an equation with `#tag(0)` where the tag of the first line begins.

        Lines without a tag have no mark. What a mark becomes is the business of who defines `tag`.
        """
        return self._with(
            tuple(
                f"#tag({index})" if line.tag is not None else None
                for index, line in enumerate(self.lines)
            )
        )

    def _with(self, ends: tuple[str | None, ...]) -> str:
        """Return the inside of an equation with something after some of the lines."""
        if not any(ends):
            return self.markup
        if not self.aligned:
            ended = zip(self.lines, ends, strict=True)
            return " \\ ".join(glue([line.markup, end or ""]) for line, end in ended)
        columns = max(line.markup.count(" & ") for line in self.lines) + 1
        parts = []
        for line, end in zip(self.lines, ends, strict=True):
            points = columns - line.markup.count(" & ")
            # Columns alternate between right and left; what ends a line is at the left of its own.
            points += (columns + 1) % 2
            parts.append(line.markup + (" &" * points + f" {end}" if end else ""))
        return " \\ ".join(parts)


@lru_cache(maxsize=16_384)
def convert(source: str, *, display: bool = False, macros: Macros | None = None) -> str:
    """Return the inside of a Typst equation; `MathError` for what cannot be converted.

    A displayed formula of several lines has line breaks at its top level, with the tags that the
    source gives to its lines.
    """
    if display:
        return convert_display(source, macros=macros).tagged()
    try:
        node, row = _parse(source, macros or _NO_MACROS)
        emitter = Emitter("inline")
        markup = emitter.emit(node) or EMPTY
        if row.tag is not None:
            markup = glue([markup, "wide", _line(markup, row, emitter).shown_tag or ""])
    except RecursionError:
        raise MathError("the formula is nested too deeply") from None
    return markup


@lru_cache(maxsize=4096)
def convert_display(source: str, *, macros: Macros | None = None) -> Display:
    """Return a displayed formula line by line; `MathError` for what cannot be converted."""
    try:
        node, row = _parse(_paragraphs(source), macros or _NO_MACROS)
        emitter = Emitter("display")
        if isinstance(node, Grid) and not node.align:
            return _lines(node, row, emitter)
        line = _line(emitter.emit(node) or EMPTY, row, emitter)
        return Display((line,), parts=_parts(line, [node], emitter))
    except RecursionError:
        raise MathError("the formula is nested too deeply") from None


def _lines(grid: Grid, whole: Row, emitter: Emitter) -> Display:
    """Write a display's lines; what stands around its environment belongs to its first line."""
    rows = grid.rows
    first = rows[0]
    first.tag = first.tag or whole.tag
    first.starred = first.starred or whole.starred
    first.label = first.label or whole.label
    cells = [line_markup([emitter.emit(cell) for cell in row.cells], grid.name) for row in rows]
    shown = display_lines(rows, cells, grid.name)
    lines = tuple(
        _line(markup, row, emitter, numbered=grid.numbered)
        for row, markup in zip(rows, shown, strict=True)
    )
    aligned = grid.name not in {"gather", "multline"} and any(len(row.cells) > 1 for row in rows)
    # Two cells are the sides of one relation; more are formulas beside each other.
    is_one = len(rows) == 1 and len(first.cells) <= 2  # noqa: PLR2004 - as above
    parts = _parts(lines[0], first.cells, emitter) if is_one else ()
    return Display(lines, aligned, parts)


def _parts(line: Line, cells: Iterable[Node], emitter: Emitter) -> tuple[str, ...]:
    if len(line.markup) <= _SHORT:
        return ()
    cell_items = (cell.items if isinstance(cell, Sequence) else [cell] for cell in cells)
    parts = parted([item for items in cell_items for item in items])
    return tuple(_part(part, emitter) for part in parts) if len(parts) > 1 else ()


def _part(part: Sequence, emitter: Emitter) -> str:
    """Write what may begin a line: where nothing is before it, a plus would be a sign."""
    first = part.items[0]
    markup = emitter.emit(part) or EMPTY
    return glue([EMPTY, markup]) if isinstance(first, Symbol) and first.kind == "bin" else markup


def _line(markup: str, row: Row, emitter: Emitter, *, numbered: bool = False) -> Line:
    tag = emitter.in_size(row.tag, "inline") if row.tag is not None else None
    counted = numbered and not row.silent and tag is None
    return Line(markup or EMPTY, tag, row.starred, row.label, counted)


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


def _parse(source: str, macros: Macros) -> tuple[Node, Row]:
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
        return (_unwrapped(grid), row) if grid is not None else (node, row)
    return Grid(found, "align", None, "", "display", row_gap=0.5), row


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
