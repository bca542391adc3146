"""The printed volume, read as a PDF: what it says of its pages is where it says it is.

The volume is made up: `tests/roots/volume`, of which `make.py` there draws the authors' pages.
"""

from __future__ import annotations

import importlib.util
import io
import itertools
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from sphinx_proceedings.content import load
from sphinx_proceedings.model import Edition, Ledger, PageRange, Paper, printed_name

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2] / "roots" / "volume"
TYPESET = (
    *("counting-sheep", "fences", "one-flock", "very-long-title"),
    *("schafe-zaehlen", "wool-by-numbers"),
)
CAMERA = ("barn-survey", "letter-home", "two-columns", "wide-map")


def flat(text: str) -> str:
    return " ".join(text.split())


@dataclass
class Volume:
    reader: PdfReader
    ledger: Ledger
    edition: Edition
    names: dict[str, list[str]]
    log: str

    @cached_property
    def texts(self) -> list[str]:
        return [flat(page.extract_text()) for page in self.reader.pages]

    @cached_property
    def labels(self) -> list[str]:
        return list(self.reader.page_labels)

    def page(self, folio: int | str) -> int:
        return self.labels.index(str(folio))

    def of(self, paper: str) -> PageRange:
        return self.ledger.papers[paper]

    def pages_of(self, paper: str) -> list[str]:
        pages = self.of(paper)
        return [self.texts[self.page(n)] for n in range(pages.first, pages.last + 1)]

    def starting_with(self, title: str) -> list[str]:
        """The pages of a part outside the papers, up to the next part."""
        starts = [number for number, _ in self.outline]
        first = next(number for number, words in self.outline if words == title)
        last = min((n for n in starts if n > first), default=len(self.texts))
        return self.texts[first:last]

    @cached_property
    def outline(self) -> list[tuple[int, str]]:
        return [
            (self.reader.get_destination_page_number(entry), str(entry.title))
            for entry in self.reader.outline
            if isinstance(entry, Destination)
        ]

    def links(self, page: int) -> Iterator[tuple[str, int]]:
        """The page that each link within the volume leads to."""
        for annotation in self.reader.pages[page].get("/Annots") or ():
            link = annotation.get_object()
            action = link.get("/A", {})
            if action.get("/S") == "/URI":
                assert not str(action["/URI"]).startswith("x-volume:")
                continue
            target = (link.get("/Dest") or action.get("/D")).get_object()
            if not isinstance(target, list):
                target = self.reader.named_destinations[str(target)].dest_array
            page_object = target[0].get_object()
            yield str(link.get("/Contents", "")), self.reader.get_page_number(page_object)


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("volume") / "site"
    shutil.copytree(ROOT, target)
    spec = importlib.util.spec_from_file_location("make", ROOT / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    make.make(target)
    return target


@pytest.fixture(scope="module")
def volume(source, build_site) -> Volume:
    result = build_site(source, "typstpdf")
    catalogue = load(source / "proceedings").catalogue
    edition = catalogue.editions["samples-2031"]
    return Volume(
        PdfReader(io.BytesIO((result.out / "samples-2031.pdf").read_bytes())),
        Ledger.model_validate_json((result.out / "samples-2031.ledger.json").read_bytes()),
        edition,
        {
            paper.id: [str(printed_name(a, p)) for a, p in catalogue.authors(paper)]
            for paper in edition.papers_in_order
        },
        result.log,
    )


def test_it_names_what_is_wrong_with_authors_files_and_nothing_else(volume):
    findings = re.findall(
        r"^proceedings/\S+/(\S+)\.md:\d+:\d+: (\w+\[[\w-]+\])", volume.log, re.MULTILINE
    )
    assert sorted(findings) == [
        ("barn-survey", "warning[pdf-page-numbers]"),
        ("letter-home", "warning[pdf-font]"),
        ("torn-page", "error[pdf-unreadable]"),
    ]
    others = [line for line in volume.log.splitlines() if "[pdf-" not in line]
    assert all(line.startswith("  help: ") for line in others)


def test_pages_are_roman_and_then_arabic_without_a_gap(volume):
    first = volume.page(1)
    assert volume.labels[:first] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    assert volume.labels[first:] == [str(n + 1) for n in range(len(volume.labels) - first)]
    # Page 1 is a right-hand page of the PDF too.
    assert first % 2 == 0
    sizes = {tuple(round(float(side)) for side in p.mediabox[2:]) for p in volume.reader.pages}
    assert sizes == {(499, 709)}


def test_papers_stand_in_the_order_of_their_sessions_on_right_hand_pages(volume):
    pages = [volume.of(paper.id) for paper in volume.edition.papers_in_order]
    assert [paper.id for paper in volume.edition.papers_in_order] == list(volume.ledger.papers)
    assert len(pages) == 12
    assert all(one.first % 2 == 1 for one in pages)
    assert all(after.first > before.last for before, after in itertools.pairwise(pages))
    for paper in volume.edition.papers_in_order:
        opening = volume.pages_of(paper.id)[0]
        assert flat(paper.title) in opening
        assert all(name in opening for name in volume.names[paper.id])


def test_the_contents_name_the_pages(volume):
    text = " ".join(volume.starting_with("Contents"))
    for paper in volume.edition.papers_in_order:
        assert re.search(
            rf"{re.escape(flat(paper.title))}[ .]+ {volume.of(paper.id).first}\b", text
        )
    for number, title in volume.outline:
        if title != "Contents":
            assert re.search(rf"{re.escape(title)}[ .]+ {volume.labels[number]}\b", text), title
    assert "Prima Esempio, and 49 more" in text
    assert "retracted Wool by Numbers" in text


def test_the_links_of_the_contents_lead_to_the_pages_that_they_name(volume):
    first = volume.page("ix")
    targets = {page for number in (first, first + 1) for _, page in volume.links(number)}
    titled = {number for number, title in volume.outline if title != "Contents"}
    assert targets == titled


def test_bookmarks_are_the_parts_in_order(volume):
    titles = [title for _, title in volume.outline]
    papers = [paper.title for paper in volume.edition.papers_in_order]
    assert titles == [
        *("Preface", "Committees", "Programme", "Contents", "A Round Table on Made-up Flocks"),
        *papers,
        *("Index of authors", "Index of keywords", "Corrections"),
    ]
    starts = [volume.page(volume.of(p.id).first) for p in volume.edition.papers_in_order]
    assert [number for number, title in volume.outline if title in papers] == starts


def _folios(text: str, words: str) -> list[int]:
    found = re.search(rf"{re.escape(words)}(?: \(also [^)]*\))?((?:, \d+)+)", text)
    assert found, words
    return [int(number) for number in re.findall(r"\d+", found[1])]


def test_the_index_of_authors_names_the_first_page_of_each_paper(volume, source):
    catalogue = load(source / "proceedings").catalogue
    text = " ".join(volume.starting_with("Index of authors"))
    people = {p.id: p for paper in volume.ledger.papers for _, p in _authors(catalogue, paper)}
    for person in people.values():
        wanted = [
            volume.of(paper).first
            for paper in volume.ledger.papers
            if any(p.id == person.id for _, p in _authors(catalogue, paper))
        ]
        assert _folios(text, person.name.sort_key) == wanted
    # One entry a person, with the other name that is printed.
    assert "Example, Ada (also Ada B. Example), " in text
    assert text.count("Ada B. Example") == 1


def _authors(catalogue, paper: str):
    (found,) = catalogue.find_paper(paper, "samples-2031")
    return catalogue.authors(found)


def test_the_index_of_keywords_names_them_too(volume):
    text = " ".join(volume.starting_with("Index of keywords"))
    keywords = {word for paper in volume.edition.papers_in_order for word in paper.keywords}
    for word in keywords:
        wanted = [
            volume.of(p.id).first for p in volume.edition.papers_in_order if word in p.keywords
        ]
        assert _folios(text, word) == wanted


@pytest.mark.parametrize("paper", TYPESET)
def test_numbers_begin_anew_in_every_paper(volume, paper):
    text = " ".join(volume.pages_of(paper))
    for caption in (r"Fig\. (\d+)\. ", r"Table (\d+)\. "):
        found = [int(number) for number in re.findall(caption, text)]
        shown = sorted(set(found))
        assert shown == list(range(1, len(shown) + 1))
    if paper in {"counting-sheep", "fences", "one-flock"}:
        assert "(1)" in text
        assert re.search(r" 1 [A-Z]", text), "the first footnote"
    assert "Fig. 3" not in text
    assert "Table 2" not in text


def test_one_key_is_another_work_in_another_paper(volume):
    works = {
        "counting-sheep": "Sheep: How Many Are There, and Why?",
        "fences": "Fences: A History That Did Not Happen",
        "one-flock": "Looking over shoulders: a method without results",
    }
    for paper, work in works.items():
        text = " ".join(volume.pages_of(paper))
        for other in works.values():
            assert (other in text) == (other == work)


def test_references_to_other_papers_name_their_pages_and_lead_there(volume):
    sheep = " ".join(volume.pages_of("counting-sheep"))
    fences = " ".join(volume.pages_of("fences"))
    section = next(
        n for n in range(len(volume.texts)) if "A fence has gaps of width" in volume.texts[n]
    )
    assert f"Why anything passes (p. {volume.labels[section]})" in sheep
    figure = next(n for n in range(len(volume.texts)) if "Fig. 1. The gate," in volume.texts[n])
    assert f"Figure 1 (p. {volume.labels[figure]}) of that paper" in fences
    assert f"(p. {volume.of('counting-sheep').first}), and Figure 1" in fences
    pages = {
        page for n in (0, 1) for _, page in volume.links(volume.page(volume.of("fences").first) + n)
    }
    assert {figure, volume.page(volume.of("counting-sheep").first)} <= pages


def test_every_link_leads_somewhere(volume):
    links = [link for number in range(len(volume.texts)) for link in volume.links(number)]
    assert len(links) > 100
    assert all(0 <= page < len(volume.texts) for _, page in links)


def _heads(paper: Paper, names: list[str]) -> tuple[str, str]:
    left = (
        f"{names[0]} et al."
        if len(names) > 3
        else " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    )
    return left, paper.short_title or paper.title


def test_running_heads_name_authors_on_the_left_and_the_title_on_the_right(volume):
    seen = 0
    for paper in volume.edition.papers_in_order:
        left, right = _heads(paper, volume.names[paper.id])
        pages = volume.of(paper.id)
        for folio in range(pages.first + 1, pages.last + 1):
            text = volume.texts[volume.page(folio)]
            head = f"{folio} {left}" if folio % 2 == 0 else f"{right} {folio}"
            if paper.is_retracted:
                head = head.replace(left, f"retracted {left}")
            assert head in text, (paper.id, folio)
            seen += 1
    assert seen >= 12


@pytest.mark.parametrize("paper", [*TYPESET, *CAMERA])
def test_the_first_page_says_how_to_cite_it_with_its_pages(volume, paper):
    opening = volume.pages_of(paper)[0]
    pages = volume.of(paper)
    word = "pages" if pages.count > 1 else "page"
    record = volume.edition.papers[paper]
    assert f", {word} {pages}. Samples and Specimens, 12. Example Press, Exampleville." in opening
    assert f"https://doi.org/{record.doi}" in opening
    assert "Licence: CC BY" in opening
    for folio in range(pages.first + 1, pages.last + 1):
        assert "Licence: CC BY" not in volume.texts[volume.page(folio)]
    address = f"https://doi.org/{record.doi}"
    annotations = volume.reader.pages[volume.page(pages.first)].get("/Annots") or ()
    links = [link.get_object().get("/A", {}).get("/URI") for link in annotations]
    assert address in links


def test_what_was_corrected_stands_above_the_title(volume):
    erratum, *_ = volume.pages_of("very-long-title")
    assert erratum.index("Erratum, 15 November 2031") < erratum.index("On the Considerable Length")
    retracted = volume.pages_of("wool-by-numbers")
    assert retracted[0].index("Retracted, 1 December 2031") < retracted[0].index("Wool by Numbers")


def test_a_file_that_cannot_be_used_has_a_page_that_says_so(volume):
    (page,) = volume.pages_of("torn-page")
    assert "A Torn Page Nona Przykład" in page
    assert "could not be used" in page


def test_a_record_alone_has_what_is_known(volume):
    (page,) = volume.pages_of("dawn-talk")
    assert "Yōko Mihon" in page
    assert "A talk about a dawn that did not break" in page
    assert "slides.example.org/dawn" in page


def test_the_opening_page_says_who_wrote_it_and_where(volume):
    page = volume.pages_of("counting-sheep")[0]
    assert "Ada Example1,*,†, Berta von Muster2,1,*, Chen Lishi3,1" in page
    assert "1University of Samples, Exampleville, Nowhere; 2Institute for the Study" in page
    assert page.count("University of Samples") == 1
    assert "* Equal contribution. † Correspondence: ada@example.org." in page
    assert "ORCID: Ada Example 0000-0000-0000-001X; Berta von Muster 0000-0000-0000-0028" in page
    crowd = volume.pages_of("one-flock")[0]
    # Of a crowd the iDs are links beside the names.
    assert "ORCID" not in crowd
    links = [
        str(link.get_object().get("/A", {}).get("/URI"))
        for link in volume.reader.pages[volume.page(volume.of("one-flock").first)]["/Annots"]
    ]
    assert sum("orcid.org" in address for address in links) == 15


def test_the_imprint_has_what_is_given_and_the_last_page_a_colophon(volume):
    imprint = volume.texts[3]
    for words in (
        "Samples and Specimens, 12",
        "ISBN 978-0-00-000000-2",
        "ISSN 0000-0000",
        "DOI 10.5555/samples.2031",
        "Licence CC BY 4.0",
        "Published Example Press, Exampleville, 1 October 2031",
        "How to cite this volume Ada Example, Berta von Muster, and Chen Lishi, editors. 2031.",
        "4 papers were supplied as PDF by their authors",
    ):
        assert words in imprint
    assert "Set in Libertinus Serif, with formulas in" in volume.texts[-1]


def _elements(element, kind: str) -> Iterator[DictionaryObject]:
    """The elements of a kind in a tree of tags."""
    waiting = [element]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, list):
            waiting += found
        elif isinstance(found, DictionaryObject):
            if found.get("/S") == kind:
                yield found
            if "/K" in found:
                waiting.append(found["/K"])


def test_a_foot_is_a_note_and_every_link_has_its_place(volume):
    tree = volume.reader.root_object["/StructTreeRoot"]["/K"]
    notes = list(_elements(tree, "/Note"))
    # One for each paper that is set, each record and each gap, and the authors' own.
    assert len(notes) >= len(TYPESET) + 2
    links = list(_elements(tree, "/Link"))
    assert links
    for link in links:
        children = link.get("/K")
        parts = children if isinstance(children, list) else [children]
        kinds = [p.get_object().get("/Type") for p in parts if not isinstance(p, int)]
        assert "/OBJR" in kinds


def test_it_is_tagged_and_says_so_but_claims_nothing_more(volume):
    root = volume.reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "en"
    assert volume.reader.metadata.title == "Proceedings of the Twelfth Workshop of Samples"


def test_a_volume_of_one_paper_has_no_contents_and_nothing_empty(tmp_path, build_site):
    source = tmp_path / "site"
    papers = source / "proceedings" / "alone-2031" / "papers"
    papers.mkdir(parents=True)
    (source / "conf.py").write_text('project = "Alone"\nextensions = ["sphinx_proceedings"]\n')
    (source / "index.md").write_text(
        "# Alone\n\n```{toctree}\n:glob:\n\nproceedings/*/papers/*\n```\n"
    )
    (source / "proceedings" / "people.yml").write_text("made-up: {name: Made Up}\n")
    edition = papers.parent
    (edition / "index.md").write_text("---\norphan: true\n---\n\n# Alone\n")
    (edition / "event.yml").write_text("title: Alone\nstart: 2031-05-06\n")
    volume = "title: Alone in a Volume\ndate: 2031-06-01\npaper_size: a5\n"
    (edition / "volume.yml").write_text(volume)
    (papers / "one.md").write_text("---\ntitle: One\nauthors: [made-up]\n---\n\nThe text.\n")
    result = build_site(source, "typstpdf")
    assert not result.log
    reader = PdfReader(result.out / "alone-2031.pdf")
    texts = [flat(page.extract_text()) for page in reader.pages]
    assert list(reader.page_labels) == ["i", "ii", "iii", "iv", "1"]
    assert texts[0] == "Alone in a Volume"
    assert texts[1] == ""
    assert texts[2] == "Alone in a Volume 6 May 2031 1 June 2031"
    assert "Published 1 June 2031" in texts[3]
    assert "Set in Libertinus Serif" in texts[3]
    assert not re.search(r"ISBN|DOI|Licence|None|Edited by", " ".join(texts))
    assert "One Made Up The text." in texts[4]
    assert "page 1." in texts[4]
