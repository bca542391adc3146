"""Title and authors as printed against the record: what is tolerated, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.volume.intake import reconcile
from sphinx_proceedings.volume.intake.letters import letters
from sphinx_proceedings.volume.intake.look import Page, Run

from .made import A4


def page(text: str, *runs: Run) -> Page:
    return Page(A4, (0, 0, 1, 1), text, list(runs))


def said(title: str, authors: tuple[str, ...], text: str) -> list[str]:
    return [str(finding.code) for finding in reconcile.check(title, authors, page(text))]


@pytest.mark.parametrize(
    ("recorded", "printed"),
    [
        ("Efficient Flow", "EFFICIENT FLOW"),
        ("Efficient Flow", "E\N{LATIN SMALL LIGATURE FFI}cient \N{LATIN SMALL LIGATURE FL}ow"),
        ("Café Šťastný", "Cafe\u0301 S\u030ct\u030castny\u0301"),
        ("Café", "Cafe"),
        ("Uber Łódź", "Über Lodz"),
        ("Sheep – and “wolves”", 'Sheep --- and "wolves"'),
        ("Counting sheep", "Count-\r\ning sheep"),
        ("Counting sheep", "Count\x02\r\ning sheep"),
        ("Counting sheep", "Count\u00ading sheep"),
        ("Made-Up Sheep", "Made-\r\nUp Sheep"),
        ("Counting Sheep", "C OUNTING S HEEP"),
        ("Counting Sheep", "Counting\r\nSheep∗"),
        ("Counting 2 Sheep", "Counting ² Sheep"),
        ("數羊", "數 羊"),
    ],
)
def test_a_title_may_be_dressed_otherwise(recorded: str, printed: str) -> None:
    assert said(recorded, (), f"Head\r\n{printed}\r\nJo Example") == []


@pytest.mark.parametrize("printed", ["Counting Sheeps", "Counting", "Sheep counting", ""])
def test_another_title(printed: str) -> None:
    assert said("Counting sheep in vain", (), printed) == ["pdf-title"]


@pytest.mark.parametrize(
    ("recorded", "printed"),
    [
        ("Jo Example", "JO EXAMPLE"),
        ("Jo Example", "Jo Example1,2∗"),
        ("Jo Example", "Jo Examplea,b"),
        ("Jo Example", "J. Example"),
        ("J. Example", "Jo Example"),
        ("Jo Example", "Jo A. Example"),
        ("Jo Ann Example", "J. A. Example"),
        ("Jo Ann Example", "J.A. Example"),
        ("Jo Ann Example", "Jo A. Example"),
        ("Jo Ann Example", "Jo Example"),
        ("Jo-Ann Example", "Jo-Ann Example"),
        ("Jo-Ann Example", "Jo Ann Example"),
        ("Jo Example", "Example, Jo"),
        ("Jo Example", "Example Jo"),
        ("Jo van der Example", "Jo van der Example"),
        ("Jo Example Jr.", "Jo Example"),
        ("Jo Example", "J O E XAMPLE"),
        ("Zoë Šampleová", "Zoe Sampleova"),
        ("Zoë Šampleová", "Zo¨e ˇSampleov´a"),
        ("Jørgen Måde", "Jorgen Made"),
        ("Jo Example-Muster", "Jo Exam-\r\nple-Muster"),
        ("例子", "例子1, 样本2"),
        ("例 子", "例子"),
        ("Madeup", "Madeup, Paris"),
    ],
)
def test_a_name_may_be_dressed_otherwise(recorded: str, printed: str) -> None:
    assert said("", (recorded,), f"{printed}\r\nMade-Up University\r\nAbstract\r\nText") == []


@pytest.mark.parametrize(
    ("recorded", "printed"),
    [
        ("Jo Example", "Mia Example"),
        ("Jo Example", "M. Example"),
        ("Jo Example", "Jo Muster"),
        ("Jo Example", "Anonymous Author"),
        ("Jo Example", "Countersample"),
        ("Li Wu", "Mali Wurzel"),
        ("例子", "样本"),
    ],
)
def test_somebody_else(recorded: str, printed: str) -> None:
    found = said("", (recorded,), f"{printed}\r\nAbstract\r\nText")
    assert "pdf-missing-author" in found


def test_affiliations_between_the_names() -> None:
    text = (
        "Jo Example\r\nMade-Up University\r\njo@example.org\r\nMia Muster\r\nInstitute of\r\n"
        "Example Studies, New Town\r\nAbstract\r\nWe cite Zero et al."
    )
    assert said("", ("Jo Example", "Mia Muster"), text) == []
    assert said("", ("Mia Muster", "Jo Example"), text) == ["pdf-author-order"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = "Another Title\r\nMia Muster, Jo Example and Max Extra\r\nAbstract"
    assert sorted(said("Title", ("Jo Example", "Mia Muster", "No Body"), text)) == [
        "pdf-author-order",
        "pdf-extra-author",
        "pdf-missing-author",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Jo Example, Made-Up University, Mia Other",  # a place on the line: nothing is guessed
        "Jo Example and Mia",
        "Jo Example, Paris",
        "Jo Example1 2030",
        "Jo Example, jo@example.org, Mia Other",
    ],
)
def test_what_is_not_taken_for_an_author(line: str) -> None:
    assert said("", ("Jo Example",), f"{line}\r\nAbstract") == []


def test_names_in_the_references_of_the_first_page_set_no_order() -> None:
    text = "Jo Example\r\nMia Muster\r\nAbstract\r\nSee Muster and Jo Example [1]"
    assert said("", ("Jo Example", "Mia Muster"), text) == []


def test_the_apparent_title_is_the_largest_text_of_the_upper_part() -> None:
    found = reconcile.apparent_title(
        page(
            "",
            Run((90, 800, 200, 810), "Head of a journal", 9),
            Run((90, 700, 500, 720), "Counting Made-", 20),
            Run((90, 675, 500, 695), "Up Sheep", 20),
            Run((90, 600, 500, 610), "Jo Example", 11),
            Run((90, 100, 500, 150), "DRAFT", 90),
        )
    )
    assert found == "Counting MadeUp Sheep"


@given(st.text(), st.lists(st.text(max_size=30), max_size=4), st.text())
def test_nothing_that_is_printed_stops_it(title: str, authors: list[str], text: str) -> None:
    for finding in reconcile.check(title, tuple(authors), page(text)):
        assert finding.message
        assert finding.hint


@given(st.text(min_size=1))
def test_a_title_is_itself(title: str) -> None:
    assert "pdf-title" not in said(title, (), title)
    assert letters(title) == letters(title.casefold())
