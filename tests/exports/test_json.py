"""CSL-JSON, DataCite and schema.org, against their schemas and against the data."""

from __future__ import annotations

import json
from typing import Any

import bs4
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_proceedings.exports import csl, datacite, jsonld
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.item import Book

PAPERS = ["names", "retracted", "withdrawn", "plain", "talk"]


def test_csl_is_valid(book, bare, json_errors) -> None:
    for text in (csl.whole(book), csl.whole(bare), csl.paper(book.papers[0]), csl.volume(book)):
        assert json_errors("csl-data.json", json.loads(text)) == []
    assert json_errors("csl-data.json", [{"id": "x", "type": "invented"}]) != []


def test_csl_of_a_paper(item) -> None:
    (data,) = json.loads(csl.paper(item("names")))
    assert data["type"] == "paper-conference"
    assert data["id"] == "w-2031.names"
    assert data["page"] == "1-12"
    assert data["issued"] == {"date-parts": [[2031, 6, 20]]}
    assert data["event-date"] == {"date-parts": [[2031, 5, 31], [2031, 6, 1]]}
    assert data["container-title"] == item("names").container
    assert (data["collection-title"], data["collection-number"]) == ("Samples in Science", "7")
    assert data["note"] == "Erratum 2031-09-01: A name was wrong."
    assert data["title-short"] == "Naming"
    authors = data["author"]
    assert {"family": "Muster", "given": "Jan", "non-dropping-particle": "van der"} in authors
    assert {"family": "Probe", "given": "Carl", "non-dropping-particle": "von",
            "suffix": "III"} in authors  # fmt: skip
    assert {"family": "Exemplara"} in authors
    assert {"family": "例", "given": "范", "static-ordering": True} in authors
    assert {"literal": "Institute of Samples and Examples, Inc."} in authors
    assert authors.count({"family": "Example", "given": "Alex"}) == 2


def test_csl_of_states(item) -> None:
    (data,) = json.loads(csl.paper(item("retracted")))
    assert (data["status"], data["page"]) == ("retracted", "13")
    (data,) = json.loads(csl.paper(item("withdrawn")))
    assert data["status"] == "withdrawn"
    (data,) = json.loads(csl.paper(item("talk")))
    assert data["type"] == "speech"
    assert {"container-title", "page", "publisher"}.isdisjoint(data)


def test_datacite_is_valid(book, json_errors) -> None:
    for text in (datacite.volume(book), *map(datacite.paper, book.all_papers)):
        assert json_errors("datacite-v4.5.json", json.loads(text)) == []
    broken = json.loads(datacite.volume(book)) | {"invented": 1}
    assert json_errors("datacite-v4.5.json", broken) != []


def test_datacite_of_a_paper(item) -> None:
    data = json.loads(datacite.paper(item("names")))
    assert data["doi"] == "10.5555/w-2031.names"
    assert data["types"]["resourceTypeGeneral"] == "ConferencePaper"
    first = data["creators"][0]
    assert first["name"] == "Oldname, Ada"
    assert first["nameIdentifiers"][0]["nameIdentifier"].endswith("0000-0002-1825-0097")
    assert first["affiliation"][0]["affiliationIdentifier"] == "https://ror.org/05dxps055"
    assert {"name": "Institute of Samples and Examples, Inc.", "nameType": "Organizational"} in (
        data["creators"]
    )
    (within,) = data["relatedItems"]
    assert (within["firstPage"], within["lastPage"]) == ("1", "12")
    assert within["relatedItemIdentifier"]["relatedItemIdentifier"] == "10.5555/w-2031"
    related = {
        (one["relationType"], one["relatedIdentifier"]) for one in data["relatedIdentifiers"]
    }
    assert related == {
        ("IsPartOf", "10.5555/w-2031"),
        ("IsReferencedBy", "10.5555/w-2031.names.e1"),
        ("IsVersionOf", "https://example.org/abs/1"),
        ("IsSupplementedBy", "https://example.org/code"),
    }
    assert {"date": "2031-09-01", "dateType": "Updated",
            "dateInformation": "Erratum 2031-09-01"} in data["dates"]  # fmt: skip
    retracted = json.loads(datacite.paper(item("retracted")))
    assert [date["dateType"] for date in retracted["dates"]] == ["Issued", "Updated", "Withdrawn"]


