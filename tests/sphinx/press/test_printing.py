"""Camera-ready pages in a volume: stamped, quarantined, and honest about what they are."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pypdf
import pytest
import typst
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

pytestmark = pytest.mark.slow

ALPHA = "proceedings/alpha-2031"
STANDARDS = ["ua-1", "a-2a"]


class Printed:
    def __init__(self, app: Sphinx, log: str) -> None:
        self.status, self.log = app.statuscode, log
        self.out = Path(app.outdir)
        self.pdf = self.out / "alpha-2031.pdf"

    @property
    def ledger(self) -> dict[str, dict[str, dict[str, int]]]:
        found: dict[str, dict[str, dict[str, int]]]
        found = json.loads((self.out / "alpha-2031.ledger.json").read_text(encoding="utf-8"))
        return found

    def text(self) -> list[str]:
        return [page.extract_text() for page in pypdf.PdfReader(self.pdf).pages]

    def on(self, folio: int) -> str:
        return self.text()[pypdf.PdfReader(self.pdf).page_labels.index(str(folio))]


@pytest.fixture
def publish(workshop):
    def build(builder: str = "typstpdf") -> Printed:
        log = io.StringIO()
        folder = "pdf" if builder == "typstpdf" else "html"
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                workshop,
                workshop,
                workshop.parent / "build" / folder,
                workshop.parent / "doctrees",
                builder,
                confoverrides={"typst_pdf_standards": STANDARDS, "html_theme": "basic"},
                status=None,
                warning=log,
            )
            app.build()
        return Printed(app, log.getvalue())

    return build


@pytest.fixture
def send(workshop):
    """Send a camera-ready file for the paper that is a record only."""
    record = workshop / f"{ALPHA}/papers/plain-record.md"
    text = record.read_text(encoding="utf-8")

    def write(data: bytes) -> None:
        record.write_text(text.replace("title:", "pdf: sent.pdf\ntitle:", 1), encoding="utf-8")
        record.with_name("sent.pdf").write_bytes(data)

    return write


def pages(*texts: str) -> bytes:
    """A made-up paper of these pages."""
    head = '#set page("a5", margin: 3cm)\n= A Record Only\nErik Empty\n\n'
    made: bytes = typst.compile(
        (head + "\n#pagebreak()\n".join(texts)).encode(), format="pdf", timestamp=0
    )
    return made


def claims(pdf: Path) -> set[str]:
    with pikepdf.open(pdf) as opened, opened.open_metadata() as metadata:
        return {key for key in ("pdfuaid:part", "pdfaid:part") if key in metadata}


def test_a_volume_says_what_it_conforms_to(publish):
    done = publish()
    assert (done.status, done.log) == (0, "")
    assert any("This file conforms to PDF/UA-1 and PDF/A-2a." in page for page in done.text())
    assert claims(done.pdf) == {"pdfuaid:part", "pdfaid:part"}
    assert claims(done.out / "alpha-2031/counting-sheep.pdf") == {"pdfuaid:part", "pdfaid:part"}


def test_pages_of_authors_are_in_their_place(publish, send):
    send(pages("The first page.", "The second page.", "The third page."))
    done = publish()
    assert done.status == 0
    place = done.ledger["papers"]["plain-record"]
    assert place["last"] - place["first"] == 2
    for folio, word in zip(
        range(place["first"], place["last"] + 1), ("first", "second", "third"), strict=True
    ):
        assert f"The {word} page." in done.on(folio)
    after = done.ledger["papers"]["counting-sheep"]["first"]
    assert "Counting Sheep" in done.on(after)
    # Nothing is said of the file that is not true.
    said = " ".join(" ".join(done.text()).split())
    supplied = "The pages of one paper were supplied as PDF by their authors, and have no tags here"
    assert supplied in said
    assert "This file conforms" not in said
    assert claims(done.pdf) == set()
    offprints = done.out / "alpha-2031"
    assert claims(offprints / "plain-record.pdf") == set()
    assert claims(offprints / "counting-sheep.pdf") == {"pdfuaid:part", "pdfaid:part"}
    assert pypdf.PdfReader(offprints / "plain-record.pdf").page_labels == [
        str(folio) for folio in range(place["first"], place["last"] + 1)
    ]


def test_another_file_is_printed_and_the_same_one_is_not(publish, send):
    send(pages("Before."))
    done = publish()
    shard = next((done.out / ".typst/shards/alpha-2031").glob("*plain-record*.pdf"))
    before, other = shard.stat().st_mtime_ns, done.out / "alpha-2031/counting-sheep.pdf"
    released = other.stat().st_mtime_ns
    publish()
    assert shard.stat().st_mtime_ns == before
    send(pages("After."))
    done = publish()
    assert shard.stat().st_mtime_ns > before
    assert "After." in done.on(done.ledger["papers"]["plain-record"]["first"])
    assert not any("Before." in page for page in done.text())
    assert other.stat().st_mtime_ns == released


def test_a_file_that_cannot_be_used_is_named_and_the_rest_is_printed(publish, send):
    send(pages("Whole.")[:900])
    done = publish()
    assert done.status == 1
    assert f"{ALPHA}/papers/plain-record.md:2:6: error[pdf-" in done.log
    assert "sent.pdf: " in done.log
    place = done.ledger["papers"]["plain-record"]
    assert "could not be used" in " ".join(done.on(place["first"]).split())
    assert "A Record Only" in done.on(place["first"])
    assert "Counting Sheep" in done.on(done.ledger["papers"]["counting-sheep"]["first"])
    assert [path.name for path in (done.out / "alpha-2031").iterdir()] == ["counting-sheep.pdf"]
    # Mended, it is printed as if nothing had been.
    send(pages("Whole."))
    done = publish()
    assert done.status == 0
    assert "Whole." in done.on(place["first"])
    assert (done.out / "alpha-2031/plain-record.pdf").is_file()


def test_the_page_of_a_paper_says_what_its_file_is(publish, send):
    send(pages("A page."))
    publish()
    out = publish("dirhtml").out / ALPHA / "papers"
    said = "own pages as pictures, without tags for screen readers."
    assert said in (out / "plain-record/index.html").read_text(encoding="utf-8")
    assert said not in (out / "counting-sheep/index.html").read_text(encoding="utf-8")
    send(b"nothing")
    publish()
    publish("dirhtml")
    page = (out / "plain-record/index.html").read_text(encoding="utf-8")
    assert said not in page
    assert "plain-record.pdf" not in page
    assert not (out / "plain-record/plain-record.pdf").exists()
