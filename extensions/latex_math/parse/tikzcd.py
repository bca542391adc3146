r"""Commutative diagrams of the package tikz-cd, as far as a grid can show them: ``tikzcd``."""

from __future__ import annotations

import re
from typing import Final

from latex_math.error import MathError
from latex_math.parse.diagram import DIRECTIONS, Arrow, grid, shape
from latex_math.parse.parser import Parser
from latex_math.parse.piece import body, parted, read, text_of, trimmed
from latex_math.parse.token import Token
from latex_math.tree import Node

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
_SHORT: Final = {f"\\{name}ar": name for name in DIRECTIONS} | {
    f"\\{name[1]}{name[0]}ar": name for name in DIRECTIONS[4:]
}


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
                cells.setdefault(target, []).append(shape(arrow))
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
        cells[middle] = [shape(arrow, long=True)]
    # The last line may be empty.
    while cells and not any(nodes for place, nodes in cells.items() if place[0] == max(cells)[0]):
        last = max(cells)[0]
        cells = {place: nodes for place, nodes in cells.items() if place[0] != last}
    return grid(cells, position)


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
