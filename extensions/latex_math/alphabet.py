"""Letters in other alphabets: the one character that Unicode has for each, in no language."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from string import ascii_letters
from typing import Final

from docutils.utils.math import mathalphabet2unichar as unicode_alphabets

_CAPITALS_FIRST: Final = ascii_letters[26:] + ascii_letters[:26]


def _from(start: int) -> dict[str, str]:
    """Give letters that stand in Unicode one after the other, capitals first."""
    return {char: chr(start + index) for index, char in enumerate(_CAPITALS_FIRST)}


ALPHABETS: Final[dict[str, dict[str, str]]] = {
    "bf": unicode_alphabets.mathbf,
    "bfit": {**unicode_alphabets.mathbf, **unicode_alphabets.mathbfit},
    "bb": unicode_alphabets.mathbb,
    "cal": unicode_alphabets.mathcal,
    "scr": unicode_alphabets.mathcal,
    "frak": unicode_alphabets.mathfrak,
    "sf": unicode_alphabets.mathsf,
    "sfbf": unicode_alphabets.mathsfbf,
    "tt": unicode_alphabets.mathtt,
    "it": unicode_alphabets.mathit,
}
"""What LaTeX calls the alphabet -> its letters and digits."""
# Bold capitals of the Greek are upright as the regular ones are.
ALPHABETS["bfit"].update(
    {char: bold for char, bold in unicode_alphabets.mathbf.items() if "Α" <= char <= "Ω"}
)
_BOLD: Final[dict[str | None, dict[str, str]]] = {
    None: ALPHABETS["bfit"], "rm": ALPHABETS["bf"], "bf": ALPHABETS["bf"],
    "it": ALPHABETS["bfit"], "bfit": ALPHABETS["bfit"], "sf": ALPHABETS["sfbf"],
    "sfbf": ALPHABETS["sfbf"], "cal": _from(0x1D4D0), "scr": _from(0x1D4D0),
    "frak": _from(0x1D56C),
}  # fmt: skip


def in_alphabet(char: str, alphabet: str) -> str | None:
    """Return the character that is ``char`` in an alphabet, if Unicode has it."""
    return ALPHABETS.get(alphabet, {}).get(char)


def in_bold(char: str, alphabet: str | None) -> str | None:
    """Return the character that is ``char`` in bold letters of an alphabet, if Unicode has it."""
    return _BOLD.get(alphabet, {}).get(char)
