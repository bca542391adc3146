"""A MyST file is a YAML block between ``---`` lines, the frontmatter, and the text after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCE = re.compile(r"---[ \t]*\r?")


@dataclass(frozen=True, slots=True)
class Split:
    """The two parts of a MyST file; lines count from 1.

    ``yaml`` is the text between the fences and begins at ``yaml_line``; ``body`` is all that
    follows the closing fence and begins at ``body_line``. ``yaml`` is None if the file does not
    begin with a fence, or never closes it (``is_open``).
    """

    yaml: str | None
    yaml_line: int
    body: str
    body_line: int
    is_open: bool = False


def split(text: str) -> Split:
    """Divide the text of a MyST file into frontmatter and body; ``yaml`` is None without one."""
    text = text.removeprefix("\ufeff")
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return Split(None, 1, text, 1)
    for number, line in enumerate(lines[1:], start=1):
        if _FENCE.fullmatch(line):
            return Split(
                yaml="".join(f"{part}\n" for part in lines[1:number]),
                yaml_line=2,
                body="\n".join(lines[number + 1 :]),
                body_line=number + 2,
            )
    return Split(None, 1, text, 1, is_open=True)
