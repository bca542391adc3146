"""A tree of a formula to Typst's mathematics."""

from latex_math.typst.display import Display, Line, display, inline

__all__ = ["Display", "Line", "display", "inline"]
