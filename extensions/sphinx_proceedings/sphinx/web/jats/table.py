"""Tables of JATS."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.etree import ElementTree as ET

from docutils import nodes

from sphinx_proceedings.exports.xml import element

_SIDES = {"text-left": "left", "text-center": "center", "text-right": "right"}


class Writer(Protocol):
    """What a table asks of those who write what is in it."""

    def label(self, node: nodes.Element) -> ET.Element | None:
        """Return how a node is numbered, if it is."""

    def line(self, tag: str, node: nodes.Element) -> ET.Element:
        """Return an element with what a node holds."""

    def fill(self, parent: ET.Element, children: Iterable[nodes.Node]) -> ET.Element:
        """Put nodes into an element, after all that it has, and return it."""

    def paragraphs(self, children: Iterable[nodes.Node], *also: str) -> list[ET.Element]:
        """Return blocks, of which all but those of some names are put into paragraphs."""


def made(blocks: Writer, node: nodes.Element) -> ET.Element:
    """Return a table with its label and caption."""
    wrap = element("table-wrap", None, blocks.label(node))
    for title in node.children:
        if isinstance(title, nodes.title):
            line = blocks.line("p", title)
            wrap.append(element("caption", None, line))
    grid = element("table")
    for group in node.children:
        if isinstance(group, nodes.tgroup):
            columns = list(group.findall(nodes.colspec, descend=True))
            stubs = sum(bool(column.get("stub")) for column in columns)
            for part in group.children:
                if isinstance(part, nodes.thead | nodes.tbody) and part.children:
                    grid.append(_part(blocks, part, stubs))
    wrap.append(grid)
    return wrap


def _part(blocks: Writer, part: nodes.Element, stubs: int) -> ET.Element:
    is_head = isinstance(part, nodes.thead)
    rows = element("thead" if is_head else "tbody")
    for row in part.children:
        if not isinstance(row, nodes.Element):
            continue
        line = element("tr")
        entries = [one for one in row.children if isinstance(one, nodes.entry)]
        for number, entry in enumerate(entries):
            line.append(_cell(blocks, entry, "th" if is_head or number < stubs else "td"))
        rows.append(line)
    return rows


def _cell(blocks: Writer, entry: nodes.Element, tag: str) -> ET.Element:
    cell = element(tag)
    for name, wanted in (("colspan", "morecols"), ("rowspan", "morerows")):
        more: object = entry.get(wanted, 0)
        if isinstance(more, int) and more > 0:
            cell.set(name, str(more + 1))
    classes: list[str] = entry.get("classes", [])
    sides = [_SIDES[name] for name in classes if name in _SIDES]
    if sides:
        cell.set("align", sides[0])
    inside = list(entry.children)
    if len(inside) == 1 and isinstance(inside[0], nodes.paragraph):
        return blocks.fill(cell, inside[0].children)
    if inside:
        cell.extend(blocks.paragraphs(inside))
    return cell
