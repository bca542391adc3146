"""What sphinx-design makes: grids, cards, tabs, dropdowns, badges, buttons, icons.

Most of it is containers with classes, which the styles set. Paper is not clickable: tabs follow
each other, dropdowns are open, and a card that is a link as a whole says so at its end.
"""

from docutils import nodes

from sphinx_typst.markup import EMPTY, Code, block, call
from sphinx_typst.writer.base import CONTEXT
from sphinx_typst.writer.code import Listings


class Design(Listings):
    """Writes the components of web pages that have a printed form."""

    def write_container(self, node: nodes.container) -> Code:
        """Write a component by its name; others are divisions."""
        component = node.get("design_component")
        if component == "grid-row":
            items = [self.component(child) for child in node.children]
            return call("card-grid", CONTEXT, [item for item in items if item != EMPTY])
        if component == "dropdown":
            return self._dropdown(node)
        if component == "tab-item" and node.children:
            label, *rest = node.children
            title = call("styled", CONTEXT, ["sd-tab-label"], self.inside(label))
            if isinstance(label, nodes.Element):
                label["ids"] = label["classes"] = []
            return block([title, self.inside(rest)])
        return super().write_container(node)

    def component(self, node: nodes.Node) -> Code:
        """Write one node with its label and its classes."""
        return self.inside([node])

    def _dropdown(self, node: nodes.container) -> Code:
        children = list(node.children)
        title = EMPTY
        if node.get("has_title") and children and isinstance(children[0], nodes.rubric):
            with self.within("title"):
                title = self.inside(children.pop(0))
        parts = [call("styled", CONTEXT, ["sd-summary-title"], title)] if title != EMPTY else []
        parts.append(self.inside(children))
        return call("styled", CONTEXT, ["sd-dropdown"], block(parts))

    def write_PassthroughTextElement(self, node: nodes.TextElement) -> Code:  # noqa: N802 - theirs
        """Write text that is no paragraph, as the title of a card or its link."""
        links = list(node.findall(nodes.reference))
        whole = any("sd-stretched-link" in link.get("classes", ()) for link in links)
        body = self.inside(node)
        if whole:
            return call("styled", CONTEXT, ["sd-card-link"], body)
        return call("par", body) if body != EMPTY else body

    def write_sd_icon(self, _node: nodes.Element) -> Code:
        """Leave out an icon: it is decoration, and has no text."""
        return EMPTY

    def write_fontawesome(self, _node: nodes.Element) -> Code:
        """Leave out an icon: it is decoration, and its font is the web's."""
        return EMPTY

    def write_sd_line_break(self, _node: nodes.Element) -> Code:
        """Write a new line in a button."""
        return call("linebreak")

    # Sphinx-design makes these for web pages only, and at the end; here they are as their parts.

    def write_sd_tab_input(self, _node: nodes.Element) -> Code:
        """Leave out the button of a tab."""
        return EMPTY

    def write_sd_tab_label(self, node: nodes.Element) -> Code:
        """Write the title of a tab."""
        return call("styled", CONTEXT, ["sd-tab-label"], self.inside(node))

    def write_dropdown_main(self, node: nodes.Element) -> Code:
        """Write a dropdown, open."""
        return call("styled", CONTEXT, ["sd-dropdown"], self.inside(node))

    def write_dropdown_title(self, node: nodes.Element) -> Code:
        """Write the title of a dropdown."""
        return call("styled", CONTEXT, ["sd-summary-title"], self.inside(node))

    def write_aside_main(self, node: nodes.Element) -> Code:
        """Write an aside; its classes set it off."""
        return self.inside(node)
