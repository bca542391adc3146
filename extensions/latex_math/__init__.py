r"""LaTeX mathematics: source to a tree, the tree to another language.

`parse` reads a formula into a `Formula`, whose nodes are those of `latex_math.tree`; `inline` and
`display` write it as Typst, `formula_mathml` as MathML; `convert`, `convert_display` and `mathml`
do both and remember. `Macros` are the author's commands; `MathError` says what cannot be read,
where, and what would help. Pages that show MathML want the style sheet `MATHML_CSS`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from latex_math.conversion import convert, convert_display, mathml
from latex_math.error import MathError
from latex_math.mathml import formula_mathml
from latex_math.parse import Macro, Macros, parse
from latex_math.tree import Formula
from latex_math.typst import Display, Line, display, inline

SOURCE: Final = Path(__file__).parent
"""The folder of this package: what changes in it may change what is written."""

MATHML_CSS: Final = SOURCE / "mathml" / "mathml.css"
"""The style sheet that MathML of this package wants on its page."""

__all__ = [
    "MATHML_CSS",
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
    "formula_mathml",
    "inline",
    "mathml",
    "parse",
]
