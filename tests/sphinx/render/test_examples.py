"""The examples of the guide: as nodes, as plain text, in LaTeX and in print.

After an intended change `pytest tests/sphinx/render/test_examples.py --force-regen` renews the
goldens; read the difference before you commit it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from sphinx_proceedings.sphinx.read.directive import DIRECTIVES
from sphinx_proceedings.sphinx.read.directive.base import options_table
from sphinx_proceedings.sphinx.read.role import ROLES

WORKSHOP = Path(__file__).parents[2] / "roots" / "workshop"

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "docs" / "guide" / "directives"
GOLDEN = ROOT / "tests" / "golden"
FENCE = re.compile(r"^````markdown\n(.*?)^````$", re.MULTILINE | re.DOTALL)

EXAMPLES = {
    f"{path.stem}-{number}": text
    for path in sorted(PAGES.glob("*.md"))
    for number, text in enumerate(FENCE.findall(path.read_text(encoding="utf-8")), start=1)
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The made-up workshop with one page for each example; its other pages stay."""
    target = tmp_path_factory.mktemp("examples") / "site"
    shutil.copytree(WORKSHOP, target)
    (target / "examples").mkdir()
    for name, text in EXAMPLES.items():
        page = f"# {name}\n\n{text}"
        (target / "examples" / f"{name}.md").write_text(page, encoding="utf-8")
    names = "\n".join(EXAMPLES)
    index = f"---\norphan: true\n---\n\n# Examples\n\n```{{toctree}}\n\n{names}\n```\n"
    (target / "examples" / "index.md").write_text(index, encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def as_text(site, build_site):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1930000000")
        patch.delenv("READTHEDOCS_CANONICAL_URL", raising=False)
        return build_site(site, "text")


@pytest.mark.slow
def test_no_example_is_wrong(as_text):
    assert not as_text.log


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_becomes_standard_nodes(as_text, name, file_regression):
    golden = GOLDEN / "doctree" / f"{name}.txt"
    file_regression.check(as_text.doctree(f"examples/{name}"), fullpath=golden)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_reads_well_as_text(as_text, name, file_regression):
    text = (as_text.out / "examples" / f"{name}.txt").read_text(encoding="utf-8")
    file_regression.check(text, fullpath=GOLDEN / "text" / f"{name}.txt")


WORD = re.compile(r"[^\W\d_]{3,}")


@pytest.fixture(scope="module")
def as_latex(site, as_text, build_site):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1930000000")
        documents = [("examples/index", "site.tex", "Site", "Nobody", "manual", False)]
        result = build_site(site, "latex", latex_documents=documents)
    assert not result.log
    text = (result.out / "site.tex").read_text(encoding="utf-8")
    parts = re.split(r"\\detokenize\{examples/([\w-]+)::doc\}", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_in_latex_an_example_says_what_it_says_as_text(as_text, as_latex, name):
    text = (as_text.out / "examples" / f"{name}.txt").read_text(encoding="utf-8")
    words = set(WORD.findall(text.partition("\n")[2]))
    assert words
    latex = as_latex[name].replace("\\sphinxhyphen{}", "-")
    assert words <= set(WORD.findall(latex))


@pytest.mark.slow
def test_in_print_every_example_says_what_it_says_as_text(site, as_text, build_site):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1930000000")
        documents = [("examples/index", "examples", "Examples", "Nobody")]
        result = build_site(site, "typstpdf", typst_documents=documents)
    assert not result.log
    pages = PdfReader(result.out / "examples.pdf").pages
    printed = set(WORD.findall("".join(page.extract_text() for page in pages)))
    # Which date comes next is of no interest to readers of a volume, and an index gives pages.
    left_out = {"next", "passed"}
    for name in EXAMPLES:
        text = (as_text.out / "examples" / f"{name}.txt").read_text(encoding="utf-8")
        assert set(WORD.findall(text)) - left_out <= printed, name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("builder", "file"),
    [("man", "site.1"), ("epub", "people.xhtml"), ("singlehtml", "index.html")],
)
def test_other_builders_need_to_know_nothing_of_us(site, build_site, builder, file):
    result = build_site(
        site,
        builder,
        man_pages=[("people", "site", "Site", ["Nobody"], 1)],
        epub_copyright="made up",
        version="1",
    )
    assert "Traceback" not in result.log
    assert "unknown node" not in result.log.lower()
    assert "Ada Example" in (result.out / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("directive", DIRECTIVES, ids=lambda directive: directive.kind)
def test_every_directive_has_a_page_with_all_its_options(directive):
    text = (PAGES / f"{directive.kind}.md").read_text(encoding="utf-8")
    assert options_table(directive.wants) in text
    assert any(name.startswith(f"{directive.kind}-") for name in EXAMPLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_described(role):
    assert f"{{{role}}}`" in (PAGES / "roles.md").read_text(encoding="utf-8")
