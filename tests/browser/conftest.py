"""A published site, served on this machine under a path, and one browser to look at it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
    sync_playwright,
)
from serving import QuietHandler, QuietRootHandler, served

SITE = Path(__file__).parents[2] / "_build" / "html"
SCREENSHOTS = SITE.parent / "screenshots"

# It is shown in place of any page, so that its links cannot be relative.
NOT_FOUND = "404/"

# What comes with the page, and the browser's own parts, such as what shows PDF.
OWN_SCHEMES = {"data", "blob", "chrome", "chrome-extension"}

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def published_pages() -> list[str]:
    """Return the addresses of all pages, relative to the site: "" is the home page."""
    folders = (path.parent.relative_to(SITE).as_posix() for path in SITE.rglob("index.html"))
    return sorted("" if folder == "." else f"{folder}/" for folder in folders)


PAGES = published_pages()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help=f"keep pictures in {SCREENSHOTS}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes an `address` once for every page."""
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", PAGES, ids=lambda address: address or "home")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.browser)


def pytest_sessionstart() -> None:
    if not PAGES:
        raise pytest.UsageError(f"no site in {SITE}: run `nox -s publish` first")


@pytest.fixture(scope="session")
def below_a_path() -> Iterator[str]:
    with served(QuietHandler, SITE) as url:
        yield url


@pytest.fixture(scope="session")
def at_the_root() -> Iterator[str]:
    with served(QuietRootHandler, SITE) as url:
        yield url


@pytest.fixture
def base_url(request: pytest.FixtureRequest, below_a_path: str, at_the_root: str) -> str:
    """The address of the site, with a slash at its end: below a path, whenever links allow it."""
    callspec = getattr(request.node, "callspec", None)
    lost = callspec is not None and callspec.params.get("address") == NOT_FOUND
    return at_the_root if lost else below_a_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no chromium: install Debian's package of this name"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What a browser has to complain about since the last question, in words."""

    host: str
    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.route("**/*", self.stay_here)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"uncaught: {error}"))
        page.on("requestfailed", self._failure)
        page.on(
            "response",
            lambda answer: (
                answer.status >= 400 and self.found.append(f"{answer.status}: {answer.url}")
            ),
        )

    def stay_here(self, route: Route) -> None:
        """Let requests to our own host pass; note and stop all others."""
        url = urlsplit(route.request.url)
        if url.scheme in OWN_SCHEMES or url.netloc == self.host:
            route.continue_()
        else:
            self.found.append(f"request to another host: {route.request.url}")
            route.abort()

    def _failure(self, request: Request) -> None:
        own = urlsplit(request.url).scheme in OWN_SCHEMES
        # That is how chromium refuses scripts to readers without JavaScript.
        if request.failure != "csp" and not own:
            self.found.append(f"failed: {request.url} ({request.failure})")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"console {message.type}: {message.text}")


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader in the time zone of the tests, whose cache stays warm from page to page."""
    with browser.new_context(timezone_id="Europe/Paris", locale="en-GB") as context:
        yield context


@pytest.fixture
def complaints(base_url: str) -> Complaints:
    """What the browser has to complain about; empty before the page is opened."""
    return Complaints(urlsplit(base_url).netloc)


@pytest.fixture
def page(reader: BrowserContext, complaints: Complaints) -> Iterator[Page]:
    """A new page of the reader, watched."""
    with reader.new_page() as page:
        complaints.watch(page)
        yield page


@pytest.fixture
def open_as(browser: Browser, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Open watched pages as readers with other settings: those of Playwright's contexts."""
    with contextlib.ExitStack() as stack:

        def open_page(**settings: Any) -> Page:
            context = stack.enter_context(browser.new_context(**settings))
            page = context.new_page()
            complaints.watch(page)
            return page

        yield open_page


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the site."""
    return SITE


@pytest.fixture
def screenshots(request: pytest.FixtureRequest) -> Path | None:
    """The folder for pictures, if pictures are wanted."""
    if not request.config.getoption("--screenshots"):
        return None
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS
