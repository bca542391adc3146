"""What the extensions that come with Sphinx make: summaries, to-dos, diagrams."""

from docutils import nodes

from sphinx_typst.markup import EMPTY, Code, block, call
from sphinx_typst.writer.base import CONTEXT
from sphinx_typst.writer.structure import Structure


class Extensions(Structure):
    """Writes nodes of `sphinx.ext`."""

    def write_autosummary_table(self, node: nodes.Element) -> Code:
        """Write the table of a summary, which is hidden in a comment."""
        return self.inside(node)

    def write_autosummary_toc(self, node: nodes.Element) -> Code:
        """Write the documents of a summary where it is, as those of any toctree."""
        return self.inside(node)

    def write_ifconfig(self, node: nodes.Element) -> Code:
        """Write what Sphinx has left of a condition."""
        return self.inside(node)

    def write_todolist(self, _node: nodes.Element) -> Code:
        """Leave out the place of a list of to-dos; where it is wanted, it is a list by now."""
        return EMPTY

    def write_viewcode_anchor(self, _node: nodes.Element) -> Code:
        """Leave out a link to highlighted source, which only web pages have."""
        return EMPTY

    def write_graphviz(self, node: nodes.Element) -> Code:
        """Write a diagram as its source: drawing it is not Typst's."""
        self.warn("diagram", "a diagram of Graphviz is printed as its source", node)
        source = call("code-block", CONTEXT, str(node.get("code", "")))
        alternative = str(node.get("alt") or "").strip()
        return block([call("par", alternative), source]) if alternative else source

    def write_inheritance_diagram(self, node: nodes.Element) -> Code:
        """Write the names of the classes of a diagram."""
        self.warn("diagram", "a diagram of classes is printed as their names", node)
        return call("par", call("code", str(node.get("content", ""))))
