"""What must be true of every page, at every width, light and dark."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

WIDTHS = (390, 768, 1440)
SCHEMES = ("light", "dark")
AFTER_RESIZING = 400  # ms; the theme waits 300 until it looks again at what can be scrolled
AXE_WIDTHS = (390, 1440)  # at 768 px the theme shows the same elements as at one of these
# What else axe looks at is the same in both schemes.
COLOUR_RULES = ("color-contrast", "link-in-text-block")


def too_wide(page: Page) -> list[str]:
    """Say by how much the page scrolls sideways, and which elements stick out most."""
    excess, culprits = page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            const excess = document.documentElement.scrollWidth - room;
            if (excess <= 0) return [0, []];
            const outside = [...document.body.querySelectorAll("*")]
                .map(e => [e.getBoundingClientRect().right - room, e])
                .filter(([right]) => right > 0)
                .sort((a, b) => b[0] - a[0]);
            return [excess, outside.slice(0, 5).map(([right, e]) =>
                `${e.tagName.toLowerCase()}.${[...e.classList].join(".")}`)];
        }"""
    )
    return [f"scrolls sideways by {excess} px: {', '.join(culprits)}"] if excess else []


def not_in(page: Page, scheme: str) -> list[str]:
    """Say so if the page does not follow the colours that the reader's system asks for."""
    try:
        page.wait_for_function(
            "scheme => document.documentElement.dataset.theme === scheme", arg=scheme, timeout=5_000
        )
    except PlaywrightTimeoutError:
        return ["the page keeps its other colours"]
    return []


def axe_violations(page: Page, only: tuple[str, ...]) -> list[str]:
    """Return what axe finds, one line an element; all its rules, or only some."""
    # Without preloading: axe would fetch the imports of style sheets again, from wrong addresses.
    options: dict[str, Any] = {"preload": False} | ({"runOnly": [*only]} if only else {})
    response: dict[str, Any] = Axe().run(page, options=options).response
    return [
        f"axe {violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: "
        + " ".join(str(node.get("failureSummary", "")).split())
        for violation in response["violations"]
        for node in violation["nodes"]
    ]
