"""Cells of stub columns are headers of their rows, whatever is in them."""

from io import BytesIO

import pikepdf
import pytest
import typst

from sphinx_typst.press.headers import mark, marked

from ..tags import elements, tree

KIT = """
#set document(title: "Made up")
#let row-head(body) = quote(block: false, quotes: false, strong(body))
"""
TABLE = """
#table(
  columns: 3,
  table.header([Item], [One], [Two]),
  table.cell(row-head[plain]), [1], [2],
  table.cell(row-head({ par[blocks]; list[a] })), strong[bold], [4],
  table.cell(row-head[tall], rowspan: 2), [5], [6],
  [7], [8],
  table.cell(row-head[]), [9], table.cell(row-head[last]),
)
"""


def printed(body):
    return typst.compile((KIT + body).encode(), pdf_standards=["ua-1", "a-2a"], timestamp=0)


@pytest.fixture(scope="module")
def rows():
    table = elements(tree(BytesIO(marked(printed(TABLE)))), "/TBody")[0]
    return [elements(row["/K"], "/TH", "/TD") for row in elements(table, "/TR")]


def attributes(cell):
    return cell["/A"][0]


def test_headers_of_rows_are_tagged_with_their_scope(rows):
    assert [[cell["/S"] for cell in row] for row in rows] == [
        ["/TH", "/TD", "/TD"],
        ["/TH", "/TD", "/TD"],
        ["/TH", "/TD", "/TD"],
        ["/TD", "/TD"],
        ["/TH", "/TD", "/TH"],
    ]
    heads = [cell for row in rows for cell in row if cell["/S"] == "/TH"]
    assert {attributes(cell)["/Scope"] for cell in heads} == {"/Row"}
    assert len({cell["/ID"] for cell in heads}) == len(heads)


def test_cells_name_the_headers_of_their_columns_and_of_their_rows(rows):
    tall = rows[2][0]["/ID"]
    for row in rows[2:4]:
        for cell in row[-2:]:
            names = list(attributes(cell)["/Headers"])
            assert names[-1] == tall
            assert len(names) == 2
    # The second header of a row is no data of the first.
    assert len(attributes(rows[4][1])["/Headers"]) == 3


def test_headers_are_found_by_their_names():
    with pikepdf.open(BytesIO(marked(printed(TABLE)))) as pdf:
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        cells = [cell for name, cell in names.items() if name.startswith("row header")]
        assert [cell.S for cell in cells] == ["/TH"] * 5


def test_no_quotation_is_left_of_the_mark(rows):
    assert not elements(tree(BytesIO(marked(printed(TABLE)))), "/Quote")
    kinds = [elements(row[0]["/K"])[0]["/S"] for row in rows[:2]]
    assert kinds == ["/Span", "/Div"]


def test_other_quotations_and_tables_stay_what_they_are():
    body = "#table(columns: 1, [#quote(block: false)[said] and more], strong[bold])"
    data = printed(body)
    assert marked(data) == data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert mark(pdf) == 0


def test_a_pdf_without_tags_stays_as_it_is():
    data = typst.compile(b"Words", pdf_tags=False)
    assert marked(data) == data


def test_the_same_pdf_comes_of_the_same():
    data = printed(TABLE)
    assert marked(data) == marked(data) != data
