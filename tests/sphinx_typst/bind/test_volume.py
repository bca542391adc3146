"""A volume leads where it says: pages, labels, outline, links; and is the same every time."""

import pikepdf
import pytest
from pypdf import PdfReader

from sphinx_typst.bind import BindError, Lost, Metadata, Piece, Spot, bind

from .conftest import METADATA, TITLE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader(volume):
    return PdfReader(volume.path)


def links(reader, number):
    """Give the links of a physical page: (what it says, where it leads)."""
    found = []
    for item in reader.pages[number - 1].get("/Annots", ()):
        annotation = item.get_object()
        action = annotation.get("/A", {})
        target = action.get("/D") or action.get("/URI") or annotation.get("/Dest")
        found.append((str(annotation["/Contents"]), target))
    return found


def page_of(reader, name):
    return reader.get_destination_page_number(reader.named_destinations[name]) + 1


def test_pieces_start_on_right_hand_pages_and_say_their_folios(volume, reader):
    assert volume.bound.starts == (1, 3, 7, 9)
    assert volume.bound.lengths == (1, 2, 2, 2)
    expected = ("i", "ii", "1", "2", "3", "4", "5", "6", "7", "8")
    assert volume.bound.labels == expected
    assert tuple(reader.page_labels) == expected
    texts = [page.extract_text() for page in reader.pages]
    assert [number for number, text in enumerate(texts, 1) if not text.strip()] == [2, 5, 6]
    for name, start in zip(("front", "alpha", "beta", "gamma"), volume.bound.starts, strict=True):
        assert f"of {name}" in texts[start - 1]
    # What is printed at the foot is what viewers show.
    assert [texts[n].split()[-1] for n in (0, 2, 3, 6, 7, 8, 9)] == list("i125678")


def test_empty_pages_are_as_large_as_the_others(reader):
    assert len({tuple(map(float, page.mediabox)) for page in reader.pages}) == 1


def test_the_outline_is_those_of_the_pieces_in_order(reader):
    def titles(items):
        return [
            titles(item)
            if isinstance(item, list)
            else (item.title, reader.get_destination_page_number(item) + 1)
            for item in items
        ]

    def paper(name, page):
        parts = [(f"1.1. Section of {name}", page), (f"1.2. Target of {name}", page + 1)]
        return [(f"1. Title of {name}", page), parts]

    assert titles(reader.outline) == [
        ("1. Preface of front", 1),
        ("Morning", 3), [*paper("alpha", 3), *paper("beta", 7)],
        ("Evening", 9), [("Late", 9), paper("gamma", 9)],
    ]  # fmt: skip
    # Closed entries count what they would show.
    root = reader.trailer["/Root"]["/Outlines"]
    assert root["/Count"] == 3
    assert root["/First"]["/Next"]["/Count"] == -2


def test_links_between_pieces_lead_to_what_they_name(reader):
    for number, name, to in ((3, "alpha", "beta"), (7, "beta", "gamma"), (9, "gamma", "alpha")):
        leads = dict(links(reader, number))
        target, spot = f"papers/{to}#target", f"papers/{to}#spot"
        # To those who hear links, the heading there is said, or the page.
        assert leads[f"1.2. Target of {to}"] == target
        page = page_of(reader, target)
        assert f"Target of {to}" in reader.pages[page - 1].extract_text()
        folio = reader.page_labels[page - 1]
        assert leads[f"p. {folio}"] == spot
        assert page_of(reader, spot) == page
        assert leads[f"https://example.org/{name}"] == f"https://example.org/{name}"
    assert dict(links(reader, 1))["1. Title of alpha"] == "papers/alpha#title"


def test_a_spot_is_where_it_was_said_to_be(reader):
    place = reader.named_destinations["papers/alpha#spot"]
    height = float(reader.pages[3].mediabox.height)
    assert float(place.left) == 40
    assert float(place.top) == pytest.approx(height - 100, abs=0.01)


def test_names_that_pieces_share_lead_to_their_own(reader):
    assert page_of(reader, "same") == 3
    for start in (3, 7, 9):
        for number in (start, start + 1):
            names = {to for _, to in links(reader, number) if str(to).endswith("same")}
            assert [page_of(reader, name) for name in names] == [start]


