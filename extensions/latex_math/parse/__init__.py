"""LaTeX mathematics and its macros to a tree."""

from latex_math.parse.formula import parse
from latex_math.parse.macro import Macros
from latex_math.parse.stream import Macro

__all__ = ["Macro", "Macros", "parse"]
