"""What a text of a proceedings folder names: by directives, by roles, and as images."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from sphinx_proceedings.content import prose
from sphinx_proceedings.content.directives import Directive, divide
from sphinx_proceedings.content.frontmatter import split

# More than any text names; a page of more is not read.
_MOST = 10_000

PICTURES = frozenset({"image", "figure"})
"""The directives whose argument is a file."""


@dataclass(slots=True)
class Page:
    """A text, as far as it names something."""

    path: Path
    shown: str
    directives: list[Directive] = field(default_factory=list)
    mentions: list[prose.Role | prose.Image] = field(default_factory=list)


def read(path: Path, shown: str, text: str) -> Page:
    """Return what a MyST file names in its body."""
    parts = split(text)
    divided = divide(parts.body, first_line=parts.body_line)
    page = Page(path, shown, divided.directives)
    page.mentions += islice(prose.scan(divided.prose, first_line=parts.body_line), _MOST)
    for one in divided.directives:
        if one.name not in PICTURES and "`" in one.argument:
            for found in prose.scan([one.argument], first_line=one.line):
                column = found.column + one.argument_column - 1
                page.mentions.append(replace(found, column=column))
    return page
