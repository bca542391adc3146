"""Mathematics: TeX in the doctree, Typst in print."""

from docutils import nodes

from sphinx_typst.markup import Code, call, formula
from sphinx_typst.math import MathError, convert
from sphinx_typst.writer.base import CONTEXT, Base


class Formulas(Base):
    """Writes formulas, with their source as the text for those who listen."""

    def write_math(self, node: nodes.math) -> Code:
        """Write a formula in a line."""
        source = node.astext().strip()
        body = self._converted(source, node, display=False)
        return call("code", source) if body is None else call("inline-formula", body, alt=source)

    def write_math_block(self, node: nodes.math_block) -> Code:
        """Write a displayed formula, with its number if others can refer to it."""
        source = node.astext().strip()
        body = self._converted(source, node, display=True)
        label = self.claim(node.get("ids", ()))
        number = self._number(node)
        if body is None:
            return call("block-source", CONTEXT, source, number=number, label=label)
        return call("block-formula", CONTEXT, body, alt=source, number=number, label=label)

    def _number(self, node: nodes.math_block) -> str | None:
        """Give the number that references to this formula show."""
        if not node.get("number"):
            return None
        config = self.builder.config
        if config.math_numfig and config.numfig:
            numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
            found = next((numbers[name] for name in node["ids"] if name in numbers), None)
            if found is not None:
                return f"({'.'.join(map(str, found))})"
        return f"({node['number']})"

    def _converted(self, source: str, node: nodes.Element, *, display: bool) -> Code | None:
        try:
            return formula(convert(source, display=display, macros=self.builder.macros))
        except MathError as error:
            self.warn("math", f"a formula is printed as its source: {error}", node)
            return None