def test_datacite_of_a_volume(book) -> None:
    data = json.loads(datacite.volume(book))
    assert data["types"]["resourceTypeGeneral"] == "ConferenceProceeding"
    parts = [one for one in data["relatedIdentifiers"] if one["relationType"] == "HasPart"]
    assert [one["relatedIdentifier"] for one in parts] == [
        "10.5555/w-2031.names", "10.5555/w-2031.retracted",
    ]  # fmt: skip


def test_datacite_needs_a_publisher(bare) -> None:
    with pytest.raises(IncompleteError, match=r"bare: `publisher` in volume\.yml"):
        datacite.volume(bare)
    with pytest.raises(IncompleteError, match=r"bare\.lone"):
        datacite.paper(bare.all_papers[0])


def graph(text: str) -> dict[str, dict[str, Any]]:
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {
        kind if isinstance(kind := one["@type"], str) else kind[0]: one for one in data["@graph"]
    }


def test_schema_org_of_a_paper(item) -> None:
    found = graph(jsonld.paper(item("names")))
    article, event = found["ScholarlyArticle"], found["Event"]
    assert article["headline"] == item("names").title
    assert article["isPartOf"]["@type"] == ["PublicationVolume", "Book"]
    assert article["isPartOf"]["isbn"] == "978-0-306-40615-7"
    assert (article["pageStart"], article["pageEnd"]) == (1, 12)
    assert article["sameAs"] == "https://doi.org/10.5555/w-2031.names"
    assert article["encoding"]["contentUrl"] == item("names").pdf_url
    first = article["author"][0]
    assert first["@type"] == "Person"
    assert first["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert [one["name"] for one in first["affiliation"]] == [
        "Example University", "Academy of <Samples> & Sons",
    ]  # fmt: skip
    assert {"Person", "Organization"} == {one["@type"] for one in article["author"]}
    (correction,) = article["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["datePublished"] == "2031-09-01"
    assert event["workFeatured"] == {"@id": article["@id"]}
    assert {"name", "startDate", "location"} <= event.keys()
    assert event["location"]["address"]["addressLocality"] == "Exampleville"


def test_schema_org_of_states(item) -> None:
    article = graph(jsonld.paper(item("retracted")))["ScholarlyArticle"]
    assert article["creativeWorkStatus"] == "Retracted"
    assert article["dateModified"] == "2032-02-03"
    article = graph(jsonld.paper(item("withdrawn")))["ScholarlyArticle"]
    assert article["creativeWorkStatus"] == "Withdrawn"
    assert "encoding" not in article
    talk = graph(jsonld.paper(item("talk")))["ScholarlyArticle"]
    assert {"isPartOf", "pageStart"}.isdisjoint(talk)


def test_schema_org_of_a_volume(book, bare) -> None:
    found = graph(jsonld.volume(book))
    papers = found["PublicationVolume"]["hasPart"]
    assert [one["url"] for one in papers] == [item.url for item in book.all_papers]
    event = json.loads(jsonld.volume(bare))
    assert event["@type"] == "Event"
    assert "location" not in event  # nobody knows
    assert json.loads(jsonld.event(book))["name"] == book.event.title


def test_without_a_site_nothing_has_an_address(book) -> None:
    nowhere = Book(book.catalogue, book.edition)
    found = graph(jsonld.paper(nowhere.all_papers[0]))
    assert found["ScholarlyArticle"]["@id"] == "_:names"
    assert "url" not in found["ScholarlyArticle"]
    assert "a.example" not in jsonld.volume(nowhere) + csl.whole(nowhere) + datacite.volume(nowhere)


@given(st.text(min_size=1, max_size=60))
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
@example("]]>&lt;/script>\u2028")
def test_no_text_ends_a_script(titled, text: str) -> None:
    written = jsonld.paper(titled(text, author=text, keywords=(text,)))
    assert not set("<>&\u2028\u2029") & set(written)
    page = f'<script type="application/ld+json">{written}</script><p>after</p>'
    soup = bs4.BeautifulSoup(page, "html.parser")
    (script,) = soup.find_all("script")
    assert soup.p is not None
    read = json.loads(str(script.string))
    assert read["@graph"][0]["headline"] == text


@given(st.text(max_size=60))
def test_texts_read_back(titled, text: str) -> None:
    item = titled(text)
    assert json.loads(csl.paper(item))[0].get("title", "") == text
    assert json.loads(datacite.paper(item))["titles"][0]["title"] == text


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_written_as_unknown(item, name: str) -> None:
    for text in (csl.paper(item(name)), datacite.paper(item(name)), jsonld.paper(item(name))):
        assert "null" not in text
        assert '""' not in text
        assert "None" not in text
