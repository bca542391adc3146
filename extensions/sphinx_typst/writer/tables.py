"""Tables: columns, heads that repeat, cells that span."""

from docutils import nodes

from sphinx_typst.markup import EMPTY, Code, block, call, length
from sphinx_typst.writer.base import CONTEXT
from sphinx_typst.writer.figures import Figures
from sphinx_typst.writer.structure import Structure

_ALIGNMENTS = ("left", "center", "right")
# How many letters fit on a line, and on one of a page that is turned, in type of the usual size.
ROOM = 66
TURNED = 112
# A table that needs more room gets smaller type, but not smaller than this: it is turned.
SMALLEST = 0.72
# Nor before some words would have to be divided: a page that is turned leaves space on two others.
PATIENCE = 1.25
# In a quote or a list, where a page cannot be turned, a table that wide gets type as small as this.
TINIEST = 0.58
# Longer words are broken.
_LONGEST_WORD = 20
# As many lines, or fewer, stay on one page.
_FEW_LINES = 16
_CELLS_THAT_GROW = (
    *(nodes.image, nodes.literal_block, nodes.table, nodes.math_block),
    *(nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.Admonition),
)


class Tables(Figures, Structure):
    """Writes tables."""

    def write_table(self, node: nodes.table) -> Code:
        """Write a table with its title above; the head is repeated on every page."""
        groups = [child for child in node.children if isinstance(child, nodes.tgroup)]
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        needed = max((_needed(group) for group in groups), default=0)
        turned = needed > PATIENCE * ROOM / SMALLEST and not self.depth and not self._inside
        with self.within("table"):
            body = block(self._group(node, group, needed, turned=turned) for group in groups)
        if body == EMPTY:
            return EMPTY
        caption = EMPTY
        if title is not None:
            with self.within("title"):
                caption = self.inside(title)
        return call(
            "table-block",
            CONTEXT,
            body,
            caption=caption if title is not None else None,
            number=self.figure_number("table", node),
            label=self.claim(node["ids"]),
            width=length(node["width"]) if "width" in node else None,
            align=Code(node["align"]) if node.get("align") in _ALIGNMENTS else None,
            turned=turned,
            whole=not turned and all(_is_short(group) for group in groups),
        )

    def _group(self, table: nodes.table, group: nodes.tgroup, needed: int, *, turned: bool) -> Code:
        room = TURNED if turned else max(ROOM // 2, ROOM - 5 * self.depth)
        smallest = SMALLEST if turned or needed <= PATIENCE * ROOM / SMALLEST else TINIEST
        size = max(smallest, min(1.0, room / max(1, needed)))
        columns = [child for child in group.children if isinstance(child, nodes.colspec)]
        stubs = [bool(column.get("stub")) for column in columns]
        around = self.longest_word
        self.longest_word = min(around, _longest_that_fits(_words(group), int(room / size)))
        head, body = (
            [
                cell
                for part in group.children
                if isinstance(part, kind)
                for cell in self._rows(part, stubs if kind is nodes.tbody else [False] * len(stubs))
            ]
            for kind in (nodes.thead, nodes.tbody)
        )
        self.longest_word = around
        if not columns or not (head or body):
            return EMPTY
        given = "colwidths-given" in table["classes"]
        widths = [Code(f"{max(1, _width(column))}fr" if given else "auto") for column in columns]
        return call("grid-table", CONTEXT, widths, head, body, size=round(size, 2))

    def _rows(self, part: nodes.Element, stubs: list[bool]) -> list[Code]:
        cells: list[Code] = []
        rows = [row for row in part.children if isinstance(row, nodes.row)]
        # Cells that reach down from rows above: how many more rows each column is taken.
        taken = [0] * len(stubs)
        for index, row in enumerate(rows):
            column = 0
            entries = [entry for entry in row.children if isinstance(entry, nodes.entry)]
            for entry in entries:
                while column < len(stubs) and taken[column]:
                    column += 1
                if column >= len(stubs):
                    self.warn("table", "a cell has no column: it is printed below the table", entry)
                    break
                width = min(1 + int(entry.get("morecols", 0)), len(stubs) - column)
                height = min(1 + int(entry.get("morerows", 0)), len(rows) - index)
                cells.append(self._cell(entry, width, height, stub=stubs[column]))
                taken[column : column + width] = [height] * width
                column += width
            while column < len(stubs):
                if not taken[column]:
                    cells.append(call("table.cell", EMPTY))
                    taken[column] = 1
                column += 1
            taken = [max(0, rest - 1) for rest in taken]
        return cells

    def _cell(self, entry: nodes.entry, width: int, height: int, *, stub: bool) -> Code:
        body = self.flow(entry)
        named: dict[str, object] = {}
        if width > 1:
            named["colspan"] = width
        if height > 1:
            named["rowspan"] = height
        for side in _ALIGNMENTS:
            if f"text-{side}" in entry["classes"]:
                named["align"] = Code(side)
                entry["classes"].remove(f"text-{side}")
        labels = self.anchor(entry)
        body = self.styled(entry, block([*labels, body]) if labels else body)
        return call("table.cell", call("row-head", body) if stub else body, **named)

    def write_tgroup(self, node: nodes.tgroup) -> Code:
        """Write the rows of a group that has lost its table."""
        return self.inside(node)

    def write_colspec(self, _node: nodes.colspec) -> Code:
        """Leave out a column: its table has read it."""
        return EMPTY

    def write_thead(self, node: nodes.thead) -> Code:
        """Write rows that have lost their table."""
        return self.inside(node)

    def write_tbody(self, node: nodes.tbody) -> Code:
        """Write rows that have lost their table."""
        return self.inside(node)

    def write_row(self, node: nodes.row) -> Code:
        """Write a row that has lost its table."""
        return self.inside(node)

    def write_entry(self, node: nodes.entry) -> Code:
        """Write a cell that has lost its table."""
        return self.inside(node)


def _needed(group: nodes.tgroup) -> int:
    """Estimate how many letters wide the rows of a table are, if only words stay together."""
    return sum(2 + min(word, _LONGEST_WORD) for word in _words(group))


def _words(group: nodes.tgroup) -> list[int]:
    """Give the length of the longest word of each column."""
    columns = [0] * sum(isinstance(child, nodes.colspec) for child in group.children)
    for row in group.findall(nodes.row):
        entries = [entry for entry in row.children if isinstance(entry, nodes.entry)]
        # Cells that span are as wide as what is below and above them.
        if len(entries) != len(columns):
            continue
        for index, entry in enumerate(entries):
            longest = max((len(word) for word in entry.astext().split()), default=0)
            columns[index] = max(columns[index], longest)
    return columns


def _longest_that_fits(words: list[int], room: int) -> int:
    """Give how long words may be, so that all columns have room beside each other."""
    longest = max([*words, 6])
    while longest > 6 and sum(2 + min(word, longest) for word in words) > room:  # noqa: PLR2004 - as above
        longest -= 1
    return longest + 1


def _is_short(group: nodes.tgroup) -> bool:
    """Say whether a table is certain to have few lines, and none that grow."""
    if any(True for _ in group.findall(lambda node: isinstance(node, _CELLS_THAT_GROW))):
        return False
    columns = sum(isinstance(child, nodes.colspec) for child in group.children)
    letters = ROOM // max(1, columns)
    lines = 0
    for row in group.findall(nodes.row):
        cells = (entry for entry in row.children if isinstance(entry, nodes.entry))
        lines += max(
            (1 + len(cell.astext()) // letters + len(cell) // 2 for cell in cells), default=0
        )
    return lines <= _FEW_LINES


def _width(column: nodes.colspec) -> int:
    found: object = column.get("colwidth", 1)
    return found if isinstance(found, int) else 1
