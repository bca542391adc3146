"""What is printed for characters that no font has: boxes that tell code points, and are text."""

import unicodedata
from importlib import resources
from io import BytesIO

import pypdf
import pypdfium2
import pytest
import typst
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_typst.markup import call, string
from sphinx_typst.sheet import code_point
from sphinx_typst.sheet.stand_in import needs, prepare

from ...made_font import make_font
from ..tags import elements

STANDARDS = ([], ["ua-1"], ["a-2u"], ["a-2a", "ua-1"], ["a-4"])
ENVIRONMENT = (
    '#set document(title: "T")\n#set text(lang: "en", font: "Libertinus Serif")\n'
    '#set math.equation(alt: "x")\n'
)
MARKS = [c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.category(c)[0] == "M"]
# Every plane, and marks on whatever comes before them.
ANYTHING = st.lists(
    st.sampled_from("aé漢ሀ(\u0915\u2bc5\ue000\U00016f57\U000906d5\U000f0000")
    | st.sampled_from(MARKS[::40])
    | st.characters(codec="latin-1"),
    max_size=8,
).map("".join)


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    """Open the fonts that Typst brings, and more in some folders."""
    return lambda folders: typst.Fonts(
        include_system_fonts=False, font_paths=[str(folder) for folder in folders]
    )


def printed(texts, fonts, folder, standards, around='text("{}")'):
    """Print each text in a paragraph; give the PDF and what stood in."""
    body = "\n\n".join(f"#{call('text', text)}" for text in texts)
    stand_ins = prepare(needs(body), fonts, folder / "fonts", standards)
    rules = "\n".join(stand_ins.rules(needs(body)))
    kit = resources.files("sphinx_typst").joinpath("templates/kit.typ").read_text("utf-8")
    kit = kit[kit.index("// In the place of what no font has") :]
    main = folder / "main.typ"
    main.write_text(f"{kit}\n{ENVIRONMENT}\n{rules}\n{body}", encoding="utf-8")
    data = typst.compile(main, font_paths=stand_ins.fonts, pdf_standards=standards)
    return data, stand_ins


@pytest.mark.parametrize("standards", STANDARDS, ids="+".join)
def test_a_box_is_the_character_to_all_who_read_text(fonts, tmp_path, standards):
    data, stand_ins = printed(["Anna 漢字 \u1200."], fonts, tmp_path, standards)
    assert stand_ins.absent == {"漢", "字", "\u1200"}
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    assert page.get_text_range().strip() == "Anna 漢字 \u1200."
    width = {letter: page.get_charbox(index) for index, letter in enumerate("Anna 漢字")}
    left, bottom, right, top = width["漢"]
    assert right - left > 4
    assert top - bottom > 6


def test_letters_and_marks_that_no_font_has_together_stand_beside_each_other(fonts, tmp_path):
    data, stand_ins = printed(["q\u20dd (a\u1ab0 e\u0301"], fonts, tmp_path, ["a-2a", "ua-1"])
    assert stand_ins.torn == {"q\u20dd", "a\u1ab0"}
    assert not stand_ins.absent
    text = pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()
    assert {"q", "\u20dd", "(", "a", "\u1ab0"} <= set(text)


def test_what_a_standard_forbids_as_text_is_a_picture_with_its_name(fonts, tmp_path):
    data, stand_ins = printed(["a\ue123b \U000f0000"], fonts, tmp_path, ["a-2a", "ua-1"])
    assert stand_ins.drawn == {"\ue123", "\U000f0000"}
    tree = pypdf.PdfReader(BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]
    assert [item["/Alt"] for item in elements(tree, "/Figure")] == ["U+E123", "U+F0000"]


def test_a_mark_of_byte_order_stops_no_print(fonts, tmp_path):
    data, _ = printed(["n\ufeffo"], fonts, tmp_path, ["a-2a", "ua-1"])
    assert "no" in pypdf.PdfReader(BytesIO(data)).pages[0].extract_text().replace("\u2060", "")


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANYTHING, min_size=1, max_size=4), st.sampled_from(STANDARDS))
@example(["\u1200\u0597\U000906d5\u0368a\U00016f5e"], ["a-2a", "ua-1"])
@example(["\u1bac\U0001cf17", "\U00016f57\ufe2c"], ["a-2a", "ua-1"])
@example(["\n\u0592", "a\n\u0592", "\x85\u0592", "\t\u0592"], ["ua-1"])
@example(["\U00016f6c\u1de8 \U0001cf10\u20dd"], ["a-4"])
def test_nothing_stops_a_print(fonts, tmp_path, texts, standards):
    data, _ = printed(texts, fonts, tmp_path, standards)
    assert data.startswith(b"%PDF")


@pytest.mark.slow
def test_which_boxes_there_are_depends_on_no_text(fonts, tmp_path):
    """A paper more may not print others anew: fonts hold all of a row, or nothing of it."""
    one = prepare(needs("漢"), fonts, tmp_path / "one")
    two = prepare(needs("漢漣 ሀ"), fonts, tmp_path / "two")
    assert one.absent < two.absent
    rows = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert (
        rows.items()
        <= {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}.items()
    )
    assert len(rows) == 1


def test_boxes_go_when_a_font_comes(fonts, tmp_path):
    folder, made = tmp_path / "fonts", tmp_path / "made"
    assert prepare(needs("漢"), fonts, folder).absent == {"漢"}
    assert list(folder.iterdir())
    make_font(made / "han.ttf", "Han", "漢")
    assert prepare(needs("漢"), lambda more: fonts([made, *more]), folder).absent == set()
    assert not list(folder.iterdir())
    # In a row that is needed again, the new font keeps what it has.
    assert prepare(needs("漢漣"), lambda more: fonts([made, *more]), folder).absent == {"漣"}
    (path,) = folder.iterdir()
    assert ord("漢") not in TTFont(path).getBestCmap()


@pytest.mark.slow
def test_text_of_every_row_of_unicode_is_no_burden(fonts, tmp_path):
    text = "".join(chr(code) for code in range(0xAB, 0x10000, 0x80) if not 0xD800 <= code < 0xE000)
    stand_ins = prepare(needs(string(text)), fonts, tmp_path / "fonts")
    assert len(stand_ins.absent) > 200
    assert len(list((tmp_path / "fonts").iterdir())) <= 130


@pytest.mark.parametrize(
    ("character", "code"), [("é", "00E9"), ("漢", "6F22"), ("\U0001f600", "01F600")]
)
def test_a_box_tells_the_code_point(character, code):
    assert code_point.code(character) == code
    advance, outer, inner, strokes = code_point.outline(character)
    assert outer[0] < inner[0] < inner[2] < outer[2] < advance
    for left, bottom, right, top in strokes:
        assert inner[0] < left < right < inner[2]
        assert inner[1] < bottom < top < inner[3]


def test_no_two_digits_look_alike():
    shapes = {
        digit: tuple(code_point.outline(chr(int(digit * 4, 16)))[3]) for digit in "123456789ABCEF"
    }
    assert len(set(shapes.values())) == len(shapes)


def test_a_font_is_the_same_bytes_each_time():
    assert code_point.font("漢漣", "Boxes") == code_point.font("漢漣", "Boxes")
