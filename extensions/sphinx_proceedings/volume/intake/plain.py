"""Texts and names of a file as plain text, whatever their bytes are."""

from __future__ import annotations

from typing import Any

import pikepdf


def plain(value: Any) -> str:
    """Return a text of a file without control characters; empty if it is none."""
    if not isinstance(value, pikepdf.String | str):
        return ""
    try:
        text = str(value)
    except (UnicodeError, ValueError):
        return ""
    return "".join(character if character.isprintable() else " " for character in text)


def word(value: Any) -> str:
    """Return a name of a file with its slash, such as `/Link`; empty if it is none."""
    if not isinstance(value, pikepdf.Name):
        return ""
    try:
        return str(value)
    except UnicodeError:
        return ""  # no name that we know has such bytes
