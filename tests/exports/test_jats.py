"""Articles in JATS, by its schema and by what they say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_proceedings.exports import jats
from sphinx_proceedings.exports.xml import clean

MARKS = st.text(
    st.sampled_from("<>&'\"]]>\x00\x0b\x1b\ufffe\ud800 \t\n-") | st.characters(), max_size=40
)


def read(text: str) -> str:
    """Return a text as a parser of XML hands it over: line ends are all the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_jats_is_valid(book, jats_errors) -> None:
    for one in book.all_papers:
        assert jats_errors(jats.paper(one)) == []
    broken = jats.paper(book.papers[0]).replace("<fpage>1</fpage>", "<page>1</page>")
    assert jats_errors(broken) != []


def test_jats_of_an_event_without_a_volume_is_valid(bare, jats_errors) -> None:
    assert jats_errors(jats.paper(bare.all_papers[0])) == []


def test_jats_of_a_paper(item) -> None:
    text = jats.paper(item("names"))
    assert text.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article PUBLIC "-//NLM'
    )
    meta = ET.fromstring(text).find("front/article-meta")
    assert meta is not None
    assert meta.findtext("title-group/article-title") == item("names").paper.title
    assert meta.findtext("title-group/subtitle") == "What is in a NAME?"
    assert (meta.findtext("fpage"), meta.findtext("lpage")) == ("1", "12")
    first = meta.find("contrib-group/contrib")
    assert first is not None
    assert (first.get("corresp"), first.get("equal-contrib")) == ("yes", "yes")
    assert [one.get("rid") for one in first.findall("xref")] == ["aff.1", "aff.2"]
    assert [one.findtext("institution-wrap/institution") for one in meta.findall("aff")] == [
        "Example University", "Academy of <Samples> & Sons",
    ]  # fmt: skip
    styles = {
        "".join(one.itertext()): one.get("name-style") for one in meta.findall(".//contrib/name")
    }
    names = {re.sub(r"\s+", " ", name).strip(): style for name, style in styles.items()}
    assert names["例 范"] == "eastern"
    assert names["Exemplara"] == "given-only"
    assert names["van der Muster Jan"] == "western"
    assert meta.findtext(".//collab") == "Institute of Samples and Examples, Inc."
    (related,) = meta.findall("related-article")
    assert related.get("related-article-type") == "correction-forward"
    assert related.get(f"{{{jats.XLINK}}}href") == "10.5555/w-2031.names.e1"
    assert meta.findtext("pub-history/event/event-desc") == "Erratum 2031-09-01: A name was wrong."
    assert meta.findtext("conference/conf-acronym") == "WSE 2031"
    first, second = meta.findall("abstract/p")
    assert first.text.strip() == "We name things & count"
    assert first.findtext("inline-formula//tex-math") == "n < 3"
    assert first.find("inline-formula").tail.strip() == "."
    assert second.text == "Twice."


def test_jats_of_a_retraction(item) -> None:
    events = ET.fromstring(jats.paper(item("retracted"))).findall(".//pub-history/event")
    assert [one.get("event-type") for one in events] == ["revision", "retraction"]


def test_a_body_stands_after_the_front(item, jats_errors) -> None:
    paragraph = "<p><bold>A</bold><italic>B</italic> <sub>C</sub></p>"
    body = ET.fromstring(f"<body><sec id='one'><title>One</title>{paragraph}</sec></body>")
    back = ET.fromstring("<back><ack><p>Thanks.</p></ack></back>")
    text = jats.article(item("names"), body, back)
    assert [one.tag for one in ET.fromstring(text)] == ["front", "body", "back"]
    assert paragraph in text  # no space more, and none less
    assert jats_errors(text) == []


@given(MARKS)
@settings(max_examples=settings.default.max_examples * 3 // 10)
def test_jats_is_well_formed(titled, text: str) -> None:
    written = jats.paper(titled(text, author="A" + text, keywords=(text,)))
    title = ET.fromstring(written.partition("\n")[2]).findtext(".//article-title")
    assert title == read(clean(text))
