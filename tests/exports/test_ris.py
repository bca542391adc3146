"""RIS, read back by another parser to the same data."""

from __future__ import annotations

from typing import Any

import rispy
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.exports import ris

TEXTS = (
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def records(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads(text)
    return found


def test_a_paper(item) -> None:
    one = item("names")
    (record,) = records(ris.paper(one))
    assert record["type_of_reference"] == "CPAPER"
    assert record["id"] == one.key
    assert record["authors"] == [person.inverted for person in one.authors]
    assert record["title"] == one.title
    assert record["custom3"] == one.container
    assert record["secondary_title"] == one.event.title
    assert record["secondary_authors"] == ["van der Muster, Jan", "Newname, Ada"]
    assert (record["start_page"], record["end_page"]) == ("1", "12")
    assert (record["year"], record["date"]) == ("2031", "2031/06/20")
    assert (record["tertiary_title"], record["volume"]) == ("Samples in Science", "7")
    assert record["place_published"] == "Hall, Exampleville, Nowhere"
    assert record["publisher"] == "Example Press"
    assert record["doi"] == one.doi
    assert record["urls"] == [one.url]
    assert record["file_attachments1"] == one.pdf_url
    assert record["keywords"] == ["names", "50% & more"]
    assert record["abstract"] == "We name things & count $n < 3$. Twice."
    assert record["notes"] == ["Erratum 2031-09-01: A name was wrong."]


def test_names_of_every_kind(item) -> None:
    authors = records(ris.paper(item("names")))[0]["authors"]
    for name in (
        "van der Muster, Jan", "Sample, Bob, Jr.", "Exemplara", "例, 范", "نموذج, مثال",
        "Institute of Samples and Examples, Inc.",
    ):  # fmt: skip
        assert authors.count(name) == 1
    assert authors.count("Example, Alex") == 2


def test_a_volume(book) -> None:
    volume, *papers = records(ris.whole(book))
    assert volume["type_of_reference"] == "CONF"
    assert volume["title"] == book.title
    assert [record["id"] for record in papers] == [item.key for item in book.all_papers]


def test_what_is_not_known_is_left_out(item) -> None:
    (record,) = records(ris.paper(item("lone")))
    assert {"custom3", "publisher", "start_page", "doi"}.isdisjoint(record)
    assert "None" not in ris.paper(item("lone"))


def test_the_rules_of_lines(book) -> None:
    text = ris.whole(book)
    assert "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(line[2:6] == "  - " and line[:2].isalnum() for line in lines)
    assert [line for line in lines if line.startswith(("TY", "ER"))][::2] == [
        "TY  - CONF", *["TY  - CPAPER"] * 5,
    ]  # fmt: skip


@given(TEXTS, TEXTS)
def test_texts_read_back(titled, title: str, name: str) -> None:
    (record,) = records(ris.paper(titled(title, author=name, abstract=None)))
    assert record["title"] == title
    shown = name.replace("*", "")
    if shown:
        assert record["authors"] == [f"{shown}, {shown}".strip()]


@given(st.text(max_size=30))
def test_no_text_begins_a_line(titled, title: str) -> None:
    written = ris.paper(titled(f"{title}\nER  - \r\nTY  - JOUR\rAU  - x"))
    assert len(records(written)) == 1
    assert len(written.split("\r\n")) == len(ris.paper(titled("T")).split("\r\n"))
