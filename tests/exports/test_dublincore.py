"""Dublin Core, as XML and as tags."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.exports import dublincore
from sphinx_proceedings.exports.xml import clean

MARKS = st.text(
    st.sampled_from("<>&'\"]]>\x00\x0b\x1b\ufffe\ud800 \t\n-") | st.characters(), max_size=40
)


def read(text: str) -> str:
    """Return a text as a parser of XML hands it over: line ends are all the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_dublin_core(item) -> None:
    root = ET.fromstring(dublincore.paper(item("names")))
    dc = "{http://purl.org/dc/elements/1.1/}"
    assert root.findtext(f"{dc}title") == item("names").title
    creators = [one.text for one in root.findall(f"{dc}creator")]
    assert creators == [person.inverted for person in item("names").authors]
    assert "https://doi.org/10.5555/w-2031.names" in [
        one.text for one in root.findall(f"{dc}identifier")
    ]
    assert root.findtext(f"{dc}source", "").endswith(", 1–12")
    descriptions = [one.text or "" for one in root.findall(f"{dc}description")]
    assert "Erratum 2031-09-01: A name was wrong." in descriptions
    terms = {one.tag.removeprefix(dc) for one in root}
    # The fifteen elements and no others.
    assert terms <= {
        "title", "creator", "subject", "description", "publisher", "contributor", "date", "type",
        "format", "identifier", "source", "language", "relation", "coverage", "rights",
    }  # fmt: skip


def test_dublin_core_tags(item) -> None:
    tags = dublincore.tags(item("retracted"))
    found = dict(tags)
    assert found["DC.title"] == "RETRACTED: A study that is not to be relied on"
    assert found["DC.date"] == "2031-07-02"
    assert found["DCTERMS.modified"] == "2032-02-03"
    assert found["DCTERMS.bibliographicCitation"].startswith("Ada Newname. 2031. ")
    assert found["DCTERMS.isPartOf"] == item("retracted").container
    prefixes = {f"{relation.removeprefix('schema.')}." for relation, _ in dublincore.LINKS}
    assert all(name.startswith(tuple(prefixes)) for name in found)


def test_dublin_core_of_a_volume(book, bare) -> None:
    text = dublincore.volume(book)
    assert ">ISBN 978-0-306-40615-7<" in text
    assert ">van der Muster, Jan<" in text
    assert ">Event<" in dublincore.volume(bare)


@given(MARKS)
def test_dublin_core_is_well_formed(titled, text: str) -> None:
    root = ET.fromstring(dublincore.paper(titled(text, author="A" + text)))
    assert root[0].text == (read(clean(text)) or None)
