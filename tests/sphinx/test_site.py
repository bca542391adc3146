"""What the built site holds besides pages, and what is said when something is wrong."""

from __future__ import annotations

import datetime as dt
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ConfigError

ALPHA = "proceedings/alpha-2031"


def links(html):
    return {a.get_text(): a["href"] for a in BeautifulSoup(html, "html.parser").find_all("a")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("builder", "page", "calendar", "volume"),
    [
        ("html", "{}.html", "calendar/alpha-2031.ics", "../../pdf/alpha-2031.pdf"),
        ("dirhtml", "{}/index.html", "../calendar/alpha-2031.ics", "../../pdf/alpha-2031.pdf"),
    ],
)
def test_files_of_the_site_are_linked_from_where_a_page_is(  # noqa: PLR0917
    workshop, build_site, builder, page, calendar, volume
):
    result = build_site(workshop, builder)
    assert not result.log
    schedule = (result.out / page.format("schedule")).read_text(encoding="utf-8")
    assert links(schedule)["calendar file"] == calendar
    assert (result.out / "calendar/alpha-2031.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert (result.out / "404.html").is_file()
    # An edition without a programme has days and deadlines to tell.
    assert b"BEGIN:VEVENT" in (result.out / "calendar/beta-2030.ics").read_bytes()
    index = f"{ALPHA}/index.html"  # the same file for both
    assert links((result.out / index).read_text(encoding="utf-8"))["The volume as PDF"] == volume


@pytest.mark.slow
def test_elsewhere_files_are_linked_by_their_address(workshop, build_site):
    result = build_site(workshop, "singlehtml", html_baseurl="https://example.org/en/")
    soup = BeautifulSoup(result.html("index"), "html.parser")
    assert {a["href"] for a in soup.find_all("a", string="calendar file")} == {
        "https://example.org/en/calendar/alpha-2031.ics",
        "https://example.org/en/calendar/beta-2030.ics",
    }


@pytest.mark.slow
def test_read_the_docs_says_where_the_site_is(workshop, build_site, monkeypatch):
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", "https://example.org/en/latest/")
    result = build_site(workshop, "dirhtml")
    assert not result.log
    html = (result.out / "people/index.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find("link", rel="canonical")["href"] == "https://example.org/en/latest/people/"
    og = soup.find("meta", property="og:url")["content"]
    assert og == "https://example.org/en/latest/people/"
    assert "https://example.org/en/latest/people/" in (result.out / "sitemap.xml").read_text()


@pytest.mark.slow
def test_times_are_marked_up(workshop, build_site):
    html = build_site(workshop).html("dates")
    time = BeautifulSoup(html, "html.parser").find("time")
    assert time["datetime"] == "2031-03-01T23:59:00-12:00"
    assert time["data-until"] == "2031-03-02T00:00:00-12:00"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("epoch", "states"),
    [
        # One second before and after the end of 1 March 2031 in UTC-12.
        (1930219199, ["next", "later", "later"]),
        (1930219200, ["past", "next", "later"]),
        (1999999999, ["past", "past", "past"]),
    ],
)
def test_dates_are_told_apart_by_the_clock_of_the_build(  # noqa: PLR0917
    page, workshop, build_site, monkeypatch, epoch, states
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
    page("# D\n\n```{dates}\n```\n")
    html = build_site(workshop).html("index")
    assert re.findall(r'<tr class="sp-date-(\w+) row-\w+"', html) == states


@pytest.mark.slow
def test_a_bibliography_is_a_list_of_items(page, workshop, build_site):
    (workshop / "all.bib").write_text(
        "@misc{a, title={One}, author={A, B}, year=2031}\n@misc{b, title={Two}, year=2030}\n"
    )
    page("# B\n\nSee {cite}`a,b`.\n\n```{bibliography} all.bib\n```\n")
    result = build_site(workshop)
    assert not result.log
    soup = BeautifulSoup(result.html("index"), "html.parser")
    found = soup.find(class_="citation-list")
    assert found["role"] == "list"
    items = [child for child in found.children if child.name]
    assert [item["role"] for item in items] == ["listitem", "listitem"]


@pytest.mark.slow
def test_a_diagnostic_is_printed_in_the_words_of_all_others(page, workshop, build_site):
    page("# P\n\n```{speaker} ada-exampel\n```\n")
    result = build_site(workshop)
    assert result.log == (
        'index.md:3: error[unknown-person]: no person "ada-exampel"\n'
        '  help: did you mean "ada-example"? people are listed in proceedings/people.yml\n'
    ).replace("index.md", "index.md")
    assert '[no person "ada-exampel"]' in BeautifulSoup(result.html("index"), "html.parser").text


@pytest.mark.slow
def test_findings_of_loading_are_printed_with_their_column(workshop, build_site):
    path = workshop / "proceedings/alpha-2031/event.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- berta-muster", "- berta-mustre"), encoding="utf-8")
    log = build_site(workshop).log
    assert re.search(
        r"^proceedings/alpha-2031/event\.yml:12:\d+: error\[unknown-person\]: .*berta-mustre",
        log,
        re.MULTILINE,
    )
    assert "ERROR:" not in log


