"""Finds roles and images in running text, and where they stand, but none in code.

It follows CommonMark where that decides what is code: a run of backticks ends at the next run of
the same length within its paragraph, a backslash keeps one from beginning, and what is indented
by four spaces after an empty line is code unless it belongs to a list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARK = re.compile(r"\\.|(?:\{(?P<role>[a-zA-Z][\w.:+-]*)\})?(?P<ticks>`+)|!\[|\$", re.DOTALL)
_IMAGE = re.compile(
    r"!\[(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,200}\]){0,1000}\]\("
    r"[ \t]*(?P<path><[^<>\n]{1,1000}>|(?:[^\s()<>]|\([^\s()<>]{0,100}\)){1,1000})"
)
_FORMULA = re.compile(r"\$(?:[^$\\\n]|\\.){1,1000}\$")
_BEGINS = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)]|#{1,6}|\||\[\^?[^\]]*\]:)(?:[ \t]|$)|[ \t>]*\|")
_HEADING = re.compile(r"[ \t>]*#{1,6}(?:[ \t]|$)")
_LIST = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
_INDENTED = re.compile(r"(?: {4}|\t)")


@dataclass(frozen=True, slots=True)
class Role:
    """A role, and the text between its backticks; lines and columns count from 1."""

    name: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image, and the path that is written."""

    path: str
    line: int
    column: int


def scan(lines: Sequence[str], *, first_line: int = 1) -> Iterator[Role | Image]:
    """Yield the roles and images of lines of running text, in order."""
    for start, block in _blocks(lines):
        yield from _Block(block, first_line + start).scan()


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Divide lines into paragraphs, leaving out code, comments and formulas."""
    start, block = 0, list[str]()
    left_out = _formulas(lines) | _indented_code(lines)
    for index, line in enumerate(lines):
        ends = index in left_out or not line.strip(" \t>") or line.startswith("%")
        if ends or _BEGINS.match(line) or (block and _HEADING.match(block[-1])):
            if block:
                yield start, block
            block = []
        if not ends:
            start = start if block else index
            block.append(line)
    if block:
        yield start, block


def _formulas(lines: Sequence[str]) -> set[int]:
    """Return the lines of displayed formulas."""
    found = set()
    inside = False
    for index, line in enumerate(lines):
        bare = line.strip(" \t>")
        begins = not inside and bare.startswith("$$")
        if inside or begins:
            found.add(index)
            inside = "$$" not in bare[2 if begins else 0 :]
    return found


def _indented_code(lines: Sequence[str]) -> set[int]:
    """Return the lines that are code because they are indented."""
    found = set()
    in_list = in_code = False
    after_empty = True
    for index, line in enumerate(lines):
        listed = bool(_LIST.match(line))
        indented = bool(_INDENTED.match(line))
        in_code = indented and (in_code or (after_empty and not in_list and not listed))
        empty = not line.strip(" \t>")
        if in_code:
            found.add(index)
        elif not empty:
            # What is not indented after an empty line ends the lists before it.
            in_list = listed or (in_list and (not after_empty or line[:1] in {" ", "\t"}))
        after_empty = empty
    return found


class _Block:
    """One paragraph."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self._text = "\n".join(lines)
        self._first_line = first_line
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def scan(self) -> Iterator[Role | Image]:
        text = self._text
        runs: dict[int, list[int]] = {}
        for run in re.finditer("`+", text):
            runs.setdefault(len(run.group()), []).append(run.start())
        at = 0
        while found := _MARK.search(text, at):
            at = found.end()
            if ticks := found["ticks"]:
                same = runs.get(len(ticks), [])
                after = bisect_right(same, found.start("ticks"))
                if after < len(same):
                    at = same[after] + len(ticks)
                    if found["role"]:
                        content = text[found.end() : same[after]]
                        yield Role(found["role"], content, *self.place(found.end()))
            elif found.group() == "$":
                if formula := _FORMULA.match(text, found.start()):
                    at = formula.end()
            elif found.group() == "![" and (image := _IMAGE.match(text, found.start())):
                yield Image(image["path"].strip("<>"), *self.place(image.start("path")))

    def place(self, offset: int) -> tuple[int, int]:
        row = bisect_right(self._starts, offset) - 1
        return self._first_line + row, offset - self._starts[row] + 1
