"""Letters, digits and words in the alphabets that LaTeX has for them."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from functools import lru_cache
from typing import Final

from latex_math.alphabet import in_alphabet, in_bold
from latex_math.mathml.markup import attribute, classes, element, escaped

# Letters that are printed as they are when they stand alone, and not in italics.
_GREEK_CAPITALS: Final = frozenset("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϴ∇")
# What MathML prints in italics when it stands alone.
_ITALIC: Final = (
    frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZıȷ∂ϵϑϰϕϱϖ")
    | frozenset(map(chr, range(0x3B1, 0x3CA)))
    | _GREEK_CAPITALS
)
JOINING: Final = frozenset({"rm", "bf", "it", "sf", "tt", "sfbf", "bfit"})
"""Alphabets whose letters side by side are a word."""


@lru_cache(maxsize=8192)
def identifier(text: str, alphabet: str | None, *, bold: bool) -> str:
    """Write a letter, or a word of several."""
    shown, found = _styled(text, alphabet, bold=bold)
    upright = text in _GREEK_CAPITALS if alphabet is None else alphabet == "rm"
    upright = upright and shown in _ITALIC
    attributes = attribute("mathvariant", "normal" if upright else None)
    return element("mi", escaped(shown), attributes + _substitute(alphabet, bold, found=found))


@lru_cache(maxsize=4096)
def number(text: str, alphabet: str | None, *, bold: bool) -> str:
    """Write a number."""
    shown, found = _styled(text, alphabet, bold=bold)
    return element("mn", escaped(shown), _substitute(alphabet, bold, found=found))


def _styled(text: str, alphabet: str | None, *, bold: bool) -> tuple[str, bool]:
    """Return the characters of a text in an alphabet, and whether there are some for all."""
    if not bold and (alphabet in {None, "rm"} or (alphabet == "it" and len(text) == 1)):
        return text, True
    parts = [in_bold(char, alphabet) if bold else in_alphabet(char, str(alphabet)) for char in text]
    found = all(
        part or (char.isdigit() and not bold) or char == "."
        for part, char in zip(parts, text, strict=True)
    )
    return "".join(part or char for part, char in zip(parts, text, strict=True)), found


def _substitute(alphabet: str | None, bold: bool, *, found: bool) -> str:
    """Write the class of what has no characters of its own, for the style sheet."""
    if found:
        return ""
    return classes("b" if bold or alphabet in {"bf", "bfit", "sfbf"} else _CLASSES.get(alphabet))


_CLASSES: Final[dict[str | None, str]] = {"sf": "sf", "tt": "tt"}
