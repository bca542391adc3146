"""Finding and citing papers: the filter, its address, the records, with and without JavaScript."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import made_up
import pytest
from checks import (
    AFTER_RESIZING,
    AXE_WIDTHS,
    COLOUR_RULES,
    SCHEMES,
    WIDTHS,
    axe_violations,
    not_in,
    too_wide,
)
from playwright.sync_api import Page, expect
from serving import QuietHandler, served

PAPERS = "papers/"
EDITION = f"proceedings/{made_up.EDITION}/"
# Its text has no formulas, for which pages load a script of others.
PAPER = f"{EDITION}papers/names/"
FINISHED = f"{EDITION}papers/barn-survey/"
PAGES = [
    *(PAPERS, PAPER, FINISHED, "people/", "people/ada-example/", "people/ada-namesake/"),
    *("keywords/", "keywords/sheep/", f"{EDITION}sessions/counting/", EDITION),
]
# Of what a reader feels at once a keystroke may take half.
KEYSTROKE = 50  # ms


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_up.build(tmp_path_factory.mktemp("made-up"))


@pytest.fixture(scope="module")
def made_up_url(folder: Path) -> Iterator[str]:
    with served(QuietHandler, folder) as url:
        yield url


@pytest.fixture
def base_url(made_up_url: str) -> str:
    """The address of the made-up site, in place of the published one."""
    return made_up_url


def shown(page: Page) -> list[str]:
    """The titles of the cards that a reader sees."""
    titles = page.locator(".sp-paper-card:visible .sp-title").all_inner_texts()
    return [title.strip() for title in titles]


def words(page: Page) -> Any:
    return page.get_by_label("Words in title")


def count(page: Page) -> str:
    return page.locator(".sp-filter-count").inner_text()


def test_words_choose_cards(page: Page, complaints: Any, base_url: str) -> None:
    page.goto(base_url + PAPERS)
    every = shown(page)
    assert len(every) == 13
    assert count(page) == "13 papers"
    words(page).fill("zahlen scha")  # parts of words, in any order, whatever marks they have
    assert shown(page) == ["Schafe zählen: eine erfundene Studie über Gatter und Größe"]
    assert count(page) == "1 of 13 papers"
    assert page.locator(".sp-paper-group:visible").count() == 1
    expect(page).to_have_url(re.compile(r"\?words=zahlen\+scha$"))
    words(page).fill("there is no such word")
    assert shown(page) == []
    assert page.get_by_text("No paper matches.").is_visible()
    words(page).fill("")
    assert shown(page) == every
    assert not complaints.found


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("words=%3Cscript%3Ealert(1)%3C/script%3E", 0),
        ("words=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", 0),
        ("words=.*%5B(%5C", 0),
        ("words=%E0%A4%A", 0),  # no text in any encoding
        ("keyword=__proto__&author=constructor&session=%22%5D", 13),  # choices that there are not
        ("words=zahlen&words=nothing&2-words=nothing", 1),
    ],
)
def test_a_hostile_address_does_nothing(
    page: Page, complaints: Any, base_url: str, query: str, number: int
) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto(f"{base_url}{PAPERS}?{query}")
    assert len(shown(page)) == number
    assert page.locator(".sp-filter script, .sp-filter img").count() == 0
    assert not complaints.found


def test_each_kind_of_choice_chooses(page: Page, complaints: Any, base_url: str) -> None:
    page.goto(base_url + PAPERS)
    for label, option, titles in (
        ("Session", "Counting", {"Counting Sheep", "A Survey of Barns"}),
        ("Track", "Talks", {"What the Shepherd Saw at Dawn"}),
        ("Keyword", "平和", {"Names of All Directions"}),
        ("Author", "Mononym", {"Names of All Directions"}),
        ("Award", "Audience Award", {"Counting Sheep", "Names of All Directions"}),
    ):
        select = page.get_by_label(label, exact=True)
        select.focus()
        name = next(o for o in select.locator("option").all_inner_texts() if option in o)
        select.select_option(label=name)
        found = shown(page)
        assert titles <= set(found), label
        assert len(found) < 13
        # The number beside a choice is the number of papers that it leaves.
        assert name == f"{option} ({len(found)})", label
        page.get_by_role("button", name="Clear all").click()
        expect(words(page)).to_be_focused()
    assert len(shown(page)) == 13
    assert not complaints.found


def test_choices_work_together_and_say_what_is_left(page: Page, base_url: str) -> None:
    page.goto(base_url + PAPERS)
    words(page).fill("sheep")
    session = page.get_by_label("Session")
    session.focus()
    numbers = dict(
        re.fullmatch(r"(.*) \((\d+)\)", text).groups()  # type: ignore[union-attr]
        for text in session.locator("option:not([value=''])").all_inner_texts()
    )
    assert sum(map(int, numbers.values())) == len(shown(page))
    session.select_option("counting")
    assert len(shown(page)) == int(numbers["Counting"])


def test_a_filtered_list_can_be_shared(
    page: Page, open_as: Callable[..., Page], complaints: Any, base_url: str
) -> None:
    page.goto(base_url + PAPERS + "?highlight=kept")
    page.get_by_label("Session").select_option("counting")
    words(page).fill("sheep")
    expect(page).to_have_url(re.compile(r"words=sheep"))
    assert "session=counting" in page.url
    assert "highlight=kept" in page.url
    other = open_as()
    other.goto(page.url)
    assert shown(other) == shown(page)
    assert words(other).input_value() == "sheep"
    assert other.get_by_label("Session").input_value() == "counting"
    # What is not there is not chosen.
    other.goto(base_url + PAPERS + "?session=nowhere&author=%3Cscript%3E")
    assert len(shown(other)) == 13
    assert not complaints.found


def test_two_lists_of_a_page_are_filtered_apart(page: Page, complaints: Any, base_url: str) -> None:
    page.add_init_script(
        """document.addEventListener("readystatechange", () => {
            if (document.readyState !== "interactive") return;
            const list = document.querySelector(".sp-paper-list");
            list.after(list.cloneNode(true));
        })"""
    )
    page.goto(base_url + PAPERS + "?session=counting")
    first, second = page.locator(".sp-paper-list").all()
    second.get_by_label("Words in title").fill("fence")
    expect(page).to_have_url(re.compile(r"\?session=counting&2-words=fence$"))
    page.reload()
    assert first.locator(".sp-paper-card:visible").count() == 3
    assert second.locator(".sp-filter-count").inner_text().endswith(" of 13 papers")
    identifiers = page.evaluate("[...document.querySelectorAll('.sp-filter [id]')].map(e => e.id)")
    assert len(set(identifiers)) == len(identifiers) > 0
    assert not complaints.found


def test_the_back_button_undoes_steps(page: Page, complaints: Any, base_url: str) -> None:
    page.goto(base_url)
    page.goto(base_url + PAPERS)
    page.get_by_label("Session").select_option("counting")
    chosen = shown(page)
    words(page).press_sequentially("sheep", delay=20)
    expect(page).to_have_url(re.compile(r"words=sheep"))
    page.go_back()
    assert words(page).input_value() == ""
    assert shown(page) == chosen
    page.go_back()
    assert page.get_by_label("Session").input_value() == ""
    assert len(shown(page)) == 13
    page.go_forward()
    assert shown(page) == chosen
    page.go_back()
    page.go_back()
    assert page.url == base_url
    assert not complaints.found


def test_the_filter_is_used_with_the_keyboard_alone(page: Page, base_url: str) -> None:
    page.goto(base_url + PAPERS)
    page.locator("h1").click()
    for _ in range(20):
        page.keyboard.press("Tab")
        if words(page).evaluate("e => e === document.activeElement"):
            break
    page.keyboard.type("fence")
    assert 0 < len(shown(page)) < 13
    outline = words(page).evaluate("e => getComputedStyle(e).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")  # does not leave the page
    assert words(page).evaluate("e => e === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.type("Cou")
    assert page.get_by_label("Session").input_value() == "counting"
    while page.evaluate("document.activeElement.textContent") != "Clear all":
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('.sp-filter')")
    page.keyboard.press("Enter")
    expect(words(page)).to_be_focused()
    assert len(shown(page)) == 13


def test_the_number_is_said_to_those_who_listen(page: Page, base_url: str) -> None:
    page.goto(base_url + PAPERS)
    status = page.get_by_role("status")
    assert status.first.inner_text() == ""
    words(page).press_sequentially("sheep", delay=10)
    expect(status.first).to_have_text(re.compile(r"^\d+ of 13 papers$"))


def test_a_thousand_cards_are_filtered_at_once(page: Page, base_url: str) -> None:
    # Before the script of the page runs: it is deferred until the page is read.
    page.add_init_script(
        """document.addEventListener("readystatechange", () => {
            if (document.readyState !== "interactive") return;
            const cards = [...document.querySelectorAll(".sp-paper-card")];
            for (let n = cards.length; n < 1000; n++) {
                const made = cards[n % cards.length].cloneNode(true);
                made.querySelector(".sp-title").append(` number ${n}`);
                cards[n % cards.length].parentNode.append(made);
            }
        })"""
    )
    page.goto(base_url + PAPERS)
    assert count(page) == "1000 papers"
    times = page.evaluate(
        """async () => {
            const input = document.querySelector(".sp-filter input");
            const times = [];
            // The page has been there for a moment, as it is before anybody types.
            await new Promise(later => setTimeout(later, 1000));
            const words = ["n", "nu", "num", "number 9", "number 99", "number 9", "x", "", "sheep"];
            for (const text of words) {
                input.value = text;
                const start = performance.now();
                input.dispatchEvent(new Event("input", { bubbles: true }));
                const script = performance.now() - start;
                document.body.getBoundingClientRect(); // what changed is laid out
                times.push([script, performance.now() - start]);
                await new Promise(requestAnimationFrame);
            }
            return times;
        }"""
    )
    assert page.locator(".sp-filter-count").inner_text() != "1000 papers"
    assert max(script for script, _ in times) < KEYSTROKE, times
    assert statistics.median(whole for _, whole in times) < KEYSTROKE, times


def test_a_paper_can_be_cited(
    page: Page, complaints: Any, base_url: str, folder: Path, tmp_path: Path
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(base_url + PAPER)
    box = page.locator(".sp-cite")
    assert not box.locator(".sp-record").first.is_visible()
    box.get_by_text("Cite this paper").click()
    reference = box.locator(".sp-reference").inner_text()
    assert "أمينة مثال, תמר דוגמה, Consortium for Samples, Mononym" in reference
    assert "Names of All Directions" in reference
    assert re.search(r"pages \d+–\d+", reference)
    box.get_by_role("button", name="Copy reference").click()
    assert page.evaluate("navigator.clipboard.readText()") == reference
    for title, suffix in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json")):
        file = (folder / PAPER / f"names.{suffix}").read_bytes()
        button = box.get_by_role("button", name=f"Copy {title}")
        button.click()
        expect(button).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.strip().splitlines() == file.decode().strip().splitlines()
        with page.expect_download() as started:
            box.get_by_role("link", name=f"Download {title}").click()
        assert started.value.suggested_filename == f"names.{suffix}"
        saved = tmp_path / suffix
        started.value.save_as(saved)
        assert saved.read_bytes() == file
    assert not complaints.found


def test_where_copying_is_forbidden_the_record_is_selected(page: Page, base_url: str) -> None:
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'))"
    )
    page.goto(base_url + PAPER)
    page.get_by_text("Cite this paper").click()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copy BibTeX")).to_have_text("Selected")
    assert page.evaluate("getSelection().toString()").startswith("@")


def test_a_paper_is_cited_with_the_keyboard_alone(page: Page, base_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(base_url + PAPER)
    page.locator(".sp-cite > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-record button").first).to_have_text("Copied")


def test_without_javascript_everything_is_there(
    open_as: Callable[..., Page], complaints: Any, base_url: str
) -> None:
    page = open_as(java_script_enabled=False)
    page.goto(base_url + PAPERS)
    assert len(shown(page)) == 13
    assert page.locator(".sp-filter, .sp-paper-list button, .sp-paper-list select").count() == 0
    page.goto(base_url + PAPER)
    assert page.locator(".sp-abstract").is_visible()
    page.get_by_text("Cite this paper").click()
    assert page.locator(".sp-reference").is_visible()
    assert page.locator(".sp-cite button").count() == 0
    page.locator(".sp-record summary").first.click()
    assert page.locator(".sp-record pre").first.inner_text().startswith("@")
    with page.expect_download():
        page.get_by_role("link", name="Download BibTeX").click()
    assert not complaints.found
    page.goto(base_url + FINISHED)
    assert page.get_by_role("link", name="Read the paper as PDF").first.is_visible()


@pytest.mark.parametrize("can", [True, False])
def test_finished_pages_are_shown_where_a_browser_can(page: Page, base_url: str, can: bool) -> None:
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', "
        f"{{get: () => {str(can).lower()}}})"
    )
    page.route("**/*.pdf", lambda route: route.fulfill(body="<p>Pages", content_type="text/html"))
    page.goto(base_url + FINISHED)
    assert page.get_by_role("link", name="Read the paper as PDF").first.is_visible()
    frame = page.locator(".sp-viewer iframe")
    if can:
        page.locator(".sp-viewer").scroll_into_view_if_needed()
        expect(frame).to_have_attribute("title", re.compile("A Survey of Barns"))
    else:
        assert frame.count() == 0


def test_names_stay_in_order_whatever_their_direction(page: Page, base_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(base_url + PAPER)
    boxes = [name.bounding_box() for name in page.locator(".sp-paper-header .sp-author").all()]
    lefts = [(round(box["y"] / 20), box["x"]) for box in boxes if box]
    assert len(lefts) == 5
    assert lefts == sorted(lefts)
    page.get_by_text("Cite this paper").click()
    cited = [name.bounding_box() for name in page.locator(".sp-reference bdi").all()]
    assert [box["x"] for box in cited if box] == sorted(box["x"] for box in cited if box)
    assert len(cited) == 2


def test_search_finds_papers_by_author_title_and_abstract(page: Page, base_url: str) -> None:
    for query in ("Mononym", "Directions", "perspicuous"):
        page.goto(f"{base_url}search/?q={query}")
        link = page.locator("#search-results li a[href*='papers/names/']").first
        expect(link).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("scripts", [True, False])
def test_who_comes_to_a_former_address_is_led_on(
    open_as: Callable[..., Page],
    base_url: str,
    scripts: bool,
) -> None:
    page = open_as(java_script_enabled=scripts)
    page.goto(base_url + "old/names/")
    page.wait_for_url(base_url + PAPER)
    assert page.locator("h1").inner_text().startswith("Names of All Directions")


def test_a_printed_page_has_no_controls(page: Page, base_url: str) -> None:
    page.goto(base_url + PAPER)
    page.emulate_media(media="print")
    assert page.locator(".sp-abstract").is_visible()
    assert page.locator(".sp-reference").is_visible()
    for gone in ("nav.sp-neighbours", ".sp-paper-header .sp-mark", ".sp-cite button"):
        assert not page.locator(gone).first.is_visible(), gone
    page.goto(base_url + PAPERS)
    assert not page.locator("form.sp-filter").is_visible()


@pytest.mark.parametrize("made_up_page", PAGES)
def test_made_up_page_fits_and_is_accessible(
    page: Page, complaints: Any, base_url: str, made_up_page: str, screenshots: Path | None
) -> None:
    findings: list[str] = complaints.found
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if page.url == "about:blank":
                page.goto(base_url + made_up_page, wait_until="load")
                for summary in page.locator(".sp-cite summary").all():
                    summary.click()
            found = [*not_in(page, scheme), *too_wide(page)]
            if width in AXE_WIDTHS:
                page.wait_for_timeout(AFTER_RESIZING if scheme == SCHEMES[0] else 0)
                found += axe_violations(page, only=() if scheme == SCHEMES[0] else COLOUR_RULES)
            findings += [f"at {width} px, {scheme}: {text}" for text in found]
            if screenshots:
                name = made_up_page.strip("/").replace("/", "--")
                picture = screenshots / f"made-up-{name}-{width}-{scheme}.png"
                page.screenshot(path=picture, full_page=True)
    assert not findings, "\n".join(findings)
