"""Images without alternative text are reported at their line, in every build that is to do so."""

import pypdf
import pytest

pytestmark = pytest.mark.slow

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h5v5z"/></svg>'
PAGE = """\
# A

![](x.svg)

Text with ![](x.svg) in it.

```{image} x.svg
```

```{figure} x.svg
A caption.
```
"""
CHECK = "typst_check_alternatives = True"
WARNING = "WARNING: the image 'x.svg' has no alternative text"


def places(built):
    lines = [line for line in built.warnings.splitlines() if "[typst.missing_alt]" in line]
    assert all(WARNING in line for line in lines)
    return [int(line.split("index.md:")[1].split(":")[0]) for line in lines]


@pytest.mark.parametrize("builder", ["html", "typstpdf", "text"])
def test_each_is_named_with_its_line_whatever_is_built(project, builder):
    built = project({"index.md": PAGE, "x.svg": DRAWING}, CHECK).build(builder)
    assert places(built) == [3, 5, 7, 10]


def test_nobody_is_told_who_did_not_ask(project):
    built = project({"index.md": PAGE, "x.svg": DRAWING}).build("html")
    assert built.warnings == ""


def test_a_standard_asks_in_print_and_not_on_the_web(project):
    made = project({"index.md": PAGE, "x.svg": DRAWING}, 'typst_pdf_standards = ["ua-1"]')
    assert places(made.build("html")) == []
    assert places(made.build("typstpdf")) == [3, 5, 7, 10]


def test_the_compiler_complains_of_the_place_in_the_source(project):
    page = "# A\n\nText.\n\n![](x.svg)\n"
    made = project({"index.md": page, "x.svg": DRAWING}, 'typst_pdf_standards = ["ua-1"]')
    built = made.build("typstpdf")
    assert "index.md:5: ERROR: small: PDF/UA-1 error: missing alt text" in built.warnings
    assert "kit.typ" not in built.warnings
    assert not (built.out / "small.pdf").exists()


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("index.md", "# A\n\n```{image} x.svg\n:alt:\n```\n\nText.\n"),
        ("index.md", "# A\n\n![](x.svg){.decorative}\n\nText ![](x.svg){.decorative}.\n"),
        ("index.rst", "A\n=\n\n.. image:: x.svg\n   :alt:\n\nText.\n"),
        ("index.rst", "A\n=\n\n.. figure:: x.svg\n   :alt:\n\n   A caption.\n"),
    ],
)
def test_decoration_says_that_it_is_and_is_not_read_aloud(project, name, page):
    conf = f'{CHECK}\ntypst_pdf_standards = ["ua-1"]\nmyst_enable_extensions = ["attrs_inline"]'
    made = project({name: page, "x.svg": DRAWING}, conf)
    assert made.build("html").warnings == ""
    built = made.build("typstpdf")
    assert built.warnings == ""
    page = pypdf.PdfReader(built.out / "small.pdf").pages[-1]
    assert b"/Artifact" in page.get_contents().get_data()


def test_words_for_a_picture_are_in_the_document(project):
    page = "# A\n\n![A made-up picture](x.svg)\n"
    built = project({"index.md": page, "x.svg": DRAWING}, CHECK).build("typstpdf")
    assert built.warnings == ""
    assert "A made-up picture" in alternatives(built.out / "small.pdf")


def alternatives(path):
    reader = pypdf.PdfReader(path)
    found = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        item = waiting.pop().get_object()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            if "/Alt" in item:
                found.append(str(item["/Alt"]))
            if "/K" in item:
                waiting.append(item["/K"])
    return found
