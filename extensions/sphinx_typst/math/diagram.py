r"""Commutative diagrams: amscd's ``CD`` and the arrows of ``tikzcd`` that a grid can show."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from sphinx_typst.math.column import MOST_COLUMNS
from sphinx_typst.math.error import MathError
from sphinx_typst.math.node import (
    Call,
    Grid,
    Limits,
    Node,
    Row,
    Script,
    Sequence,
    Space,
    Styled,
    Symbol,
    Wrapped,
)
from sphinx_typst.math.parser import Parser
from sphinx_typst.math.piece import body, nesting, parted, read, text_of, trimmed
from sphinx_typst.math.token import Token

_MOST_CELLS: Final = 1000
# Arrows by their direction: to the right, left, up, down, and between these.
_DIRECTIONS: Final = ("r", "l", "u", "d", "ur", "ul", "dr", "dl")
_ARROWS: Final = {
    "": "→←↑↓↗↖↘↙", "hook": "↪↩↑↓↗↖↘↙", "two heads": "↠↞↟↡↗↖↘↙", "maps to": "↦↤↥↧↗↖↘↙",
    "Rightarrow": "⇒⇐⇑⇓⇗⇖⇘⇙", "equal": "==‖‖⫽⑊⑊⫽", "dashed": "⇢⇠⇡⇣↗↖↘↙",
    "tail": "↣↢↑↓↗↖↘↙", "squiggly": "⇝⇜↑↓↗↖↘↙", "no head": "−−||⁄∖∖⁄",
    "leftrightarrow": "↔↔↕↕⤢⤡⤡⤢",
}  # fmt: skip
# What the styles of an arrow are called, and what they are here.
_STYLES: Final = {
    "hook": "hook", "hook'": "hook", "hookrightarrow": "hook", "hookleftarrow": "hook",
    "two heads": "two heads", "twoheadrightarrow": "two heads", "maps to": "maps to",
    "mapsto": "maps to", "Rightarrow": "Rightarrow", "double": "Rightarrow",
    "Leftrightarrow": "leftrightarrow", "equal": "equal", "equals": "equal", "dashed": "dashed",
    "dotted": "dashed", "dashrightarrow": "dashed", "tail": "tail", "rightarrowtail": "tail",
    "squiggly": "squiggly", "rightsquigarrow": "squiggly", "no head": "no head", "dash": "no head",
    "leftrightarrow": "leftrightarrow", "phantom": "phantom",
}  # fmt: skip
# A place by its row and its column, from 1, as the editor quiver writes it.
_PLACE: Final = re.compile(r"(from|to)\s*=\s*([0-9]{1,2})-([0-9]{1,2})")
_SHORT: Final = {f"\\{name}ar": name for name in _DIRECTIONS} | {
    f"\\{name[1]}{name[0]}ar": name for name in _DIRECTIONS[4:]
}
_TO_THE_LEFT: Final = "#box(width: 0pt, inset: (left: -50em), align(right, $"
_TO_THE_RIGHT: Final = "#box(width: 0pt, inset: (right: -50em), align(left, $"


@dataclass
class Arrow:
    """An arrow: how many places it goes to the right and down, its style, its labels.

    ``first`` stands above it, or to its left; ``second`` below it, or to its right; ``start`` is
    where it begins, if that is not the cell that it stands in.
    """

    right: int
    down: int
    style: str = ""
    first: list[Node] = field(default_factory=list)
    second: list[Node] = field(default_factory=list)
    start: tuple[int, int] | None = None


def _shape(arrow: Arrow, *, long: bool = False) -> Node:
    """Draw an arrow with its labels."""
    down = "d" if arrow.down > 0 else "u" if arrow.down else ""
    direction = down + ("r" if arrow.right > 0 else "l" if arrow.right else "")
    first, second = (_label(nodes) for nodes in (arrow.first, arrow.second))
    if arrow.style == "phantom":
        return first or second or Sequence([])
    char = _ARROWS[arrow.style][_DIRECTIONS.index(direction)]
    if not arrow.down:
        length = "3.6em" if long else "1.4em"
        shaft: Node = Call("stretch", (Symbol(char, "rel"),), f"size: #(100% + {length})")
        return Script(Limits(shaft, limits=True), second, first)
    if arrow.right:
        shaft = Wrapped("text(size: #1.6em, ", Symbol(char, "ord"), ")")
    else:
        length = "4.4em" if long else "2em"
        shaft = Call("stretch", (Symbol(char, "ord"),), f"size: #{length}")
    # Labels take no room, so that the arrow is in the middle of its column.
    parts: list[Node] = [shaft]
    if first is not None:
        body = Sequence([Styled("script", first), Space("thin")])
        parts.insert(0, Wrapped(_TO_THE_LEFT, body, "$))"))
    if second is not None:
        body = Sequence([Space("thin"), Styled("script", second)])
        parts.append(Wrapped(_TO_THE_RIGHT, body, "$))"))
    return Sequence(parts)


def _label(nodes: list[Node]) -> Node | None:
    """Put the labels of one side beside each other."""
    if not nodes:
        return None
    return Sequence([part for node in nodes for part in (node, Space("thin"))][:-1])


def _grid(cells: dict[tuple[int, int], list[Node]], position: int) -> Grid:
    """Put cells at their places; several in one are side by side."""
    rows = max((row for row, _ in cells), default=0) + 1
    columns = max((column for _, column in cells), default=0) + 1
    if rows * columns > _MOST_CELLS or columns > 2 * MOST_COLUMNS:
        raise MathError("the diagram has too many places", position)
    lines = [
        Row([_cell(cells.get((row, column), []), row) for column in range(columns)])
        for row in range(rows)
    ]
    return Grid(lines, "mat", None, "c", "inline", column_gap=0.5, row_gap=0.5)


def _cell(nodes: list[Node], row: int) -> Sequence:
    """Put arrows between the same places below each other, or beside each other."""
    if len(nodes) <= 1 or row % 2:
        return Sequence([part for node in nodes for part in (node, Space("quad"))][:-1])
    return Sequence([Grid([Row([Sequence([node])]) for node in nodes], "mat", row_gap=0.3)])


# CD


def read_cd(parser: Parser, name: str, position: int) -> Node:
    r"""Read ``A @>f>> B \\ @VVV @VVV \\ C @= D``."""
    cells: dict[tuple[int, int], list[Node]] = {}
    lines = parted(body(parser, name, position), {"\\\\", "\\cr"})
    for index, line in enumerate(lines):
        _cd_line(parser, line, index, cells)
    return _grid(cells, position)


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
        return _shape(Arrow(right, down, "equal"))
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
    return _shape(Arrow(*steps[sign], "", first, second))


# tikzcd


def read_tikzcd(parser: Parser, name: str, position: int) -> Node:
    r"""Read objects in cells, and arrows such as ``\arrow[r, "f"]`` after them."""
    parser.stream.raw_option()
    cells: dict[tuple[int, int], list[Node]] = {}
    long: list[tuple[int, int, Arrow, int]] = []
    for row, line in enumerate(parted(body(parser, name, position), {"\\\\", "\\cr"})):
        for column, cell in enumerate(parted(line, {"&"})):
            rest, arrows = _arrows(parser, cell)
            place = (2 * row, 2 * column)
            cells.setdefault(place, []).extend(
                [read(parser, rest, rest[0][1])] if text_of(rest) else []
            )
            for arrow, where in arrows:
                start = arrow.start or place
                if max(abs(arrow.right), abs(arrow.down)) > 1:
                    long.append((*start, arrow, where))
                    continue
                target = (start[0] + arrow.down, start[1] + arrow.right)
                _within(target, where)
                cells.setdefault(target, []).append(_shape(arrow))
    for down, right, arrow, where in long:
        if arrow.right and arrow.down:
            hint = "a picture of the diagram can"
            raise MathError("a long slanted arrow cannot be shown in a formula", where, hint)
        middle = (down + arrow.down, right + arrow.right)
        _within(middle, where)
        steps = range(1, max(abs(arrow.right), abs(arrow.down)))
        between = [
            (down + 2 * step * _sign(arrow.down), right + 2 * step * _sign(arrow.right))
            for step in steps
        ]
        if any(cells.get(place) for place in [middle, *between]):
            hint = "a picture of the diagram can"
            raise MathError("an arrow over other parts cannot be shown", where, hint)
        cells[middle] = [_shape(arrow, long=True)]
    # The last line may be empty.
    while cells and not any(nodes for place, nodes in cells.items() if place[0] == max(cells)[0]):
        last = max(cells)[0]
        cells = {place: nodes for place, nodes in cells.items() if place[0] != last}
    return _grid(cells, position)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _within(place: tuple[int, int], position: int) -> None:
    if min(place) < 0:
        raise MathError("an arrow leads out of its diagram", position)


def _arrows(parser: Parser, cell: list[Token]) -> tuple[list[Token], list[tuple[Arrow, int]]]:
    """Part a cell into its object and its arrows."""
    rest: list[Token] = []
    arrows: list[tuple[Arrow, int]] = []
    queue = list(reversed(cell))
    depth = 0
    while queue:
        token = queue.pop()
        text, position = token
        depth += (text == "{") - (text == "}")
        if depth or (text not in {"\\arrow", "\\ar"} and text not in _SHORT):
            rest.append(token)
            continue
        parts = parted(_bracketed(queue), {","})
        # An older form: `\arrow{r}{f}[swap]{g}`.
        groups: list[list[Token]] = []
        while queue and queue[-1][0] in {"{", "["} and (groups or queue[-1][0] == "{"):
            if queue[-1][0] == "[":
                # What stands before a label is about the label.
                swapped = "swap" in map(text_of, parted(_bracketed(queue), {","}))
                parts += [[("swap", position)]] if swapped else []
            else:
                groups.append(_braced(queue))
        if groups and text in {"\\arrow", "\\ar"} and not any(map(_direction, parts)):
            parts.append(groups.pop(0))
        if text in _SHORT:
            parts.append([(_SHORT[text], position)])
        labels = [[('"', position), *group, ('"', position)] for group in groups]
        arrows.append((_arrow(parser, [*parts, *labels], position), position))
    return trimmed(rest), arrows


def _bracketed(queue: list[Token]) -> list[Token]:
    """Take an option in brackets from the reversed list, if there is one."""
    while queue and queue[-1][0] == " ":
        queue.pop()
    if not queue or queue[-1][0] != "[":
        return []
    queue.pop()
    found: list[Token] = []
    depth = 0
    quoted = False
    while queue:
        token = queue.pop()
        text = token[0]
        quoted ^= text == '"'
        if text == "]" and not depth and not quoted:
            break
        depth += (text == "{") - (text == "}")
        # A comma in a label parts nothing.
        found.append((text, token[1]) if not quoted or text != "," else ("{,}", token[1]))
    return found


def _braced(queue: list[Token]) -> list[Token]:
    """Take a group from the reversed list, without its braces."""
    queue.pop()
    found: list[Token] = []
    depth = 1
    while queue:
        token = queue.pop()
        depth += (token[0] == "{") - (token[0] == "}")
        if not depth:
            break
        found.append(token)
    return found


def _direction(part: list[Token]) -> tuple[int, int] | None:
    letters = text_of(part)
    if not letters or set(letters) - set("rlud"):
        return None
    right = letters.count("r") - letters.count("l")
    down = letters.count("d") - letters.count("u")
    return (right, down) if right or down else None


def _arrow(parser: Parser, parts: list[list[Token]], position: int) -> Arrow:
    """Understand what stands in the brackets of an arrow."""
    keys = [text_of(part) for part in parts]
    steps = next((found for part in parts if (found := _direction(part))), None)
    start = None
    places = {
        match[1]: (int(match[2]), int(match[3])) for key in keys if (match := _PLACE.fullmatch(key))
    }
    if len(places) == 2:  # noqa: PLR2004 - where it begins and where it ends
        (row, column), (last_row, last_column) = places["from"], places["to"]
        steps = (last_column - column, last_row - row)
        start = (2 * row - 2, 2 * column - 2)
    if steps is None or steps == (0, 0):
        hint = "such as \\arrow[r] or \\arrow[dr]; loops and names of places are not supported"
        raise MathError("an arrow without a direction", position, hint)
    arrow = Arrow(*steps, start=start)
    arrow.style = next((_STYLES[key] for key in keys if key in _STYLES), "")
    swapped = "swap" in keys
    for part in parts:
        part = trimmed(part)  # noqa: PLW2901 - the same, without spaces
        if not part or part[0][0] != '"':
            continue
        end = next((n for n in range(len(part) - 1, 0, -1) if part[n][0] == '"'), len(part))
        inner = [(",", place) if text == "{,}" else (text, place) for text, place in part[1:end]]
        if not text_of(inner):
            continue
        after = text_of(part[end + 1 :])
        other = swapped or after.startswith("'") or "swap" in after
        # A label stands to the left of who walks along the arrow.
        first = not (arrow.down > 0 or (not arrow.down and arrow.right < 0))
        side = arrow.first if first != other else arrow.second
        side.append(read(parser, inner, part[0][1]))
    return arrow
