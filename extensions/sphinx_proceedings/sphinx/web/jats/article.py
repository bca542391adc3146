"""The text of a paper as body and back of an article: its sections, notes and references.

Source: ANSI/NISO Z39.96-2024, JATS 1.4; nothing is used that Journal Publishing 1.3 does not allow.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from docutils import nodes

from sphinx_proceedings.exports.xml import element, given
from sphinx_proceedings.sphinx.web.jats.block import Blocks
from sphinx_proceedings.sphinx.web.jats.text import Facts, append

__all__ = ["Facts", "converted"]


def converted(tree: nodes.document, facts: Facts) -> tuple[ET.Element, ET.Element | None]:
    """Return the body of a paper, and what stands behind it, if anything does.

    The title and the header, which the front matter has, are left out.
    """
    made = _Article(facts)
    return made.body(tree), made.back()


class _Article(Blocks):
    """Makes the sections."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._heading: ET.Element | None = None

    def body(self, tree: nodes.document) -> ET.Element:
        """Return the text."""
        rest: list[nodes.Node] = []
        paper = next((one for one in tree.children if isinstance(one, nodes.section)), None)
        for child in tree.children:
            if paper is not None and child is paper:
                rest += [one for one in paper.children if not _is_front(one)]
            else:
                rest.append(child)
        return self._divided(element("body"), rest)

    def _divided(self, parent: ET.Element, children: Iterable[nodes.Node]) -> ET.Element:
        """Fill a body or a section: blocks first, then sections and nothing else."""
        before: list[nodes.Node] = []
        for child in children:
            if not isinstance(child, nodes.section):
                before.append(child)
                continue
            self._blocks_of(parent, before)
            before = []
            if (made := self._section(child)) is not None:
                parent.append(made)
        self._blocks_of(parent, before)
        return parent

    def _blocks_of(self, parent: ET.Element, children: list[nodes.Node]) -> None:
        blocks = self.blocks(children)
        if blocks and len(parent) and parent[-1].tag == "sec":
            # What comes after a section cannot stand alone.
            parent.append(element("sec", None, *blocks))
        else:
            parent.extend(blocks)

    def _section(self, node: nodes.Element) -> ET.Element | None:
        """Return a section; one with nothing but references gives its title to their list."""
        known = len(self.references)
        made = self.targets.mark(element("sec", None, self.label(node)), node)
        heads = [one for one in node.children if isinstance(one, nodes.title)]
        made.extend(self.line("title", one) for one in heads[:1])
        size = len(made)
        self._divided(made, (one for one in node.children if one not in heads))
        if len(made) == size and len(self.references) > known and self._heading is None:
            made.tag = "ref-list"
            self._heading = made
            return None
        return made

    def back(self) -> ET.Element | None:
        """Return references and notes, and make all links whole."""
        parts = [part for part in (self._list_of_references(), self._list_of_notes()) if len(part)]
        self.targets.close()
        return element("back", None, *parts) if parts else None

    def _list_of_references(self) -> ET.Element:
        made = self._heading if self._heading is not None else element("ref-list")
        for node in self.references:
            cited = element("mixed-citation")
            for number, part in enumerate(_text(node)):
                if number:
                    append(cited, " ")
                if isinstance(part, nodes.Element):
                    self.fill(cited, part.children)
            made.append(self.targets.mark(element("ref", None, _label(node), cited), node))
        return made

    def _list_of_notes(self) -> ET.Element:
        made = element("fn-group")
        for node in self.notes:  # a note may bring another one
            label, text = _label(node), self.paragraphs(_text(node))
            made.append(self.targets.mark(element("fn", None, label, *text), node))
        return made


def _is_front(node: nodes.Node) -> bool:
    if isinstance(node, nodes.container):
        return "sp-paper-header" in node["classes"]
    return isinstance(node, nodes.title)


def _label(node: nodes.Element) -> ET.Element | None:
    found = (one.astext() for one in node.children if isinstance(one, nodes.label))
    return given("label", next(found, None))


def _text(node: nodes.Element) -> list[nodes.Node]:
    return [one for one in node.children if not isinstance(one, nodes.label)]
