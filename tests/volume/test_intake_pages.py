"""What is said about the pages of an author's file: sizes, margins, fonts, text, leftovers."""

from __future__ import annotations

import re
from math import ceil
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.frame import frame_of
from sphinx_proceedings.volume.intake import Limits
from sphinx_proceedings.volume.placement import LARGEST

from .made import A4, TITLE, answer, changed, codes, drawn, messages, paper, text

pytestmark = pytest.mark.slow

LINES = b"".join(text("A line of a made-up paper that is as wide as lines are, or nearly so.",
                      100, 760 - 14 * n) for n in range(40))  # fmt: skip


def ink(tmp_path, *args, **entries):
    return answer(tmp_path, drawn(*args, **entries)).boxes[0]


def close(box, other) -> bool:
    return all(abs(a - b) <= 1.2 for a, b in zip(box, other, strict=True))


# Geometry

SQUARE = b"0 0 0 rg 100 200 50 80 re f"


def test_ink_is_where_it_is_seen(tmp_path) -> None:
    assert close(ink(tmp_path, SQUARE), (100, 200, 150, 280))


def test_white_is_not_ink(tmp_path) -> None:
    assert close(
        ink(tmp_path, b"1 1 1 rg 0 0 600 842 re f " + SQUARE), (100, 200, 150, 280)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        (90, (200, 842 - 100 - 50 - 247, 280, 842 - 100 - 247)),
        (180, (595 - 150, 842 - 280, 595 - 100, 842 - 200)),
        (270, (842 - 280, 100, 842 - 200, 150)),
        (-90, (842 - 280, 100, 842 - 200, 150)),
    ],
)
def test_turned_pages_are_upright(tmp_path, turn: int, box) -> None:
    found = answer(tmp_path, drawn(SQUARE, Rotate=turn), paper_size=None)
    assert found.sizes[0] == pytest.approx(A4[::-1] if turn % 180 else A4, abs=0.01)
    assert close(found.boxes[0], box)


def test_only_what_is_in_the_crop_box_is_seen(tmp_path) -> None:
    found = answer(tmp_path, drawn(SQUARE, CropBox=Array([120, 210, 400, 700])), paper_size=None)
    assert found.sizes[0] == (280, 490)
    assert close(found.boxes[0], (0, 0, 30, 70))


def test_a_page_may_begin_anywhere(tmp_path) -> None:
    found = answer(tmp_path, drawn(SQUARE, MediaBox=Array([-100, 300, 495, -541])), paper_size=None)
    assert found.sizes[0] == (595, 841)
    assert close(found.boxes[0], (200, 741, 250, 821))


def test_a_unit_of_its_own(tmp_path) -> None:
    found = answer(tmp_path, drawn(SQUARE, UserUnit=2), paper_size=None)
    assert found.sizes[0] == pytest.approx((2 * A4[0], 2 * A4[1]), abs=0.01)
    assert found.boxes[0] == pytest.approx((200, 400, 300, 560), abs=2)


# Sizes, margins, limits


def test_another_paper_size_is_scaled(tmp_path) -> None:
    found = answer(tmp_path, drawn(LINES, size=(612, 792)))
    assert messages(found, "pdf-page-size") == [
        (
            "the pages are 216 by 279 mm, those of the volume 210 by 297 mm; they are scaled into"
            " its type area"
        )
    ]
    assert next(one for one in found.findings if one.code == "pdf-page-size").severity == "info"


