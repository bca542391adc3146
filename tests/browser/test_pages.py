"""Every page, at three widths, light and dark: it fits, it is quiet, and all can read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
from playwright.sync_api import Page


def test_page_fits_and_is_accessible(
    page: Page, complaints: Any, base_url: str, address: str, screenshots: Path | None
) -> None:
    findings: list[str] = complaints.found
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if page.url == "about:blank":
                page.goto(base_url + address, wait_until="load")
            found = [*not_in(page, scheme), *too_wide(page)]
            if width in AXE_WIDTHS:
                page.wait_for_timeout(AFTER_RESIZING if scheme == SCHEMES[0] else 0)
                found += axe_violations(page, only=() if scheme == SCHEMES[0] else COLOUR_RULES)
            findings += [f"at {width} px, {scheme}: {text}" for text in found]
            if screenshots:
                name = address.strip("/").replace("/", "--") or "home"
                page.screenshot(path=screenshots / f"{name}-{width}-{scheme}.png", full_page=True)
    assert not findings, "\n".join(findings)
