"""An offprint is a piece of its own, with the folios of the volume and no way back into it."""

import pikepdf
import pytest
from pypdf import PdfReader

from sphinx_typst.bind import Metadata, Piece, release

from .anatomy import examine

pytestmark = pytest.mark.slow
PAPER = Metadata(
    title="A paper about nothing",
    authors=("Ada Example",),
    description="Made up.",
    keywords=("nothing",),
    identifier="https://doi.org/10.5555/paper",
    timestamp=1_700_000_000,
)


def url(label):
    """Give an address for what the made-up site has."""
    if "none" in label:
        return None
    return f"https://example.org/proceedings/{label}?é"


@pytest.fixture(scope="module")
def offprint(shards, tmp_path_factory):
    target = tmp_path_factory.mktemp("offprint") / "beta.pdf"
    piece = Piece(shards["beta"], first=5, blanks=3, under=("Morning",))
    return release(piece, target, metadata=PAPER, links=url)


@pytest.fixture(scope="module")
def reader(offprint):
    return PdfReader(offprint.path)


def test_it_has_its_pages_and_their_folios(offprint, reader):
    assert offprint.labels == ("5", "6")
    assert reader.page_labels == ["5", "6"]
    assert "Title of beta" in reader.pages[0].extract_text()


def test_links_out_of_it_lead_to_the_site(reader):
    actions = [
        annotation.get_object().get("/A", {})
        for page in reader.pages
        for annotation in page["/Annots"]
    ]
    addresses = [action["/URI"] for action in actions if "/URI" in action]
    assert sorted(addresses) == [
        "https://example.org/beta",
        "https://example.org/proceedings/papers/gamma#spot?%C3%A9",
        "https://example.org/proceedings/papers/gamma#target?%C3%A9",
    ]


def test_other_links_out_of_it_are_text(offprint, reader):
    assert offprint.dropped == ("papers/none#gone",)
    assert "Nowhere in beta" in reader.pages[1].extract_text()
    with pikepdf.open(offprint.path) as pdf:
        for item in pdf.objects:
            assert b"x-volume" not in item.unparse(resolved=True)


def test_it_is_as_tagged_as_the_piece(offprint, shards):
    before, after = examine(shards["beta"]), examine(offprint.path)
    assert after.flaws == []
    assert len(after.marks) == len(before.marks)
    assert after.ids == before.ids
    differences = [pair for pair in zip(before.roles, after.roles, strict=True) if len({*pair}) > 1]
    assert differences == [("/Link", "/Span")]
    assert offprint.conforms == {"ua-1", "a-2a"}


def test_it_keeps_its_outline_and_says_what_it_is(reader):
    assert [item.title for item in reader.outline if not isinstance(item, list)] == [
        "1. Title of beta"
    ]
    assert reader.metadata.title == PAPER.title == reader.xmp_metadata.dc_title["x-default"]
    assert reader.metadata.author == "Ada Example"
    assert reader.xmp_metadata.dc_identifier == PAPER.identifier
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.xmp_metadata.dc_language == ["en"]


def test_the_piece_itself_stays(shards, tmp_path):
    before = shards["beta"].read_bytes()
    release(Piece(shards["beta"]), tmp_path / "a.pdf", metadata=PAPER, links=url)
    release(Piece(shards["beta"]), tmp_path / "b.pdf", metadata=PAPER, links=url)
    assert shards["beta"].read_bytes() == before
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
