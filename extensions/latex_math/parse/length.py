"""Lengths in TeX's units, in ems."""

from __future__ import annotations

import re
from typing import Final

from latex_math.error import MathError

_DIMENSION: Final = re.compile(
    r"\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z]+)\s*(?:plus.*|minus.*)?", re.ASCII
)
# Units in ems, for text of ten points, as TeX counts (an em of ten points).
_EMS: Final = {
    "em": 1.0, "ex": 0.43, "mu": 1 / 18, "pt": 0.1, "bp": 0.10037, "pc": 1.2, "mm": 0.28453,
    "cm": 2.8453, "in": 7.227, "dd": 0.107, "cc": 1.284, "px": 0.075, "sp": 0.1 / 65536,
}  # fmt: skip
# More is a mistake, and would make pages of a size that no reader opens.
_MOST_EMS: Final = 100.0
_LONGEST_LENGTH: Final = 60
# Lengths that have a name, as they are in an article of ten points.
_NAMED_LENGTHS: Final = {
    "parindent": 1.5, "arraycolsep": 0.5, "tabcolsep": 0.6, "baselineskip": 1.2, "jot": 0.3,
    "thinmuskip": 1 / 6, "medmuskip": 2 / 9, "thickmuskip": 5 / 18, "fill": 2.0, "height": 0.7,
    "depth": 0.2, "totalheight": 0.9, "width": 1.0, "textwidth": 34.0, "linewidth": 34.0,
    "columnwidth": 34.0, "hsize": 34.0, "unitlength": 0.1, "fboxsep": 0.3,
}  # fmt: skip
_NAMED: Final = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)?)\s*\\([a-z]+)\s*", re.ASCII)


def length(text: str, position: int) -> float:
    """Understand a length; return it in ems."""
    found = _DIMENSION.fullmatch(text) if len(text) <= _LONGEST_LENGTH else None
    named = _NAMED.fullmatch(text) if not found and len(text) <= _LONGEST_LENGTH else None
    if named and named[2] in _NAMED_LENGTHS:
        number = named[1] + "1" if named[1] in {"", "+", "-"} else named[1]
        return max(-_MOST_EMS, min(_MOST_EMS, float(number) * _NAMED_LENGTHS[named[2]]))
    if not found or found[2] not in _EMS:
        raise MathError(
            f"`{text[:_LONGEST_LENGTH]}` is not a length",
            position,
            "such as 1.5em, 3pt or -2mu",
        )
    ems = float(found[1]) * _EMS[found[2]]
    if abs(ems) > _MOST_EMS:
        raise MathError(f"the length `{text}` is out of all proportion", position)
    return ems
