"""The navigation of a page in a large section: what is near it, and no more in a larger volume."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from sphinx import addnodes
from sphinx_proceedings.sphinx.web.navigation import _LARGE, _Sections


class _Builder:
    @staticmethod
    def render_partial(title):
        return {"title": title.astext().replace("&", "&amp;")}


def site(papers, *, told=None):
    """A root, a volume below it, its papers below that, and a page below the fifth of them."""
    names = [f"volume/p{number:04}" for number in range(papers)]
    includes = {"index": ["volume", "about"], "volume": names, names[4]: ["volume/appendix"]}
    titles = {"index": "Home", "volume": "Cats & dogs", "about": "About"}
    titles |= {name: f"Paper {number:04}" for number, name in enumerate(names)}
    titles["volume/appendix"] = "Appendix"

    def toc(parent):
        entries = [((told or {}).get(name), name) for name in includes[parent]]
        return nodes.bullet_list("", addnodes.toctree(entries=entries))

    env = SimpleNamespace(
        config=SimpleNamespace(root_doc="index"),
        toctree_includes=includes,
        tocs={parent: toc(parent) for parent in includes},
        titles={name: nodes.title("", text) for name, text in titles.items()},
    )
    builder = _Builder()
    sections = _Sections(builder, env)
    sections.kept = builder  # It is held weakly.
    return sections


def links(html):
    return [link.get_text() for link in BeautifulSoup(html, "html.parser")("a")]


def test_a_small_section_is_left_to_the_theme():
    assert site(_LARGE - 2).nearby("volume/p0003", str) == ""
    assert site(_LARGE - 1).nearby("volume/p0003", str) != ""
    assert site(500).nearby("about", str) == ""
    assert site(500).nearby("index", str) == ""
    assert site(500).nearby("people/nobody", str) == ""


def test_a_page_shows_its_neighbours_and_the_way_to_all():
    html = site(500).nearby("volume/p0100", "to:{}".format)
    near = [f"Paper {number:04}" for number in range(96, 105)]
    assert links(html) == [*near, "All 500 pages of “Cats & dogs”"]
    soup = BeautifulSoup(html, "html.parser")
    (here,) = soup("a", {"aria-current": "page"})
    assert (here.get_text(), here["href"]) == ("Paper 0100", "#")
    assert soup("a")[-1]["href"] == "to:volume"
    assert soup("a")[0]["href"] == "to:volume/p0096"


@pytest.mark.parametrize(("at", "first"), [(0, 0), (3, 0), (5, 1), (498, 491), (499, 491)])
def test_at_the_ends_there_are_as_many(at, first):
    html = site(500).nearby(f"volume/p{at:04}", str)
    assert links(html)[:-1] == [f"Paper {number:04}" for number in range(first, first + 9)]


def test_what_is_below_a_page_is_shown_with_it():
    html = site(500).nearby("volume/p0004", str)
    assert links(html)[4:6] == ["Paper 0004", "Appendix"]
    html = site(500).nearby("volume/appendix", str)
    assert links(html)[4:6] == ["Paper 0004", "Appendix"]
    (here,) = BeautifulSoup(html, "html.parser")("a", {"aria-current": "page"})
    assert here.get_text() == "Appendix"
    assert here.find_parent("ul").find_parent("li").a.get_text() == "Paper 0004"


def test_the_page_that_lists_all_is_left_to_the_theme():
    assert site(500).nearby("volume", str) == ""


def test_a_list_of_contents_may_call_a_page_otherwise():
    sections = site(500, told={"volume/p0101": "A <shorter> one"})
    assert "A <shorter> one" in links(sections.nearby("volume/p0100", str))


def test_a_page_does_not_grow_with_the_volume():
    small, large = (site(papers).nearby("volume/p0050", str) for papers in (100, 999))
    assert len(small) == len(large)


def test_pages_that_lead_to_each_other_end():
    sections = site(500)
    sections._parents |= {"volume/a": "volume/b", "volume/b": "volume/a"}
    assert sections.nearby("volume/a", str) == ""
