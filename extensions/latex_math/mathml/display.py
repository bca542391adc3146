"""From a tree to a whole element, inline or displayed."""

from __future__ import annotations

from typing import Final

from latex_math.mathml import atom, decoration, emitter, grid
from latex_math.mathml.emitter import Emitter, Writers
from latex_math.mathml.grid import table, tag_of, tagged
from latex_math.mathml.markup import attribute, element, escaped, prefixed, row
from latex_math.tree import Formula, Grid, Node

_WRITERS: Final[Writers] = {
    **emitter.WRITERS, **atom.WRITERS, **decoration.WRITERS, **grid.WRITERS,
}  # fmt: skip
_TEX: Final = ' encoding="application/x-tex"'


def formula_mathml(
    formula: Formula, *, display: bool = False, source: str | None = None, prefix: str = ""
) -> str:
    """Return a formula as an element ``math``, with the source that it was read from, if given.

    A ``prefix`` stands before the names of all elements; whoever writes the document declares its
    namespace.
    """
    parts = _displayed(formula) if display else _inline(formula)
    body = "".join(parts)
    attributes = attribute("display", "block" if display else None)
    if source is not None:
        attributes += attribute("alttext", " ".join(source.split()))
        annotation = element("annotation", escaped(source.strip()), _TEX)
        body = element("semantics", row(parts) + annotation)
    markup = element("math", body, attributes)
    return prefixed(markup, prefix) if prefix else markup


def _inline(formula: Formula) -> list[str]:
    writer = Emitter("inline", _WRITERS)
    parts = writer.parts(formula.body)
    if formula.row.tag is not None:
        parts += ['<mspace width="2em"/>', tag_of(writer, formula.row)]
    return parts


def _displayed(formula: Formula) -> list[str]:
    """Write a display; what stands around its environment belongs to its first line."""
    writer = Emitter("display", _WRITERS)
    node, whole = formula.body, formula.row
    lines = _lines(node)
    if lines is None:
        parts = writer.parts(node)
        tag = tag_of(writer, whole)
        return [tagged("".join(parts), tag)] if tag else parts
    if whole.tag is not None and lines.rows[0].tag is None:
        first = lines.rows[0]
        first.tag, first.starred = whole.tag, whole.starred
    tags = any(line.tag is not None for line in lines.rows)
    if len(lines.rows) == 1 and len(lines.rows[0].cells) == 1:
        parts = writer.parts(lines.rows[0].cells[0])
        return [tagged("".join(parts), tag_of(writer, lines.rows[0]))] if tags else parts
    return [table(writer, lines, tags=tags)]


def _lines(node: Node) -> Grid | None:
    """Return the lines that a display consists of, if it has some."""
    return node if isinstance(node, Grid) and not node.align else None
