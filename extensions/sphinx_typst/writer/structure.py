"""Documents, sections, titles, paragraphs, quotes, and what stands between them."""

from typing import Final

from docutils import nodes

from sphinx_typst.language import runs_back
from sphinx_typst.markup import EMPTY, Code, block, call
from sphinx_typst.writer.base import CONTEXT, Base, names

INVISIBLE = (
    nodes.comment,
    nodes.substitution_definition,
    nodes.target,
    nodes.pending,
    nodes.meta,
    nodes.Invisible,
)


# Around a title that may run the other way than what is beside it.
_ISOLATE: Final = r'"\u{2068}"'
_POP: Final = r'"\u{2069}"'


# How far what stands alone is from the text.
_APART = Code("1.1em")


class Structure(Base):
    """Writes the frame of a document."""

    def write_document(self, node: nodes.document) -> Code:
        """Write everything below."""
        return self.inside(node)

    def write_section(self, node: nodes.section) -> Code:
        """Write a title as a heading one level deeper, and what follows it."""
        self.level += 1
        identifiers = list(node["ids"])
        parts: list[Code] = []
        children = list(node.children)
        title = next((child for child in children if isinstance(child, nodes.title)), None)
        if title is not None:
            children.remove(title)
            parts.append(self._heading(node, title, identifiers))
        parts.append(self.styled(node, self.inside(children)))
        self.level -= 1
        # The classes are on what follows the heading: a heading cannot open a page in a box.
        node["classes"] = []
        return block(part for part in parts if part != EMPTY)

    def _heading(self, section: nodes.section, title: nodes.title, identifiers: list[str]) -> Code:
        # One label only: what is inside a heading is repeated in the contents and page heads.
        inner = [name for child in title.findall(nodes.Element) for name in names(child, "ids")]
        label = self.claim([*identifiers, *inner])
        with self.within("title"), self.within("heading"):
            body = self.inside(title)
        number = self.section_number(section)
        isolated = self.context.has_rtl or runs_back(title.astext())
        self.outline.append(
            {
                "level": self.level,
                "label": label,
                "number": number,
                "body": Code(f"{_ISOLATE} + {body} + {_POP}") if isolated else body,
            }
        )
        return call(
            "section-title",
            CONTEXT,
            self.level,
            body,
            label=label,
            number=number,
            isolated=isolated,
            classes=[*names(section, "classes"), *names(title, "classes")],
        )

    def section_number(self, section: nodes.section) -> str | None:
        """Give the number Sphinx counted for a section of a numbered toctree."""
        numbers = self.context.env.toc_secnumbers.get(self.docname, {})
        for name in ["#" + identifier for identifier in section["ids"]]:
            if name in numbers:
                return ".".join(map(str, numbers[name]))
        # The first section of a document is known by the document's name.
        top = self.level == 1 and self.document.first_child_matching_class(nodes.section)
        if top is not False and top is not None and self.document[top] is section:
            return ".".join(map(str, numbers.get("", ()))) or None
        return None

    def write_title(self, node: nodes.title) -> Code:
        """Write the title of something that is no section (topic, sidebar, table) in its place."""
        return self.inside(node)

    def write_subtitle(self, node: nodes.subtitle) -> Code:
        """Write a line below a title."""
        return call("styled", CONTEXT, ["subtitle"], self.inside(node))

    def write_rubric(self, node: nodes.rubric) -> Code:
        """Write a heading that is not in the contents."""
        with self.within("title"):
            return call("styled", CONTEXT, ["rubric"], self.inside(node))

    def write_paragraph(self, node: nodes.paragraph) -> Code:
        """Write a paragraph with its label inside, so that the two stay on one page."""
        labels = self.anchor(node)
        alone = len(node) == 1 and (
            isinstance(node[0], nodes.image)
            or (isinstance(node[0], nodes.reference) and "sd-btn" in names(node[0], "classes"))
        )
        body = self.inside(node)
        if body == EMPTY:
            return block(labels)
        if alone:
            # MyST puts every image into a paragraph; one that is alone is a block.
            return call("block", block([*labels, body]), above=_APART, below=_APART)
        return call("par", block([*labels, body]) if labels else body)

    def flow(self, node: nodes.Element) -> Code:
        """Give the content of an item or a cell: a single paragraph is plain inline content."""
        return self.flow_of(node.children)

    def flow_of(self, children: list[nodes.Node], *, lead: bool = False) -> Code:
        """Give blocks as the content of something; a first paragraph needs no paragraph around.

        With `lead` this holds whatever follows it, so that a number can stand on its line.
        """
        visible = [child for child in children if not isinstance(child, INVISIBLE)]
        first = visible[0] if visible else None
        alone = lead or all(
            isinstance(child, nodes.bullet_list | nodes.enumerated_list) for child in visible[1:]
        )
        if type(first) is nodes.paragraph and alone and not first["classes"]:
            line = block([*self.anchor(first), self.inside(first)])
            rest = self.inside([child for child in children if child is not first])
            return line if rest == EMPTY else block([line, rest])
        return self.inside(children)

    def write_block_quote(self, node: nodes.block_quote) -> Code:
        """Write a quotation, with who said it."""
        attribution = [child for child in node.children if isinstance(child, nodes.attribution)]
        rest = [child for child in node.children if not isinstance(child, nodes.attribution)]
        with self.nested(node) as room:
            body = self.inside(rest)
            if not room:
                return body
        source = self.inside([part for item in attribution for part in item.children])
        # A list in a quote is docutils' reading of indentation, not somebody's words.
        lists = nodes.bullet_list | nodes.enumerated_list | nodes.definition_list
        if not attribution and rest and all(isinstance(child, lists) for child in rest):
            return call("styled", CONTEXT, ["indented"], body)
        return call("quotation", CONTEXT, body, attribution=source if attribution else None)

    def write_attribution(self, node: nodes.attribution) -> Code:
        """Write an attribution that stands by itself."""
        return call("styled", CONTEXT, ["attribution"], self.inside(node))

    def write_transition(self, node: nodes.transition) -> Code:
        """Write a break in thought; MyST sets one above its footnotes, which have left."""
        if "footnotes" in node["classes"]:
            return EMPTY
        return call("styled", CONTEXT, ["transition"], EMPTY)

    def write_line_block(self, node: nodes.line_block) -> Code:
        """Write verse: each line as it is, inner blocks indented."""
        with self.nested(node) as room:
            lines = [
                self.write_line_block(child)
                if isinstance(child, nodes.line_block)
                else self.inside(child)
                for child in node.children
            ]
            if not room:
                return block(lines)
        return call("lines", CONTEXT, lines)

    def write_topic(self, node: nodes.topic) -> Code:
        """Write a topic as a titled block; a local table of contents keeps its links."""
        return self._titled(node, "topic")

    def write_sidebar(self, node: nodes.sidebar) -> Code:
        """Write a sidebar as a titled block: a printed column has no side."""
        return self._titled(node, "sidebar")

    def _titled(self, node: nodes.Element, kind: str) -> Code:
        children = list(node.children)
        title = next((child for child in children if isinstance(child, nodes.title)), None)
        parts: list[Code] = []
        if title is not None:
            children.remove(title)
            with self.within("title"):
                parts.append(call("styled", CONTEXT, [f"{kind}-title"], self.inside(title)))
        with self.nested(node) as room:
            parts.append(self.inside(children))
            body = block(parts)
            return call("styled", CONTEXT, [kind], body) if room else body

    def write_container(self, node: nodes.container) -> Code:
        """Write a division; what it looks like is its classes' business."""
        with self.nested(node) as room:
            if not room:
                node["classes"] = []
            return self.inside(node)

    def write_compound(self, node: nodes.compound) -> Code:
        """Write a paragraph made of several blocks."""
        return self.inside(node)

    def write_line(self, node: nodes.line) -> Code:
        """Write a line that has lost its block."""
        return self.inside(node)

    def write_decoration(self, node: nodes.decoration) -> Code:
        """Write what is said about heads and feet of pages."""
        return self.inside(node)

    def write_Decorative(self, node: nodes.Element) -> Code:  # noqa: N802 - a docutils class
        """Leave out headers and footers of a page: the template has its own."""
        self.warn("decoration", "the head and foot of a page are the template's", node)
        return EMPTY

    def write_Bibliographic(self, node: nodes.Element) -> Code:  # noqa: N802 - a docutils class
        """Write a field of a document's head that stands in the text."""
        return call("par", self.inside(node))

    def write_docinfo(self, node: nodes.docinfo) -> Code:
        """Leave out the fields before the title: Sphinx has read them as metadata."""
        del node
        return EMPTY

    def write_comment(self, _node: nodes.comment) -> Code:
        """Leave out a comment."""
        return EMPTY

    def write_Invisible(self, _node: nodes.Node) -> Code:  # noqa: N802 - a docutils class
        """Leave out what docutils calls invisible."""
        return EMPTY

    def write_substitution_definition(self, _node: nodes.substitution_definition) -> Code:
        """Leave out a definition: it was substituted where it is used."""
        return EMPTY

    def write_system_message(self, node: nodes.system_message) -> Code:
        """Leave out a message of the parser: Sphinx has reported it."""
        del node
        return EMPTY

    def write_meta(self, _node: nodes.meta) -> Code:
        """Leave out metadata of web pages."""
        return EMPTY
