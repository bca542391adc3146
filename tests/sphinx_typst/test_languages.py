"""A page in each of the six languages of the United Nations; directions; missing letters."""

import re

import pypdf
import pypdfium2
import pytest

from sphinx_typst.language import Language, parse, runs_back, word
from sphinx_typst.sheet.glyph import package

from .tags import elements, tree


def pages(books, name):
    document = pypdfium2.PdfDocument(books.out / f"{name}.pdf")
    return [
        re.sub(r"\s+", " ", document[number].get_textpage().get_text_range())
        for number in range(len(document))
    ]


def titles(books, name):
    return elements(tree(books.out / f"{name}.pdf"), "/H1")


@pytest.mark.slow
@pytest.mark.languages
def test_no_page_has_anything_to_complain_of(books):
    assert books.warnings == ""


@pytest.mark.slow
@pytest.mark.languages
@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (6, "ar", ["اجتماع على الجسر", "تسعة عشر", "ثم نوقش تدويل إبريق", "لم يعترض", "ملاحظة"]),
        (7, "zh-CN", ["桥上的会议", "数了十九只鸟", "“一切都好。”", "第二十只是风筝。", "备注"]),
        (8, "en", ["A meeting on a bridge", "nineteen birds", "Heron 3", "a kite.", "Note"]),
        (9, "fr", ["Une réunion sur un pont", "dix-neuf oiseaux", "l’autre rive ; voir", "Note"]),
        (10, "ru", ["Собрание на мосту", "девятнадцать птиц", "воздушный змей.", "Примечание"]),
        (11, "es", ["Una reunión en un puente", "¿Quién se opuso? ¡Nadie!", "Nota"]),
    ],
)
def test_a_page_in_each_of_the_six(books, number, language, words):
    text = pages(books, "six")[number]
    for expected in words:
        assert expected in text
    assert titles(books, "six")[number - 5].get("/Lang", "en") == language


@pytest.mark.slow
@pytest.mark.languages
@pytest.mark.parametrize(
    ("number", "words"), [(8, "p. 1)"), (9, "(p. 3)"), (10, "(с. 3)"), (7, "(第 3 页)")]
)
def test_pages_are_named_in_the_language_of_the_text(books, number, words):
    assert words in pages(books, "six")[number].replace("\xa0", " ")


@pytest.mark.slow
@pytest.mark.languages
def test_a_book_from_right_to_left(books):
    root = pypdf.PdfReader(books.out / "ar.pdf").trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"
    assert "المحتويات" in pages(books, "ar")[4]


def places(path, number, wanted):
    """Give where pieces of text begin on a page, in points from the left."""
    page = pypdfium2.PdfDocument(path)[number].get_textpage()
    found = page.search(wanted).get_next()
    assert found is not None, wanted
    return page.get_charbox(found[0])[0]


@pytest.mark.slow
@pytest.mark.languages
def test_in_arabic_text_begins_on_the_right_and_english_in_it_on_the_left(books):
    path = books.out / "six.pdf"
    assert places(path, 6, "اجتمعت") > 300
    assert places(path, 6, "A paragraph in English") < 150
    assert places(path, 6, "print") < 170


@pytest.mark.slow
@pytest.mark.languages
def test_the_number_of_a_page_stays_at_the_end_of_its_line_in_the_contents(books):
    document = pypdfium2.PdfDocument(books.out / "six.pdf")
    page = document[4].get_textpage()
    text = page.get_text_range()
    digits = [page.get_charbox(index)[0] for index, letter in enumerate(text) if letter in "123456"]
    # Five chapters and the section of one, each with its page at the right.
    assert len(digits) == 7
    assert max(digits) - min(digits) < 3


@pytest.mark.slow
@pytest.mark.languages
def test_chinese_and_arabic_are_set_in_fonts_with_serifs(books):
    fonts = set()
    for page in pypdf.PdfReader(books.out / "six.pdf").pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(font.get_object()["/BaseFont"].split("+")[-1])
    assert any(name.startswith("NotoNaskhArabic") for name in fonts)
    assert any(name.startswith("NotoSerifCJK") for name in fonts)
    assert not any(name.startswith("NotoSansCJK") for name in fonts)