@pytest.mark.slow
def test_a_finding_can_be_suppressed_by_its_code(page, workshop, build_site):
    page("# P\n\n```{speaker} nobody\n```\n")
    codes = ["proceedings.unknown-person"]
    assert not build_site(workshop, suppress_warnings=codes).log


WRONG = {
    "```{people}\n```": ("invalid-option", "the option `role` is required"),
    "```{people}\n:role: organisers\n```": ("unknown-role", 'did you mean "organizers"?'),
    "```{people}\n:role: x\n:edition: gamma\n```": ("unknown-edition", 'no edition "gamma"'),
    "```{paper-card} counting-shep\n```": ("unknown-paper", 'did you mean "counting-sheep"?'),
    "```{paper-list}\n:session: mornin\n```": ("unknown-session", 'did you mean "morning"?'),
    "```{paper-list}\n:track: short\n```": ("unknown-track", "there are: long, tiny"),
    "```{dialogue}\n```": ("invalid-option", "this page is none"),
    "```{dialogue} square-table\n```": ("unknown-dialogue", 'did you mean "round-table"?'),
    "```{speaker}\n:affiliation: X\n```": ("invalid-option", "needs an identifier"),
    "```{speaker}\n:name: X\n:orcid: 0000-0002-1825-0098\n```": ("invalid-orcid", "check digit"),
    "```{speaker}\n:name: X\n:url: javascript:alert(1)\n```": ("invalid-url", "not an http"),
    "{session}`evening`": ("unknown-session", 'no session "evening"'),
    "{person}`ada`": ("unknown-person", 'did you mean "ada-example"?'),
    "```{statement}\n:dialogue: round-table\n:meeting: third\n\nX.\n```": (
        "unknown-meeting",
        "there are: first, second",
    ),
    "```{statement}\n:dialogue: round-table\n:meeting: second\n:person: ada-example\n\nX.\n```": (
        "named-under-chatham-house",
        "nobody may be named",
    ),
    "```{statement}\n:dialogue: round-table\n:person: ada-example\n\nX.\n```": (
        "named-under-chatham-house",
        "a meeting of this dialogue",
    ),
    "```{statement}\n:dialogue: round-table\n:meeting: second\n:role: Dr. Example\n\nX.\n```": (
        "named-under-chatham-house",
        "the role names a person",
    ),
    "```{statement}\n:dialogue: round-table\n:meeting: second\n\nX.\n\n-- Ada Example\n```": (
        "named-under-chatham-house",
        "names its speaker",
    ),
    "```{statement}\n:dialogue: round-table\n:person: ada-example\n:role: Y\n\nX.\n```": (
        "ambiguous-attribution",
        "not to both",
    ),
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory, build_site):
    from pathlib import Path  # noqa: PLC0415

    target = tmp_path_factory.mktemp("wrong") / "site"
    shutil.copytree(Path(__file__).parents[1] / "roots" / "workshop", target)
    for number, text in enumerate(WRONG):
        page = f"---\norphan: true\n---\n\n# Wrong\n\nText.\n\n{text}\n"
        (target / f"wrong-{number}.md").write_text(page, encoding="utf-8")
    return build_site(target)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(WRONG)))
def test_what_is_wrong_is_said_at_its_line_and_on_the_page(wrong, number):
    code, message = [*WRONG.values()][number]
    found = re.search(rf"^wrong-{number}\.md:9: error\[{code}\]: .*\n?.*", wrong.log, re.MULTILINE)
    assert found, wrong.log
    assert message in found.group()
    if code not in {"invalid-orcid", "invalid-url"}:
        assert "sp-problem" in wrong.html(f"wrong-{number}")
    if "chatham" in code:
        assert "Ada Example" not in wrong.html(f"wrong-{number}")
        assert "Dr. Example" not in wrong.html(f"wrong-{number}")
        # What was said may be reported, unless it is what names the speaker.
        kept = "names its speaker" not in message
        assert ("X." in wrong.html(f"wrong-{number}")) == kept


