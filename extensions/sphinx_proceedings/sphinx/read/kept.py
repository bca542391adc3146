"""What is kept of markup that we do not know, or that failed: its content, as text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final

from docutils import nodes

_OPTION: Final = re.compile(r":[\w-]+:(?:[ \t].*)?")
_LONGEST: Final = 60


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint that names what may be meant; empty if nothing is like it."""
    if len(name) > _LONGEST:
        return ""
    found = difflib.get_close_matches(name.lower(), sorted(names), n=1, cutoff=0.6)
    return f'did you mean "{found[0]}"?' if found else ""


def listing(argument: str, content: str) -> list[nodes.Element]:
    """Return the argument and the content of a directive as they were typed."""
    text = "\n".join(filter(None, (argument.strip(), content.rstrip("\n"))))
    if not text:
        return []
    block = nodes.literal_block(text, text, classes=["sp-kept"])
    # No language: what it is, nobody knows.
    block["language"] = "text"
    return [block]


def without_options(content: str) -> tuple[str, int]:
    """Return the body of a directive, and how many lines of options stand before it."""
    lines = content.split("\n")
    count = 0
    while count < len(lines) and _OPTION.fullmatch(lines[count].strip()):
        count += 1
    return "\n".join(lines[count:]), count


def has_only_messages(made: Iterable[nodes.Node]) -> bool:
    """Tell whether a directive has made nothing but messages about what is wrong."""
    found = list(made)
    return bool(found) and all(isinstance(node, nodes.system_message) for node in found)
