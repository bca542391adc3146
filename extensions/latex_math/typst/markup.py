"""Typst's lexical rules in mathematics: what must be escaped, quoted or kept apart."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from latex_math.tree import Kind

# Something that prints nothing, where Typst needs something.
EMPTY: Final = '""'

# Signs that Typst has no use for, besides letters, digits and most symbols.
_BARE: Final = frozenset("+=′″‴⁗‵…")
# Brackets and bars that Typst itself lets grow; others must be told that they are delimiters.
_PAIRED: Final = frozenset("()[]{}|‖⟨⟩⌈⌉⌊⌋⟦⟧⟮⟯⎰⎱⟪⟫⦃⦄⌜⌝⌞⌟⦇⦈⟅⟆⦀")
CLASSES: Final[dict[Kind, str]] = {
    "bin": "binary", "rel": "relation", "op": "large", "punct": "punctuation", "ord": "normal",
    "open": "opening", "close": "closing",
}  # fmt: skip


def quoted(text: str) -> str:
    """Write words: a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=4096)
def literal(char: str, kind: Kind = "ord") -> str:
    """Write a character that means itself, spaced as its kind is."""
    markup = escaped(char)
    if (char, kind) in _OTHERWISE:
        return f'class("{CLASSES[kind]}", {markup})'
    return markup


@lru_cache(maxsize=4096)
def escaped(char: str) -> str:
    """Write a character that means itself; only those are left bare that Typst has no use for."""
    if char in _BARE or char.isalnum():
        return char
    if char.isascii() or char in "√∛∜" or char in _PAIRED or unicodedata.category(char) != "Sm":
        return "\\" + char
    return char


def fence(char: str | None, name: str) -> str:
    """Write a delimiter that can grow; ``name`` is its class, in Typst's words."""
    if char is None:
        return EMPTY
    markup = escaped(char)
    return markup if char in _PAIRED else f'class("{name}", {markup})'


def is_paired(char: str) -> bool:
    """Say whether Typst knows the character as an opening or closing bracket."""
    return char in _PAIRED and char not in "|‖⦀"


def is_single(markup: str) -> bool:
    """Say whether markup is one piece that scripts can stand at."""
    if len(markup) == 1 or (len(markup) == 2 and markup[0] == "\\"):  # noqa: PLR2004
        return True
    if markup[0] == '"' and markup[-1] == '"':
        inner = markup[1:-1]
        return '"' not in inner or '"' not in inner.replace("\\\\", "").replace('\\"', "")
    return markup.isdigit()


def glue(parts: Iterable[str]) -> str:
    """Join pieces, with a space only where two would be read as one.

    Spaces are not free: beside words and bars Typst prints them.
    """
    result: list[str] = []
    last = ""
    for part in parts:
        if part:
            if last and _goes_on(last, part[0]):
                result.append(" ")
            result.append(part)
            last = part[-1]
    return "".join(result)


@lru_cache(maxsize=8192)
def _goes_on(last: str, first: str) -> bool:
    """Say whether Typst would read the two characters as parts of one word or number."""
    if not _in_name(last):
        return False
    if last.isdecimal() and last.isascii():
        return first.isdecimal()
    return _in_name(first)


def _in_name(char: str) -> bool:
    return ("a" + char).isidentifier() or char.isalnum() or char == "-"


# Characters whose class in Typst is not the one that LaTeX gives them. Found by measuring each
# with and without its class between others; a test measures again.
_OTHERWISE: Final = frozenset(
    (char, kind)
    for kind, chars in {
        "open": "|‖‘", "close": "|‖", "op": "✱⨹⩕⩖", "rel": "⊥⊻△▶◀➤⩞",
        "bin": "&‡†←⊲⊳⊴⊵⋈⋖⋗□◯⦵", "ord": "·†‡∆∇√∫▲△▴▼▽◊★⧫",
    }.items()
    for char in chars
)  # fmt: skip