def test_pages_of_two_sizes(tmp_path) -> None:
    def shrink(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj["/MediaBox"] = Array([0, 0, 420, 595])

    found = answer(tmp_path, changed(shrink))
    assert messages(found, "pdf-page-size") == ["page 2 differs in size from page 1"]


def test_a_page_on_its_side(tmp_path) -> None:
    found = answer(tmp_path, changed(lambda pdf: pdf.pages[1].rotate(90, relative=True)))
    assert messages(found, "pdf-page-size") == ["page 2 lies on its side"]


def test_ink_where_head_and_folio_are(tmp_path) -> None:
    found = answer(tmp_path, drawn(LINES + text("1", 300, 20)))
    assert "page 1 reaches" in messages(found, "pdf-margin")[0]
    (hint,) = (one.hint for one in found.findings if one.code == "pdf-margin")
    # As much as is enough: not rounded down.
    assert "leave 15 mm at the top and 15 mm at the bottom" in hint
    found = answer(tmp_path, drawn(LINES + text("1", 300, 20)), clear=(0.0, 10.0, 595.28, 800.0))
    assert messages(found, "pdf-margin") == []


def test_references_do_not_count(tmp_path) -> None:
    assert messages(answer(tmp_path, paper(pages=5), page_limit=4), "pdf-page-limit") == [
        "the paper has 5 pages; its track allows 4"
    ]
    listed = paper(pages=4, body="#pagebreak()\n= R#h(1pt)EFERENCES\n A made-up work.")
    assert codes(answer(tmp_path, listed, page_limit=1)) == []


def test_references_below_text_count_their_page(tmp_path) -> None:
    body = "#pagebreak()\n#lorem(60)\n= 7. References\n A made-up work."
    found = answer(tmp_path, paper(pages=3, body=body), page_limit=1)
    assert messages(found, "pdf-page-limit") == [
        "the paper has 2 pages before its references; its track allows 1"
    ]


def test_empty_pages(tmp_path) -> None:
    found = answer(tmp_path, drawn(LINES, b"", b"1 1 1 rg 0 0 99 99 re f"))
    assert messages(found, "pdf-blank-page") == ["pages 2-3 are empty"]
    assert found.boxes[1:] == [None, None]


# Fonts and text


def test_fonts_that_are_not_embedded(tmp_path) -> None:
    found = answer(tmp_path, drawn(LINES))
    assert messages(found, "pdf-font") == [
        "not embedded: Helvetica; the standard fonts of PDF are no exception"
    ]
    assert not found.fonts_embedded
    assert found.extractable


def drawn_font(pdf: pikepdf.Pdf) -> Dictionary:
    glyph = pdf.make_stream(b"500 0 d0 0 0 400 700 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, Name=Name.MadeUp, FontBBox=[0, 0, 500, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=65, LastChar=65, Widths=[500],
        CharProcs=Dictionary(a65=glyph), Resources=Dictionary(),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[65, Name.a65]),
    )  # fmt: skip
    return Dictionary(Font=Dictionary(F=font))


def test_letters_that_are_drawings(tmp_path) -> None:
    found = answer(tmp_path, drawn(text("AAAA AAAA"), resources=drawn_font))
    assert messages(found, "pdf-bitmap-font") == ["letters are drawings (Type 3): MadeUp"]
    assert "text set in MadeUp cannot be searched" in messages(found, "pdf-unmapped-text")[0]
    assert not found.extractable
    assert found.fonts_embedded


def test_letters_without_a_map(tmp_path) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.values():
                if "/ToUnicode" in font:
                    del font["/ToUnicode"]

    found = answer(tmp_path, changed(forget))
    assert "LibertinusSerif" in messages(found, "pdf-unmapped-text")[0]
    # What cannot be read is not said to be wrong.
    assert "cannot be compared" in messages(found, "pdf-unmapped-text")[0]
    assert "pdf-title" not in codes(found)


