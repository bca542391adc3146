"""From LaTeX to Typst and to MathML, remembered: formulas come again, here and elsewhere."""

from __future__ import annotations

from functools import lru_cache

from latex_math.error import MathError
from latex_math.mathml import formula_mathml
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


@lru_cache(maxsize=16_384)
def mathml(
    source: str, *, display: bool = False, macros: Macros | None = None, prefix: str = ""
) -> str:
    """Return a formula as an element ``math``; `MathError` for what cannot be converted.

    Its source is kept in it, as an annotation and as the text for who cannot see it. A ``prefix``
    stands before the names of all elements, for XML whose author has declared its namespace.
    """
    try:
        formula = parse(source, display=display, macros=macros)
        return formula_mathml(formula, display=display, source=source, prefix=prefix)
    except RecursionError:
        raise MathError("the formula is nested too deeply") from None
