"""Readers differ: no JavaScript, another time zone, a keyboard, a search, a printer's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Page

DATES = ".sp-dates time[datetime]"


def test_dates_are_right_without_javascript(
    open_as: Callable[..., Page], complaints: Any, base_url: str
) -> None:
    page = open_as(java_script_enabled=False)
    page.goto(base_url + "callforpapers/")
    dates = page.locator(DATES)
    assert dates.count() > 0
    for date in dates.all():
        assert date.is_visible()
        assert date.inner_text().strip()
    assert not complaints.found


def test_dates_are_also_given_in_the_time_zone_of_the_reader(
    open_as: Callable[..., Page], complaints: Any, base_url: str
) -> None:
    texts = {}
    for settings in (
        {"java_script_enabled": False},
        {"timezone_id": "Asia/Tokyo"},
        {"timezone_id": "America/Los_Angeles"},
    ):
        page = open_as(locale="en-GB", **settings)
        page.goto(base_url + "callforpapers/", wait_until="load")
        texts[settings.get("timezone_id", "none")] = page.locator(".sp-dates").first.inner_text()
    assert len(set(texts.values())) == 3, texts
    official = texts["none"].split()
    for text in texts.values():  # what is official stays as it is; the reader's own is added
        assert not set(official) - set(text.split())
    assert not complaints.found


def test_the_calendar_of_the_event_can_be_downloaded(page: Page, base_url: str) -> None:
    page.goto(base_url + "schedule/")
    links = page.locator("a[href$='.ics']")
    assert links.count() > 0
    for link in links.all():
        answer = page.request.get(urljoin(page.url, link.get_attribute("href") or ""))
        assert answer.ok
        text = answer.text()
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert text.endswith("END:VCALENDAR\r\n")


def test_the_volumes_can_be_downloaded(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.goto(base_url + "papers/")
    links = page.locator("a[href$='.pdf'][href*='pdf/']")
    assert links.count() > 0
    for link in links.all():
        answer = page.request.get(urljoin(page.url, link.get_attribute("href") or ""))
        assert answer.ok
        assert answer.body().startswith(b"%PDF-")


def test_a_keyboard_reaches_the_text_first(page: Page, complaints: Any, base_url: str) -> None:
    page.goto(base_url)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.is_visible()
    assert (focused.get_attribute("href") or "").startswith("#")
    assert not complaints.found


def test_search_finds_the_papers_page(page: Page, complaints: Any, base_url: str) -> None:
    page.goto(base_url + "search/?q=papers")
    page.wait_for_selector("#search-results li a")
    assert page.locator("#search-results li a[href*='papers/']").count() > 0
    assert not complaints.found
