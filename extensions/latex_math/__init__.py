r"""LaTeX mathematics: source to a tree, the tree to another language.

`parse` reads a formula into a `Formula`, whose nodes are those of `latex_math.tree`; `inline` and
`display` write it as Typst; `convert` and `convert_display` do both and remember. `Macros` are
the author's commands; `MathError` says what cannot be read, where, and what would help.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from latex_math.conversion import convert, convert_display
from latex_math.error import MathError
from latex_math.parse import Macro, Macros, parse
from latex_math.tree import Formula
from latex_math.typst import Display, Line, display, inline

SOURCE: Final = Path(__file__).parent
"""The folder of this package: what changes in it may change what is written."""

__all__ = [
    "SOURCE",
    "Display",
    "Formula",
    "Line",
    "Macro",
    "Macros",
    "MathError",
    "convert",
    "convert_display",
    "display",
    "inline",
    "parse",
]
