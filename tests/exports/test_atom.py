"""The feed, read back by a reader of feeds, and by the standard."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_proceedings.exports import atom
from sphinx_proceedings.exports.address import Addresses
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.xml import clean

MARKS = st.text(
    st.sampled_from("<>&'\"]]>\x00\x0b\x1b\ufffe\ud800 \t\n-") | st.characters(), max_size=40
)


def read(text: str) -> str:
    """Return a text as a parser of XML hands it over: line ends are all the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def feed_of(catalogue, **values: Any) -> str:
    addresses = Addresses("https://a.example/en/latest")
    entries = [*atom.papers(catalogue, addresses), *values.pop("news", ())]
    return atom.feed(entries, title="Samples", addresses=addresses, **values)


def test_a_feed(catalogue) -> None:
    news = atom.Entry(
        "Call <opens>", "https://a.example/en/latest/news/call/", dt.date(2031, 1, 2), summary="Now"
    )
    text = feed_of(catalogue, news=[news])
    found = feedparser.parse(text)
    assert not found.bozo
    assert found.feed.title == "Samples"
    assert found.feed.id == "https://a.example/en/latest/feed.atom"
    assert found.feed.updated == "2032-02-03T00:00:00Z"
    assert [entry.updated[:10] for entry in found.entries] == [
        "2032-02-03", "2031-09-01", "2031-08-01", "2031-06-20", "2031-05-31", "2031-01-02",
        "2030-01-02",
    ]  # fmt: skip
    first, second = found.entries[:2]
    assert first.published == "2031-07-02T00:00:00Z"
    assert first.summary.startswith(
        "Revised 2031-08-01: Table 1 was wrong.\n\nRetracted 2032-02-03"
    )
    assert [one.name for one in second.authors][:2] == ["Ada Oldname", "Jan van der Muster"]
    assert [one.term for one in second.tags] == ["names", "50% & more"]
    assert feed_of(catalogue, news=[news]) == text


def test_what_the_standard_asks_of_a_feed(catalogue) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and moment each, authors, links, unique ids."""
    namespace = {"": "http://www.w3.org/2005/Atom"}
    root = ET.fromstring(feed_of(catalogue))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    moment = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
    for one in (root, *root.findall("entry", namespace)):
        for name in ("id", "title", "updated"):
            assert len(one.findall(name, namespace)) == 1
        assert moment.fullmatch(one.findtext("updated", "", namespace))
        links = [link.get("rel") for link in one.findall("link", namespace)]
        assert links.count("alternate") == 1
    assert root.find("author", namespace) is not None
    ids = [one.text for one in root.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == len(ids)
    assert all(one and one.startswith("https://a.example/en/latest/") for one in ids)


def test_an_empty_feed_and_one_of_nowhere(catalogue) -> None:
    addresses = Addresses("https://a.example")
    found = feedparser.parse(atom.feed([], title="T", addresses=addresses))
    assert (found.entries, found.bozo) == ([], False)
    with pytest.raises(IncompleteError, match="--base-url"):
        atom.feed([], title="T", addresses=Addresses())
    assert [*atom.papers(catalogue, Addresses())] == []


@given(MARKS)
@example("]]></title><script>")
def test_a_feed_is_well_formed(text: str) -> None:
    entry = atom.Entry(text, f"https://a.example/{text}", dt.date(2031, 1, 1), authors=(text,))
    root = ET.fromstring(atom.feed([entry], title=text, addresses=Addresses("https://a.example")))
    titles = [one.text or "" for one in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == [read(clean(text))] * 2
