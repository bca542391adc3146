"""Letters in other alphabets: one character where Unicode has it, else a Typst function."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from functools import lru_cache
from typing import Final

from docutils.utils.math import mathalphabet2unichar as unicode_alphabets

# What LaTeX calls the alphabet -> the function of Typst around words, and bold or not.
WORD_FUNCTIONS: Final = {
    "rm": "", "bf": "bold", "it": "italic", "sf": "sans", "tt": "mono",
    "bfit": "bold", "sfbf": "bold",
}  # fmt: skip

_TABLES: Final[dict[str, dict[str, str]]] = {
    "bf": unicode_alphabets.mathbf,
    "bfit": {**unicode_alphabets.mathbf, **unicode_alphabets.mathbfit},
    "bb": unicode_alphabets.mathbb,
    "frak": unicode_alphabets.mathfrak,
    "sf": unicode_alphabets.mathsf,
    "sfbf": unicode_alphabets.mathsfbf,
    "tt": unicode_alphabets.mathtt,
    "it": {char: styled for char, styled in unicode_alphabets.mathit.items() if not char.isascii()},
}
# Bold capitals of the Greek are upright as the regular ones are.
_TABLES["bfit"].update(
    {char: bold for char, bold in unicode_alphabets.mathbf.items() if "Α" <= char <= "Ω"}
)
_FUNCTIONS: Final = {"rm": "upright", "cal": "cal", "scr": "scr", "frak": "frak"}
_BOLD: Final = {None: "bfit", "rm": "bf", "bf": "bf", "it": "bfit", "sf": "sfbf"}


@lru_cache(maxsize=4096)
def styled(char: str, alphabet: str | None, *, bold: bool) -> str:
    """Return the markup of one letter or digit in an alphabet (``None``: the usual one)."""
    if bold:
        found = _TABLES[_BOLD[alphabet]].get(char) if alphabet in _BOLD else None
        return found or f"bold({styled(char, alphabet, bold=False)})"
    if alphabet is None or (char.isdigit() and alphabet in {"rm", "it", "cal", "scr", "frak"}):
        return char
    found = _TABLES.get(alphabet, {}).get(char)
    if found:
        return found
    function = _FUNCTIONS.get(alphabet)
    return f"{function}({char})" if function else char