def test_names_are_in_the_order_that_viewers_search_in(volume):
    with pikepdf.open(volume.path) as pdf:
        names = [bytes(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]
    assert names == sorted(set(names))
    assert len(names) >= 12


def test_links_that_lead_nowhere_are_named_and_gone(volume, reader):
    assert volume.bound.lost == tuple(Lost(piece, 2, "papers/none#gone") for piece in (1, 2, 3))
    for start, name in ((3, "alpha"), (7, "beta"), (9, "gamma")):
        assert f"Nowhere in {name}" in reader.pages[start].extract_text()
        assert "none" not in str(links(reader, start + 1))


def test_it_says_what_it_is_in_both_places(volume, reader):
    xmp, info = reader.xmp_metadata, reader.metadata
    assert info.title == TITLE == xmp.dc_title["x-default"]
    assert xmp.dc_creator == list(METADATA.authors)
    assert info.author == "Ada Example; Bo Example"
    assert info.subject == METADATA.description == xmp.dc_description["x-default"]
    assert xmp.dc_subject == list(METADATA.keywords)
    assert info["/Keywords"] == "tests, made up" == xmp.pdf_keywords
    assert xmp.dc_language == ["en"]
    assert xmp.dc_identifier == METADATA.identifier
    assert xmp.dc_publisher == [METADATA.publisher]
    assert xmp.dc_rights["x-default"] == METADATA.rights
    assert info.producer == xmp.pdf_producer
    assert info.creator == xmp.xmp_creator_tool
    assert info.creation_date.replace(tzinfo=None) == xmp.xmp_create_date
    assert info.creation_date.timestamp() == METADATA.timestamp
    with pikepdf.open(volume.path) as pdf, pdf.open_metadata() as meta:
        assert meta.pdfa_status == "2A"
        assert meta["pdfuaid:part"] == "1"
    assert volume.bound.conforms == {"ua-1", "a-2a"}


def test_the_same_input_gives_the_same_bytes(volume, tmp_path):
    again = bind(volume.pieces, tmp_path / "again.pdf", metadata=METADATA)
    assert again.path.read_bytes() == volume.path.read_bytes()
    assert list(tmp_path.iterdir()) == [again.path]


@pytest.mark.parametrize("asked", [{"ua-1"}, {"a-2a"}, set()])
def test_it_claims_no_more_than_it_is_told_to(shards, tmp_path, asked):
    path = tmp_path / "volume.pdf"
    bound = bind([Piece(shards["alpha"])], path, metadata=METADATA, conforms=frozenset(asked))
    assert bound.conforms == asked
    with pikepdf.open(path) as pdf, pdf.open_metadata() as meta:
        assert meta.pdfa_status == ("2A" if "a-2a" in asked else "")
        assert ("pdfuaid:part" in meta) == ("ua-1" in asked)


def test_it_claims_no_more_than_its_pieces(shards, sketch, tmp_path):
    pieces = [Piece(shards["alpha"]), Piece(sketch("author", [300, 300]), first=3)]
    bound = bind(pieces, tmp_path / "volume.pdf", metadata=METADATA)
    assert bound.conforms == frozenset()
    with pikepdf.open(bound.path) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert b"pdfaid" not in packet
        assert b"pdfuaid" not in packet
        # What is tagged stays so.
        assert pdf.Root.StructTreeRoot.K[0].S == "/Document"
        assert len(pdf.pages) == 4


def test_a_failure_leaves_the_old_volume(shards, tmp_path):
    (tmp_path / "volume.pdf").write_bytes(b"old")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    for path in (broken, tmp_path / "absent.pdf"):
        with pytest.raises(BindError, match=path.name):
            bind([Piece(shards["alpha"]), Piece(path)], tmp_path / "volume.pdf", metadata=METADATA)
    spots = {"x#y": Spot(3)}
    with pytest.raises(BindError, match="page 3 of 2"):
        bind([Piece(shards["alpha"], spots=spots)], tmp_path / "volume.pdf", metadata=Metadata("x"))
    assert (tmp_path / "volume.pdf").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.partial"))
