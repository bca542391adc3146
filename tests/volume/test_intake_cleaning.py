"""What is taken out of an author's file, that it is said, and that the rest stays."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from .made import annotation, answer, changed, codes, drawn, helvetica, link, messages, text, uri

pytestmark = pytest.mark.slow

JAVASCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert('made up')"))


def everything(path: Path) -> bytes:
    """Return a file with nothing packed."""
    with pikepdf.open(path) as pdf:
        target = io.BytesIO()
        pdf.save(
            target,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return target.getvalue()


def words(path: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return document[page].get_textpage().get_text_range()


def opens(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = JAVASCRIPT


def named(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), JAVASCRIPT])))


def of_document(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/AA"] = Dictionary(WC=JAVASCRIPT)


def of_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/AA"] = Dictionary(O=JAVASCRIPT)


def of_link(pdf: pikepdf.Pdf) -> None:
    link(pdf, A=JAVASCRIPT)


def launches(pdf: pikepdf.Pdf) -> None:
    link(pdf, A=Dictionary(S=Name.Launch, F=String("made-up.exe")))


def submits(pdf: pikepdf.Pdf) -> None:
    link(pdf, A=Dictionary(S=Name.SubmitForm, F=String("https://example.org/")))


def chained(pdf: pikepdf.Pdf) -> None:
    action = uri("https://example.org/fine")
    action["/Next"] = JAVASCRIPT
    link(pdf, A=action)


def hovered(pdf: pikepdf.Pdf) -> None:
    link(pdf, A=uri("https://example.org/fine"), AA=Dictionary(E=JAVASCRIPT))


@pytest.mark.parametrize(
    "change",
    [opens, named, of_document, of_page, of_link, launches, submits, chained, hovered],
)
def test_nothing_runs(tmp_path, change) -> None:
    found = answer(tmp_path, changed(change))
    assert codes(found) == ["pdf-script"]
    assert messages(found, "pdf-script")[0].startswith("removed: ")
    left = everything(tmp_path / "cleaned.pdf")
    for trace in (b"JavaScript", b"app.alert", b"Launch", b"SubmitForm", b"/AA", b"/Next"):
        assert trace not in left
    if change in {chained, hovered}:
        assert found.links == {"web": 1}


def test_a_page_to_open_at_is_no_script(tmp_path) -> None:
    def open_at(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/OpenAction"] = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))

    assert codes(answer(tmp_path, changed(open_at))) == []


def test_attached_files_and_media(tmp_path) -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["made-up.csv"] = pikepdf.AttachedFileSpec(pdf, b"secret,made up")
        for kind in (Name.FileAttachment, Name.RichMedia, Name("/3D"), Name.Movie, Name.Sound):
            annotation(pdf, Subtype=kind)

    found = answer(tmp_path, changed(attach))
    assert codes(found) == ["pdf-attachment", "pdf-attachment"]
    said = " ".join(messages(found, "pdf-attachment"))
    for kind in ("attached files", "1 RichMedia", "1 3D", "1 Movie", "1 Sound", "FileAttachment"):
        assert kind in said
    assert b"secret" not in everything(tmp_path / "cleaned.pdf")
    assert b"RichMedia" not in everything(tmp_path / "cleaned.pdf")


def test_comments_go_and_drawn_notes_stay(tmp_path) -> None:
    def comment(pdf: pikepdf.Pdf) -> None:
        annotation(pdf, Subtype=Name.Text, Contents=String("Reviewer 2: no"))
        annotation(pdf, 1, Subtype=Name.Highlight, Contents=String("unclear"))
        look = pdf.make_stream(
            b"BT /F 12 Tf 2 5 Td (Signed here) Tj ET",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 100, 20],
            Resources=Dictionary(Font=Dictionary(F=helvetica())),
        )
        annotation(pdf, Subtype=Name.FreeText, AP=Dictionary(N=look), F=4)

    found = answer(tmp_path, changed(comment))
    assert messages(found, "pdf-comment") == ["comments or marks on pages 1-2 are removed"]
    assert b"Reviewer 2" not in everything(tmp_path / "cleaned.pdf")
    assert "Signed here" in words(tmp_path / "cleaned.pdf")


def test_fields_are_printed_as_they_look(tmp_path) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(
            b"BT /F 12 Tf 2 5 Td (Filled in) Tj ET",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 100, 20],
            Resources=Dictionary(Font=Dictionary(F=helvetica())),
        )
        annotation(pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), AP=Dictionary(N=look), F=4)
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))

    found = answer(tmp_path, changed(fill))
    assert "fields on page 1" in messages(found, "pdf-form")[0]
    assert "Filled in" in words(tmp_path / "cleaned.pdf")
    assert b"AcroForm" not in everything(tmp_path / "cleaned.pdf")


def test_metadata_goes_and_is_not_repeated(tmp_path) -> None:
    def tell(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Author"] = String("Jo Example <jo@example.org>")
        pdf.docinfo["/Creator"] = String("C:\\Users\\jo-secret\\paper.tex")
        with pdf.open_metadata(update_docinfo=False) as metadata:
            metadata["dc:creator"] = ["Jo Example"]
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
        form["/PieceInfo"] = Dictionary(Made=String("by jo-secret"))
        form["/Metadata"] = pdf.make_stream(b"<made-by>jo-secret</made-by>")
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X=form)

    found = answer(tmp_path, changed(tell))
    assert messages(found, "pdf-metadata") == ["removed: Author, Creator, XMP metadata"]
    assert not re.search("secret|@", str(found))
    left = everything(tmp_path / "cleaned.pdf")
    assert b"secret" not in left
    assert b"example.org" not in left


def test_links_that_lead_somewhere_stay(tmp_path) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        link(pdf, A=uri("https://example.org/a b?q=é"))
        link(pdf, A=uri("mailto:jo@example.org"))
        link(pdf, Dest=Array([pdf.pages[1].obj, Name.XYZ, 50, 700, None]))
        link(pdf, A=Dictionary(S=Name.GoTo, D=String("section")))
        pdf.Root["/Names"] = Dictionary(
            Dests=Dictionary(
                Names=Array([String("section"), Array([pdf.pages[1].obj, Name.FitH, 600])])
            )
        )

    found = answer(tmp_path, changed(add))
    assert codes(found) == []
    assert found.links == {"internal": 2, "mail": 1, "web": 1}
    with pikepdf.open(tmp_path / "cleaned.pdf") as copy:
        links = list(copy.pages[0].obj.Annots)
        assert str(links[0].A.URI) == "https://example.org/a%20b?q=%C3%A9"
        assert [float(value) for value in list(links[2].Dest)[2:4]] == [50, 700]
        assert [float(value) for value in list(links[3].Dest)[2:4]] == [0, 600]
        assert links[3].Dest[0].objgen == copy.pages[1].obj.objgen


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "paper.pdf", "http://intranet/", "https://",
     "https://me:secret@example.org/", "data:text/html,made-up", "mailto:nobody"],
)  # fmt: skip
def test_links_to_no_public_address_go(tmp_path, address: str) -> None:
    found = answer(tmp_path, changed(lambda pdf: link(pdf, 1, A=uri(address))))
    assert codes(found) == ["pdf-link"]
    assert "page 2" in messages(found, "pdf-link")[0]
    assert found.links == {}


def test_links_to_other_files_go(tmp_path) -> None:
    there = Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit]))
    assert codes(answer(tmp_path, changed(lambda pdf: link(pdf, A=there)))) == ["pdf-link"]


def test_bookmarks_stay_however_they_are_knotted(tmp_path) -> None:
    def mark(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            one = pikepdf.OutlineItem("One\nmade-up", 0, "Fit")
            one.children.append(pikepdf.OutlineItem("One and a half", 1, "FitH", top=300))
            outline.root[:] = [one, pikepdf.OutlineItem("Two", 1, "Fit")]
        first = pdf.Root.Outlines.First
        first.Next["/Next"] = first  # round and round

    found = answer(tmp_path, changed(mark))
    assert found.bookmarks == 3
    with pikepdf.open(tmp_path / "cleaned.pdf") as copy, copy.open_outline() as outline:
        assert [item.title for item in outline.root] == ["One made-up", "Two"]
        assert [item.title for item in outline.root[0].children] == ["One and a half"]
        assert float(outline.root[0].children[0].destination[3]) == 300


def test_what_a_hidden_layer_hides_goes(tmp_path) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        shown, hidden = (
            pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in "ab"
        )
        pdf.Root["/OCProperties"] = Dictionary(
            OCGs=Array([shown, hidden]), D=Dictionary(OFF=Array([hidden]))
        )
        form = pdf.make_stream(
            text("Secret form"), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800]
        )
        form["/OC"] = hidden
        return Dictionary(
            Font=Dictionary(F=helvetica()),
            Properties=Dictionary(A=shown, B=hidden),
            XObject=Dictionary(X=form),
        )

    content = (
        b"/OC /A BDC " + text("Shown") + b" EMC /OC /B BDC q 0 0 m 9 9 l S "
        + text("Secret", y=500) + b" Q EMC /X Do " + text("After", y=300)
    )  # fmt: skip
    found = answer(tmp_path, drawn(content, resources=resources))
    assert "pdf-layer" in codes(found)
    said = words(tmp_path / "cleaned.pdf")
    assert "Shown" in said
    assert "After" in said
    assert "Secret" not in said
    assert b"Secret" not in everything(tmp_path / "cleaned.pdf")


def test_a_form_without_resources_finds_those_of_its_page(tmp_path) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        form = pdf.make_stream(
            text("From the page"), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800]
        )
        return Dictionary(Font=Dictionary(F=helvetica()), XObject=Dictionary(X=form))

    answer(tmp_path, drawn(b"/X Do", resources=resources))
    assert "From the page" in words(tmp_path / "cleaned.pdf")


def test_data_of_other_files_are_not_asked_for(tmp_path) -> None:
    def refer(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
        form["/Ref"] = Dictionary(F=String("http://example.org/tracker.pdf"), Page=0)
        image = pdf.make_stream(
            b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
            BitsPerComponent=8, ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        image["/F"] = String("file:///etc/passwd")
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(X=form, Y=image)

    answer(tmp_path, changed(refer))
    left = everything(tmp_path / "cleaned.pdf")
    assert b"tracker" not in left
    assert b"passwd" not in left


PROGRAM = b"%!PS (made up) print"


def foreign(pdf: pikepdf.Pdf, **entries) -> pikepdf.Stream:
    return pdf.make_stream(
        b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], **entries
    )


def an_image(pdf: pikepdf.Pdf, **entries) -> pikepdf.Stream:
    return pdf.make_stream(
        b"\x55", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray, **entries,
    )  # fmt: skip


def elsewhere() -> Dictionary:
    return Dictionary(Type=Name.Filespec, F=String("made-up.pdf"))


FOREIGN = {
    "a program": lambda pdf: pdf.make_stream(PROGRAM, Type=Name.XObject, Subtype=Name.PS),
    "a program in a form": lambda pdf: foreign(pdf, PS=pdf.make_stream(PROGRAM)),
    "a form that is a program": lambda pdf: foreign(pdf, Subtype2=Name.PS),
    "a first level": lambda pdf: pdf.make_stream(
        PROGRAM, Type=Name.XObject, Subtype=Name.PS, Level1=pdf.make_stream(PROGRAM)
    ),
    "a picture of a printer": lambda pdf: an_image(
        pdf, OPI=Dictionary({"/2.0": Dictionary(Type=Name.OPI, F=elsewhere())})
    ),
    "a form of a printer": lambda pdf: foreign(
        pdf, OPI=Dictionary({"/1.3": Dictionary(F=elsewhere())})
    ),
    "a page of another file": lambda pdf: foreign(pdf, Ref=Dictionary(F=elsewhere(), Page=0)),
    "data of another file": lambda pdf: an_image(pdf, F=elsewhere()),
    "another picture": lambda pdf: an_image(
        pdf, Alternates=Array([Dictionary(Image=an_image(pdf, F=elsewhere()))])
    ),
    "a mask": lambda pdf: an_image(pdf, SMask=an_image(pdf, OPI=Dictionary(F=elsewhere()))),
}


def in_page(pdf: pikepdf.Pdf, item: pikepdf.Stream) -> Dictionary:
    return Dictionary(Font=Dictionary(F=helvetica()), XObject=Dictionary(X=item))


def in_pattern(pdf: pikepdf.Pdf, item: pikepdf.Stream) -> Dictionary:
    pattern = pdf.make_stream(
        b"/X Do", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 9, 9], XStep=9, YStep=9, Resources=Dictionary(XObject=Dictionary(X=item)),
    )  # fmt: skip
    return Dictionary(Font=Dictionary(F=helvetica()), Pattern=Dictionary(X=pattern))


def in_glyph(pdf: pikepdf.Pdf, item: pikepdf.Stream) -> Dictionary:
    drawn_font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 9, 9], FontMatrix=[1, 0, 0, 1, 0, 0],
        CharProcs=Dictionary(a=pdf.make_stream(b"9 0 d0 /X Do")), FirstChar=97, LastChar=97,
        Widths=[9], Encoding=Dictionary(Differences=[97, Name.a]),
        Resources=Dictionary(XObject=Dictionary(X=item)),
    )  # fmt: skip
    return Dictionary(Font=Dictionary(F=helvetica(), X=drawn_font))


def in_mask(pdf: pikepdf.Pdf, item: pikepdf.Stream) -> Dictionary:
    group = foreign(pdf, Resources=Dictionary(XObject=Dictionary(X=item)))
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
    return Dictionary(Font=Dictionary(F=helvetica()), ExtGState=Dictionary(X=state))


@pytest.mark.parametrize("holder", [in_page, in_pattern, in_glyph, in_mask])
@pytest.mark.parametrize("kind", FOREIGN)
def test_programs_and_references_go(tmp_path, kind: str, holder) -> None:
    found = answer(
        tmp_path,
        drawn(text("Sheep"), resources=lambda pdf: holder(pdf, FOREIGN[kind](pdf))),
    )
    (said,) = messages(found, "pdf-foreign")
    assert said.startswith("removed: ")
    left = everything(tmp_path / "cleaned.pdf")
    for trace in (b"%!PS", b"/PS", b"/OPI", b"made-up.pdf", b"/Ref", b"/Alternates", b"Filespec"):
        assert trace not in left


@pytest.mark.parametrize("step", [0, 0.0001, 0.3])
def test_a_pattern_without_end(tmp_path, step: float) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        pattern = pdf.make_stream(
            b"0 0 1 1 re f", Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
            BBox=[0, 0, 10, 10], XStep=step, YStep=step, Resources=Dictionary(),
        )  # fmt: skip
        pattern.Resources["/Pattern"] = Dictionary(P=pattern)
        return Dictionary(Font=Dictionary(F=helvetica()), Pattern=Dictionary(P=pattern))

    found = answer(tmp_path, drawn(b"/Pattern cs /P scn 0 0 595 842 re f", resources=resources))
    assert messages(found, "pdf-foreign") == ["removed: patterns that repeat without end"]


def test_glyphs_and_patterns_are_cleaned_as_pages_are(tmp_path) -> None:
    secret = b"/Span <</ActualText (secret secret secret secret)>> BDC 0 0 1 1 re f EMC"
    for holder in (in_pattern, in_glyph):
        answer(
            tmp_path,
            drawn(
                text("Sheep"),
                resources=lambda pdf, holder=holder: holder(
                    pdf, pdf.make_stream(secret, Subtype=Name.Form, BBox=[0, 0, 9, 9])
                ),
            ),
        )
        assert b"secret" not in everything(tmp_path / "cleaned.pdf")
