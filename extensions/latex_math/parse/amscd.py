r"""Commutative diagrams of the package amscd: ``CD``."""

from __future__ import annotations

from latex_math.error import MathError
from latex_math.parse.diagram import Arrow, grid, shape
from latex_math.parse.parser import Parser
from latex_math.parse.piece import body, nesting, parted, read, text_of, trimmed
from latex_math.parse.token import Token
from latex_math.tree import Node


def read_cd(parser: Parser, name: str, position: int) -> Node:
    r"""Read ``A @>f>> B \\ @VVV @VVV \\ C @= D``."""
    cells: dict[tuple[int, int], list[Node]] = {}
    lines = parted(body(parser, name, position), {"\\\\", "\\cr"})
    for index, line in enumerate(lines):
        _cd_line(parser, line, index, cells)
    return grid(cells, position)


def _cd_line(
    parser: Parser, line: list[Token], index: int, cells: dict[tuple[int, int], list[Node]]
) -> None:
    """Read objects with arrows between them, or the arrows between two lines of objects."""
    upright = index % 2 == 1
    queue = list(reversed(trimmed(line)))
    column = 0
    waiting: list[Token] = []
    depth = 0
    while queue:
        token = queue.pop()
        depth += nesting(token)
        if depth or token[0] not in {"@", "&"}:
            waiting.append(token)
            continue
        if token[0] == "&":
            if text_of(waiting) and not upright:
                cells.setdefault((index, column), []).append(read(parser, waiting, token[1]))
            waiting = []
            # An upright arrow is followed by its column already.
            column += 1 if not upright else 0 if column else 2
            continue
        if not upright:
            cells.setdefault((index, column), []).append(read(parser, waiting, token[1]))
            column += 1
        waiting = []
        shape = _cd_arrow(parser, queue, token[1], upright=upright)
        if shape is not None:
            cells.setdefault((index, column), []).append(shape)
        column += 2 if upright else 1
    if text_of(waiting) and not upright:
        cells.setdefault((index, column), []).append(read(parser, waiting, waiting[0][1]))


def _cd_arrow(parser: Parser, queue: list[Token], position: int, *, upright: bool) -> Node | None:
    """Read what follows ``@``, from the reversed list."""
    while queue and queue[-1][0] == " ":
        queue.pop()
    sign = queue.pop()[0] if queue else ""
    if sign == ".":
        return None
    if sign in {"=", "|", "\\|", "\\vert"}:
        right, down = (0, 1) if upright else (1, 0)
        return shape(Arrow(right, down, "equal"))
    steps = {">": (1, 0), ")": (1, 0), "<": (-1, 0), "(": (-1, 0), "V": (0, 1), "A": (0, -1)}
    if sign not in steps:
        raise MathError(f"`@{sign}` is no arrow", position, "such as @>f>> or @VVgV")
    labels: list[list[Token]] = []
    for _ in range(2):
        label: list[Token] = []
        depth = 0
        while queue and (queue[-1][0] != sign or depth):
            token = queue.pop()
            depth += (token[0] == "{") - (token[0] == "}")
            label.append(token)
        if not queue:
            raise MathError(f"`@{sign}` has less than three `{sign}`", position)
        queue.pop()
        labels.append(trimmed(label))
    first, second = ([read(parser, label, position)] if label else [] for label in labels)
    return shape(Arrow(*steps[sign], "", first, second))