@pytest.mark.slow
def test_a_role_that_names_a_person_is_reported_once_and_not_shown(workshop, build_site):
    path = workshop / f"{ALPHA}/dialogues/round-table.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(":role: An official", ":role: Prof. Ada Example, an official"))
    result = build_site(workshop)
    assert result.log.count("named-under-chatham-house]:") == 1, result.log
    page = result.html(f"{ALPHA}/dialogues/round-table")
    assert "an official" not in page
    assert "quiet" in page


@pytest.mark.slow
def test_a_name_that_must_not_be_told_is_in_no_file_of_the_site(workshop, build_site):
    path = workshop / f"{ALPHA}/dialogues/round-table.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace(":role: An official", ":person: erik-empty")
    text = text.replace(":person: ada-example", ":role: A researcher")
    path.write_text(text, encoding="utf-8")
    people = workshop / "proceedings/people.yml"
    people.write_text(people.read_text(encoding="utf-8").replace("Erik Empty", "Zacharias Quint"))
    for name in ("plain-record",):
        (workshop / f"{ALPHA}/papers/{name}.md").unlink()
    event = workshop / f"{ALPHA}/event.yml"
    lines = event.read_text(encoding="utf-8")
    lines = lines.replace(", erik-empty]", "]").replace("[plain-record]", "[{title: Talk}]")
    event.write_text(lines, encoding="utf-8")
    volume = workshop / f"{ALPHA}/volume.yml"
    volume.write_text(volume.read_text(encoding="utf-8").replace("plain-record, ", ""))
    result = build_site(workshop)
    assert result.log.count("named-under-chatham-house]:") == 1, result.log
    for file in result.out.rglob("*"):
        if file.is_file() and file.suffix not in {".doctree", ".pickle"}:
            assert b"Quint" not in file.read_bytes(), file


@pytest.mark.slow
def test_who_is_not_confirmed_is_in_no_file_of_the_site(workshop, build_site):
    result = build_site(workshop)
    for file in result.out.rglob("*"):
        if file.is_file():
            assert b"Dummy" not in file.read_bytes(), file


@pytest.mark.slow
def test_without_a_folder_the_rest_of_the_site_is_built(page, workshop, build_site):
    page("# Home\n\nText.\n\n```{dates}\n```\n")
    shutil.rmtree(workshop / "proceedings")
    (workshop / "index.md").write_text("# Home\n\nText.\n\n```{dates}\n```\n", encoding="utf-8")
    result = build_site(workshop)
    assert "index.md:5: error[unknown-edition]: there is no edition" in result.log
    assert 'there is no folder "proceedings" beside conf.py' in result.log
    assert "Text." in result.html("index")


@pytest.mark.slow
def test_the_folder_may_be_a_link(workshop, tmp_path, build_site):
    (workshop / "proceedings").rename(tmp_path / "proceedings")
    (workshop / "proceedings").symlink_to("../proceedings")
    result = build_site(workshop)
    assert not result.log
    assert "Ada Example" in result.html(f"{ALPHA}/papers/counting-sheep")


@pytest.mark.slow
def test_wrong_options_are_one_clear_message(workshop, build_site):
    with pytest.raises(ConfigError) as caught:
        build_site(workshop, proceedings_folder="../other", proceedings_edition="Not a name")
    assert str(caught.value) == (
        "conf.py: proceedings_folder must be a path inside the source folder, with forward "
        "slashes, not '../other'; proceedings_edition must be the name of an edition's folder, "
        "or None, not 'Not a name'"
    )


@pytest.mark.slow
def test_objects_are_in_the_inventory(workshop, build_site):
    result = build_site(workshop)
    domain = result.app.env.domains["proceedings"]
    objects = {(kind, name, page) for name, _title, kind, page, _anchor, _ in domain.get_objects()}
    assert ("paper", "alpha-2031/counting-sheep", f"{ALPHA}/papers/counting-sheep") in objects
    assert ("keyword", "sheep", "keywords/sheep") in objects
    assert ("session", "alpha-2031/morning", f"{ALPHA}/sessions/morning") in objects
    assert ("person", "berta-muster", "people/berta-muster") in objects


