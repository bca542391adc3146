"""The printed book of everything, asked for what it says: never for its bytes."""

import re
import unicodedata

import pypdf
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def book(kitchen):
    return pypdf.PdfReader(kitchen.out / "kitchen.pdf")


@pytest.fixture(scope="session")
def pages(book):
    return [squeezed(page.extract_text()) for page in book.pages]


def squeezed(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))


def outline(reader, items=None, depth=0):
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            yield from outline(reader, item, depth + 1)
        else:
            yield depth, squeezed(item.title), reader.get_destination_page_number(item)


def test_the_only_complaints_are_those_asked_for(kitchen):
    lines = [line for line in kitchen.warnings.splitlines() if "card_legacy" not in line]
    place = f"{kitchen.source}/lists.rst"
    assert lines == [
        f"{place}:79: WARNING: raw HTML is left out [typst.raw]",
        f"{place}:83: WARNING: raw Typst is left out: typst_raw_enabled is off [typst.raw]",
    ]


def test_metadata(book):
    assert book.metadata.title == "A Made-up Book of Everything"
    assert book.metadata.author == "Nobody Example, Someone Else Example"
    assert book.trailer["/Root"]["/Lang"] == "en"


def test_it_is_tagged(book):
    root = book.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]


def test_roman_then_arabic_folios(book):
    labels = book.page_labels
    assert labels[:6] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert labels[6:10] == ["1", "2", "3", "4"]


def test_the_order_of_the_first_pages(pages):
    assert pages[0].strip() == "A Made-up Book of Everything"
    assert pages[1].strip() == ""
    assert "Edited by Nobody Example Someone Else Example" in pages[2]
    assert "EXAMPLE PRESS" in pages[2].upper()
    assert "Everything in this book is made up" in pages[3]
    assert pages[4].startswith("Contents")
    assert pages[5].startswith("Preface")
    assert "Text and code in a title" in pages[6]


def test_contents_name_the_page_that_is_printed(book, pages):
    contents = pages[4]
    for title in ("Lists", "Design", "Code"):
        number = re.search(rf"{title} [. ]+(\d+)", contents)[1]
        assert title in pages[book.page_labels.index(number)]


def test_contents_name_the_authors_that_the_configuration_gives(pages):
    assert re.search(r"Lists [. ]+\d+ A Made-up Author", pages[4])


def test_bookmarks(book):
    found = list(outline(book))
    chapters = [title for depth, title, _ in found if depth == 0]
    assert chapters[:2] == ["Contents", "Preface"]
    assert "1 Text and code in a title" in chapters
    assert (1, "1.2 Admonitions") in [(depth, title) for depth, title, _ in found]
    numbers = [page for _, _, page in found]
    assert numbers == sorted(numbers)


def test_running_heads(book, pages):
    labels = book.page_labels
    verso, recto, opening = (pages[labels.index(number)] for number in ("2", "3", "1"))
    assert "a made-up book of everything" in verso.lower()[:40]
    assert recto.startswith("Text and code in a title 3")
    assert "made-up book" not in opening.lower()


def test_footnotes_are_at_the_foot_of_their_page_and_begin_anew_with_each_chapter(book, pages):
    page = pages[book.page_labels.index("1")]
    assert re.search(r"1 The first footnote, with marks and a link\. ?2 The second", page)
    assert page.count("The first footnote") == 1
    last = next(page for page in pages if "Footnote number 4" in page)
    assert re.search(r"4 Footnote number 4, made up\.", last)


def test_what_looks_like_typst_is_text(pages):
    text = " ".join(pages)
    assert "#read(“/etc/passwd”)" in text
    assert '#read(\\"/etc/passwd\\")' in text
    assert "root:" not in text


def test_other_scripts_are_printed(pages):
    text = " ".join(pages)
    assert "αβγ" in text
    assert "Привет" in text


def test_numbers_of_figures_and_formulas_are_those_of_the_references(pages):
    text = " ".join(pages)
    assert "Fig. 1.1. The caption of a figure" in text
    assert "See Fig. 1.1 and Table 1.1." in text
    assert "(1.1) By (1.1)." in text


def test_nothing_of_other_formats_is_printed(pages):
    text = " ".join(pages)
    assert "Only in Typst." in text
    assert "Only in HTML." not in text
    assert "only on the web" not in text


def links(page):
    for annotation in page.get("/Annots", []):
        action = annotation.get_object().get("/A", {})
        if "/URI" in action:
            yield str(action["/URI"])


def test_links_lead_out_and_to_the_site_for_what_is_not_printed(book):
    found = {link for page in book.pages for link in links(page)}
    assert "https://example.org/page" in found
    assert "https://example.org/site/unlisted/" in found
    assert not any(link.startswith(("javascript", "%", "#")) for link in found)


def test_no_text_leaves_the_page(book):
    for page in book.pages:
        width = float(page.mediabox.width)

        def visit(text, place, matrix, _font, _size, width=width):
            if text.strip():
                assert 0 < place[4] + matrix[4] * place[0] < width

        page.extract_text(visitor_text=visit)


def test_two_builds_give_the_same_bytes(kitchen, root, made_fonts):
    again = root("kitchen").build("typstpdf", typst_font_paths=[str(made_fonts)])
    for name in ("kitchen.pdf", "tree.pdf"):
        assert (again.out / name).read_bytes() == (kitchen.out / name).read_bytes()


@pytest.mark.parametrize("standards", [["ua-1"], ["ua-1", "a-2a"]])
def test_standards_are_met(root, made_fonts, standards):
    built = root("kitchen").build(
        "typstpdf", typst_pdf_standards=standards, typst_font_paths=[str(made_fonts)]
    )
    assert (built.out / "kitchen.pdf").exists(), built.warnings
    assert "typst.compile" not in built.warnings
    assert "missing_alt" not in built.warnings


def test_the_tree_is_an_article(kitchen):
    reader = pypdf.PdfReader(kitchen.out / "tree.pdf")
    text = squeezed(reader.pages[0].extract_text())
    assert text.startswith("The Whole Tree")
    titles = [title for depth, title, _ in outline(reader) if depth == 0]
    assert titles[:2] == ["1 Text and code in a title", "2 Lists"]
    assert "Unlisted" in titles


def test_every_line_of_code_that_goes_on_below_has_a_mark(pages):
    page = next(page for page in pages if "marked = " in page)
    assert page.count("↪") == 5
