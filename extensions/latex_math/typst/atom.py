"""Atoms and what is made of them: operators, delimiters, fractions, roots, words, spaces, grids."""

from __future__ import annotations

from typing import Final

from latex_math.tree import (
    Binomial,
    Bold,
    Choice,
    Classed,
    Corners,
    Fenced,
    Font,
    Fraction,
    Grid,
    Limits,
    Middle,
    Node,
    Operator,
    Proof,
    Root,
    Sequence,
    Size,
    Sized,
    Space,
    SpaceName,
    Styled,
    Symbol,
    Text,
)
from latex_math.tree.word import plain_words
from latex_math.typst.emitter import SMALLER, Emitter, Writers
from latex_math.typst.grid import (
    is_ruled_outside,
    line_markup,
    mat_markup,
    proof_markup,
    table_markup,
)
from latex_math.typst.markup import CLASSES, EMPTY, fence, glue, is_paired, quoted
from latex_math.typst.word import styled_words

_SIZES: Final[tuple[Size, ...]] = ("display", "inline", "script", "sscript")
_SPACES: Final[dict[SpaceName, str]] = {
    "thin": "thin", "med": "med", "thick": "thick", "quad": "quad", "qquad": "wide",
    "word": '" "',
}  # fmt: skip


def _fraction(emitter: Emitter, node: Fraction) -> str:
    top, bottom = _smaller(emitter, node.top), _smaller(emitter, node.bottom)
    style = 'style: #"skewed", ' if node.slanted else ""
    return f"frac({style}{top}, {bottom})"


def _binomial(emitter: Emitter, node: Binomial) -> str:
    return f"binom({_smaller(emitter, node.top)}, {_smaller(emitter, node.bottom)})"


def _smaller(emitter: Emitter, node: Node) -> str:
    size = "inline" if emitter.size == "display" else SMALLER[emitter.size]
    return emitter.in_size(node, size) or EMPTY


def _root(emitter: Emitter, node: Root) -> str:
    if node.index is None:
        return f"sqrt({emitter.argument(node.body)})"
    return f"root({emitter.argument(node.index)}, {emitter.argument(node.body)})"


def _limits(emitter: Emitter, node: Limits) -> str:
    function = "limits" if node.limits else "scripts"
    return f"{function}({emitter.argument(node.base)})"


def _corners(emitter: Emitter, node: Corners) -> str:
    scripts = {"bl": node.sub_before, "tl": node.sup_before, "br": node.sub, "tr": node.sup}
    parts = [emitter.argument(node.base)]
    parts += [
        f"{name}: {emitter.argument(script)}"
        for name, script in scripts.items()
        if script is not None
    ]
    return f"attach({', '.join(parts)})"


def _classed(emitter: Emitter, node: Classed) -> str:
    return f'class("{CLASSES[node.kind]}", {emitter.argument(node.body)})'


def _operator(emitter: Emitter, node: Operator) -> str:
    if isinstance(node.body, str):
        body = quoted(node.body)
    else:
        words = plain_words(node.body)
        body = quoted(words) if words is not None else emitter.argument(node.body)
    return f"op({body}, limits: #true)" if node.limits else f"op({body})"


def _styled(emitter: Emitter, node: Styled) -> str:
    markup = emitter.in_size(node.body, node.size)
    return f"{node.size}({markup})" if markup else ""


def _choice(emitter: Emitter, node: Choice) -> str:
    return emitter.emit(node.bodies[_SIZES.index(emitter.size)])


def _font(emitter: Emitter, node: Font) -> str:
    outer, emitter.alphabet = emitter.alphabet, node.alphabet
    body = node.body
    if type(body) is Symbol:
        body = Sequence([body])
    markup = emitter.emit(body)
    emitter.alphabet = outer
    return markup


def _bold(emitter: Emitter, node: Bold) -> str:
    outer, emitter.bold = emitter.bold, True
    markup = emitter.emit(node.body)
    emitter.bold = outer
    return markup


def _text(emitter: Emitter, node: Text) -> str:
    outer = emitter.alphabet, emitter.bold
    parts = []
    for piece in node.pieces:
        emitter.alphabet, emitter.bold = None, False
        if isinstance(piece, tuple):
            parts.append(styled_words(*piece))
        else:
            size: Size = "inline" if emitter.size == "display" else emitter.size
            parts.append(emitter.in_size(piece, size))
    emitter.alphabet, emitter.bold = outer
    return glue(parts)


def _space(_emitter: Emitter, node: Space) -> str:
    return _SPACES[node.name] if node.name else f"#h({node.em:.4g}em)"


def _fenced(emitter: Emitter, node: Fenced) -> str:
    left, right = fence(node.left, "opening"), fence(node.right, "closing")
    return f"lr({glue([left, emitter.sequence(node.body), right])})"


def _middle(_emitter: Emitter, node: Middle) -> str:
    return f"mid({fence(node.char, 'fence')})"


def _sized(_emitter: Emitter, node: Sized) -> str:
    name = CLASSES[node.kind] if node.kind else "opening"
    markup = f"lr(size: #{node.em:g}em, {fence(node.char, name)})"
    if node.kind is None and not is_paired(node.char):
        return f'class("normal", {markup})'
    if node.kind == "rel" or (node.kind and not is_paired(node.char)):
        return f'class("{name}", {markup})'
    return markup


def _grid(emitter: Emitter, node: Grid) -> str:
    rows = node.rows
    if node.name == "equation" and len(rows) == 1 and len(rows[0].cells) == 1:
        return emitter.sequence(rows[0].cells[0])
    size = node.size
    cells = [[emitter.in_size(cell, size) for cell in row.cells] for row in rows]
    if not node.align:
        cells = [[line_markup(row, node.name)] for row in cells]
    if size == "display":
        cells = [[f"display({cell})" if cell else "" for cell in row] for row in cells]
    if is_ruled_outside(node, cells):
        return table_markup(node, cells)
    markup = mat_markup(node, cells)
    if node.name == "atop":
        return markup
    if size == "script":
        return f"inline({markup})"
    # Cells are of text size, which Typst takes from a display only.
    return markup if emitter.size == "display" else f"display({markup})"


def _proof(emitter: Emitter, node: Proof) -> str:
    premises = [_piece(emitter, premise) for premise in node.premises]
    labels = [
        emitter.in_size(label, "script") if label is not None else None
        for label in (node.left, node.right)
    ]
    return proof_markup(premises, _piece(emitter, node.conclusion), node.lines, *labels)


def _piece(emitter: Emitter, node: Node) -> str:
    return emitter.in_size(node, "inline") or EMPTY


WRITERS: Final[Writers] = {
    Fraction: _fraction, Binomial: _binomial, Root: _root, Limits: _limits, Corners: _corners,
    Classed: _classed, Operator: _operator, Styled: _styled, Choice: _choice, Font: _font,
    Bold: _bold, Text: _text, Space: _space, Fenced: _fenced, Middle: _middle, Sized: _sized,
    Grid: _grid, Proof: _proof,
}  # fmt: skip
