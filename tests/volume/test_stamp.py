"""Author pages on pages that Typst made: seen, tagged, linked, and honest about it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from pikepdf import Array, Dictionary, Name, String

import sphinx_proceedings.sphinx
from sphinx_proceedings.volume.intake import Report
from sphinx_proceedings.volume.placement import Frame, Placement, names, plan
from sphinx_proceedings.volume.stamp import MARK, stamp
from sphinx_typst.bind import Metadata, Piece, bind

from .made import A4, answer, changed, drawn, link, paper, text, uri

pytestmark = pytest.mark.slow

TEMPLATE = Path(sphinx_proceedings.sphinx.__file__).parent / "press" / "styles" / "camera.typ"
FRAME = Frame(
    A4, (0.0, 80.0, A4[0], A4[1] - 70.0), (102.0, 119.0, 470.0, 745.0), (125.0, 119.0, 493.0, 745.0)
)
SQUARE = b"0 0 0 rg 100 200 50 80 re f "


def shard(path: Path, pages: int) -> Path:
    """Print the pages of a shard, with a head, a folio and a placeholder each."""
    (path / "camera.typ").write_bytes(TEMPLATE.read_bytes())
    listed = "".join(
        f'("{name}", "Page {number} of “Sheep”, née é"),'
        for number, name in enumerate(names("sheep", pages), 1)
    )
    source = path / "shard.typ"
    source.write_text(f"""
        #import "camera.typ": camera-pages
        #set document(title: "Made-up", author: "Jo Example")
        #set text(lang: "en")
        #set page(
          width: {A4[0]}pt, height: {A4[1]}pt,
          margin: (inside: 102pt, outside: 125pt, top: 97pt, bottom: 119pt),
          header: [Head of the volume], footer: context counter(page).display(),
        )
        #counter(page).update(41)
        #{{ show heading: it => place(hide(it)); [= Made-up paper <sheep>] }}
        #camera-pages({A4[0]}pt, {A4[1]}pt, ({listed}))
    """)
    target = path / "shard.pdf"
    target.write_bytes(
        typst.compile(str(source), pdf_standards=["ua-1", "a-2a"], timestamp=0)
    )  # fmt: skip
    return target


def stamped(tmp_path: Path, data: bytes):
    found = answer(tmp_path, data)
    report = Report(
        usable=True, diagnostics=(), sha256="", pages=len(found.sizes),
        sizes=tuple(found.sizes), boxes=tuple(found.boxes),
    )  # fmt: skip
    target = shard(tmp_path, report.pages)
    placements = plan("sheep", report, FRAME)
    return target, stamp(target, tmp_path / "cleaned.pdf", placements), placements


def pixels(path: Path, page: int = 0) -> list[bytes]:
    with pypdfium2.PdfDocument(path) as document:
        return _rows(document[page])


def _rows(page) -> list[bytes]:
    bitmap = page.render(scale=1, grayscale=True)
    data = bytes(bitmap.buffer)
    return [
        data[row * bitmap.stride : row * bitmap.stride + bitmap.width]
        for row in range(bitmap.height)
    ]


def is_dark(rows: list[bytes], x: float, y: float) -> bool:
    return rows[round(A4[1] - y)][round(x)] < 100


def words(path: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return document[page].get_textpage().get_text_range()


def kids(item) -> list:
    below = item.get("/K", [])
    return list(below) if isinstance(below, pikepdf.Array) else [below]


def elements(item, kind: str) -> list:
    if not isinstance(item, pikepdf.Dictionary):
        return []
    inner = [found for kid in kids(item) for found in elements(kid, kind)]
    return [item, *inner] if item.get("/S", None) == kind else inner


def test_a_page_is_seen_where_it_was_put(tmp_path) -> None:
    target, _, _ = stamped(tmp_path, drawn(SQUARE))
    rows = pixels(target)
    assert is_dark(rows, 125, 240)
    assert not is_dark(rows, 95, 240)
    assert not is_dark(rows, 155, 240)
    # Nothing is left of the crossed-out page.
    assert all(value > 250 for value in rows[421][290:300])


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_upright(tmp_path, turn: int) -> None:
    target, _, placements = stamped(tmp_path, drawn(SQUARE + text("Turned"), Rotate=turn))
    found = answer(tmp_path, drawn(SQUARE + text("Turned"), Rotate=turn))
    with pypdfium2.PdfDocument(tmp_path / "cleaned.pdf") as author:
        alone = _rows(author[0])
    height = found.sizes[0][1]
    inked = [
        (x, height - y)
        for y, row in enumerate(alone)
        for x, value in enumerate(row)
        if value < 100
    ][:: 500]  # fmt: skip
    rows = pixels(target)
    assert inked
    hits = [is_dark(rows, *placements[0].point(x + 0.5, y - 0.5)) for x, y in inked]
    assert sum(hits) >= 0.8 * len(hits)
    assert "Turned" in words(target)


def test_head_and_folio_are_over_a_white_page(tmp_path) -> None:
    target, _, _ = stamped(tmp_path, drawn(b"1 1 1 rg 0 0 600 850 re f " + SQUARE))
    assert "Head of the volume" in words(target)
    assert "41" in words(target)
    rows = pixels(target)
    assert any(value < 100 for row in rows[40:97] for value in row)
    assert any(value < 100 for row in rows[-119:] for value in row)


def test_text_fonts_and_forms_come_along(tmp_path) -> None:
    target, _, _ = stamped(tmp_path, paper(pages=3))
    assert "Counting Made-Up Sheep" in words(target)
    assert "Page 2." in words(target, 1)
    assert "Page 3." in words(target, 2)
    with pikepdf.open(target) as pdf:
        used = [
            {font.objgen for font in page.obj.Resources.XObject.Camera.Resources.Font.values()}
            for page in pdf.pages
        ]
        assert used[0] & used[1] & used[2], "a font of all pages is there once"
        assert pdf.check_pdf_syntax() == []


def test_figures_keep_their_tags_and_lose_their_names(tmp_path) -> None:
    target, _, _ = stamped(tmp_path, paper(pages=3))
    with pikepdf.open(target) as pdf:
        tree = pdf.Root.StructTreeRoot
        figures = elements(tree, "/Figure")
        assert [str(figure.Alt) for figure in figures] == [
            f"Page {number} of “Sheep”, née é" for number in (1, 2, 3)
        ]
        parents = pikepdf.NumberTree(tree.ParentTree)
        for figure, page in zip(figures, pdf.pages, strict=True):
            assert figure.Pg.objgen == page.obj.objgen
            (number,) = kids(figure)
            assert parents[int(page.obj.StructParents)][number].objgen == figure.objgen
            content = page.obj.Contents.read_bytes()
            assert content.count(b"/MCID %d" % number) == 1
            assert MARK.encode() not in content
            assert "camera".encode("utf-16-be") not in content


def test_links_lead_where_they_led(tmp_path) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        link(pdf, rect=(100, 600, 200, 620), A=uri("https://example.org/made-up"))
        link(pdf, 1, Dest=Array([pdf.pages[0].obj, Name.XYZ, 100, 700, None]))

    target, _, placements = stamped(tmp_path, changed(add))
    with pikepdf.open(target) as pdf:
        one, two = pdf.pages[0].obj.Annots[0], pdf.pages[1].obj.Annots[0]
        assert str(one.A.URI) == str(one.Contents) == "https://example.org/made-up"
        box = [float(value) for value in one.Rect]
        assert box == pytest.approx(placements[0].box((100, 600, 200, 620)), abs=0.01)
        assert two.Dest[0].objgen == pdf.pages[0].obj.objgen
        point = [float(value) for value in list(two.Dest)[2:4]]
        assert point == pytest.approx(placements[0].point(100, 700), abs=0.01)
        # Each is tagged, and the tag and the link know each other.
        tags = elements(pdf.Root.StructTreeRoot, "/Link")
        assert len(tags) == 2
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for tag, annotation in zip(tags, (one, two), strict=True):
            assert tag.K[0].Obj.objgen == annotation.objgen
            assert parents[int(annotation.StructParent)].objgen == tag.objgen
        keys = list(parents)
        assert all(before < after for before, after in pairwise(keys))
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) > max(keys)
        assert kids(tags[0].P).index(tags[0]) == 1 + kids(tags[0].P).index(
            elements(pdf.Root.StructTreeRoot, "/Figure")[0]
        )


def test_bookmarks_are_below_the_paper(tmp_path) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            one = pikepdf.OutlineItem("One", 0, "XYZ", left=0, top=700)
            one.children.append(pikepdf.OutlineItem("One and a half", 1, "Fit"))
            nowhere = pikepdf.OutlineItem("Nowhere", Array([99, Name.Fit]))
            nowhere.children.append(pikepdf.OutlineItem("Two", 1, "Fit"))
            outline.root[:] = [one, nowhere]

    target, _, placements = stamped(tmp_path, changed(mark))
    with pikepdf.open(target) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Made-up paper"
        assert [item.title for item in top.children] == ["One", "Two"]
        (below,) = top.children[0].children
        assert below.title == "One and a half"
        assert below.destination[0].objgen == pdf.pages[1].obj.objgen
        y = float(top.children[0].destination[3])
        assert y == pytest.approx(placements[0].point(0, 700)[1], abs=0.01)


def test_nothing_is_claimed_that_is_not_so(tmp_path) -> None:
    before = shard(tmp_path, 1)
    with pikepdf.open(before) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
    target, conformance, _ = stamped(tmp_path, paper(pages=2))
    assert not conformance.tagged
    assert conformance.standards == ()
    assert conformance.reasons == (
        "2 pages are an author's own; a screen reader meets each as one figure, not as text.",
        "Therefore the file does not claim PDF/UA-1 and PDF/A-2a.",
    )
    with pikepdf.open(target) as pdf, pdf.open_metadata() as metadata:
        assert "pdfuaid:part" not in metadata
        assert "pdfaid:part" not in metadata
        assert metadata["dc:title"] == "Made-up"


def test_the_same_each_time(tmp_path) -> None:
    first, _, _ = stamped(tmp_path, paper(pages=2))
    data = first.read_bytes()
    second, _, _ = stamped(tmp_path, paper(pages=2))
    assert second.read_bytes() == data


@pytest.mark.parametrize(
    ("placement", "says"),
    [
        (Placement("goats/1", 0, 1, 0, 0), "no page is made for goats/1"),
        (Placement("sheep/1", 7, 1, 0, 0), "the file has 2 pages"),
    ],
)
def test_what_does_not_fit_is_an_error_and_changes_nothing(tmp_path, placement, says) -> None:
    answer(tmp_path, paper())
    target = shard(tmp_path, 1)
    data = target.read_bytes()
    with pytest.raises(ValueError, match=says):
        stamp(target, tmp_path / "cleaned.pdf", [placement])
    assert target.read_bytes() == data
    assert not list(tmp_path.glob("tmp*"))


def test_a_transparent_page_stays_transparent(tmp_path) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        return Dictionary(ExtGState=Dictionary(G=Dictionary(Type=Name.ExtGState, ca=0.5)))

    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, Private=String("made up"))
    target, _, _ = stamped(tmp_path, drawn(b"/G gs " + SQUARE, resources=resources, Group=group))
    rows = pixels(target)
    assert 100 < rows[round(A4[1] - 240)][125] < 155
    with pikepdf.open(target) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.Camera
        assert set(form.Group.keys()) == {"/S", "/CS"}


def test_pages_that_share_what_they_draw_with(tmp_path) -> None:
    answer(tmp_path, paper(pages=2))
    target = shard(tmp_path, 2)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        one, two = (page.obj.Resources for page in pdf.pages)
        shared = pdf.make_indirect(Dictionary(one))
        shared["/Font"] = pdf.make_indirect(Dictionary({**dict(two.Font), **dict(one.Font)}))
        for page in pdf.pages:
            page.obj["/Resources"] = shared
        pdf.save(target)
    stamp(target, tmp_path / "cleaned.pdf", [Placement("sheep/1", 0, 1, 0, 0)])
    # A second paper of the same shard comes later.
    stamp(target, tmp_path / "cleaned.pdf", [Placement("sheep/2", 1, 1, 0, 0)])
    assert "Counting Made-Up Sheep" in words(target)
    assert "Page 2." in words(target, 1)
    assert "Counting Made-Up Sheep" not in words(target, 1)


def test_a_stamped_shard_can_be_bound(tmp_path) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        link(pdf, 1, Dest=Array([pdf.pages[0].obj, Name.XYZ, 100, 700, None]))
        with pdf.open_outline() as outline:
            outline.root[:] = [pikepdf.OutlineItem("One", 1, "Fit")]

    target, _, _ = stamped(tmp_path, changed(add))
    volume = tmp_path / "volume.pdf"
    bound = bind(
        [Piece(target), Piece(target, first=3)], volume, metadata=Metadata(title="Made-up")
    )
    assert bound.conforms == frozenset()
    with pikepdf.open(volume) as pdf:
        assert len(elements(pdf.Root.StructTreeRoot, "/Figure")) == 4
        assert len(elements(pdf.Root.StructTreeRoot, "/Link")) == 2
        for first in (0, 2):
            (one,) = pdf.pages[first + 1].obj.Annots
            assert one.Dest[0].objgen == pdf.pages[first].obj.objgen
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root[0].children] == ["One"]
    assert "Page 2." in words(volume, 3)
