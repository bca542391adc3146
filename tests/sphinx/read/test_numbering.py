"""Figures of papers are counted by paper, and those of other pages as if there were no papers."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

FIGURE = "```{figure} line.svg\n:name: NAME\n:alt: A line\n\nA made-up line.\n```\n\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>\n'


@pytest.fixture
def numbered(workshop, paper):
    for folder in (workshop, workshop / "proceedings/alpha-2031/papers"):
        (folder / "line.svg").write_text(SVG, encoding="utf-8")
    (workshop / "guide.md").write_text(
        f"# Guide\n\n{FIGURE.replace('NAME', 'one')}{FIGURE.replace('NAME', 'two')}"
        "See {numref}`two` and {numref}`theirs`.\n",
        encoding="utf-8",
    )
    file = paper(FIGURE.replace("NAME", "ours") + FIGURE.replace("NAME", "theirs"))
    with (workshop / "index.md").open("a", encoding="utf-8") as index:
        docname = file.relative_to(workshop).with_suffix("").as_posix()
        index.write(f"\n```{{toctree}}\n{docname}\nguide\n```\n")
    return file


def test_neither_counts_on_from_the_other(numbered, workshop, build_site):
    built = build_site(workshop)
    assert not built.log
    html = built.html("guide")
    assert [f"Fig. {number} <" in html for number in (1, 2, 3)] == [True, True, False]
    assert html.count("Fig. 2<") == 2  # a reference to each second figure
    docname = built.app.env.path2doc(str(numbered))
    assert built.app.env.toc_fignumbers[docname]["figure"] == {"ours": (1,), "theirs": (2,)}


def test_a_figure_more_touches_its_own_document_alone(numbered, workshop, build_site):
    build_site(workshop)
    numbered.write_text(
        numbered.read_text(encoding="utf-8") + FIGURE.replace("NAME", "third"), encoding="utf-8"
    )
    before = (workshop.parent / f"_{workshop.name}_html" / "guide.html").stat().st_mtime_ns
    result = build_site(workshop)
    docname = result.app.env.path2doc(str(numbered))
    assert docname in result.read()
    assert "guide" not in result.read()
    assert result.app.env.toc_fignumbers[docname]["figure"]["third"] == (3,)
    assert (result.out / "guide.html").stat().st_mtime_ns == before


def test_a_paper_may_have_a_figure_less(numbered, workshop, build_site):
    build_site(workshop)
    text = numbered.read_text(encoding="utf-8")
    numbered.write_text(text.replace(FIGURE.replace("NAME", "ours"), ""), encoding="utf-8")
    result = build_site(workshop)
    docname = result.app.env.path2doc(str(numbered))
    assert result.app.env.toc_fignumbers[docname]["figure"] == {"theirs": (1,)}
