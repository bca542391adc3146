"""From LaTeX source to Typst source, remembered: formulas come again, here and elsewhere."""

from __future__ import annotations

from functools import lru_cache

from latex_math.error import MathError
from latex_math.parse import Macros, parse
from latex_math.typst import Display, inline
from latex_math.typst import display as display_


@lru_cache(maxsize=16_384)
def convert(source: str, *, display: bool = False, macros: Macros | None = None) -> str:
    """Return the inside of a Typst equation; `MathError` for what cannot be converted.

    A displayed formula of several lines has line breaks at its top level, with the tags that the
    source gives to its lines.
    """
    if display:
        return convert_display(source, macros=macros).tagged()
    try:
        return inline(parse(source, macros=macros))
    except RecursionError:
        raise MathError("the formula is nested too deeply") from None


@lru_cache(maxsize=4096)
def convert_display(source: str, *, macros: Macros | None = None) -> Display:
    """Return a displayed formula line by line; `MathError` for what cannot be converted."""
    try:
        return display_(parse(source, display=True, macros=macros))
    except RecursionError:
        raise MathError("the formula is nested too deeply") from None