@pytest.mark.slow
def test_each_volume_is_a_printed_document(workshop, build_site):
    documents = build_site(workshop, "dummy").app.config.typst_documents
    assert [document.target for document in documents] == ["alpha-2031"]
    volume = documents[0]
    assert volume.start == f"{ALPHA}/index"
    assert volume.preliminaries == (f"{ALPHA}/preliminaries/preface",)
    assert volume.chapters == (
        f"{ALPHA}/dialogues/round-table",
        f"{ALPHA}/papers/plain-record",
        f"{ALPHA}/papers/counting-sheep",
    )
    assert volume.appendices == (f"{ALPHA}/preliminaries/authors",)
    assert volume.title == "Examples, Collected"
    assert volume.timestamp == dt.datetime(2031, 6, 1, tzinfo=dt.UTC).timestamp()
    assert volume.data["editors"] == ["Ada Example", "Berta von Muster"]
    assert volume.data["lines"] == [
        "The Second Workshop of Examples",
        "Exampleville, Nowhere",
        "6\N{EN DASH}7 May 2031",
    ]
    published = "Example Press, Exampleville, 1 June 2031"
    assert {"label": "Published", "text": published} in volume.data["imprint"]
    assert volume.bound


@pytest.mark.slow
def test_the_contents_name_the_first_of_a_great_many_authors(workshop, build_site):
    people = workshop / "proceedings/people.yml"
    more = "".join(f"many-{n}: {{name: Made Up {n}}}\n" for n in range(300))
    people.write_text(people.read_text(encoding="utf-8") + more, encoding="utf-8")
    paper = workshop / f"{ALPHA}/papers/plain-record.md"
    names = ", ".join(f"many-{n}" for n in range(300))
    paper.write_text(f"---\ntitle: Many\nauthors: [{names}]\n---\n", encoding="utf-8")
    chapters = build_site(workshop, "dummy").app.config.typst_documents[0].chapter_data
    data = chapters[f"{ALPHA}/papers/plain-record"]
    assert data["contents_note"].startswith("Made Up 0, Made Up 1, ")
    assert data["contents_note"].endswith("Made Up 10, and 289 more")
    assert data["head_left"] == "Made Up 0 et al."
    assert len(data["authors"]) == 300


@pytest.mark.slow
def test_talks_without_text_run_on_and_papers_open_pages(workshop, build_site):
    document = build_site(workshop, "dummy").app.config.typst_documents[0]
    assert "openings" not in document.data
    papers = document.chapter_data
    assert papers[f"{ALPHA}/papers/counting-sheep"]["head_right"] == "Sheep"
    assert papers[f"{ALPHA}/papers/plain-record"]["contents_note"] == "Erik Empty"
    assert "first_foot" in papers[f"{ALPHA}/papers/plain-record"]
    (workshop / f"{ALPHA}/papers/counting-sheep.md").unlink()
    (workshop / f"{ALPHA}/dialogues/round-table.md").unlink()
    records = build_site(workshop, "dummy").app.config.typst_documents[0].data
    assert records["openings"] == "run-on"
    assert records["contents_depth"] == 1


@pytest.mark.slow
def test_what_the_user_sets_stays(workshop, build_site):
    mine = [("index", "mine", "Mine")]
    config = build_site(workshop, "dummy", typst_documents=mine).app.config
    assert config.typst_documents == mine


@pytest.mark.slow
def test_a_current_edition_that_does_not_exist_is_reported(workshop, build_site):
    log = build_site(workshop, proceedings_edition="gamma-2032").log
    assert "conf.py: error[unknown-edition]: proceedings_edition names" in log
    assert "there are: alpha-2031, beta-2030" in log


@pytest.mark.slow
def test_another_current_edition_can_be_set(workshop, build_site):
    result = build_site(workshop, proceedings_edition="beta-2030")
    assert "An Old Paper" in result.html("papers")


@pytest.mark.slow
def test_charts_name_the_meetings_they_count(workshop, page, build_site):
    path = workshop / f"{ALPHA}/dialogues/round-table.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[first, second]", "[first]"), encoding="utf-8")
    page("# D\n\n```{dialogue} round-table\n:show: attendance\n```\n")
    result = build_site(workshop)
    assert "Who attended the webinar" in result.html("index")
    bars = BeautifulSoup(result.html("index"), "html.parser").find_all(class_="sp-bar")
    assert [bar["style"] for bar in bars] == ["inline-size:62.5%", "inline-size:37.5%"]
