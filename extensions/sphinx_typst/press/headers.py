"""Row headers: cells that Typst tags as data become headers of their rows.

Typst tags the cells of a table's head as headers, and no others without a switch that its Python
package does not have. So `row-head` of the kit sets such a cell as an inline quotation, which
nothing else here does: a cell with nothing but `Quote` in it is known in the finished PDF.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Final, cast

import pikepdf
from pikepdf import Array, Dictionary, Name

# What is in the Typst source of a document that has such cells; others need not be opened.
MARK: Final = "row-head("
_BLOCKS: Final = frozenset(
    Name(f"/{name}") for name in ("P", "L", "Table", "Figure", "BlockQuote", "Div", "Part", "Sect")
)


def marked(data: bytes) -> bytes:
    """Give a PDF as it is with its row headers tagged; the same bytes if it has none."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if not mark(pdf):
            return data
        done = BytesIO()
        pdf.save(done, deterministic_id=True)
    return done.getvalue()


def mark(pdf: pikepdf.Pdf) -> int:
    """Tag row headers (`TH` of the scope `Row`), and name them to the cells of their rows.

    Returns how many there were. Cells of Typst name their headers one by one, which keeps readers
    from finding others by their scope: so each is named to its row too.
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or "/K" not in tree:
        return 0
    names: dict[str, pikepdf.Object] = {}
    for table in _elements(tree.K, Name.Table):
        rows = [list(_kids(row)) for row in _elements(table.K, Name.TR, inside=False)]
        for index, row in enumerate(rows):
            for cell in filter(_is_marked, row):
                name = f"row header {len(names) + 1}"
                names[name] = cell
                _name(cell, name)
                _refer(rows[index : index + _span(cell)], name)
    if names:
        if "/IDTree" not in tree:
            tree.IDTree = pdf.make_indirect(Dictionary(Names=Array()))
        identifiers = pikepdf.NameTree(tree.IDTree)
        for name, cell in names.items():
            identifiers[name] = cell
    return len(names)


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give the elements right below another, without what is marked content."""
    kids = element.get("/K")
    if isinstance(kids, Dictionary):
        kids = Array([kids])
    if isinstance(kids, Array):
        yield from (kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid)


def _elements(
    item: pikepdf.Object, kind: pikepdf.Object, *, inside: bool = True
) -> Iterator[pikepdf.Object]:
    """Give the elements of a kind below an item, in order; those in each other if `inside`."""
    waiting = [item]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Array):
            waiting.extend(reversed(list(cast("list[pikepdf.Object]", here))))
        elif isinstance(here, Dictionary):
            if here.get("/S") == kind:
                yield here
                if not inside:
                    continue
            elif not inside and here.get("/S") == Name.Table:
                continue
            if "/K" in here:
                waiting.append(here.K)


def _is_marked(cell: pikepdf.Object) -> bool:
    """Say whether a cell has nothing but an inline quotation in it."""
    if cell.get("/S") != Name.TD:
        return False
    kids = cell.get("/K")
    if isinstance(kids, Array) and len(kids) == 1:
        kids = kids[0]
    return isinstance(kids, Dictionary) and kids.get("/S") == Name.Quote


def _attributes(cell: pikepdf.Object) -> pikepdf.Object:
    """Give what a cell says of its table, made if it says nothing."""
    given = cell.get("/A")
    if isinstance(given, Dictionary):
        given = cell.A = Array([given])
    if given is None:
        given = cell.A = Array()
    for item in cast("list[pikepdf.Object]", given):
        if isinstance(item, Dictionary) and item.get("/O") == Name.Table:
            return item
    given.append(Dictionary(O=Name.Table))
    return given[-1]


def _span(cell: pikepdf.Object) -> int:
    return int(_attributes(cell).get("/RowSpan", 1))


def _name(cell: pikepdf.Object, name: str) -> None:
    """Make a marked cell the header of its row."""
    quote = cell.K[0] if isinstance(cell.K, Array) else cell.K
    # It stays where it is, as marked content refers to it; it only says nothing any more.
    blocks = any(kid.get("/S") in _BLOCKS for kid in _kids(quote))
    quote.S = Name.Div if blocks else Name.Span
    cell.S = Name.TH
    cell.ID = pikepdf.String(name)
    _attributes(cell).Scope = Name.Row


def _refer(rows: list[list[pikepdf.Object]], name: str) -> None:
    """Name a header to the data of some rows."""
    for cell in (cell for row in rows for cell in row):
        if cell.get("/S") != Name.TD or _is_marked(cell):
            continue
        attributes = _attributes(cell)
        if "/Headers" not in attributes:
            attributes.Headers = Array()
        attributes.Headers.append(pikepdf.String(name))
