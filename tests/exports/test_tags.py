"""The tags in the head of a page, and CITATION.cff."""

from __future__ import annotations

from collections import Counter

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_proceedings.exports import cff, highwire

# Highwire


def test_highwire_of_a_paper(item) -> None:
    one = item("names")
    tags = highwire.tags(one)
    found = dict(tags)
    assert found["citation_title"] == one.title
    authors = [content for name, content in tags if name == "citation_author"]
    assert authors == [person.inverted for person in one.authors]
    assert tags[1:6] == [
        ("citation_author", "Oldname, Ada"),
        ("citation_author_institution", "Example University"),
        ("citation_author_institution", "Academy of <Samples> & Sons"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author_email", "ada@example.org"),
    ]
    assert found["citation_publication_date"] == "2031/06/20"
    assert found["citation_conference_title"] == one.container
    assert (found["citation_firstpage"], found["citation_lastpage"]) == ("1", "12")
    assert found["citation_isbn"] == "978-0-306-40615-7"
    assert found["citation_issn"] == "2049-3630"
    assert found["citation_doi"] == "10.5555/w-2031.names"
    assert found["citation_language"] == "en"
    assert [content for name, content in tags if name == "citation_keywords"] == [
        "names", "50% & more",
    ]  # fmt: skip
    # The PDF is in the page's own folder.
    assert found["citation_pdf_url"].rpartition("/")[0] + "/" == found["citation_abstract_html_url"]


def test_highwire_of_states(item) -> None:
    assert "citation_pdf_url" not in dict(highwire.tags(item("withdrawn")))
    assert "citation_firstpage" not in dict(highwire.tags(item("plain")))
    talk = dict(highwire.tags(item("talk")))
    assert talk["citation_conference_title"] == "Third Workshop on Samples & Examples"
    assert {"citation_isbn", "citation_publisher", "citation_firstpage"}.isdisjoint(talk)


def test_what_comes_once_comes_once(item) -> None:
    repeated = {
        "citation_author", "citation_author_institution", "citation_author_orcid",
        "citation_keywords",
    }  # fmt: skip
    counts = Counter(name for name, _ in highwire.tags(item("names")))
    assert {name for name, count in counts.items() if count > 1} <= repeated
    assert all(content for _, content in highwire.tags(item("lone")))


# CITATION.cff


def test_cff_is_valid(book, bare, cff_errors) -> None:
    for one in (*book.all_papers, *bare.all_papers):
        assert cff_errors(cff.paper(one)) == []
    for one in (book, bare):
        assert cff_errors(cff.volume(one)) == []
    assert cff_errors(cff.volume(book).replace("cff-version", "cff-vision")) != []


def test_cff_of_a_paper(item) -> None:
    data = yaml.safe_load(cff.paper(item("names")))
    cited = data["preferred-citation"]
    assert cited["type"] == "conference-paper"
    assert (cited["start"], cited["end"]) == (1, 12)
    assert cited["doi"] == "10.5555/w-2031.names"
    assert cited["collection-doi"] == "10.5555/w-2031"
    assert cited["isbn"] == "9780306406157"
    assert cited["notes"] == "Erratum 2031-09-01: A name was wrong."
    assert cited["conference"]["alias"] == "WSE 2031"
    authors = cited["authors"]
    assert authors == data["authors"]
    assert {"family-names": "Muster", "given-names": "Jan", "name-particle": "van der"} in authors
    assert {"name": "Institute of Samples and Examples, Inc."} in authors
    # Two persons of one name stay two.
    assert [one["alias"] for one in authors if one.get("family-names") == "Example"] == [
        "alex-one", "alex-two",
    ]  # fmt: skip


def test_cff_of_a_volume(book, bare) -> None:
    data = yaml.safe_load(cff.volume(book))
    assert [one["family-names"] for one in data["authors"]] == ["Muster", "Newname"]
    assert data["license"] == "CC-BY-4.0"
    assert data["preferred-citation"]["type"] == "proceedings"
    event = yaml.safe_load(cff.volume(bare))
    assert event["authors"] == [event["preferred-citation"]["conference"]]


def test_cff_takes_not_every_doi(titled, cff_errors) -> None:
    text = cff.paper(titled("T", doi="10.5555/a+b"))
    assert cff_errors(text) == []
    data = yaml.safe_load(text)
    assert data["preferred-citation"]["url"] == "https://doi.org/10.5555/a+b"


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60))
@example("a: b\n- c # d")
@example("\x85\ufeff\u2028'\"\\")
def test_cff_reads_back(titled, text: str) -> None:
    data = yaml.safe_load(cff.paper(titled(text, author=text, keywords=(text,))))
    assert data["title"] == text
    assert data["authors"][0]["family-names"] == text
    assert data["preferred-citation"]["keywords"] == [text]
