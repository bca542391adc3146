"""Corrections of papers on the site: seen on the paper, in every list, and on a page of theirs."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

ALPHA = "proceedings/alpha-2031"
SHEEP = f"{ALPHA}/papers/counting-sheep"
_TEXTS = {".html", ".js", ".txt", ".md", ".json", ".xml", ".bib", ".ris", ".atom", ".inv"}
HOSTILE = "A <b>sheep</b> & `{{x}}` in $n$ {term}`x` &lt;script>alert(1)</script>"


@pytest.fixture
def correct(workshop):
    """Add corrections to a paper of the workshop."""

    def add(*corrections: str, paper: str = "counting-sheep") -> None:
        path = workshop / f"{ALPHA}/papers/{paper}.md"
        lines = "".join(f"  - {{{one}}}\n" for one in corrections)
        text = re.sub(r"corrections:\n(  - .*\n)*", "", path.read_text(encoding="utf-8"))
        path.write_text(text.replace("title:", f"corrections:\n{lines}title:", 1), encoding="utf-8")

    return add


def soup(built, docname: str) -> BeautifulSoup:
    return BeautifulSoup(built.html(docname), "html.parser")


def test_a_paper_says_first_what_became_of_it(workshop, build_site, correct):
    correct(
        f"kind: erratum, date: 2031-07-01, reason: '{HOSTILE}', doi: 10.1000/182",
        "kind: retraction, date: 2031-08-02, reason: All of it was made up.",
    )
    built = build_site(workshop)
    assert not built.log
    page = soup(built, SHEEP)
    notices = page.select("div.sp-correction[role=note]")
    assert [one["aria-label"] for one in notices] == ["Retracted", "Erratum"]
    assert "2 August 2031" in notices[0].text
    assert "All of it was made up." in notices[0].text
    # The reason is plain text, whatever it looks like.
    assert HOSTILE in notices[1].text
    assert not notices[1].select("b, script, code")
    assert notices[1].a["href"] == "https://doi.org/10.1000/182"
    # Nobody reads an author's name without it.
    order = [node.get("class", [""])[0] for node in page.select("h1, .sp-correction, .sp-authors")]
    assert order.index("sp-correction") < order.index("sp-authors")


def test_every_list_has_a_badge(workshop, build_site, correct):
    correct("kind: retraction, date: 2031-08-02, reason: R.")
    correct("kind: revision, date: 2031-08-02, reason: R.", paper="plain-record")
    built = build_site(workshop)
    for docname in ("papers", "schedule", f"{ALPHA}/index"):
        shown = soup(built, docname)
        badges = {one.text for one in shown.select(".sp-badge.sp-corrected")}
        assert badges == {"Retracted", "Corrected"}, docname
        # Each stands with its title.
        for badge in shown.select(".sp-corrected-retraction"):
            assert "Counting Sheep" in badge.parent.text


def test_a_withdrawn_text_is_nowhere(workshop, build_site, correct):
    text = (workshop / f"{SHEEP}.md").read_text(encoding="utf-8")
    assert "Sheep are counted" in text
    assert "up to $n$" in text
    correct("kind: withdrawal, date: 2031-08-02, reason: The authors asked for it.")
    built = build_site(workshop)
    assert not built.log
    page = soup(built, SHEEP)
    assert "Withdrawn" in page.select_one(".sp-correction").text
    assert "Ada Example" in page.select_one(".sp-authors").text
    for path in built.out.rglob("*"):
        if path.is_file() and path.suffix in _TEXTS:
            said = path.read_text(encoding="utf-8", errors="replace")
            assert "Sheep are counted" not in said, path.name
            assert "They sleep" not in said, path.name
            assert "We count sheep" not in said, path.name


def test_corrections_have_a_page_that_nobody_wrote(workshop, build_site, correct):
    assert not (build_site(workshop).out / f"{ALPHA}/corrections.html").exists()
    correct("kind: erratum, date: 2031-07-01, reason: A sign was wrong.")
    built = build_site(workshop)
    assert not built.log
    page = soup(built, f"{ALPHA}/corrections")
    assert [one.text for one in page.select("ul.sp-corrections .sp-title a")] == ["Counting Sheep"]
    assert "A sign was wrong." in page.select_one("section section").text
    link = soup(built, f"{ALPHA}/index").find("a", string="Corrections")
    assert link["href"] == "corrections.html"
    # Nothing is written into the source.
    assert not (workshop / f"{ALPHA}/corrections.md").exists()
    assert build_site(workshop).read() == set()
    correct("kind: erratum, date: 2031-07-01, reason: Two signs were wrong.")
    built = build_site(workshop)
    assert f"{ALPHA}/corrections" in built.read()
    assert "Two signs" in built.html(f"{ALPHA}/corrections")


def test_the_page_goes_with_the_last_correction(workshop, build_site, correct):
    correct("kind: erratum, date: 2031-07-01, reason: A sign was wrong.")
    page = build_site(workshop).out / f"{ALPHA}/corrections.html"
    assert page.is_file()
    path = workshop / ALPHA / "papers/counting-sheep.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"corrections:\n(  - .*\n)*", "", text), encoding="utf-8")
    assert not build_site(workshop).log
    assert not page.exists()


def test_a_page_of_the_organizers_has_precedence(workshop, build_site, correct):
    correct("kind: erratum, date: 2031-07-01, reason: A sign was wrong.")
    build_site(workshop)
    own = "---\norphan: true\n---\n\n# Put Right\n\n```{corrections}\n```\n"
    (workshop / f"{ALPHA}/corrections.md").write_text(own, encoding="utf-8")
    built = build_site(workshop)
    assert not built.log
    page = soup(built, f"{ALPHA}/corrections")
    assert page.h1.text.startswith("Put Right")
    assert "A sign was wrong." in page.text


def test_reading_in_several_processes_finds_them_too(workshop, build_site, correct):
    correct("kind: erratum, date: 2031-07-01, reason: A sign was wrong.")
    built = build_site(workshop, jobs=2)
    assert not built.log
    assert "A sign was wrong." in built.html(f"{ALPHA}/corrections")
