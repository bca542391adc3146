"""What the template is told of a paper: heads that fit, a foot whose pages the print fills in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sphinx_proceedings.exports.reference import reference
from sphinx_proceedings.model import (
    Author,
    Catalogue,
    Correction,
    Edition,
    Event,
    Paper,
    Person,
    Track,
    Volume,
)
from sphinx_proceedings.sphinx.config import Settings
from sphinx_proceedings.sphinx.press.document import documents
from sphinx_proceedings.sphinx.press.opening import chapter
from sphinx_proceedings.sphinx.press.preliminary import preliminaries, says
from sphinx_proceedings.sphinx.press.value import license_name
from sphinx_proceedings.sphinx.site import Site


def site(tmp_path, paper: dict, authors: int = 1, **volume: object) -> tuple[Site, Edition, Paper]:
    people = {f"p{n}": Person(id=f"p{n}", name=f"Made Up{n}") for n in range(authors)}
    made = Paper.model_validate(
        {
            "id": "x",
            "edition": "a",
            "title": "A Title",
            "authors": [Author(person=name) for name in people],
            "path": "a/papers/x.md",
            "has_text": True,
            **paper,
        }
    )
    facts = {"edition": "a", "title": "Volume", "date": dt.date(2031, 6, 1), **volume}
    edition = Edition(
        "a",
        Event(id="a", title="Event", start=dt.date(2031, 5, 6)),
        Volume.model_validate(facts),
        {"x": made},
    )
    return Site(Settings(), tmp_path, Catalogue(people, {"a": edition})), edition, made


def foot(data: dict) -> list:
    return data["first_foot"]


@pytest.mark.parametrize(
    ("title", "short", "head"),
    [
        ("A Title", None, "A Title"),
        ("A Title", "Short", "Short"),
        ("Sheep: a study of " + "very " * 20 + "many", None, "Sheep"),
        (
            "A title that goes on and on " + "and on " * 20,
            None,
            "A title that goes on and on and on and on and on and…",
        ),
    ],
)
def test_a_head_fits(tmp_path, title, short, head):
    made = site(tmp_path, {"title": title, "short_title": short})
    assert chapter(*made)["head_right"] == head
    assert len(head) <= 56


@pytest.mark.parametrize(
    ("authors", "head"),
    [
        (1, "Made Up0"),
        (2, "Made Up0 and Made Up1"),
        (3, "Made Up0, Made Up1 and Made Up2"),
        (60, "Made Up0 et al."),
    ],
)
def test_a_head_names_all_authors_if_they_fit(tmp_path, authors, head):
    assert chapter(*site(tmp_path, {}, authors))["head_left"] == head


def test_the_foot_leaves_the_pages_to_the_print(tmp_path):
    lines = foot(chapter(*site(tmp_path, {"doi": "10.5555/x", "license": "CC-BY-4.0"})))
    before, pages, after, doi = lines[0]
    assert before == "Made Up0. 2031. A Title. In: Volume (Event), "
    assert pages == {"pages": {"one": "page ", "many": "pages "}}
    assert after == ". "
    assert doi == {"text": "https://doi.org/10.5555/x", "url": "https://doi.org/10.5555/x"}
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert lines[1] == ["Licence: ", {"text": "CC BY 4.0", "url": licence}]


def test_the_foot_names_the_first_of_many_authors(tmp_path):
    assert foot(chapter(*site(tmp_path, {}, 7)))[0][0].startswith("Made Up0 et al. 2031. A Title.")
    assert "Made Up5. 2031" in foot(chapter(*site(tmp_path, {}, 6)))[0][0]


def test_the_licence_is_that_of_the_volume_unless_the_paper_has_one(tmp_path):
    made = site(tmp_path, {}, license="CC-BY-4.0", license_url="https://example.org/licence")
    assert foot(chapter(*made))[1][1] == {"text": "CC BY 4.0", "url": "https://example.org/licence"}
    made = site(tmp_path, {"license": "Other"}, license="CC-BY-4.0")
    assert foot(chapter(*made))[1][1] == "Other"
    assert len(foot(chapter(*site(tmp_path, {})))) == 1


def test_corrections_are_in_the_banner_and_the_gravest_in_the_heads(tmp_path):
    erratum = Correction(kind="erratum", date=dt.date(2031, 7, 1), reason="A slip.")
    data = chapter(*site(tmp_path, {"corrections": [erratum]}))
    assert data["banner"]["title"] == "Erratum, 1 July 2031"
    assert data["banner"]["text"] == "A slip."
    assert "mark" not in data
    gone = Correction(
        kind="retraction", date=dt.date(2031, 8, 1), reason="All wrong.", doi="10.5555/r"
    )
    data = chapter(*site(tmp_path, {"corrections": [gone, erratum]}))
    assert data["mark"] == data["contents_mark"] == "Retracted"
    assert data["banner"]["title"] == "Retracted"
    assert data["banner"]["text"].splitlines() == [
        "Erratum, 1 July 2031: A slip.",
        "Retracted, 1 August 2031: All wrong. https://doi.org/10.5555/r",
    ]


def test_a_volume_without_anything_has_nothing_empty(tmp_path):
    made, edition, _ = site(tmp_path, {})
    data = preliminaries(made, edition, edition.volume)
    assert not {"subtitle", "kicker", "editors", "publisher", "series", "rights"} & data.keys()
    assert data["imprint"] == [{"label": "Published", "text": "1 June 2031"}]
    assert data["notice"] == []


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("CC-BY-4.0", "CC BY 4.0"),
        ("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"),
        ("CC0-1.0", "CC0 1.0"),
        ("MIT", "MIT"),
    ],
)
def test_licences_are_named_as_people_write_them(identifier, name):
    assert license_name(identifier) == name


def test_a_title_says_its_event_once():
    assert says("Proceedings of the Third Workshop", "The Third Workshop")
    assert not says("Proceedings", "The Third Workshop")


@pytest.mark.parametrize(
    ("archival", "named", "printed"),
    [(True, (), True), (False, (), False), (False, ("x",), True)],
)
def test_a_paper_that_is_not_archival_is_neither_printed_nor_published(
    tmp_path, archival, named, printed
):
    made, edition, paper = site(tmp_path, {"track": "t"}, papers=named)
    track = Track(id="t", title="T", archival=archival)
    edition = replace(edition, event=edition.event.model_copy(update={"tracks": (track,)}))
    made = Site(Settings(), tmp_path, Catalogue(made.catalogue.people, {"a": edition}))
    (document,) = documents(made)
    assert (made.document(paper) in document.chapters) == printed
    said = reference(made.catalogue, edition, paper)
    assert ("In: Volume" in said) == printed
    assert ("Presented at" in said) != printed
