"""Admonitions, and what Sphinx adds to them: see also, version notes, to-dos."""

from docutils import nodes
from sphinx.locale import admonitionlabels

from sphinx import addnodes
from sphinx_typst.markup import EMPTY, Code, block, call
from sphinx_typst.writer.base import CONTEXT, Base

# As Sphinx has them for translation, where they are not the name of the class.
_WORDS = {"seealso": "See also"}


class Admonitions(Base):
    """Writes boxes that stand out from the text."""

    def write_Admonition(self, node: nodes.Element) -> Code:  # noqa: N802 - a docutils class
        """Write an admonition; its title is its own, or the word for its kind."""
        kind = type(node).__name__
        children = list(node.children)
        if children and isinstance(children[0], nodes.title):
            with self.within("title"):
                title = self.inside(children.pop(0))
        else:
            label = _WORDS.get(kind, kind.capitalize()) if kind in admonitionlabels else ""
            title = call("text", self.word(label)) if label else EMPTY
        with self.nested(node) as room:
            heading = call("styled", CONTEXT, ["admonition-title"], title)
            body = block(part for part in (heading, self.inside(children)) if part != EMPTY)
        # The node's own classes choose the look, as in HTML; they are given here, once.
        own = [str(name) for name in node["classes"] if name not in {"admonition", kind}]
        node["classes"] = []
        classes = [*dict.fromkeys(["admonition", kind, *own])]
        return call("styled", CONTEXT, classes, body) if room else body

    def write_versionmodified(self, node: addnodes.versionmodified) -> Code:
        """Write since when something is, or is no more."""
        kind = str(node.get("type", "versionmodified"))
        return call("styled", CONTEXT, ["version-note", kind], self.inside(node))
