"""How the page of a paper is put together from its metadata and its text."""

from __future__ import annotations

import pytest
from docutils import nodes

pytestmark = pytest.mark.slow

PAPER = "proceedings/alpha-2031/papers/test-paper"

BODIES = {
    "": ["A Test"],
    "Just text.\n": ["A Test"],
    "# One\n\nText.\n\n# Two\n\nText.\n": ["A Test", "One", "Two"],
    "## One\n\nText.\n\n## Two\n\nText.\n": ["A Test", "One", "Two"],
    "Before.\n\n## One\n\n### Deep\n\nText.\n": ["A Test", "One", "Deep"],
    "# A test\n\nText.\n\n## One\n": ["A Test", "One"],
    "% A comment\n\n# *A* Test\n\nText.\n\n# One\n": ["A Test", "One"],
    "(label)=\n# A Test!\n\nSee [](#label).\n": ["A Test"],
    "# One\n\n# A Test\n": ["A Test", "One", "A Test"],
}


@pytest.mark.parametrize("body", BODIES)
def test_a_page_has_one_title_whatever_its_text_begins_with(workshop, paper, build_site, body):
    paper(body)
    result = build_site(workshop, "dummy")
    assert not result.log
    tree = result.app.env.get_doctree(PAPER)
    assert [type(child) for child in tree.children] == [nodes.section]
    assert [title.astext() for title in tree.findall(nodes.title)] == BODIES[body]
    assert result.app.env.titles[PAPER].astext() == "A Test"


def test_lines_of_a_paper_are_those_of_its_file(workshop, paper, build_site):
    paper("Text.\n\n```{figure} missing.png\nA caption\n```\n")
    log = build_site(workshop, "dummy").log
    assert "papers/test-paper.md:7:13: error[missing-file]" in log
    assert "image file not readable" not in log


def test_a_note_beside_the_papers_is_a_page(workshop, build_site):
    (workshop / "proceedings/README.md").write_text("# Read me\n\nText.\n", encoding="utf-8")
    (workshop / "proceedings/alpha-2031/papers/data.yml").write_text("a: 1\n", encoding="utf-8")
    result = build_site(workshop)
    assert result.log.splitlines()[0].endswith(
        'papers/data.yml: error[unclaimed-file]: "data.yml" is not read'
    )
    assert len(result.log.splitlines()) == 2
    assert "Read me" in result.html("proceedings/README")


def test_two_pages_may_cite_the_same_work(workshop, paper, build_site):
    bib = "@misc{x, title={Cited}, author={Made Up}, year=2031}\n@misc{y, title={Not}, year=2031}"
    (workshop / "all.bib").write_text(bib, encoding="utf-8")
    cite = "\n\nSee {cite}`x`.\n\n```{bibliography}\n:filter: docname in docnames\n```\n"
    paper(cite)
    with (workshop / "people.md").open("a", encoding="utf-8") as file:
        file.write(cite)
    result = build_site(workshop)
    assert not result.log
    for page in (PAPER, "people"):
        assert "Cited" in result.html(page)
        assert "Not. 2031" not in result.html(page)
        # Each page leads to its own list.
        assert 'href="#id' in result.html(page)


def test_numbers_of_affiliations_appear_where_they_tell_something(workshop, paper, build_site):
    paper("", authors="[ada-example, berta-muster, erik-empty]")
    tree = build_site(workshop, "dummy").app.env.get_doctree(PAPER)
    header = next(n for n in tree.findall(nodes.container) if "sp-paper-header" in n["classes"])
    lines = {p["classes"][0]: p.astext() for p in header.findall(nodes.paragraph)}
    authors = lines["sp-authors"].replace("\N{NO-BREAK SPACE}iD", "")
    assert authors == "Ada Example1,2, Berta von Muster1, Erik Empty"
    assert lines["sp-affiliations"] == "1Example University; 2Institute of Samples"


def test_one_affiliation_of_all_has_no_number(workshop, paper, build_site):
    paper("", authors="[berta-muster, {person: erik-empty, affiliations: [Example University]}]")
    tree = build_site(workshop, "dummy").app.env.get_doctree(PAPER)
    assert not list(tree.findall(nodes.superscript))
