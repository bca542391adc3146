"""What records are made from: names in parts, addresses, facts."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from sphinx_proceedings.exports.address import Addresses, license_url
from sphinx_proceedings.exports.contributor import contributor, parts
from sphinx_proceedings.exports.item import with_subtitle
from sphinx_proceedings.model import Name, Person


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        (Name(full="Fay Specimen"), "Specimen", "Fay"),
        (Name(full="Fay"), "Fay", None),
        (Name(full="Fay von Probe", sort="Probe, Fay von"), "Probe", "Fay von"),
        (Name(full="Mia Bei Spiel", sort="Bei Spiel, Mia"), "Bei Spiel", "Mia"),
        (Name(full="Øve Ørsted", sort="Orsted, Ove"), "Ørsted", "Øve"),  # sorts as another word
        (Name(full="Példa Anna", family_first=True), "Példa", "Anna"),
        (Name(full="例范"), "例范", None),
    ],
)  # fmt: skip
def test_whole_names(name: Name, family: str, given: str | None) -> None:
    assert (parts(name).family, parts(name).given) == (family, given)


def test_an_organization_is_never_taken_apart() -> None:
    made = contributor(Person(id="x", name=Name(full="Example Group"), kind="organization"))
    assert made.inverted == made.printed == "Example Group"
    assert made.parts.given is None


def test_names_as_lists_file_them(item) -> None:
    found = {author.id: author.inverted for author in item("names").authors}
    assert found["particle"] == "van der Muster, Jan"
    assert found["suffix"] == "Sample, Bob, Jr."
    assert found["mononym"] == "Exemplara"
    assert found["chinese"] == "例, 范"
    assert found["arabic"] == "نموذج, مثال"
    assert found["ada"] == "Oldname, Ada"
    assert found["alex-one"] == found["alex-two"] == "Example, Alex"


def test_one_person_under_two_names(item) -> None:
    old, new = item("names").authors[0], item("retracted").authors[0]
    assert (old.id, old.orcid) == (new.id, new.orcid)
    assert (old.printed, new.printed) == ("Ada Oldname", "Ada Newname")


def test_facts_of_a_paper(item) -> None:
    one = item("names")
    assert one.key == "w-2031.names"
    assert one.title == "Naming Things: <i>50%</i> of $x_1$ & {Braces}: What is in a NAME?"
    assert str(one.pages) == "1–12"
    assert one.url == "https://a.example/en/latest/proceedings/w-2031/papers/names/"
    assert one.pdf_url == f"{one.url}names.pdf"
    assert one.modified == dt.date(2031, 9, 1)
    assert one.abstract == "We name things & count $n < 3$.\n\nTwice."
    assert one.notices == ("Erratum 2031-09-01: A name was wrong.",)


def test_dates(item) -> None:
    assert item("plain").date == dt.date(2031, 6, 20)  # of the volume
    assert item("retracted").date == dt.date(2031, 7, 2)  # its own
    assert item("talk").date == dt.date(2031, 5, 31)  # of the event


def test_what_was_only_presented_is_in_no_volume(item, book) -> None:
    talk = item("talk")
    assert not talk.is_published
    assert talk.pages is None
    assert talk.container == "Third Workshop on Samples & Examples"
    assert talk.license is None
    assert [one.paper.id for one in book.papers] == ["names", "plain", "retracted", "withdrawn"]
    assert "talk" in {one.paper.id for one in book.all_papers}
    assert not item("lone").is_published


def test_there_is_a_pdf_only_of_what_has_pages(item) -> None:
    assert item("names").pdf_url
    assert item("plain").pdf_url is None
    assert item("withdrawn").pdf_url is None


def test_addresses(item) -> None:
    paper = item("names").paper
    nowhere = Addresses()
    assert not nowhere
    assert nowhere.paper(paper) is nowhere.pdf(paper) is nowhere.volume_pdf("x") is None
    assert nowhere.site is nowhere.edition("x") is None
    files = Addresses("https://a.example", folder="my papers", pages="file")
    assert files.paper(paper) == "https://a.example/my%20papers/w-2031/papers/names.html"
    assert files.pdf(paper) == "https://a.example/my%20papers/w-2031/papers/names.pdf"
    assert files.edition("w-2031") == "https://a.example/my%20papers/w-2031/index.html"
    known = dataclasses.replace(files, pdfs={"w-2031/names": "https://b.example/x.pdf"})
    assert known.pdf(paper) == "https://b.example/x.pdf"
    assert known.pdf(item("retracted").paper) is None


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
        ("all rights reserved", None),
        (None, None),
    ],
)
def test_licences(name: str | None, url: str | None) -> None:
    assert license_url(name) == url


def test_subtitles() -> None:
    assert with_subtitle("A", "B") == "A: B"
    assert with_subtitle("A?", "B") == "A? B"
    assert with_subtitle("A", None) == "A"
