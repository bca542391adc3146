"""The table of formats, and what is true of all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from sphinx_proceedings.content import load
from sphinx_proceedings.exports import dublincore, highwire
from sphinx_proceedings.exports.address import Addresses
from sphinx_proceedings.exports.crossref import Deposit
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.formats import CITE, FORMATS
from sphinx_proceedings.exports.item import Book, Item

DEPOSIT = Deposit("A. Depositor", "deposits@example.org", "Example Press", 1)
ROOT = Path(__file__).parents[2]
# The real site, and the made-up ones of the tests.
FOLDERS = [
    ROOT / "proceedings",
    *(ROOT / "tests" / "roots" / name / "proceedings" for name in ("workshop", "volume")),
]


OF_PAPERS = {name: one for name, one in FORMATS.items() if one.paper}


def with_doi(item: Item) -> Item:
    """Return a paper that can be deposited."""
    return replace(item, paper=item.paper.model_copy(update={"doi": "10.5555/made.up"}))


def all_records(book: Book) -> dict[str, str]:
    made = {}
    for one in FORMATS.values():
        if one.volume:
            made[f"{book.key}{one.suffix}"] = one.of_volume(book, DEPOSIT)
        for item in book.all_papers if one.paper else ():
            try:
                made[f"{item.key}{one.suffix}"] = one.of_paper(item, DEPOSIT)
            except IncompleteError:
                assert one.name == "crossref"
    return made


def test_names_and_suffixes_are_unique() -> None:
    assert [one.name for one in FORMATS.values()] == list(FORMATS)
    assert len({one.suffix for one in FORMATS.values()}) == len(FORMATS)
    assert all(one.suffix.startswith(".") and "/" in one.media_type for one in FORMATS.values())
    assert all(one.scopes for one in FORMATS.values())
    assert set(CITE) <= FORMATS.keys()
    assert all("paper" in FORMATS[name].scopes for name in CITE)


def test_the_guide_names_every_format() -> None:
    text = (ROOT / "docs" / "guide" / "records.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    expected = [
        f"| `{one.name}` | `{one.suffix}` | {', '.join(one.scopes)} |" for one in FORMATS.values()
    ]
    assert len(rows) == len(expected)
    assert all(row.startswith(start) for row, start in zip(rows, expected, strict=True))


def test_every_record_of_a_full_volume(book) -> None:
    made = all_records(book)
    for name, text in made.items():
        assert text.strip(), name
        assert "None" not in text, name
        assert text.endswith("\n"), name
        if name.endswith((".xml", ".atom")):
            ET.fromstring(text)
        elif name.endswith((".json", ".jsonld")):
            json.loads(text)
        elif name.endswith(".cff"):
            yaml.safe_load(text)
    assert made == all_records(book)  # the same source, the same bytes


@pytest.mark.parametrize("mark", ["2032-02-03", "2031-08-01"])
def test_every_format_that_can_tells_of_a_retraction(item, mark: str) -> None:
    retracted = item("retracted")
    for name in ("bibtex", "ris", "csl-json", "dublin-core", "json-ld", "datacite", "jats", "cff"):
        assert mark in FORMATS[name].of_paper(retracted), name
    policy = Deposit("A", "a@example.org", "R", 1, "10.5555/policy")
    assert mark in FORMATS["crossref"].of_paper(retracted, policy)


@pytest.mark.parametrize(
    ("paper", "mark"),
    [("retracted", "RETRACTED: A study that"), ("withdrawn", "WITHDRAWN: A Text")],
)
def test_the_title_of_every_record_says_what_no_longer_holds(item, book, paper, mark) -> None:
    made = {name: one.of_paper(with_doi(item(paper)), DEPOSIT) for name, one in OF_PAPERS.items()}
    made |= {
        f"volume {n}": FORMATS[n].of_volume(book) for n in ("bibtex", "ris", "csl-json", "atom")
    }
    del made["reference"]  # says it after the title
    for name, text in made.items():
        assert mark in text.replace("{", "").replace("}", ""), name
    assert mark in dict(highwire.tags(item(paper)))["citation_title"]


def test_no_record_has_the_abstract_of_a_withdrawn_paper(item, book) -> None:
    taken = "nobody should read"
    withdrawn = with_doi(item("withdrawn"))
    for name, one in FORMATS.items():
        if one.paper:
            assert taken not in one.of_paper(withdrawn, DEPOSIT), name
        if one.volume:
            assert taken not in one.of_volume(book, DEPOSIT), name
    assert taken not in str([*highwire.tags(withdrawn), *dublincore.tags(withdrawn)])


def test_every_record_has_the_authors_in_order(item) -> None:
    one = item("names")
    for name in ("bibtex", "ris", "csl-json", "reference", "dublin-core", "json-ld", "datacite",
                 "jats", "cff", "crossref"):  # fmt: skip
        text = FORMATS[name].of_paper(one, DEPOSIT)
        places = [text.index(name) for name in ("Oldname", "Ejemplo", "Exemplara", "Beispiel")]
        assert places == sorted(places), name


def test_what_there_is_no_record_of(item, book, catalogue) -> None:
    with pytest.raises(ValueError, match="no records of papers"):
        FORMATS["ics"].of_paper(item("names"))
    with pytest.raises(ValueError, match="no records of volumes"):
        FORMATS["jats"].of_volume(book)
    with pytest.raises(ValueError, match="no records of whole sites"):
        FORMATS["ris"].of_site(catalogue)


def test_a_feed_of_the_site_and_one_of_an_edition(catalogue, book) -> None:
    site = FORMATS["atom"].of_site(catalogue, Addresses("https://a.example"))
    assert site.count("<entry>") == 6
    assert ">Workshop on Samples<" in site
    assert FORMATS["atom"].of_volume(book).count("<entry>") == 5


@pytest.fixture(scope="session")
def errors(
    json_errors, cff_errors, crossref_errors, jats_errors
) -> Callable[[str, str], list[str]]:
    """Return what is wrong with a record of a format that has a schema."""
    checks: dict[str, Callable[[str], list[str]]] = {
        "csl-json": lambda text: json_errors("csl-data.json", json.loads(text)),
        "datacite": lambda text: json_errors("datacite-v4.5.json", json.loads(text)),
        "cff": cff_errors,
        "crossref": crossref_errors,
        "jats": jats_errors,
    }
    return lambda name, text: checks[name](text) if name in checks else []


@pytest.mark.parametrize("folder", FOLDERS, ids=["site", "workshop", "volume"])
def test_records_of_whole_folders_are_valid(folder: Path, errors) -> None:
    catalogue = load(folder).catalogue
    assert catalogue.editions
    for edition in catalogue.editions.values():
        book = Book(catalogue, edition, Addresses("https://a.example"))
        for one in FORMATS.values():
            makers = [(one.of_volume, book)] if one.volume else []
            makers += [(one.of_paper, item) for item in book.all_papers if one.paper]
            for make, work in makers:
                try:
                    text = make(work, DEPOSIT)
                except IncompleteError as error:
                    assert one.name in {"crossref", "datacite"}  # only these may
                    assert any("volume" in what or "`doi`" in what for what in error.missing)  # noqa: PT017
                else:
                    assert errors(one.name, text) == []


def test_the_volume_of_the_tests_can_be_deposited() -> None:
    catalogue = load(FOLDERS[2]).catalogue
    (edition,) = catalogue.editions.values()
    text = FORMATS["crossref"].of_volume(
        Book(catalogue, edition, Addresses("https://a.example")), DEPOSIT
    )
    assert text.count("<conference_paper ") > 9
