"""What machines read of every kind of page, and that a later build leaves nothing out."""

from __future__ import annotations

import json
import re

import pikepdf
import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

ADDRESS = "https://example.org/en/latest/"
ALPHA = "proceedings/alpha-2031"


def head(result, docname: str) -> BeautifulSoup:
    text = (result.out / docname / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser").head


def told(result, docname: str) -> dict[str, str]:
    tags = head(result, docname).find_all("meta")
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in tags}


def mapped(result) -> list[str]:
    text = (result.out / "sitemap.xml").read_text(encoding="utf-8")
    return re.findall("<loc>([^<]*)</loc>", text)


def test_the_map_lists_every_page_after_each_build(workshop, build_site):
    first = mapped(build_site(workshop, "dirhtml", html_baseurl=ADDRESS))
    assert f"{ADDRESS}people/ada-example/" in first
    assert len(set(first)) == len(first)
    page = workshop / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne word more.\n", encoding="utf-8")
    second = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    assert second.read() == {"index"}
    assert sorted(mapped(second)) == sorted(first)


def test_the_map_forgets_a_page_that_is_gone(workshop, build_site):
    (workshop / "gone.md").write_text("---\norphan: true\n---\n\n# Gone\n", encoding="utf-8")
    assert f"{ADDRESS}gone/" in mapped(build_site(workshop, "dirhtml", html_baseurl=ADDRESS))
    (workshop / "gone.md").unlink()
    page = workshop / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne word more.\n", encoding="utf-8")
    assert f"{ADDRESS}gone/" not in mapped(build_site(workshop, "dirhtml", html_baseurl=ADDRESS))


def test_every_kind_of_page_says_what_it_is_when_it_is_shared(workshop, build_site):
    result = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    person = told(result, "people/ada-example")
    assert person["og:type"] == "profile"
    assert person["og:description"] == person["description"]
    assert person["description"].startswith("Example University; ")
    assert "Counting Sheep" in person["description"]
    keyword = told(result, "keywords/sheep")
    assert keyword["description"].startswith("1 paper: Counting Sheep")
    session = told(result, f"{ALPHA}/sessions/morning")
    assert "Counting Sheep" in session["description"]
    paper = told(result, f"{ALPHA}/papers/counting-sheep")
    assert paper["og:type"] == "article"
    assert paper["article:author"]
    for docname in ("people", "keywords", ALPHA):
        found = told(result, docname)
        assert found["og:description"], docname
        assert found["og:url"] == f"{ADDRESS}{docname}/"


def test_a_page_of_a_person_has_data_for_search_engines(workshop, build_site):
    result = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    script = head(result, "people/ada-example").select_one('script[type="application/ld+json"]')
    data = json.loads(script.text)
    assert data["@type"] == "ProfilePage"
    assert data["url"] == f"{ADDRESS}people/ada-example/"
    assert data["mainEntity"]["@type"] == "Person"
    assert data["mainEntity"]["name"] == "Ada Example"
    assert data["mainEntity"]["affiliation"][0]["name"] == "Example University"


def test_what_needs_an_address_is_missed_once(workshop, build_site):
    assert "html_baseurl is not set" in build_site(workshop, "dirhtml").status
    other = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    assert "html_baseurl is not set" not in other.status


def test_a_file_that_no_volume_prints_is_offered_cleaned(workshop, build_site):
    path = workshop / ALPHA / "papers/counting-sheep.md"
    front = path.read_text(encoding="utf-8").split("\n---\n")[0]
    path.write_text(f"{front}\npdf: counting-sheep.pdf\n---\n", encoding="utf-8")
    (workshop / ALPHA / "volume.yml").unlink()
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('made up')")
    )
    made.save(path.with_suffix(".pdf"))
    offered = f"{ALPHA}/papers/counting-sheep/counting-sheep.pdf"
    result = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    with pikepdf.open(result.out / offered) as pdf:
        assert "/OpenAction" not in pdf.Root
    assert told(result, f"{ALPHA}/papers/counting-sheep")["citation_pdf_url"] == ADDRESS + offered
    text = (result.out / offered).parent.joinpath("index.html").read_text(encoding="utf-8")
    assert BeautifulSoup(text, "html.parser").select_one(".sp-viewer")
    path.with_suffix(".pdf").write_bytes(b"%PDF-1.7 cut off")
    assert "pdf-unreadable" in build_site(workshop, "dirhtml", html_baseurl=ADDRESS).log
    assert not (result.out / offered).exists()
