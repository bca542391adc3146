"""The examples of the guide, as nodes and as plain text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sphinx_proceedings.sphinx.directives import DIRECTIVES
from sphinx_proceedings.sphinx.directives.base import options_table
from sphinx_proceedings.sphinx.roles import ROLES

WORKSHOP = Path(__file__).parents[1] / "roots" / "workshop"

ROOT = Path(__file__).parents[2]
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
        page = f"---\norphan: true\n---\n\n# {name}\n\n{text}"
        (target / "examples" / f"{name}.md").write_text(page, encoding="utf-8")
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


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["latex", "man", "epub", "singlehtml"])
def test_other_builders_need_to_know_nothing_of_us(site, build_site, builder):
    result = build_site(
        site,
        builder,
        latex_documents=[("index", "site.tex", "Site", "Nobody", "manual", False)],
        man_pages=[("examples/people-1", "site", "Site", ["Nobody"], 1)],
        epub_copyright="made up",
        version="1",
    )
    assert "Traceback" not in result.log
    assert "unknown node" not in result.log.lower()
    files = {
        "latex": ["site.tex"],
        "man": ["site.1"],
        "epub": ["people.xhtml"],
        "singlehtml": ["index.html"],
    }
    text = "".join((result.out / name).read_text(encoding="utf-8") for name in files[builder])
    assert "Ada Example" in text


@pytest.mark.parametrize("directive", DIRECTIVES, ids=lambda directive: directive.kind)
def test_every_directive_has_a_page_with_all_its_options(directive):
    text = (PAGES / f"{directive.kind}.md").read_text(encoding="utf-8")
    assert options_table(directive.wants) in text
    assert any(name.startswith(f"{directive.kind}-") for name in EXAMPLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_described(role):
    assert f"{{{role}}}`" in (PAGES / "roles.md").read_text(encoding="utf-8")
