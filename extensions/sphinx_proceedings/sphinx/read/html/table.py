"""A table of HTML as one of docutils: every row has the same columns, spans included."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bs4 import Comment
from bs4 import Tag as Soup
from bs4.element import NavigableString
from docutils import nodes

_MOST_COLUMNS = 100
_SECTIONS = ("thead", "tbody", "tfoot")
_ALIGNED = ("left", "right", "center")


def table(
    soup: Soup, fill: Callable[[nodes.Element, Soup], None], refuse: Callable[[Soup, str], None]
) -> nodes.table:
    """Return a table; ``fill`` makes the nodes of a cell, ``refuse`` says what is not read."""
    rows = list(_rows(soup))
    spans: dict[tuple[int, int], nodes.entry | None] = {}
    heads = 0
    columns = 1
    for number, (row, in_head) in enumerate(rows):
        cells = [cell for cell in row.children if isinstance(cell, Soup)]
        is_head = in_head or (
            heads == number and bool(cells) and all(cell.name == "th" for cell in cells)
        )
        heads += is_head and heads == number
        column = 0
        for cell in cells:
            while (number, column) in spans:
                column += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            # A cell does not reach below the last row, nor from the head into the body.
            high = min(high, len(rows) - number)
            while wide > 1 and any((number, column + one) in spans for one in range(1, wide)):
                wide -= 1
            if column + wide > _MOST_COLUMNS:
                refuse(cell, f"a table has at most {_MOST_COLUMNS} columns")
                break
            entry = _entry(cell, wide, high)
            fill(entry, cell)
            for below in range(high):
                for beside in range(wide):
                    spans[number + below, column + beside] = None
            spans[number, column] = entry
            column += wide
            columns = max(columns, column)
    return _built(soup, spans, (len(rows), columns, heads), fill)


def strays(soup: Soup) -> Iterator[Soup | NavigableString]:
    """Yield what stands in a table and is in none of its cells."""
    for child in soup.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            if child.strip():
                yield child
        elif isinstance(child, Soup) and child.name in {*_SECTIONS, "tr", "colgroup"}:
            yield from strays(child)
        elif isinstance(child, Soup) and child.name not in {"td", "th", "caption", "col"}:
            yield child


def _rows(soup: Soup) -> Iterator[tuple[Soup, bool]]:
    for child in soup.children:
        if isinstance(child, Soup) and child.name in _SECTIONS:
            for row in child.find_all("tr", recursive=False):
                yield row, child.name == "thead"
        elif isinstance(child, Soup) and child.name == "tr":
            yield child, False


def _span(cell: Soup, name: str) -> int:
    text = str(cell.get(name, ""))
    return max(1, min(int(text), _MOST_COLUMNS)) if text.isdecimal() and len(text) < 9 else 1  # noqa: PLR2004


def _entry(cell: Soup, wide: int, high: int) -> nodes.entry:
    entry = nodes.entry()
    if wide > 1:
        entry["morecols"] = wide - 1
    if high > 1:
        entry["morerows"] = high - 1
    if (aligned := str(cell.get("align", "")).lower()) in _ALIGNED:
        entry["classes"].append(f"text-{aligned}")
    return entry


def _built(
    soup: Soup,
    spans: dict[tuple[int, int], nodes.entry | None],
    size: tuple[int, int, int],
    fill: Callable[[nodes.Element, Soup], None],
) -> nodes.table:
    rows, columns, heads = size
    heads = heads if heads < rows else 0
    made = nodes.table(classes=["colwidths-auto"])
    if isinstance(caption := soup.find("caption", recursive=False), Soup):
        title = nodes.title()
        fill(title, caption)
        made += title
    group = nodes.tgroup(cols=columns)
    group += [nodes.colspec(colwidth=100 // columns) for _ in range(columns)]
    head, body = nodes.thead(), nodes.tbody()
    for number in range(rows):
        row = nodes.row()
        for column in range(columns):
            if (number, column) not in spans:
                row += nodes.entry()
            elif (entry := spans[number, column]) is not None:
                if number < heads and "morerows" in entry:
                    entry["morerows"] = min(entry["morerows"], heads - number - 1)
                    if not entry["morerows"]:
                        del entry["morerows"]
                row += entry
        (head if number < heads else body).append(row)
    if heads:
        group += head
    group += body
    made += group
    return made
