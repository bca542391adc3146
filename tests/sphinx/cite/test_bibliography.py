"""Citations and lists of works, whatever the .bib files hold."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pybtex.database import Entry
from pybtex.richtext import Text

from sphinx_proceedings.content.work import _TYPES, Work
from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.sphinx.cite.entry import _entry
from sphinx_proceedings.sphinx.cite.style import Style

ALPHA = "proceedings/alpha-2031"
FIELDS = {
    "author": "Ada Example and Bob Example",
    "editor": "Eve Example",
    "title": "A {Title}",
    "booktitle": "A Book",
    "journal": "A Journal",
    "volume": "3",
    "number": "4",
    "pages": "5--6",
    "chapter": "7",
    "edition": "Second",
    "series": "A Series",
    "publisher": "A Publisher",
    "organization": "An Organization",
    "institution": "An Institution",
    "school": "A School",
    "address": "A Place",
    "howpublished": "Somehow",
    "type": "A Kind",
    "month": "May",
    "year": "2030",
    "note": "A note",
    "isbn": "1-2",
    "url": "https://example.org/",
    "urldate": "2031-01-01",
    "eprint": "2031.00001",
    "doi": "10.5555/x",
    "pubmed": "9",
    "version": "8",
}


def printed(kind: str, fields: dict[str, str]) -> str:
    entry = _entry(Work("key", kind, fields, Location("x.bib")))
    entry.key = "key"
    return str(Style().format_entry("1", entry).text)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*sorted(set(_TYPES.values())), "strange"])
def test_every_type_can_be_printed_with_any_fields(kind: str) -> None:
    full = printed(kind, FIELDS)
    assert "Ada Example" in full
    assert "A Title" in full
    assert "2030" in full
    for count in (0, 1, 2):
        for names in itertools.combinations(FIELDS, count):
            text = printed(kind, {name: FIELDS[name] for name in names})
            assert text
            assert ".." not in text
            assert ", ," not in text
    for name in FIELDS:
        assert printed(kind, {k: v for k, v in FIELDS.items() if k != name})


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "techreport",
            "Ada Example and Bob Example. A Title. A Kind 4, An Institution, A Place, May 2030.",
        ),
        ("phdthesis", "Ada Example and Bob Example. A Title. A Kind, A School, A Place, May 2030."),
        ("software", "Ada Example and Bob Example. A Title, version 8, Somehow, An Organization,"),
        ("inproceedings", "Ada Example and Bob Example. A Title. In A Book, pages 5–6, May 2030."),
        ("incollection", "Ada Example and Bob Example. A Title. In Eve Example, editor, A Book,"),
        ("book", "Ada Example and Bob Example. A Title. Volume 3 of A Series. A Publisher,"),
    ],
)
def test_what_is_printed_reads_well(kind: str, expected: str) -> None:
    text = printed(kind, FIELDS)
    for name, character in (("newblock", " "), ("nbsp", " "), ("ndash", "–")):
        text = text.replace(f"<{name}>", character)
    assert text.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "\\lbrace unbalanced",
        "\\textbraceright",
        "\\",
        "a \\{ b",
        "{\\textbackslash",
        "\\'",
        "\\verb|x|",
        "$\\frac{1}{2}$ \\cite{x} \\input{/etc/passwd}",
        ", , ,",
        "and",
        "~",
        "{}",
        '{\\"{o}} von der {Example}, Jr., Ada',
        "\\^{\\i}",
    ],
)
def test_tex_that_cannot_be_read_stops_nothing(text: str) -> None:
    for name in ("author", "editor", "title", "note", "url"):
        assert printed("misc", {"title": "T", name: text})


def test_the_entry_of_a_work_is_one_of_pybtex() -> None:
    entry = _entry(Work("key", "misc", {"author": "A and B", "title": "T"}, Location("")))
    assert isinstance(entry, Entry)
    assert len(entry.persons["author"]) == 2
    assert Text.from_latex(entry.fields["title"]) == Text("T")


BROKEN = (
    b"@misc{good, title = {Good}, author = {Ada Example}}\n"
    b"@misc{open, title = {Open {brace},\n  year = 2020,\n}\n"
    b"@misc{word, title = {Word}, year = nomacro}\n"
    b"@unknowntype{kind, title = {Kind}}\n"
    b"@misc{good, title = {Another}}\n"
    b"@misc{deep, title = {" + b"{" * 3000 + b"}" * 3000 + b"}}\n"
    b"@misc{hard, title = {Hard \\lbrace x}, author = {A, B, C, D}}\n"
    b"@misc{nobody, year = 2020}\n"
    b"@online{after, title = {After}, url = {javascript:alert(1)}}\n"
)
KEYS = "good,open,word,kind,deep,hard,nobody,after"


@pytest.mark.slow
@pytest.mark.parametrize("role", ["cite", "cite:t", "cite:author", "cite:year", "cite:ct"])
def test_a_broken_bibliography_ends_no_build(workshop, paper, build_site, role) -> None:
    papers = workshop / f"{ALPHA}/papers"
    (papers / "test-paper.bib").write_bytes(BROKEN)
    (papers / "latin.bib").write_bytes(b"@misc{x, title = {\xe9}}\n")
    (papers / "outside.bib").symlink_to("/etc/passwd")
    paper(f"See {{{role}}}`{KEYS}`.\n\n## References\n\n```{{bibliography}}\n```\n")
    result = build_site(workshop)
    assert "Traceback" not in result.log
    for code in ("invalid-bibtex", "not-utf8", "outside-tree", "unknown-entry-type"):
        assert result.log.count(f"[{code}]:") == (2 if code == "invalid-bibtex" else 1)
    soup = BeautifulSoup(result.html(f"{ALPHA}/papers/test-paper"), "html.parser")
    text = soup.find(class_="citation-list").get_text(" ", strip=True)
    for word in ("Good", "Open brace", "Word", "Kind", "Hard", "nobody", "After"):
        assert word in text
    assert "bibtex" not in result.log.replace("invalid-bibtex", "")


@pytest.mark.slow
def test_each_page_takes_a_work_from_the_nearest_file(workshop, build_site) -> None:
    papers = workshop / f"{ALPHA}/papers"
    for path, title in (
        (workshop / "site.bib", "Of the site"),
        (papers / "counting-sheep.bib", "Of the first"),
        (papers / "plain-record.bib", "Of the second"),
    ):
        path.write_text(f"@misc{{same, title = {{{title}}}}}\n", encoding="utf-8")
    cited = "\nAs in {cite}`same`.\n\n## References\n\n```{bibliography}\n```\n"
    for name in ("counting-sheep", "plain-record"):
        with (papers / f"{name}.md").open("a", encoding="utf-8") as file:
            file.write(cited)
    preface = workshop / f"{ALPHA}/preliminaries/preface.md"
    with preface.open("a", encoding="utf-8") as file:
        file.write(cited.replace("raphy}", "raphy} /site.bib"))
    result = build_site(workshop)
    assert not result.log
    for page, title in (
        ("papers/counting-sheep", "Of the first"),
        ("papers/plain-record", "Of the second"),
        ("preliminaries/preface", "Of the site"),
    ):
        soup = BeautifulSoup(result.html(f"{ALPHA}/{page}"), "html.parser")
        assert soup.find(class_="citation-list").get_text().count("Of the") == 1
        assert title in soup.find(class_="citation-list").get_text()


@pytest.mark.slow
def test_pages_are_read_again_when_what_they_can_cite_changes(workshop, build_site) -> None:
    papers = workshop / f"{ALPHA}/papers"
    own, other = papers / "counting-sheep.bib", papers / "plain-record.bib"
    own.write_text("@misc{one, title = {One}}\n", encoding="utf-8")
    other.write_text("@misc{two, title = {Two}}\n", encoding="utf-8")
    for name, key in (("counting-sheep", "one"), ("plain-record", "two")):
        with (papers / f"{name}.md").open("a", encoding="utf-8") as file:
            file.write(f"\nAs in {{cite}}`{key}`.\n\n```{{bibliography}} {name}.bib\n```\n")
    first = build_site(workshop)
    assert not first.log
    assert build_site(workshop).read() == set()
    own.write_text("@misc{one, title = {Changed}}\n@misc{more, title = {M}}\n", encoding="utf-8")
    second = build_site(workshop)
    assert second.read() == {f"{ALPHA}/papers/counting-sheep"}
    assert "Changed" in second.html(f"{ALPHA}/papers/counting-sheep")
    # A file that goes takes its works along, and nothing else.
    own.unlink()
    third = build_site(workshop)
    assert third.read() == {f"{ALPHA}/papers/counting-sheep"}
    assert "Two" in third.html(f"{ALPHA}/papers/plain-record")
    assert "counting-sheep.bib not found" in third.log


@pytest.mark.slow
def test_a_list_of_all_files_knows_new_ones(workshop, paper, build_site) -> None:
    (workshop / "site.bib").write_text("@misc{one, title = {One}}\n", encoding="utf-8")
    paper("As in {cite}`one`.\n\n```{bibliography}\n```\n")
    assert not build_site(workshop).log
    (workshop / f"{ALPHA}/papers/test-paper.bib").write_text(
        "@misc{one, title = {Nearer}}\n", encoding="utf-8"
    )
    result = build_site(workshop)
    assert result.read() == {f"{ALPHA}/papers/test-paper"}
    assert "Nearer" in result.html(f"{ALPHA}/papers/test-paper")


@pytest.mark.slow
def test_files_named_in_the_configuration_are_read_with_the_same_care(
    workshop, page, build_site
) -> None:
    (folder := workshop / "elsewhere").mkdir()
    (folder / "named.bib").write_bytes(BROKEN)
    page("# P\n\nSee {cite}`good,after`.\n\n```{bibliography} elsewhere/named.bib\n```\n")
    result = build_site(workshop, bibtex_bibfiles=["elsewhere/named.bib"])
    assert "elsewhere/named.bib:2:21: error[invalid-bibtex]" in result.log
    assert "After" in result.html("index")


@pytest.mark.slow
def test_what_loading_found_is_not_said_again(workshop, paper, build_site) -> None:
    (workshop / f"{ALPHA}/papers/test-paper.bib").write_text("@misc{one, title = {One}}\n")
    with (workshop / "proceedings/people.yml").open("a", encoding="utf-8") as file:
        file.write("eve-example: {name: Eve, unconfirmed: true}\n")
    paper(
        "Several lines\nbefore {person}`nobody` and\n{person}`eve-example`, {paper}`none`,\n"
        "{paper}`none/none`, {session}`none` and {cite}`one,none`.\n\n"
        "![A picture](none.png) ![Another](../../../../none.png)\n\n"
        "```{figure} other.png\n:alt: x\n```\n"
        "```{speaker} nobody\n```\n```{paper-list}\n:track: none\n```\n"
        "```{dates}\n:edition: none\n```\n"
    )
    log = build_site(workshop).log
    found = [line for line in log.splitlines() if not line.startswith("  help:")]
    name = f"{ALPHA}/papers/test-paper.md"
    assert [line.partition(": ")[0].removeprefix(f"{name}:") for line in found] == [
        "6:17", "7:10", "7:32", "8:9", "8:31", "8:48", "8:52", "10:14", "10:35", "12:13",
        "15:14", "18:9", "21:11",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("own", [True, False])
def test_the_example_of_the_guide_is_listed_as_it_says(workshop, paper, build_site, own) -> None:
    guide = Path(__file__).parents[3] / "docs/guide/bibliography.md"
    text = guide.read_text(encoding="utf-8")
    (works,) = re.findall(r"^```bibtex\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    (page,) = re.findall(r"^````markdown\n(.*?)^````$", text, re.DOTALL | re.MULTILINE)
    papers = workshop / f"{ALPHA}/papers"
    file = papers / "test-paper.bib" if own else workshop / "bib" / "works.bib"
    file.parent.mkdir(exist_ok=True)
    file.write_text(works, encoding="utf-8")
    paper(page)
    result = build_site(workshop)
    assert not result.log
    soup = BeautifulSoup(result.html(f"{ALPHA}/papers/test-paper"), "html.parser")
    cited = [node.get_text() for node in soup.find_all(class_="bibtex-citation")]
    assert cited[:2] == ["[1]", "[2, 3]"]
    assert cited[2] == "Example and Example [1]"
    assert cited[3] == "[see 3, chapter 2]"
    listed = [
        " ".join(node.get_text().split())
        for node in soup.find(class_="citation-list").find_all(class_="citation")
    ]
    assert [entry.partition(". ")[0] for entry in listed] == [
        "[1] (1,2) Ada Example and Bob Example",
        "[2] Institute of Examples",
        "[3] (1,2) What counting costs",
    ]
    assert listed[0].endswith("Journal of Made-Up Results, 3:1–12, 2030. doi:10.5555/12345678.")
    assert listed[1].endswith("can be counted, February 2031. https://example.org/goats.")
    assert listed[2].endswith("costs. Technical report 7, Institute of Examples, 2031.")


@pytest.mark.slow
def test_a_site_without_proceedings_reads_with_the_same_care(workshop, page, build_site) -> None:
    (workshop / "site.bib").write_bytes(BROKEN)
    page("# P\n\nSee {cite}`good,after`.\n\n```{bibliography}\n```\n")
    result = build_site(workshop, proceedings_folder="none")
    assert "site.bib:2:21: error[invalid-bibtex]" in result.log
    assert "After" in result.html("index")
