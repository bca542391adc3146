"""What is said of a command that nobody knows, and of what ends too early or never."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from latex_math.error import MathError
from latex_math.parse.token import Token

_REFUSED: Final = {
    "\\includegraphics": "a picture is not part of a formula",
    "\\input": "files are never read from formulas",
    "\\include": "files are never read from formulas",
    "\\write": "files are never written from formulas",
    "\\middle": "it stands between \\left and \\right",
    "\\catcode": "only commands can be defined",
}


def unexpected(token: Token, message: str, position: int) -> MathError:
    """Say why ``token`` ends a list that something else should end."""
    text, place = token
    if text == "&":
        return MathError("`&` outside of a table", place, "write `\\&` for the character")
    if text in {"\\\\", "\\cr"}:
        return MathError("a line break where there are no lines", place)
    if text and text not in {"}", "]"}:
        return MathError(f"`{text}` comes too early: {message}", place)
    return MathError(message, position, "check that braces and environments are paired")


def unknown(token: Token, known: Iterable[str]) -> MathError:
    """Say that a command is unknown, and which one may have been meant."""
    text, position = token
    reason = _REFUSED.get(text)
    if reason:
        return MathError(f"`{text}` cannot be converted", position, reason)
    close = get_close_matches(text, known, n=1, cutoff=0.75)
    hint = f"did you mean `{close[0]}`?" if close else "define it as a macro"
    return MathError(f"`{text}` is unknown", position, hint)