@pytest.mark.slow
def test_a_title_that_turns_the_direction_cannot_turn_its_page_number(project):
    files = {
        "index.md": "# I\n\n```{toctree}\none\ntwo\n```\n",
        "one.md": "# Turned \u202e title\n\nText.\n",
        "two.md": "# Straight title\n\nText.\n",
    }
    built = project(files).build("typstpdf")
    document = pypdfium2.PdfDocument(built.out / "small.pdf")
    page = document[4].get_textpage()
    text = page.get_text_range()
    one, two = (page.get_charbox(text.index(number))[0] for number in "12")
    assert abs(one - two) < 2


@pytest.mark.slow
def test_hyphenation_follows_the_language_of_the_document(project):
    long = "Donaudampfschifffahrtsgesellschaft " * 40
    hyphens = {}
    for language in ("de", "ru"):
        page = f"---\nlanguage: {language}\n---\n# A\n\n{long}\n"
        files = {"index.md": "# I\n\n```{toctree}\none\n```\n", "one.md": page}
        built = project(files).build("typstpdf")
        text = pypdf.PdfReader(built.out / "small.pdf").pages[-1].extract_text()
        hyphens[language] = len(re.findall(r"[-\u2010\u00ad]\n", text))
    assert hyphens["de"] > 3
    assert hyphens["ru"] == 0


@pytest.mark.slow
def test_a_language_that_is_none_is_reported_with_its_document(project):
    files = {"index.md": "---\nlanguage: klingon-of-the-north\n---\n# A\n\nText.\n"}
    built = project(files).build("typst")
    assert "index.md: WARNING: not a language: 'klingon-of-the-north' [typst.language]" in (
        built.warnings
    )


@pytest.mark.slow
def test_fonts_may_be_chosen_and_one_that_is_not_there_is_named(project):
    conf = (
        'typst_fonts = {"text": ["DejaVu Sans Mono", "No Such Font"], "mono": ["DejaVu Sans Mono"]}'
    )
    built = project({"index.md": "# A\n\n## B\n\nText.\n"}, conf).build("typstpdf")
    assert "there is no font 'No Such Font' here [typst.font]" in built.warnings
    assert "unknown font" not in built.warnings
    page = pypdf.PdfReader(built.out / "small.pdf").pages[-1]
    names = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert {name.split("+")[1] for name in names} == {"DejaVuSansMono"}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ("en", None)),
        ("pt-BR", ("pt", "BR")),
        ("zh_cn", ("zh", "CN")),
        ("zh-Hant", ("zh", "TW")),
        ("zh-Hant-HK", ("zh", "HK")),
        ("ar", ("ar", None)),
        ("english", None),
        ("e", None),
        ('en"', None),
        ("en\n", ("en", None)),
        (None, None),
    ],
)
def test_tags(tag, expected):
    if tag is None:
        assert parse("") is None
    else:
        assert parse(tag) == expected


def test_words_of_sphinx_in_other_languages():
    assert word(Language("es"), "Note") == "Nota"
    assert word(Language("zh"), "Index") == word(Language("zh", "CN"), "Index") == "索引"
    assert word(Language("xx"), "Note") == "Note"


def test_text_that_runs_back():
    assert runs_back("a ع b")
    assert runs_back("\u202e")
    assert not runs_back("Привет 漢字 12")


@pytest.mark.parametrize(
    ("character", "families", "expected"),
    [
        ("漢", (), "fonts-noto-cjk"),
        ("한", (), "fonts-noto-cjk"),
        ("ع", (), "fonts-noto-core"),
        ("አ", (), "fonts-noto-core"),
        ("\U0001f600", (), "fonts-noto-color-emoji"),
        ("ع", ("Noto Naskh Arabic",), "fonts-unifont"),
        ("\ue000", (), None),
        ("\U0010ffff", (), None),
    ],
)
def test_the_package_that_would_help(character, families, expected):
    assert package(character, families) == expected