def picture(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(
        XObject=Dictionary(
            X=pdf.make_stream(
                bytes(range(64)), Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8,
                BitsPerComponent=8, ColorSpace=Name.DeviceGray,
            )
        )
    )  # fmt: skip


def test_a_scanned_page(tmp_path) -> None:
    found = answer(tmp_path, drawn(b"q 500 0 0 700 50 60 cm /X Do Q", resources=picture))
    assert codes(found) == ["pdf-no-text"]
    assert "page 1 has no text" in messages(found, "pdf-no-text")[0]
    assert "cannot be compared" in messages(found, "pdf-no-text")[0]
    assert found.usable


# Leftovers


@pytest.mark.parametrize(
    "line",
    [
        "Anonymous Author(s)", "Anonymous Submission", "ANONYMOUS ACL SUBMISSION",
        "Paper under double-blind review", "Under review as a conference paper at MADE-UP 2030",
        "Under review.", "Submitted to the Made-Up Workshop 2030. Do not distribute.",
        "Preliminary work. Under review by the Made-Up Workshop.", "Confidential",
        "CONFIDENTIAL REVIEW COPY", "DRAFT", "Draft of May 1, 2030", "Paper ID 1234",
        "Do not distribute", "2 Anonymous Author(s)", "014 Under review",
    ],
)  # fmt: skip
def test_marks_of_the_version_for_review(tmp_path, line: str) -> None:
    page = drawn(text(line, 200, 800) + LINES)
    assert line in messages(answer(tmp_path, page), "pdf-review-leftover")[0]


@pytest.mark.parametrize(
    "line",
    [
        "the laws that are under review in three made-up countries were not changed.",
        "confidential computing keeps the data of its users from those who own machines.",
        "Drafting a treaty takes years, as all who have drafted one know, and the rest guess.",
        "submitted to the ministry of a made-up country, which never answered any of them.",
        "preliminary work on the topic has been done by nobody who would be known by name.",
        "anonymous sources say that it is so, and others who are not anonymous do not.",
        "Do not cite without reading is a rule that many know and that nobody has kept yet?",
    ],
)
def test_the_same_words_in_a_sentence(tmp_path, line: str) -> None:
    if line.startswith("Do not cite"):
        line = "we do not cite " + line[12:]
    page = drawn(text(line, 100, 500))
    assert messages(answer(tmp_path, page), "pdf-review-leftover") == []


def test_a_head_of_a_later_page_is_a_leftover_and_a_line_of_text_is_not(tmp_path) -> None:
    head, line = text("Confidential", 250, 810), text("Confidential", 100, 400)
    found = answer(tmp_path, drawn(LINES, LINES, head + LINES, LINES + line))
    assert messages(found, "pdf-review-leftover") == ["“Confidential” on page 3"]


@pytest.mark.parametrize(("x", "step"), [(60, 1), (560, 1), (60, 5)])
def test_numbers_of_lines(tmp_path, x: int, step: int) -> None:
    numbers = b"".join(
        text(str(step * (n + 1)).zfill(3), x, 760 - 14 * step * n, 7) for n in range(40 // step)
    )
    found = answer(tmp_path, drawn(LINES, LINES + numbers))
    assert messages(found, "pdf-line-numbers") == ["lines are numbered on page 2"]


def test_a_numbered_table_is_not_numbered_lines(tmp_path) -> None:
    table = b"".join(text(str(n), 300, 700 - 14 * n) for n in range(1, 30))
    wide = text("A line of a made-up paper that is as wide as lines are, or nearly so.", 100, 740)
    assert messages(answer(tmp_path, drawn(wide + table)), "pdf-line-numbers") == []


def test_numbers_of_pages(tmp_path) -> None:
    numbered = [LINES + text(str(n), 300, 50) for n in range(101, 105)]
    found = answer(tmp_path, drawn(*numbered))
    assert messages(found, "pdf-page-numbers") == ["the file numbers its pages itself (pages 1-4)"]
    same = [LINES + text("2030", 300, 50)] * 4
    assert messages(answer(tmp_path, drawn(*same)), "pdf-page-numbers") == []


# The record


def test_the_title_of_another_paper(tmp_path) -> None:
    found = answer(tmp_path, paper(title="Another Made-Up Title"))
    assert messages(found, "pdf-title") == [
        (
            f"the first page does not have the title “{TITLE}”; its largest line is “Another"
            " Made-Up Title”"
        )
    ]


def test_an_author_who_is_missing_and_one_too_many(tmp_path) -> None:
    found = answer(tmp_path, paper(names="Jo Example, Zoë Šampleová, Max Extra"))
    assert codes(found) == ["pdf-extra-author", "pdf-missing-author"]
    assert "“Mia Muster”" in messages(found, "pdf-missing-author")[0]
    assert "“Max Extra”" in messages(found, "pdf-extra-author")[0]


def test_authors_in_another_order(tmp_path) -> None:
    found = answer(tmp_path, paper(names="Mia Muster, Jo Example, Zoë Šampleová"))
    assert messages(found, "pdf-author-order") == [
        (
            "the PDF has the authors as Mia Muster, Jo Example, Zoë Šampleová; the record as"
            " Jo Example, Mia Muster, Zoë Šampleová"
        )
    ]


def test_a_title_on_two_lines_with_a_divided_word(tmp_path) -> None:
    setup = (
        '#set page(margin: 200pt)\n#set text(hyphenate: true, lang: "en", font: "Libertinus Serif")'
    )
    long = "Counting Made-Up Sheep Internationally Notwithstanding Misunderstandings"
    data = paper(title=long, setup=setup)
    assert "pdf-title" not in codes(answer(tmp_path, data, title=long))


def test_every_finding_has_its_way_out_in_the_guide() -> None:
    guide = Path(__file__).parents[2] / "docs" / "guide" / "camera-ready.md"
    told = set(re.findall(r"`(pdf-[a-z-]+)`", guide.read_text(encoding="utf-8")))
    codes_of_pdf = {code.value for code in Code if code.value.startswith("pdf-")}
    assert codes_of_pdf <= told
    assert told <= codes_of_pdf


def test_limits_in_the_guide_are_those_that_hold() -> None:
    guide = Path(__file__).parents[2] / "docs" / "guide" / "camera-ready.md"
    text = " ".join(guide.read_text(encoding="utf-8").split())
    limits = Limits()
    assert (limits.seconds, limits.memory) == (120, 2 * 10**9)
    assert "(two minutes), memory (2 GB)" in text
    assert f"More than {limits.file_size // 10**6} MB, {limits.pages} pages" in text
    assert f"a page of more than {limits.page_side / 72:.0f} inches" in text
    assert f"by not more than {LARGEST}" in text
    frame = frame_of("a4")
    top, bottom = ((frame.size[1] - frame.clear[3]) / 72 * 25.4, frame.clear[1] / 72 * 25.4)
    assert f"leave {ceil(top)} mm free at the top and {ceil(bottom)} mm at the bottom" in text
