"""What nodes are to their neighbours and to words: questions that the emitter asks."""

from __future__ import annotations

from itertools import groupby

from latex_math.tree import (
    Bold,
    Classed,
    Font,
    Group,
    Limits,
    Node,
    Operator,
    Script,
    Sequence,
    Styled,
    Symbol,
)
from latex_math.tree.word import typeset
from latex_math.typst.alphabet import WORD_FUNCTIONS
from latex_math.typst.markup import glue, quoted


def in_word(node: Symbol, word: str) -> bool:
    """Say whether a symbol goes on with a word of an upright alphabet."""
    char = node.char
    if node.kind == "text":
        return True
    if node.kind in {"letter", "digit"}:
        return char.isascii() and (node.kind == "letter" or bool(word))
    return bool(word) and char == "." and not word.isdigit()


def edge(node: Node) -> bool:
    """Say whether a node at the edge of a group would space itself from the neighbours."""
    while True:
        if isinstance(node, Symbol):
            return node.kind in {"bin", "rel", "op", "punct"}
        if isinstance(node, Operator):
            return True
        if isinstance(node, Classed):
            return node.kind != "ord"
        if isinstance(node, Script | Limits) and node.base is not None:
            node = node.base
        elif isinstance(node, Font | Bold | Styled):
            node = node.body
        elif isinstance(node, Sequence) and node.items:
            node = node.items[0]
        else:
            return False


def is_relation(node: Node) -> bool:
    """Say whether Typst would set scripts over and under a node, where LaTeX does not."""
    while isinstance(node, Group | Sequence | Classed):
        if isinstance(node, Classed):
            node = node.body
            continue
        items = node.items if isinstance(node, Sequence) else node.body.items
        if len(items) != 1:
            return False
        node = items[0]
    return isinstance(node, Symbol) and node.kind == "rel"


def styled_words(text: str, font: str) -> str:
    """Write words of a text in their font."""
    text = typeset(text)
    if font == "sc":
        return _small_capitals(text)
    markup = quoted(text)
    function = WORD_FUNCTIONS.get(font, "")
    if function:
        markup = f"{function}({markup})"
    return f"italic({markup})" if font == "bfit" else markup


def _small_capitals(text: str) -> str:
    """Write small capitals as smaller capitals: fonts of mathematics have no others."""
    parts = []
    for small, group in groupby(text, key=str.islower):
        run = quoted("".join(group).upper())
        parts.append(f"text(size: #0.8em, {run})" if small else run)
    return glue(parts)
