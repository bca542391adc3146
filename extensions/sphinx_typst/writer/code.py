"""Blocks of code, and other preformatted text."""

from typing import Final

from docutils import nodes

from sphinx_typst.markup import Code, call
from sphinx_typst.place import place
from sphinx_typst.writer.base import CONTEXT
from sphinx_typst.writer.figures import Figures
from sphinx_typst.writer.highlight import inked
from sphinx_typst.writer.structure import Structure

# As wide as most editors show it.
_TAB: Final = 4
# What nobody will read is not worth colours.
_LONGEST: Final = 200_000


class Listings(Figures, Structure):
    """Writes code."""

    def write_literal_block(self, node: nodes.literal_block) -> Code:
        """Write code as it is; long lines wrap. Marked-up code keeps its marks."""
        if not all(isinstance(child, nodes.Text) for child in node.children):
            with self.within("preformatted"):
                return call("marked-code", CONTEXT, self.inside(node))
        arguments = node.get("highlight_args") or {}
        numbered = bool(node.get("linenos"))
        return self._code_block(
            node,
            str(node.get("language") or self.context.config.highlight_language),
            first=int(arguments.get("linenostart", 1)) if numbered else None,
            marked=sorted(int(line) for line in arguments.get("hl_lines", ())),
        )

    def _code_block(self, node: nodes.Element, language: str, **named: object) -> Code:
        config = self.context.config
        source = node.astext().expandtabs(_TAB).replace("\r\n", "\n").replace("\r", "\n")
        if len(source) > _LONGEST:
            return call("code-block", CONTEXT, source, **named)
        found = inked(
            source,
            language,
            str(config.typst_code_style or config.pygments_style or ""),
            place(node) or self.docname,
            config.highlight_options.get(language) or {},
        )
        if not found.is_plain:
            named["inks"] = [
                {"fill": ink.fill, "bold": ink.bold, "italic": ink.italic} for ink in found.inks
            ]
            named["runs"] = found.lines
        return call("code-block", CONTEXT, source, **named)

    def write_doctest_block(self, node: nodes.doctest_block) -> Code:
        """Write an interactive session."""
        return self._code_block(node, "pycon3")

    def write_container(self, node: nodes.container) -> Code:
        """Write code with its caption; other containers are divisions."""
        if not node.get("literal_block"):
            return super().write_container(node)
        captions = [child for child in node.children if isinstance(child, nodes.caption)]
        rest = [child for child in node.children if not isinstance(child, nodes.caption)]
        with self.within("title"):
            caption = self.inside([part for item in captions for part in item.children])
        label = self.claim(node["ids"])
        node["classes"] = [name for name in node["classes"] if name != "literal-block-wrapper"]
        return call(
            "listing-block",
            CONTEXT,
            self.inside(rest),
            caption=caption,
            number=self.figure_number("code-block", node),
            label=label,
        )
