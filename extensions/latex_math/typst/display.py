"""From a tree to Typst source, inline or displayed line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from latex_math.tree import Formula, Grid, Node, Row, Sequence, Symbol
from latex_math.typst import atom, decoration, emitter
from latex_math.typst.breaking import parted
from latex_math.typst.emitter import Emitter, Writers
from latex_math.typst.grid import display_lines, line_markup
from latex_math.typst.markup import EMPTY, glue

_WRITERS: Final[Writers] = {**emitter.WRITERS, **atom.WRITERS, **decoration.WRITERS}
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


def inline(formula: Formula) -> str:
    """Return the inside of a Typst equation that stands in a line of text."""
    emitter = Emitter("inline", _WRITERS)
    markup = emitter.emit(formula.body) or EMPTY
    if formula.row.tag is None:
        return markup
    return glue([markup, "wide", _line(markup, formula.row, emitter).shown_tag or ""])


def display(formula: Formula) -> Display:
    """Return a displayed formula line by line."""
    node, row = formula.body, formula.row
    emitter = Emitter("display", _WRITERS)
    if isinstance(node, Grid) and not node.align:
        return _lines(node, row, emitter)
    line = _line(emitter.emit(node) or EMPTY, row, emitter)
    return Display((line,), parts=_parts(line, [node], emitter))


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
