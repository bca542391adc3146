"""Pages that have no source: they are pages like all others, and never in the way of one."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx.project import Project

from sphinx_proceedings.sphinx.read.generated import ProjectWithPages

pytestmark = pytest.mark.slow

WORKSHOP = Path(__file__).parents[2] / "roots" / "workshop"
ALPHA = "proceedings/alpha-2031"
HOSTILE = [
    "../../../etc/passwd",
    "a/b",
    "<script>alert(1)</script>",
    "C++",
    "C#",
    "C",
    "平和",
    "index",
    "x" * 900,
    "{{ 6 * 7 }}",
]


@pytest.fixture(scope="module")
def built(tmp_path_factory, build_site):
    """The made-up workshop, with people and keywords of all kinds."""
    target = tmp_path_factory.mktemp("generated") / "site"
    shutil.copytree(WORKSHOP, target)
    (target / "people.md").unlink()
    replace(target / "index.md", "\npeople\n", "\npeople/index\n")
    with (target / "proceedings/people.yml").open("a", encoding="utf-8") as file:
        file.write(
            "ada-of-samples:\n  name: {given: Ada, family: Example}\n"
            "  affiliations: [Other Institute]\n"
            "eve-new:\n  name: {given: Eve, family: New}\n  names: [{given: Eve, family: Old}]\n"
            "amina:\n  name: {given: أمينة, family: مثال}\n"
            "tamar:\n  name: {given: תמר, family: דוגמה}\n"
        )
    keywords = ", ".join(f'"{word}"' for word in HOSTILE)
    (target / ALPHA / "papers/odd.md").write_text(
        f"---\ntitle: Odd\nkeywords: [{keywords}]\nauthors: [ada-of-samples, amina, tamar,\n"
        "  {person: eve-new, name: {given: Eve, family: Old}, affiliations: [Old Lab]}]\n---\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1930000000")
        patch.delenv("READTHEDOCS_CANONICAL_URL", raising=False)
        result = build_site(target)
    assert not result.log
    return result


def replace(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def body(result, docname):
    found = BeautifulSoup(result.html(docname), "html.parser").select_one("div.body")
    assert found is not None
    return found


def text(element):
    return re.sub(r"\s+", " ", element.get_text())


def test_a_person_has_a_page_with_all_papers_roles_and_names(built):
    page = body(built, "people/ada-example")
    said = text(page)
    assert page.h1.get_text().startswith("Ada Example (Example University)")
    assert "ORCID 0000-0002-1825-0097" in said
    assert page.select_one('a[href="https://ada.example.org/"]').get_text() == "Website"
    assert "Counting Sheep" in said
    assert "General Chair · Alpha 2031" in said
    assert "Editor of the volume" in said
    assert "Ada studies made-up things" in said


def test_namesakes_have_pages_of_their_own(built):
    other = body(built, "people/ada-of-samples")
    assert other.h1.get_text().startswith("Ada Example (Other Institute)")
    assert "Counting Sheep" not in text(other)
    index = body(built, "people/index")
    entries = [text(li) for li in index.select(".sp-index li")]
    assert [entry for entry in entries if entry.startswith("Example, Ada")] == [
        "Example, Ada · Example University; Institute of Samples · 1 paper",
        "Example, Ada · Other Institute · 1 paper",
    ]


def test_one_person_of_two_names_has_one_page_and_an_entry_for_each_name(built):
    page = text(body(built, "people/eve-new"))
    assert "Also published as Eve Old" in page
    assert "Printed as Eve Old, Old Lab" in page
    entries = {text(li): li.a["href"] for li in body(built, "people/index").select(".sp-index li")}
    assert entries["Old, Eve, see Eve New"] == "eve-new.html"
    assert any(entry.startswith("New, Eve") for entry in entries)


def test_names_of_authors_lead_to_their_pages(built):
    for docname, up in (("papers", ""), (f"{ALPHA}/papers/counting-sheep", "../../../")):
        links = {a.get_text(): a["href"] for a in body(built, docname).select(".sp-author a")}
        assert links["Ada Example"] == f"{up}people/ada-example.html"
        assert links["Chen L."] == f"{up}people/chen-lishi.html"


def test_each_name_is_an_element_of_its_own_so_that_directions_do_not_mix(built):
    names = body(built, f"{ALPHA}/papers/odd").select(".sp-authors .sp-author")
    assert [name.get_text() for name in names] == [
        *("Ada Example1", "أمينة مثال", "תמר דוגמה", "Eve Old2")
    ]


def test_keywords_whatever_they_are_have_pages_in_their_folder(built):
    pages = sorted(path.stem for path in (built.out / "keywords").iterdir())
    assert len(pages) == len(HOSTILE) + 3  # two of another paper, and the index
    assert all(re.fullmatch(r"[a-z0-9-]{1,80}", page) for page in pages)
    titles = {text(body(built, f"keywords/{page}").h1).removesuffix("¶").strip() for page in pages}
    assert {f"Keyword: {word}" for word in HOSTILE} <= titles
    links = body(built, f"{ALPHA}/papers/odd").select(".sp-keywords a")
    assert [link.get_text() for link in links] == HOSTILE
    assert not list(built.out.parent.glob("etc*"))


def test_a_session_has_a_page_with_its_programme(built):
    page = body(built, f"{ALPHA}/sessions/morning")
    assert "Alpha 2031" in text(page)
    assert "Room 1" in text(page)
    assert [text(p) for p in page.select(".sp-papers .sp-title")] == ["Opening", "Counting Sheep"]
    assert [text(p) for p in page.select(".sp-papers .sp-when")] == ["09:00–09:15", "09:15–09:45"]
    schedule = body(built, "schedule").select_one(".sp-session-title a")
    assert schedule["href"] == f"{ALPHA}/sessions/morning.html"


def test_they_are_in_search_and_in_no_volume(built):
    index = (built.out / "searchindex.js").read_text(encoding="utf-8")
    for docname in ("people/ada-example", "keywords/sheep", f"{ALPHA}/sessions/morning"):
        assert f'"{docname}"' in index
    (volume,) = built.app.config.typst_documents
    printed = {volume.start, *volume.preliminaries, *(volume.chapters or ()), *volume.appendices}
    assert not any("people/" in name or "keywords/" in name for name in printed)


def test_a_page_that_somebody_wrote_is_kept(workshop, build_site):
    (workshop / "people").mkdir()
    (workshop / "people/ada-example.md").write_text("# My own words\n", encoding="utf-8")
    replace(workshop / "index.md", "\npeople\n", "\npeople\npeople/ada-example\n")
    result = build_site(workshop, "dirhtml")
    assert not result.log
    own = (result.out / "people/ada-example/index.html").read_text(encoding="utf-8")
    assert "My own words" in own
    # In this builder the page `people` is the folder in which ours would be.
    assert "General Chair" in (result.out / "people/index.html").read_text(encoding="utf-8")
    papers = (result.out / "papers/index.html").read_text(encoding="utf-8")
    assert 'href="../people/ada-example/"' in papers


def test_a_project_may_have_none_of_them_or_have_them_elsewhere(workshop, build_site):
    names = ("people_folder", "keyword_folder", "session_folder")
    without = {f"proceedings_{name}": None for name in names}
    result = build_site(workshop, **without)
    assert not result.log
    assert not [p for p in result.app.env.found_docs if p.startswith(("people/", "keywords"))]
    links = {a.get_text(): a["href"] for a in body(result, "papers").select(".sp-author a")}
    assert links == {"Ada Example": "https://ada.example.org/"}
    moved = build_site(workshop, proceedings_people_folder="who/is/who")
    assert (moved.out / "who/is/who/ada-example.html").is_file()


def test_who_is_gone_has_no_page_any_more(workshop, build_site):
    first = build_site(workshop, "dirhtml")
    page = first.out / "people/erik-empty/index.html"
    assert page.is_file()
    replace(workshop / ALPHA / "event.yml", "[chen-lishi, erik-empty]", "[chen-lishi]")
    replace(workshop / ALPHA / "papers/plain-record.md", "[erik-empty]", "[chen-lishi]")
    second = build_site(workshop, "dirhtml")
    assert not second.log
    assert not page.parent.exists()
    assert "erik-empty" not in (second.out / "searchindex.js").read_text(encoding="utf-8")


def test_a_page_that_somebody_writes_later_takes_the_place_of_ours(workshop, build_site):
    first = build_site(workshop, "dirhtml")
    page = first.out / "people/erik-empty/index.html"
    assert "A Record Only" in page.read_text(encoding="utf-8")
    (workshop / "people").mkdir()
    (workshop / "people/erik-empty.md").write_text(
        "---\norphan: true\n---\n\n# My own words\n", encoding="utf-8"
    )
    second = build_site(workshop, "dirhtml")
    assert not second.log
    assert "My own words" in page.read_text(encoding="utf-8")


def test_another_builder_reads_and_removes_nothing(workshop, build_site):
    build_site(workshop)
    assert build_site(workshop, "text").read() == set()
    assert build_site(workshop).read() == set()


def test_no_file_is_left_among_the_sources(workshop, build_site):
    before = sorted(path for path, _, _ in os.walk(workshop))
    build_site(workshop)
    assert sorted(path for path, _, _ in os.walk(workshop)) == before


def test_what_is_hidden_and_what_builds_leave_is_no_source(tmp_path):
    source = tmp_path / "source"
    names = [".venv/lib/a", "pages/.cache/b", "out[1]/html/c", "trees/d", "out1/kept", "index"]
    for name in names:
        (path := source / f"{name}.md").parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Page\n", encoding="utf-8")
    results = (source / "out[1]/html", source / "trees", tmp_path / "elsewhere", source)
    like = Project(source, {".md": "markdown"})
    assert len(like.discover()) == len(names)
    project = ProjectWithPages(like, tmp_path / "made", ["people/eve"], results=results)
    assert project.discover() == {"index", "out1/kept", "people/eve"}
