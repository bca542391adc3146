"""Blocks of JATS: paragraphs, lists, quotations, figures, tables, code, formulas and boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from docutils import nodes

from sphinx_proceedings.exports.xml import clean, element, given
from sphinx_proceedings.sphinx.nodes import cite_box, macros, notice, viewer, web_block
from sphinx_proceedings.sphinx.web.jats.table import Tables
from sphinx_proceedings.sphinx.web.jats.text import Facts, append, is_empty

# What a page has besides the text of its paper.
_HIDDEN = (
    nodes.Invisible,
    nodes.raw,
    nodes.system_message,
    nodes.transition,
    cite_box,
    macros,
    notice,
    viewer,
    web_block,
)
_ORDERS = {
    "arabic": "order",
    "loweralpha": "alpha-lower",
    "upperalpha": "alpha-upper",
    "lowerroman": "roman-lower",
    "upperroman": "roman-upper",
}
_NO_LANGUAGE = frozenset({"", "default", "none", "text"})


class Blocks(Tables):
    """Makes blocks, and keeps notes and references for the end."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self.notes: list[nodes.footnote] = []
        self.references: list[nodes.citation] = []

    def blocks(self, children: Iterable[nodes.Node]) -> list[ET.Element]:
        """Return the blocks that nodes make; lines among them make paragraphs."""
        found: list[ET.Element] = []
        run: list[nodes.Node] = []
        for child in children:
            if isinstance(child, _HIDDEN):
                continue
            if isinstance(child, nodes.Text | nodes.Inline):
                run.append(child)
                continue
            found += self._paragraph(run)
            run = []
            if isinstance(child, nodes.Element):
                found += self._marked(child)
        return [*found, *self._paragraph(run)]

    def paragraphs(self, children: Iterable[nodes.Node], *also: str) -> list[ET.Element]:
        """Return blocks, of which all but those of some names are put into paragraphs."""
        allowed = {"p", *also}
        blocks = self.blocks(children)
        made = [one if one.tag in allowed else element("p", None, one) for one in blocks]
        return made or [element("p")]

    def _paragraph(self, run: list[nodes.Node]) -> list[ET.Element]:
        made = self.fill(element("p"), run)
        if is_empty(made):
            return []
        if len(made) == 1 and made[0].tag == "inline-graphic" and not (made.text or "").strip():
            made[0].tag = "graphic"
            return [made[0]]
        return [made]

    def _marked(self, node: nodes.Element) -> list[ET.Element]:
        made = list(self._block(node))
        if made and node.get("ids"):
            self.targets.mark(made[0], node)
        return made

    def _block(self, node: nodes.Element) -> Iterator[ET.Element]:  # noqa: C901, PLR0912 - a table
        match node:
            case nodes.footnote():
                self.notes.append(node)
            case nodes.citation():
                self.references.append(node)
            case nodes.paragraph() | nodes.attribution():
                yield from self._paragraph(node.children)
            case nodes.rubric():
                yield element("p", None, self.line("bold", node))
            case nodes.bullet_list() | nodes.enumerated_list():
                yield from self._list(node)
            case nodes.definition_list() | nodes.field_list():
                yield from self._definitions(node)
            case nodes.block_quote():
                yield self._quotation(node)
            case nodes.literal_block() | nodes.doctest_block():
                yield self._code(node)
            case nodes.math_block():
                yield self._formula(node)
            case nodes.figure():
                yield self._figure(node)
            case nodes.table():
                yield self.table(node)
            case nodes.line_block():
                yield from self._verse(node)
            case nodes.Admonition() | nodes.topic() | nodes.sidebar():
                yield self._box(node)
            case nodes.container() if node.get("literal_block"):
                yield self._figure(node)
            case nodes.section():
                yield from self._flat(node)
            case _:
                yield from self.blocks(node.children)

    def _list(self, node: nodes.Element) -> Iterator[ET.Element]:
        kind = "bullet"
        if isinstance(node, nodes.enumerated_list):
            kind = _ORDERS.get(str(node.get("enumtype", "")), "order")
        made = element("list", **{"list-type": kind})
        start: object = node.get("start", 1)
        first = start if isinstance(start, int) else 1
        for number, item in enumerate(node.children, start=first):
            if isinstance(item, nodes.Element):
                # A list that does not begin at one has to say so.
                label = given("label", f"{number}." if first != 1 and kind == "order" else None)
                blocks = self.paragraphs(item.children, "list", "def-list")
                made.append(self.targets.mark(element("list-item", None, label, *blocks), item))
        if len(made):
            yield made

    def _definitions(self, node: nodes.Element) -> Iterator[ET.Element]:
        made = element("def-list")
        for item in node.children:
            if not isinstance(item, nodes.Element):
                continue
            entry = element("def-item")
            term = element("term")
            for part in item.children:
                if isinstance(part, nodes.definition | nodes.field_body):
                    entry.append(element("def", None, *self.paragraphs(part.children)))
                elif isinstance(part, nodes.Element):
                    if not is_empty(term):
                        append(term, " : ")
                    self.targets.mark(self.fill(term, part.children), part)
            entry.insert(0, term)
            made.append(entry)
        if len(made):
            yield made

    def _quotation(self, node: nodes.Element) -> ET.Element:
        said = [one for one in node.children if not isinstance(one, nodes.attribution)]
        made = element("disp-quote", None, *self.paragraphs(said))
        made.extend(
            self.line("attrib", one) for one in node.children if isinstance(one, nodes.attribution)
        )
        return made

    @staticmethod
    def _code(node: nodes.Element) -> ET.Element:
        language = str(node.get("language", ""))
        if language in _NO_LANGUAGE:
            return element("preformat", node.astext())
        return element("code", node.astext(), language=language)

    def _formula(self, node: nodes.Element) -> ET.Element:
        latex, number = node.astext(), node.get("number")
        if r"\\" in latex and r"\begin" not in latex:
            # As the page breaks it into lines.
            latex = f"\\begin{{split}}{latex}\\end{{split}}"
        # MyST says `True` of those that have no number.
        label = None if number is None or isinstance(number, bool) else f"({number})"
        return element(
            "disp-formula", None, given("label", label), self.formula(latex, display=True)
        )

    def _figure(self, node: nodes.Element) -> ET.Element:
        captions: list[ET.Element] = []
        rest: list[nodes.Node] = []
        for child in node.children:
            if isinstance(child, nodes.caption):
                captions += self._paragraph(child.children)
            elif isinstance(child, nodes.legend):
                captions += self.paragraphs(child.children)
            else:
                rest.append(child)
        made = element("fig", None, self.label(node))
        if captions:
            made.append(element("caption", None, *captions))
        inside = self.blocks(rest)
        odd = [one for one in inside if one.tag not in {"graphic", "code", "preformat"}]
        made.extend(one for one in inside if one not in odd)
        if odd:
            # Anything may be drawn by words as well.
            made.append(element("disp-quote", None, *(_within(one) for one in odd)))
        if node.get("literal_block"):
            made.set("fig-type", "listing")
        return made

    def _verse(self, node: nodes.Element) -> Iterator[ET.Element]:
        lines = [self.line("verse-line", line) for line in node.findall(nodes.line)]
        if lines:
            yield element("verse-group", None, *lines)

    def _box(self, node: nodes.Element) -> ET.Element:
        title = next((one for one in node.children if isinstance(one, nodes.title)), None)
        made = element("boxed-text", **{"content-type": clean(node.tagname)})
        named = self.facts.names.get(node.tagname)
        heading = self.line("title", title) if title is not None else given("title", named)
        if heading is not None:
            made.append(element("caption", None, heading))
        made.extend(self.blocks(one for one in node.children if one is not title))
        return made

    def _flat(self, node: nodes.Element) -> Iterator[ET.Element]:
        """Yield a section where there can be none."""
        for child in node.children:
            if isinstance(child, nodes.title):
                yield element("p", None, self.line("bold", child))
            else:
                yield from self.blocks([child])


def _within(one: ET.Element) -> ET.Element:
    return one if one.tag == "p" else element("p", None, one)
