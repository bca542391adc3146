"""Letters in other alphabets: one character where Unicode has it, else a Typst function."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from latex_math.alphabet import ALPHABETS

# What LaTeX calls the alphabet -> the function of Typst around words, and bold or not.
WORD_FUNCTIONS: Final = {
    "rm": "", "bf": "bold", "it": "italic", "sf": "sans", "tt": "mono",
    "bfit": "bold", "sfbf": "bold",
}  # fmt: skip

_TABLES: Final[dict[str, dict[str, str]]] = {
    **{name: ALPHABETS[name] for name in ("bf", "bfit", "bb", "frak", "sf", "sfbf", "tt")},
    # Typst's own letters are italic.
    "it": {char: styled for char, styled in ALPHABETS["it"].items() if not char.isascii()},
}
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
