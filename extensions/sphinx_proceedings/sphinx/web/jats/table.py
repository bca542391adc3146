"""Tables of JATS."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from docutils import nodes

from sphinx_proceedings.exports.xml import element
from sphinx_proceedings.sphinx.web.jats.text import Lines

_SIDES = {"text-left": "left", "text-center": "center", "text-right": "right"}


class Tables(Lines):
    """Makes tables; whoever makes blocks makes those in their cells."""

    @abstractmethod
    def paragraphs(self, children: Iterable[nodes.Node], *also: str) -> list[ET.Element]:
        """Return blocks, of which all but those of some names are put into paragraphs."""

    def table(self, node: nodes.Element) -> ET.Element:
        """Return a table with its label and caption."""
        wrap = element("table-wrap", None, self.label(node))
        for title in node.children:
            if isinstance(title, nodes.title):
                line = self.line("p", title)
                wrap.append(element("caption", None, line))
        grid = element("table")
        for group in node.children:
            if isinstance(group, nodes.tgroup):
                columns = list(group.findall(nodes.colspec, descend=True))
                stubs = sum(bool(column.get("stub")) for column in columns)
                for part in group.children:
                    if isinstance(part, nodes.thead | nodes.tbody) and part.children:
                        grid.append(self._part(part, stubs))
        wrap.append(grid)
        return wrap

    def _part(self, part: nodes.Element, stubs: int) -> ET.Element:
        is_head = isinstance(part, nodes.thead)
        rows = element("thead" if is_head else "tbody")
        for row in part.children:
            if not isinstance(row, nodes.Element):
                continue
            line = element("tr")
            entries = [one for one in row.children if isinstance(one, nodes.entry)]
            for number, entry in enumerate(entries):
                line.append(self._cell(entry, "th" if is_head or number < stubs else "td"))
            rows.append(line)
        return rows

    def _cell(self, entry: nodes.Element, tag: str) -> ET.Element:
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
            return self.fill(cell, inside[0].children)
        if inside:
            cell.extend(self.paragraphs(inside))
        return cell
