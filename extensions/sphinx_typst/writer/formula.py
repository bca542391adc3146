"""Mathematics: TeX in the doctree, Typst in print."""

from docutils import nodes
from sphinx.util.math import get_node_equation_number

from sphinx_typst.config import math_macros
from sphinx_typst.markup import Code, call, formula

try:
    from sphinx_typst.math import MathError, convert
except ImportError:  # DEVELOPMENT ONLY
    class MathError(Exception): ...
    def convert(*a, **k): raise MathError("no converter yet")
from sphinx_typst.writer.base import CONTEXT, Base


class Formulas(Base):
    """Writes formulas, with their source as the text for those who listen."""

    def write_math(self, node: nodes.math) -> Code:
        """Write a formula in a line."""
        source = node.astext()
        body = self._converted(source, node, display=False)
        return call("code", source) if body is None else call("inline-formula", body, alt=source)

    def write_math_block(self, node: nodes.math_block) -> Code:
        """Write a displayed formula, with its number if others can refer to it."""
        source = node.astext()
        body = self._converted(source, node, display=True)
        if body is None:
            return call("code-block", CONTEXT, source)
        number = None
        if node.get("number"):
            number = get_node_equation_number(self, node)  # type: ignore[arg-type] # needs `.builder`
        return call(
            "block-formula",
            CONTEXT,
            body,
            alt=source,
            number=None if number is None else f"({number})",
            label=self.claim(node.get("ids", ())),
        )

    def _converted(self, source: str, node: nodes.Element, *, display: bool) -> Code | None:
        try:
            markup = convert(source, display=display, macros=math_macros(self.builder.config))
        except MathError as error:
            self.warn("math", f"a formula is printed as its source: {error}", node)
            return None
        return formula(markup)
