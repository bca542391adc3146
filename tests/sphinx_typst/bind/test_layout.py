"""Whatever the pieces, pages are where they are said to be; whatever the words, they are kept."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sphinx_typst.bind import BindError, Metadata, Piece, bind
from sphinx_typst.bind.label import folio, plan
from sphinx_typst.bind.metadata import clean, xmp
from sphinx_typst.bind.tree import entries, name_tree, number_tree

PIECES = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from(["roman", "arabic", "none"]),
        st.integers(1, 4000),
        st.booleans(),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=6,
)
DC = "{http://purl.org/dc/elements/1.1/}"


def pieces_of(drawn, path):
    return [
        Piece(path(index, length), style=style, first=first, recto=recto, blanks=blanks)
        for index, (length, style, first, recto, blanks) in enumerate(drawn)
    ]


@given(drawn=PIECES)
def test_a_plan_has_room_for_all(drawn, tmp_path_factory):
    pieces = pieces_of(drawn, lambda _index, _length: tmp_path_factory.getbasetemp())
    lengths = [one[0] for one in drawn]
    layout = plan(pieces, lengths)
    ends = [start + length for start, length in zip(layout.starts, lengths, strict=True)]
    assert layout.count == ends[-1]
    for piece, start, blanks, before in zip(
        pieces, layout.starts, layout.blanks, [0, *ends[:-1]], strict=True
    ):
        assert start == before + blanks
        assert piece.blanks <= blanks <= piece.blanks + 1
        assert not (piece.recto and start % 2)
    assert len(list(layout.labels())) == layout.count


@settings(
    max_examples=settings.default.max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=PIECES)
@example(drawn=[(1, "roman", 4000, False, 0)])
@example(drawn=[(3, "roman", 3999, False, 0), (2, "arabic", 1, True, 0)])
def test_labels_and_starts_are_as_readers_find_them(drawn, sketch, tmp_path):
    # A page is as wide as tells which it is.
    def path(index, length):
        return sketch(f"{index}", [1000 + 10 * index + number for number in range(length)])

    pieces = pieces_of(drawn, path)
    bound = bind(pieces, tmp_path / "volume.pdf", metadata=Metadata("Pages"))
    reader = PdfReader(bound.path)
    assert tuple(reader.page_labels) == bound.labels
    assert bound.lengths == tuple(one[0] for one in drawn)
    widths = [int(page.mediabox.width) for page in reader.pages]
    for index, (piece, start) in enumerate(zip(pieces, bound.starts, strict=True)):
        own = slice(start - 1, start - 1 + bound.lengths[index])
        assert widths[own] == [1000 + 10 * index + n for n in range(bound.lengths[index])]
        assert list(bound.labels[own]) == [
            folio(piece.style, piece.first + n) for n in range(bound.lengths[index])
        ]
        assert not piece.recto or start % 2 == 1
    with pikepdf.open(bound.path) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_empty_pages_go_on_counting(sketch, tmp_path):
    front = Piece(sketch("front", [100]), style="roman")
    body = Piece(sketch("body", [100]), blanks=2)
    bound = bind([front, body], tmp_path / "volume.pdf", metadata=Metadata("Empty"))
    assert bound.labels == ("i", "ii", "iii", "iv", "1")
    assert bound.starts == (1, 5)


def test_a_folio_that_readers_write_in_their_own_ways_is_spelled_out(sketch, tmp_path):
    piece = Piece(sketch("long", [100] * 3), style="roman", first=3999)
    bound = bind([piece], tmp_path / "volume.pdf", metadata=Metadata("Long"))
    with pikepdf.open(bound.path) as pdf:
        labels = {page: dict(label) for page, label in entries(pdf.Root.PageLabels, "/Nums")}
    assert bound.labels == ("mmmcmxcix", "mmmm", "mmmmi")
    assert (labels[0]["/S"], labels[0]["/St"]) == ("/r", 3999)
    assert [labels[page]["/P"] for page in (1, 2)] == ["mmmm", "mmmmi"]
    assert not any("/S" in labels[page] for page in (1, 2))


@pytest.mark.parametrize(
    ("number", "text"), [(1, "i"), (4, "iv"), (9, "ix"), (40, "xl"), (1994, "mcmxciv")]
)
def test_roman_folios(number, text):
    assert folio("roman", number) == text


def test_what_cannot_be_said_is_refused(tmp_path):
    with pytest.raises(ValueError, match="folios start at 1"):
        Piece(tmp_path, first=0)
    with pytest.raises(ValueError, match="blanks"):
        Piece(tmp_path, blanks=-1)
    with pytest.raises(BindError, match="nothing to bind"):
        bind([], tmp_path / "volume.pdf", metadata=Metadata("None"))


def test_a_pdf_without_pages_is_named(sketch, tmp_path):
    with pytest.raises(BindError, match=r"empty\.pdf"):
        bind([Piece(sketch("empty", []))], tmp_path / "volume.pdf", metadata=Metadata("None"))


@given(st.integers(0, 9000))
@settings(max_examples=settings.default.max_examples // 4)
def test_trees_hold_what_they_are_given(count):
    pdf = pikepdf.new()
    numbers = {number * 3: pikepdf.Array([number]) for number in range(count)}
    found = dict(entries(number_tree(pdf, numbers), "/Nums"))
    assert {key: value[0] for key, value in found.items()} == {n * 3: n for n in range(count)}


def test_a_name_in_a_large_tree_is_found_as_viewers_do():
    pdf = pikepdf.new()
    names = {f"n{number}".encode(): pikepdf.Array([number]) for number in range(5000)}
    tree = pikepdf.NameTree(name_tree(pdf, names))
    assert all(tree[name.decode()] == value for name, value in names.items())


def test_a_tree_that_bites_its_tail_ends():
    pdf = pikepdf.new()
    node = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array([1, 2])))
    node.Kids = pikepdf.Array([node])
    assert list(entries(node, "/Nums")) == [(1, 2)]


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_words_make_metadata_that_can_be_read(title, authors):
    metadata = Metadata(title, tuple(authors), description=title, language="en")
    packet = xmp(metadata, frozenset({"ua-1", "a-2a"}), datetime.fromtimestamp(0, UTC))
    root = ET.fromstring(packet.encode())
    titles = [item.text for item in root.iterfind(f".//{DC}title//*") if item.text]
    names = [item.text for item in root.iterfind(f".//{DC}creator//*") if item.text]
    assert titles == [clean(title)] * bool(clean(title))
    assert names == [name for name in map(clean, authors) if name]
