"""Readers differ: no JavaScript, another time zone, a keyboard, a search, a printer's file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
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
    texts: list[list[str]] = []
    for settings in (
        {"java_script_enabled": False},
        {"timezone_id": "Asia/Tokyo"},
        {"timezone_id": "America/Los_Angeles"},
    ):
        page = open_as(locale="en-GB", **settings)
        page.goto(base_url + "callforpapers/", wait_until="load")
        texts.append(page.locator(".sp-dates .sp-when").all_inner_texts())
    official, tokyo, los_angeles = texts
    assert official
    assert official != tokyo != los_angeles != official
    for plain, *own in zip(official, tokyo, los_angeles, strict=True):
        for text in own:  # what is official stays as it is; the reader's own is added to it
            assert text.startswith(plain.strip())
    assert not complaints.found


def test_dates_are_told_apart_by_the_clock_of_the_reader(page: Page, base_url: str) -> None:
    page.goto(base_url + "callforpapers/")
    rows = page.locator("table.sp-dates").first.locator("tbody tr:has(time[data-until])")
    until = [time.get_attribute("data-until") for time in rows.locator("time[data-until]").all()]
    moments = [datetime.fromisoformat(text).timestamp() for text in until if text]
    assert len(moments) == rows.count() > 1
    assert moments == sorted(moments)
    for now, states in (
        (moments[0] - 1, ["next", *["later"] * (len(moments) - 1)]),
        (moments[0], ["past", "next", *["later"] * (len(moments) - 2)]),
        (moments[-1] + 1, ["past"] * len(moments)),
    ):
        page.clock.set_fixed_time(datetime.fromtimestamp(now, UTC))
        page.reload()
        shown = [row.get_attribute("class") or "" for row in rows.all()]
        assert [names.split("sp-date-")[1].split()[0] for names in shown] == states


def test_the_schedule_offers_a_calendar_or_says_that_it_is_empty(page: Page, base_url: str) -> None:
    page.goto(base_url + "schedule/")
    links = page.locator("a[href$='.ics']")
    if links.count() == 0:
        assert page.locator(".sp-empty").is_visible()
    for link in links.all():
        answer = page.request.get(urljoin(page.url, link.get_attribute("href") or ""))
        assert answer.ok
        text = answer.text()
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert text.endswith("END:VCALENDAR\r\n")


def test_every_volume_can_be_downloaded_from_a_page_of_its_edition(
    page: Page, base_url: str, site: Path
) -> None:
    volumes = sorted((site / "pdf").glob("*.pdf"))
    assert volumes
    for volume in volumes:
        page.goto(f"{base_url}proceedings/{volume.stem}/")
        link = page.locator(f"main a[href$='pdf/{volume.name}']").first
        answer = page.request.get(urljoin(page.url, link.get_attribute("href") or ""))
        assert answer.ok
        assert answer.body() == volume.read_bytes()


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
