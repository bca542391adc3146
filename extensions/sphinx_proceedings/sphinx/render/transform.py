"""Placeholders become standard nodes while a document is read."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from myst_parser.mdit_to_docutils.transforms import CollectFootnotes
from sphinx.transforms import SphinxTransform

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.sphinx.nodes import inline_placeholder, placeholder, web_block
from sphinx_proceedings.sphinx.read.generated import is_generated
from sphinx_proceedings.sphinx.read.guard import ALL, LEFT_OUT
from sphinx_proceedings.sphinx.render.context import Context, Unknown
from sphinx_proceedings.sphinx.render.header import complete
from sphinx_proceedings.sphinx.render.kind import RENDERERS
from sphinx_proceedings.sphinx.render.page import write
from sphinx_proceedings.sphinx.render.part import note
from sphinx_proceedings.sphinx.site import site_of

# So many directives of ours the texts of the catalogue may bring into one page, and so deep.
_MOST_IN_TEXTS = 500
_DEEPEST_IN_TEXTS = 3


class FillPlaceholders(SphinxTransform):
    """Replace every placeholder, and begin papers and dialogues with their metadata."""

    # Before all others: substitutions, identifiers, smart quotes, images, bibtex and MyST's own
    # transforms then see our nodes as if they had been written on the page.
    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Work on one document, once."""
        del kwargs
        kinds = self._fill()
        docname = self.env.current_document.docname
        site = site_of(self.config)
        page = site.generated.by_docname.get(docname)
        if page is not None and not page.text and is_generated(self.env, docname):
            write(Context(self.env, self.document, self.document), page)
        entry = site.entries.get(docname)
        if entry is not None and self.env.metadata[docname].get(LEFT_OUT) != ALL:
            context = Context(self.env, self.document, self.document)
            complete(context, entry, facts="dialogue" not in kinds)
        self._fill_texts()

    def _fill(self) -> set[str]:
        """Replace the placeholders that there are, and return the kinds of the blocks."""
        kinds = set()
        for block in list(self.document.findall(placeholder)):
            kinds.add(block["kind"])
            block.replace_self(self._filled(block))
        for inline in list(self.document.findall(inline_placeholder)):
            inline.replace_self(self._filled_inline(inline))
        return kinds

    def _fill_texts(self) -> None:
        """Replace the placeholders in texts of the catalogue, which others have brought.

        A biography may show its own person, whose biography shows its own person.
        """
        filled = rounds = 0
        while True:
            blocks = list(self.document.findall(placeholder))
            if not blocks and not any(self.document.findall(inline_placeholder)):
                return
            # Roles bring nothing that could bring more.
            filled += len(blocks)
            rounds += 1
            if blocks and (rounds > _DEEPEST_IN_TEXTS or filled > _MOST_IN_TEXTS):
                message = "texts of the catalogue show each other, or too much"
                Context(self.env, self.document, blocks[0]).problem(Code.TOO_DEEP, message)
                for block in blocks:
                    block.replace_self([])
            self._fill()

    def _filled(self, node: placeholder) -> list[nodes.Node]:
        context = Context(self.env, self.document, node)
        try:
            return RENDERERS[node["kind"]](context, node["wanted"])
        except Unknown as unknown:
            return [note(unknown.message)]

    def _filled_inline(self, node: inline_placeholder) -> list[nodes.Node]:
        context = Context(self.env, self.document, node)
        try:
            return RENDERERS[node["kind"]](context, None)
        except Unknown as unknown:
            text = node.astext() or unknown.message
            return [nodes.inline("", text, classes=["sp-problem"])]


class LeaveAfterNotes(SphinxTransform):
    """The way to other papers comes after the footnotes, which MyST puts at the end."""

    # After MyST has collected them.
    default_priority = CollectFootnotes.default_priority + 1

    def apply(self, **kwargs: Any) -> None:
        """Work on one document, once."""
        del kwargs
        if not any(isinstance(node, nodes.footnote) for node in self.document):
            return
        for box in list(self.document.findall(web_block)):
            if "sp-neighbours" in box["classes"]:
                box.parent.remove(box)
                self.document += box
