"""What is read again after a change: the pages that showed what changed, and no others."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

ALPHA = "proceedings/alpha-2031"


def edit(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def built(workshop, build_site):
    first = build_site(workshop)
    assert not first.log
    # Thirteen that somebody wrote, and those of four people, three of keywords, two of sessions.
    assert len(first.read()) == 13 + 4 + 3 + 2
    assert build_site(workshop).read() == set()
    return workshop


def test_a_person_touches_the_pages_that_show_them(built, build_site):
    edit(built / "proceedings/people.yml", "name: Erik Empty", "name: Erik Void")
    result = build_site(built)
    assert result.read() == {
        "people",
        "people/erik-empty",
        "papers",
        "schedule",
        f"{ALPHA}/index",
        f"{ALPHA}/papers/plain-record",
        f"{ALPHA}/preliminaries/authors",
        f"{ALPHA}/sessions/afternoon",
    }
    assert "Erik Void" in result.html("people")


def test_a_comment_or_another_order_of_keys_touches_nothing(built, build_site):
    path = built / "proceedings/people.yml"
    path.write_text("# A comment.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert build_site(built).read() == set()


def test_a_deadline_touches_the_pages_with_dates(built, build_site):
    edit(built / f"{ALPHA}/event.yml", "date: 2031-03-01", "date: 2031-03-08")
    result = build_site(built)
    assert result.read() == {"dates"}
    assert "8 March 2031" in result.html("dates")


def test_a_session_touches_the_schedule_and_its_papers(built, build_site):
    edit(built / f"{ALPHA}/event.yml", "title: Morning of", "title: Early morning of")
    result = build_site(built)
    assert result.read() == {
        "papers",
        "schedule",
        "people/ada-example",
        f"{ALPHA}/papers/counting-sheep",
        f"{ALPHA}/sessions/morning",
    }
    assert "Early morning of" in result.html(f"{ALPHA}/papers/counting-sheep")


def test_a_role_touches_the_pages_that_list_it(built, build_site):
    edit(built / f"{ALPHA}/event.yml", "speakers: []", "speakers: [erik-empty]")
    assert build_site(built).read() == {"people/erik-empty"}
    edit(built / f"{ALPHA}/event.yml", "reviewers: [chen-lishi,", "reviewers: [")
    assert build_site(built).read() == {"people", "people/chen-lishi"}


def test_a_new_paper_touches_the_lists(built, build_site):
    (built / f"{ALPHA}/papers/new-paper.md").write_text(
        "---\ntitle: Brand New\nauthors: [chen-lishi]\n---\n", encoding="utf-8"
    )
    result = build_site(built)
    assert result.read() == {
        "papers",
        "people/chen-lishi",
        f"{ALPHA}/index",
        f"{ALPHA}/papers/counting-sheep",
        f"{ALPHA}/papers/new-paper",
        f"{ALPHA}/preliminaries/authors",
    }
    assert "Brand New" in result.html("papers")


def test_an_identifier_that_comes_to_be_is_found(page, workshop, build_site):
    page("# P\n\n```{speaker} gus-ghost\n```\n")
    assert "unknown-person" in build_site(workshop).log
    with (workshop / "proceedings/people.yml").open("a", encoding="utf-8") as file:
        file.write("gus-ghost:\n  name: Gus Ghost\n")
    result = build_site(workshop)
    assert result.read() == {"index"}
    assert not result.log
    assert "Gus Ghost" in result.html("index")


def test_another_current_edition_touches_the_pages_that_mean_it(built, build_site):
    edit(built / f"{ALPHA}/event.yml", "status: current", "status: past")
    edit(built / "proceedings/beta-2030/event.yml", "short: Beta 2030", "status: current")
    read = build_site(built).read()
    assert {"people", "papers", "dates", "schedule"} <= read


def test_parallel_reading_gives_the_same(workshop, tmp_path, build_site):
    serial = build_site(workshop)
    asked = serial.app.env.domaindata["proceedings"]["asked"]
    shown = serial.app.env.domaindata["proceedings"]["shown"]
    pages = {path.name: path.read_text() for path in serial.out.glob("*.html")}
    other = workshop.rename(tmp_path / "parallel")
    # With many documents Sphinx reads in processes only above a few of them.
    parallel = build_site(other, jobs=2)
    assert not parallel.log
    data = parallel.app.env.domaindata["proceedings"]
    assert (data["asked"], data["shown"]) == (asked, shown)
    assert {path.name: path.read_text() for path in parallel.out.glob("*.html")} == pages
    assert build_site(other, jobs=2).read() == set()
