"""A tree of a formula to MathML Core."""

from latex_math.mathml.display import formula_mathml

__all__ = ["formula_mathml"]
