"""The page of a paper: what it tells readers and machines, its records, and where it was before."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pybtex.database
import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

ALPHA = "proceedings/alpha-2031"
PAPER = f"{ALPHA}/papers/counting-sheep"
ADDRESS = "https://workshop.example.org/2031/"
ATOM = "{http://www.w3.org/2005/Atom}"


def page(result, docname=PAPER):
    path = result.out / docname / "index.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def metas(soup):
    found = {}
    for tag in soup.find_all("meta"):
        if name := tag.get("name") or tag.get("property"):
            found.setdefault(name, []).append(tag["content"])
    return found


def replace(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def print_pages(workshop):
    """Leave what a print leaves beside the site, without printing."""

    def leave(first, last):
        folder = workshop.parent / "pdf"
        (folder / "alpha-2031").mkdir(parents=True, exist_ok=True)
        (folder / "alpha-2031/counting-sheep.pdf").write_bytes(b"%PDF-1.7 made up")
        ledger = {
            "edition": "alpha-2031",
            "dialogues": {"round-table": {"first": 1, "last": 1}},
            "papers": {
                "plain-record": {"first": 2, "last": 2},
                "counting-sheep": {"first": first, "last": last},
            },
        }
        (folder / "alpha-2031.ledger.json").write_text(json.dumps(ledger), encoding="utf-8")

    return leave


def test_the_head_tells_machines_what_the_paper_is(workshop, build_site, print_pages):
    print_pages(3, 7)
    result = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    assert not result.log
    soup = page(result)
    found = metas(soup)
    assert found["citation_title"] == ["Counting Sheep: A Made-up Study"]
    assert found["citation_author"] == ["Example, Ada", "von Muster, Berta", "L., Chen"]
    assert found["citation_firstpage"] == ["3"]
    assert found["citation_lastpage"] == ["7"]
    assert found["citation_pdf_url"] == [f"{ADDRESS}{PAPER}/counting-sheep.pdf"]
    assert found["DC.title"] == found["citation_title"]
    assert found["og:type"] == ["article"]
    assert found["og:title"] == ["Counting Sheep: A Made-up Study"]
    assert found["og:description"] == found["description"]
    assert found["description"][0].startswith("We count sheep, slowly")
    assert soup.select_one('link[rel="canonical"]')["href"] == f"{ADDRESS}{PAPER}/"
    alternates = {tag["title"]: tag["href"] for tag in soup.select('link[rel="alternate"]')}
    assert alternates["BibTeX"] == "counting-sheep.bib"
    assert alternates["Workshop of Examples"].endswith("/feed.atom")
    (data,) = soup.select('script[type="application/ld+json"]')
    assert json.loads(data.text)
    mapped = (result.out / "sitemap.xml").read_text(encoding="utf-8")
    for made in ("people/ada-example/", "keywords/sheep/", f"{ALPHA}/sessions/morning/"):
        assert f"<loc>{ADDRESS}{made}</loc>" in mapped
        head = page(result, made).head
        assert head.select_one('link[rel="canonical"]')["href"] == ADDRESS + made


def test_without_an_address_nothing_is_half_said(workshop, build_site):
    result = build_site(workshop, "dirhtml")
    soup = page(result)
    found = metas(soup)
    assert "citation_title" in found
    assert not {"citation_pdf_url", "citation_abstract_html_url", "og:url"} & found.keys()
    assert not soup.select('link[rel="canonical"]')
    assert not (result.out / "feed.atom").exists()


def test_records_lie_beside_the_page_and_are_what_it_shows(workshop, build_site):
    result = build_site(workshop, "dirhtml")
    soup = page(result)
    shown = {
        record.a["href"]: record.pre.get_text() for record in soup.select(".sp-record:has(pre)")
    }
    assert list(shown) == ["counting-sheep.bib", "counting-sheep.ris", "counting-sheep.csl.json"]
    for name, text in shown.items():
        assert (result.out / PAPER / name).read_text(encoding="utf-8") == text
    entries = pybtex.database.parse_file(str(result.out / PAPER / "counting-sheep.bib")).entries
    (entry,) = entries.values()
    assert str(entry.persons["author"][0]) == "Example, Ada"
    assert "Counting Sheep" in soup.select_one(".sp-reference").get_text()
    volume = pybtex.database.parse_file(str(result.out / ALPHA / "alpha-2031.bib"))
    assert len(volume.entries) == 3


def test_records_are_not_found_by_search(workshop, build_site):
    result = build_site(workshop)
    index = json.loads(
        (result.out / "searchindex.js").read_text(encoding="utf-8")[len("Search.setIndex(") : -1]
    )
    assert "inproceed" not in index["terms"]
    numbers = {name: number for number, name in enumerate(index["docnames"])}
    for word in ("sheep", "muster", "slowli"):
        both = [index[kind].get(word, []) for kind in ("terms", "titleterms")]
        places = [found if isinstance(found, list) else [found] for found in both]
        assert any(numbers[PAPER] in found for found in places)


def test_pages_that_are_printed_later_reach_page_and_records(workshop, build_site, print_pages):
    first = build_site(workshop, "dirhtml")
    assert "pages" not in page(first).select_one(".sp-reference").get_text()
    print_pages(3, 7)
    second = build_site(workshop, "dirhtml")
    assert second.read() == set()
    assert "pages 3\N{EN DASH}7" in page(second).select_one(".sp-reference").get_text()
    record = (second.out / PAPER / "counting-sheep.bib").read_text(encoding="utf-8")
    assert "3--7" in record
    unchanged = second.out / ALPHA / "papers/plain-record/plain-record.bib"
    before = unchanged.stat().st_mtime_ns
    print_pages(5, 9)
    third = build_site(workshop, "dirhtml")
    assert "5--9" in (third.out / PAPER / "counting-sheep.bib").read_text(encoding="utf-8")
    assert unchanged.stat().st_mtime_ns == before


def test_what_a_record_says_of_the_volume_makes_the_page_anew(workshop, build_site):
    build_site(workshop, "dirhtml")
    replace(workshop / ALPHA / "volume.yml", "Example Press", "Other Press")
    result = build_site(workshop, "dirhtml")
    assert "Other Press" in page(result).select_one(".sp-reference").get_text()


def test_a_paper_leads_to_its_neighbours_in_the_volume(workshop, build_site):
    (workshop / ALPHA / "papers/third.md").write_text(
        "---\ntitle: Third\nauthors: [ada-example]\n---\n", encoding="utf-8"
    )
    replace(
        workshop / ALPHA / "volume.yml",
        "[plain-record, counting-sheep]",
        "[plain-record, counting-sheep, third]",
    )
    result = build_site(workshop, "dirhtml")
    nav = page(result).select_one("nav.sp-neighbours")
    assert nav["aria-label"] == "Papers of this volume"
    assert [a.get_text() for a in nav.select("a")] == ["A Record Only", "Third"]
    assert [a["href"] for a in nav.select("a")] == ["../plain-record/", "../third/"]


def test_the_way_to_other_papers_comes_after_footnotes(workshop, build_site):
    path = workshop / ALPHA / "papers/counting-sheep.md"
    with path.open("a", encoding="utf-8") as file:
        file.write("\nThey sleep.[^doubt]\n\n[^doubt]: So it seems.\n")
    result = build_site(workshop, "dirhtml")
    assert not result.log
    soup = page(result)
    kinds = [tag.name for tag in soup.select("aside.footnote, nav.sp-neighbours")]
    assert kinds == ["aside", "nav"]
    assert "So it seems." in soup.get_text()


def test_a_paper_of_finished_pages_is_read_on_its_page(
    workshop, build_site, print_pages, monkeypatch
):
    path = workshop / ALPHA / "papers/counting-sheep.md"
    front = path.read_text(encoding="utf-8").split("\n---\n")[0]
    path.write_text(f"{front}\npdf: counting-sheep.pdf\n---\n", encoding="utf-8")
    path.with_suffix(".pdf").write_bytes(b"%PDF-1.7 made up")
    assert not page(build_site(workshop, "dirhtml")).select(".sp-viewer")
    print_pages(1, 2)
    viewer = page(build_site(workshop, "dirhtml")).select_one(".sp-viewer")
    assert viewer["data-pdf"] == "counting-sheep.pdf"
    assert viewer.p.a["href"] == "counting-sheep.pdf"
    assert viewer.noscript.object["data"] == "counting-sheep.pdf"


def test_a_paper_that_moved_is_found_where_it_was(workshop, build_site):
    path = workshop / ALPHA / "papers/counting-sheep.md"
    replace(path, "track: tiny", "track: tiny\nmoved_from: [old/sheep, proceedings/x/papers/y]")
    settings = {"proceedings_redirects": {"programme": "schedule"}, "html_baseurl": ADDRESS}
    result = build_site(workshop, "dirhtml", **settings)
    assert not result.log
    for old, link, new in (
        ("old/sheep", f"../../{PAPER}/", f"{PAPER}/"),
        ("proceedings/x/papers/y", "../../../alpha-2031/papers/counting-sheep/", f"{PAPER}/"),
        ("programme", "../schedule/", "schedule/"),
    ):
        soup = page(result, old)
        assert soup.select_one('meta[http-equiv="refresh"]')["content"] == f"0; url={link}"
        assert soup.a["href"] == link
        assert soup.select_one('link[rel="canonical"]')["href"] == ADDRESS + new
        assert (result.out / old / link / "index.html").resolve().is_file()
    assert "old/sheep" not in (result.out / "sitemap.xml").read_text(encoding="utf-8")
    again = build_site(workshop, "html", **settings)
    moved = BeautifulSoup((again.out / "old/sheep.html").read_text(encoding="utf-8"), "html.parser")
    assert moved.a["href"] == f"../{PAPER}.html"


def test_nothing_is_left_of_a_paper_that_is_gone(workshop, build_site):
    path = workshop / ALPHA / "papers/counting-sheep.md"
    replace(path, "track: tiny", "track: tiny\nmoved_from: [old/sheep]")
    first = build_site(workshop, "dirhtml")
    assert (first.out / PAPER / "counting-sheep.ris").is_file()
    (first.out / PAPER / "counting-sheep.pdf").write_text("An offprint.", encoding="utf-8")
    assert (first.out / "old/sheep/index.html").is_file()
    path.unlink()
    for name in ("volume.yml", "event.yml"):
        text = (workshop / ALPHA / name).read_text(encoding="utf-8")
        text = text.replace(", counting-sheep]", "]").replace(
            "      - {paper: counting-sheep", "      # "
        )
        (workshop / ALPHA / name).write_text(text, encoding="utf-8")
    second = build_site(workshop, "dirhtml")
    assert not (second.out / PAPER).exists()
    assert not (second.out / "old").exists()
    assert not (second.out / "keywords").exists()
    assert "Counting Sheep" not in text_of(second.out)


def test_a_page_in_place_of_a_redirect_is_kept(workshop, build_site):
    moved = {"proceedings_redirects": {"programme": "schedule"}}
    assert "has moved" in page(build_site(workshop, "dirhtml", **moved), "programme").get_text()
    (workshop / "programme.md").write_text("---\norphan: true\n---\n\n# Mine\n", encoding="utf-8")
    again = build_site(workshop, "dirhtml")
    assert "Mine" in page(again, "programme").h1.get_text()


def text_of(folder):
    """Everything that search finds, and the pages of people."""
    pages = [folder / "searchindex.js", *(folder / "people").rglob("*.html")]
    return "".join(path.read_text(encoding="utf-8") for path in pages)


@pytest.mark.parametrize(
    ("redirects", "said"),
    [
        ({"papers": "schedule"}, '"papers" is a page of the site'),
        ({"papers/index": "schedule"}, '"papers/index" is a page of the site'),
        ({"old": "nowhere"}, '"old" cannot lead to "nowhere"'),
    ],
)
def test_a_redirect_never_takes_the_place_of_a_page(workshop, build_site, redirects, said):
    result = build_site(workshop, "dirhtml", proceedings_redirects=redirects)
    assert f"error[invalid-value]: {said}" in result.log
    assert "Counting Sheep" in page(result, "papers").get_text()


def test_a_redirect_never_takes_the_place_of_a_file(workshop, build_site):
    (workshop / "extra/old").mkdir(parents=True)
    (workshop / "extra/old/index.html").write_text("<p>Mine", encoding="utf-8")
    result = build_site(
        workshop,
        "dirhtml",
        html_extra_path=["extra"],
        exclude_patterns=["extra"],
        proceedings_redirects={"old": "schedule"},
    )
    assert page(result, "old").get_text().strip() == "Mine"


@pytest.mark.parametrize("old", ["../outside", "/etc", "a/../../b", "a//b", ".hidden", "a b"])
def test_a_paper_cannot_have_been_outside_of_the_site(workshop, build_site, old):
    path = workshop / ALPHA / "papers/plain-record.md"
    replace(path, "authors: [erik-empty]", f'authors: [erik-empty]\nmoved_from: ["{old}"]')
    result = build_site(workshop, "dirhtml")
    assert "papers/plain-record.md:4" in result.log
    assert not (workshop.parent / "outside").exists()


def test_the_feed_has_papers_and_news(workshop, build_site):
    replace(workshop / "dates.md", "# Dates", "---\nnews: 2031-01-15\n---\n\n# Dates")
    result = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    assert not result.log
    feed = ET.parse(result.out / "feed.atom").getroot()
    entries = {
        entry.findtext(f"{ATOM}title"): entry.find(f"{ATOM}link").get("href")
        for entry in feed.findall(f"{ATOM}entry")
    }
    assert entries["Dates"] == f"{ADDRESS}dates/"
    assert entries["Counting Sheep: A Made-up Study"] == f"{ADDRESS}{PAPER}/"
    replace(workshop / "dates.md", "news: 2031-01-15", "news: tomorrow")
    again = build_site(workshop, "dirhtml", html_baseurl=ADDRESS)
    assert 'dates.md: error[invalid-value]: "tomorrow" is no day for news' in again.log
