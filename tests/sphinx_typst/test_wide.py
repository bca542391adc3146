"""Formulas wider than the page: smaller, on several lines, or named with their place."""

import pypdf
import pytest

pytestmark = pytest.mark.slow

SUM = " + ".join(f"a_{{{number}}} x^{{{number}}}" for number in range(1, 12))
PRODUCT = " ".join(f"\\frac{{a_{{{number}}}}}{{x^{{{number}}}}}" for number in range(1, 40))
PAGES = {
    "fits": "$$ f = a x + b + c + d + e $$ (label)\n",
    "smaller": f"$$ f = {SUM} $$ (label)\n",
    "lines": f"$$ f = {SUM} + {SUM} = g $$ (label)\n",
    "tiny": f"$$\n{PRODUCT}\n$$ (label)\n",
    "tagged": f"```{{math}}\n:nowrap:\n\n\\begin{{align}}\n"
    f"{SUM} &= a \\tag{{A}} \\\\ b &= {SUM} \\tag{{B}}\n\\end{{align}}\n```\n",
}
CONF = """
myst_enable_extensions = ["dollarmath"]
typst_pdf_standards = ["ua-1"]
typst_paper_size = "a5"
typst_documents = [(name, name, name, "", "article") for name in %r]
"""


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    from .conftest import Project  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("wide") / "wide"
    folder.mkdir()
    (folder / "conf.py").write_text(
        'extensions = ["myst_parser", "sphinx_typst"]\n' + CONF % sorted(PAGES)
    )
    (folder / "index.md").write_text("# Index\n")
    for name, text in PAGES.items():
        page = f"---\norphan: true\n---\n# Title\n\n{text}\nAfter.\n"
        (folder / f"{name}.md").write_text(page.replace("label", name))
    return Project(folder).build("typstpdf")


def pieces(path):
    """Give text with its place and size on the page, in order."""
    found = []

    def visit(text, place, matrix, _font, size):
        if text.strip():
            left = place[4] * matrix[0] + matrix[4]
            found.append((text.strip(), left, place[5] * matrix[3], size * abs(place[0])))

    page = pypdf.PdfReader(path).pages[0]
    page.extract_text(visitor_text=visit)
    return float(page.mediabox.width), found


@pytest.mark.parametrize("name", sorted(PAGES))
def test_nothing_leaves_the_text(wide, name):
    width, found = pieces(wide.out / f"{name}.pdf")
    left = min(place for _, place, _, _ in found)
    assert all(place < width - left for _, place, _, _ in found)


def test_only_what_is_too_small_to_read_is_reported(wide):
    lines = sorted(line for line in wide.warnings.splitlines() if line)
    assert [line.rpartition("/")[2].partition(": WARNING")[0] for line in lines] == [
        "tagged.md:6",
        "tiny.md:6",
    ]
    assert [line for line in lines if not line.endswith("[typst.wide_formula]")] == []
    assert "a formula is too wide: it is printed at" in lines[0]


def test_the_number_is_as_large_as_ever(wide):
    sizes = {}
    for name in ("fits", "smaller", "lines", "tiny"):
        _, found = pieces(wide.out / f"{name}.pdf")
        sizes[name] = next(size for text, _, _, size in found if text.startswith("("))
    assert sizes["smaller"] == pytest.approx(sizes["fits"], rel=0.01)
    assert sizes["lines"] == pytest.approx(sizes["fits"], rel=0.01)
    assert sizes["tiny"] == pytest.approx(sizes["fits"], rel=0.01)
