r"""LaTeX mathematics to Typst mathematics, without Sphinx.

`convert` gives the inside of an equation; `convert_display` gives a displayed formula line by
line, for those who number lines; `Macros` are the author's commands; `MathError` says what
cannot be converted, where, and what would help.
"""

from __future__ import annotations

from sphinx_typst.math.convert import Display, Line, convert, convert_display
from sphinx_typst.math.error import MathError
from sphinx_typst.math.macro import Macros
from sphinx_typst.math.stream import Macro

__all__ = ["Display", "Line", "Macro", "Macros", "MathError", "convert", "convert_display"]
