"""The structure tree of the printed book: each kind of element is what it is."""

from collections import Counter
from itertools import pairwise

import pytest

from .tags import elements, tree

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def structure(kitchen):
    return tree(kitchen.out / "kitchen.pdf")


@pytest.fixture(scope="module")
def kinds(structure):
    return Counter(item["/S"] for item in elements(structure))


def test_headings_are_of_their_levels(structure):
    titles = [(item["/S"], item["/T"]) for item in elements(structure, "/H1", "/H2", "/H3", "/H4")]
    assert ("/H1", "Text and code in a title") in titles
    assert ("/H2", "Quotes and such") in titles
    assert ("/H3", "A subsubsection") in titles
    assert ("/H4", "A fourth level") in titles
    levels = [int(kind[2]) for kind, _ in titles]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_lists_have_items_with_labels_and_bodies(structure):
    lists = elements(structure, "/L")
    assert len(lists) > 20
    for item in elements(structure, "/LI"):
        kinds = {part["/S"] for part in elements(item["/K"])}
        assert "/LBody" in kinds
    numberings = {
        attribute["/ListNumbering"]
        for item in lists
        for attribute in _attributes(item)
        if "/ListNumbering" in attribute
    }
    assert len(numberings) > 1


def _attributes(item):
    found = item.get("/A", [])
    found = found.get_object() if hasattr(found, "get_object") else found
    return [part.get_object() for part in found] if isinstance(found, list) else [found]


def test_tables_have_rows_and_header_cells(structure):
    tables = elements(structure, "/Table")
    assert len(tables) > 8
    heads = [table for table in tables if elements(table["/K"], "/TH")]
    assert len(heads) > 6
    scopes = {
        attribute.get("/Scope")
        for table in tables
        for cell in elements(table["/K"], "/TH")
        for attribute in _attributes(cell)
    }
    assert scopes - {None} == {"/Column", "/Row"}
    assert all(elements(table["/K"], "/TR") for table in tables)


def test_every_picture_and_formula_says_what_it_is(structure):
    figures = elements(structure, "/Figure")
    assert {"A square, made up", "A box", "tiny"} <= {item.get("/Alt") for item in figures}
    formulas = elements(structure, "/Formula")
    assert {"a^2 + b^2 = c^2", "y = 2", "x^2"} <= {item.get("/Alt") for item in formulas}
    assert all(item.get("/Alt") for item in formulas)


def test_captions_notes_links_quotes_and_code_are_what_they_are(kinds):
    for kind in ("/Caption", "/Note", "/Link", "/BlockQuote", "/Code", "/TOC", "/TOCI", "/Em"):
        assert kinds[kind] > 0, kind
    assert kinds["/Strong"] > 0


def test_every_link_is_reached_by_its_element(structure, kitchen):
    links = elements(structure, "/Link")
    assert len(links) > 40
    references = [
        part
        for link in links
        for part in (link["/K"] if isinstance(link["/K"], list) else [link["/K"]])
        if getattr(part.get_object(), "get", lambda _: None)("/Type") == "/OBJR"
    ]
    assert len(references) >= len(links) - 1


def test_notes_are_read_where_they_are_called(structure):
    notes = elements(structure, "/Note")
    within = [
        note
        for paragraph in elements(structure, "/P")
        for note in elements(paragraph["/K"], "/Note")
        if "/K" in paragraph
    ]
    # Those of titles, captions and cells are in other elements.
    assert 8 < len(within) < len(notes)
