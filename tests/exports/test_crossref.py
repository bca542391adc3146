"""Deposits at Crossref, by its schema and by what they say."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_proceedings.exports import crossref
from sphinx_proceedings.exports.crossref import Deposit
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.item import Book
from sphinx_proceedings.exports.xml import clean

DEPOSIT = Deposit("A. Depositor", "deposits@example.org", "Example Press", 20310620000000)
POLICY = Deposit("A. Depositor", "deposits@example.org", "Example Press", 1, "10.5555/policy")
CR = {"": f"http://www.crossref.org/schema/{crossref.VERSION}"}
MARKS = st.text(
    st.sampled_from("<>&'\"]]>\x00\x0b\x1b\ufffe\ud800 \t\n-") | st.characters(), max_size=40
)


def elements(text: str, path: str) -> list[ET.Element]:
    return ET.fromstring(text).findall(path, CR)


def read(text: str) -> str:
    """Return a text as a parser of XML hands it over: line ends are all the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_crossref_is_valid(book, item, crossref_errors) -> None:
    for text in (
        crossref.volume(book, DEPOSIT),
        crossref.volume(book, POLICY),
        crossref.paper(item("names"), DEPOSIT),
    ):
        assert crossref_errors(text) == []
    broken = crossref.volume(book, DEPOSIT).replace("<timestamp>", "<timestamp>x")
    assert crossref_errors(broken) != []


def test_a_bare_volume_is_valid_too(book, crossref_errors) -> None:
    """Without ISBN, ISSN, place, editors, pages, licence."""
    edition = book.edition
    volume = edition.volume.model_copy(
        update={"isbn": None, "issn": None, "editors": (), "license": None, "subtitle": None}
    )
    event = edition.event.model_copy(
        update={"place": None, "theme": None, "acronym": None, "number": None}
    )
    papers = {"retracted": edition.papers["retracted"]}
    bare = Book(book.catalogue, type(edition)("w-2031", event, volume, papers), book.addresses)
    text = crossref.volume(bare, DEPOSIT)
    assert crossref_errors(text) == []
    assert elements(text, ".//noisbn")[0].get("reason") == "simple_series"


def test_crossref_of_a_volume(book) -> None:
    text = crossref.volume(book, DEPOSIT)
    assert [one.text for one in elements(text, ".//doi_data/doi")] == [
        "10.5555/w-2031", "10.5555/w-2031.names", "10.5555/w-2031.retracted",
    ]  # fmt: skip
    titles = [one.text for one in elements(text, ".//conference_paper/titles/title")]
    assert titles == [
        "Naming Things: <i>50%</i> of $x_1$ & {Braces}",
        "RETRACTED: A study that is not to be relied on",
    ]
    first = elements(text, ".//conference_paper")[0]
    people = first.find("contributors", CR)
    assert people is not None
    assert people[0].get("sequence") == "first"
    assert {one.get("sequence") for one in people[1:]} == {"additional"}
    assert [one.text for one in people.findall("person_name/ORCID", CR)] == [
        "https://orcid.org/0000-0002-1825-0097"
    ]
    assert [one.text for one in people.findall("organization", CR)] == [
        "Institute of Samples and Examples, Inc."
    ]
    surnames = [one.text for one in people.findall("person_name/surname", CR)]
    assert surnames[:3] == ["Oldname", "van der Muster", "De La Muestra"]
    assert "Exemplara" in surnames
    assert [one.text for one in first.findall("pages/*", CR)] == ["1", "12"]
    (number,) = elements(text, ".//conference_number")
    assert number.text == "3"
    assert [one.text for one in elements(text, ".//series_metadata/issn")] == ["2049-3630"]
    assert [one.text for one in elements(text, ".//isbn")] == ["978-0-306-40615-7"]
    assert elements(text, ".//crossmark") == []


def test_crossref_updates(book) -> None:
    text = crossref.volume(book, POLICY)
    updates = [
        (one.text, one.get("type"), one.get("date")) for one in elements(text, ".//updates/update")
    ]
    assert updates == [
        ("10.5555/w-2031.names", "erratum", "2031-09-01"),  # by the notice, which has a DOI
        ("10.5555/w-2031.retracted", "new_version", "2031-08-01"),
        ("10.5555/w-2031.retracted", "retraction", "2032-02-03"),
    ]
    titles = elements(text, ".//conference_paper/titles/title")
    assert titles[1].text == "Erratum: Naming Things: <i>50%</i> of $x_1$ & {Braces}"


def test_crossref_says_what_is_missing(item, bare, book) -> None:
    with pytest.raises(IncompleteError) as caught:
        crossref.volume(Book(bare.catalogue, bare.edition))
    assert len(caught.value.missing) == 6
    assert "who deposits (--depositor-name)" in caught.value.missing
    assert "a volume.yml" in caught.value.missing
    with pytest.raises(IncompleteError, match="`doi` of the paper"):
        crossref.paper(item("plain"), DEPOSIT)
    with pytest.raises(IncompleteError, match="not part of a volume"):
        crossref.paper(item("talk"), DEPOSIT)
    long = book.edition.volume.model_copy(update={"title": "x" * 600})
    edition = type(book.edition)("w-2031", book.event, long, book.edition.papers)
    with pytest.raises(IncompleteError, match=r"proceedings title .* has 6.. characters"):
        crossref.volume(Book(book.catalogue, edition, book.addresses), DEPOSIT)


def test_the_time_of_a_deposit(book) -> None:
    text = crossref.volume(book, Deposit("A", "a@example.org", "R"))
    assert [one.text for one in elements(text, ".//head/timestamp")] == ["20320203000000"]


@given(MARKS)
@settings(max_examples=settings.default.max_examples * 3 // 10)
def test_crossref_is_well_formed(titled, text: str) -> None:
    item = titled(text, author="A" + text, doi="10.5555/x", abstract=text or None)
    (title,) = elements(crossref.paper(item, DEPOSIT), ".//conference_paper/titles/title")
    assert (title.text or "") == read(clean(text))
