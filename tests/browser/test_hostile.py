"""Papers of people we do not know, opened by a reader: nothing runs, leaves, or covers the page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import hostile
import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route
from serving import QuietHandler, served

OWN_SCHEMES = {"data", "blob", "chrome", "chrome-extension", "about"}
# What a browser shows by itself, whatever it is linked from.
OPENED = {".svg", ".xml", ".html", ".json", ".txt", ".js", ".bib", ".ris", ".atom", ".gif", ".png"}
QUERIES = [
    *("hostile", "script", "onerror", "words", "pwned", "javascript", "texts"),
    *(hostile.TEXTS[0], hostile.TEXTS[1], hostile.TEXTS[4], "<img/src/onerror=alert(1)>"),
]

# Says whether a script of an author ran, and what of an author's could.
RAN = "() => window.__pwned || document.title === 'PWNED'"
FORBIDDEN = """() => {
    const article = document.querySelector("article.bd-article");
    if (!article) return [];
    const found = [];
    const kinds = "script,style,iframe,object,embed,base,link,meta,form,frame,frameset,template," +
        "svg script,svg foreignObject,svg use,svg animate,svg set,dialog,video,audio,portal," +
        "maction,annotation-xml,marquee,noscript,source,picture,input[type=image]";
    const own = e => e.closest(".sp-filter, .sp-cite, [class*=sp-own]") ||
        (e.matches("script") && e.type === "application/ld+json");
    for (const e of article.querySelectorAll(kinds))
        if (!own(e)) found.push(`element ${e.outerHTML.slice(0, 200)}`);
    const safe = /^(https?|mailto|ftp|tel|doi):$/;
    const addresses = ["href", "src", "xlink:href", "action", "formaction", "data", "poster",
        "srcset", "background", "ping", "cite", "longdesc", "classid", "code", "archive"];
    for (const e of article.querySelectorAll("*"))
        for (const {name, value} of e.attributes) {
            if (name.startsWith("on")) found.push(`handler ${e.outerHTML.slice(0, 200)}`);
            if (name === "style" && /position|url|image|expression|inset|z-index|transform|@/i
                .test(value))
                found.push(`style ${e.outerHTML.slice(0, 200)}`);
            if (addresses.includes(name.toLowerCase())) {
                let scheme = "unknown:";
                try { scheme = new URL(value, document.baseURI).protocol } catch {}
                const host = (() => { try { return new URL(value, document.baseURI).host }
                    catch { return "" } })();
                const inner = name !== "href" && host !== location.host;
                const empty = scheme === "unknown:" && name === "href";
                if ((!safe.test(scheme) && !empty) || inner)
                    found.push(`address ${e.outerHTML.slice(0, 200)}`);
            }
        }
    return [...new Set(found)];
}"""

# Elements of the article that leave it, or lie above something else. What a card or a table cell of
# ours places, it places within itself.
COVERING = """() => {
    const article = document.querySelector("article.bd-article");
    if (!article) return [];
    const found = [];
    const name = e => `${e.tagName.toLowerCase()}.${[...e.classList].join(".")}#${e.id}`;
    const room = article.getBoundingClientRect();
    // Those of the theme and our own, which authors cannot make.
    const own = e => e.matches(".headerlink, [class^=sp-], [class*=' sp-']");
    for (const e of [...article.querySelectorAll("*")].filter(e => !own(e)))
        for (const pseudo of [null, "::before", "::after"]) {
            const style = getComputedStyle(e, pseudo);
            if (pseudo && (style.content === "none" || style.content === "normal")) continue;
            if (style.position === "fixed" || style.position === "sticky")
                found.push(`${style.position}${pseudo || ""} ${name(e)}`);
            if (pseudo) {
                if (style.position === "absolute" && style.pointerEvents !== "none") {
                    let box = e;
                    while (box && getComputedStyle(box).position === "static")
                        box = box.parentElement;
                    if ((!box || !article.contains(box) || box === article) &&
                            style.left === "0px" && style.right === "0px")
                        found.push(`absolute${pseudo} ${name(e)}`);
                }
                continue;
            }
            const box = e.getBoundingClientRect();
            if (style.position === "absolute" && box.width > 1 && box.height > 1 && (
                    box.top < room.top - 2 || box.bottom > room.bottom + 2 ||
                    box.left < room.left - 60 || box.right > room.right + 60))
                found.push(`absolute ${name(e)} at ${box.left},${box.top},${box.right}`);
            if (parseInt(style.zIndex) > 20) found.push(`z-index ${style.zIndex} ${name(e)}`);
        }
    return [...new Set(found)];
}"""

# At points of a grid over the window: what is hit belongs where the point is, and a link that is
# hit is where its words are, or a card.
HIT = """() => {
    const article = document.querySelector("article.bd-article");
    if (!article) return [];
    const room = article.getBoundingClientRect();
    const found = [];
    const name = e => `${e.tagName.toLowerCase()}.${[...e.classList].join(".")}#${e.id}`;
    for (let x = 5; x < innerWidth; x += 35)
        for (let y = 5; y < innerHeight; y += 35) {
            const e = document.elementFromPoint(x, y);
            if (!e || !article.contains(e)) continue;
            const header = document.querySelector(".bd-header");
            const top = header ? header.getBoundingClientRect().bottom : 0;
            if (x < room.left - 60 || x > room.right + 60 || y < Math.max(room.top, top) - 1)
                found.push(`hit outside: ${name(e)}`);
            const link = e.closest("a");
            if (!link || link.closest(".sd-card, .sp-paper-card")) continue;
            const on = [link, ...link.querySelectorAll("*")].some(one =>
                [...one.getClientRects()].some(box => x >= box.left - 3 && x <= box.right + 3 &&
                    y >= box.top - 3 && y <= box.bottom + 3));
            if (!on) found.push(`hit beside its words: ${name(link)}`);
        }
    return [...new Set(found)];
}"""

TWICE = """() => {
    const seen = new Map();
    for (const e of document.querySelectorAll("[id]"))
        seen.set(e.id, [...(seen.get(e.id) || []), e]);
    const article = document.querySelector("article.bd-article");
    return [...seen].filter(([, all]) => all.length > 1 && article &&
        all.some(e => article.contains(e)) && all.some(e => !article.contains(e)))
        .map(([id]) => `twice #${id}`);
}"""


@dataclass
class Watch:
    """What has happened on a page that should not have."""

    host: str
    found: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.route("**/*", self._route)
        page.on("dialog", self._dialog)
        page.on("pageerror", self._error)
        page.on("popup", lambda popup: self.found.append(f"a window: {popup.url}"))
        page.on("download", lambda download: download.cancel())

    def _error(self, error: object) -> None:
        # Sphinx appends what it found of a page, also if that is nothing.
        if "parameter 1 is not of type 'Node'" not in str(error):
            self.found.append(f"uncaught: {error}")

    def _route(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in OWN_SCHEMES or url.netloc == self.host:
            route.continue_()
        else:
            self.found.append(f"a request to {route.request.url[:200]}")
            route.abort()

    def _dialog(self, dialog: Dialog) -> None:
        self.found.append(f"a dialogue: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> hostile.Site:
    return hostile.build(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def hostile_url(hostile_site: hostile.Site) -> Iterator[str]:
    with served(QuietHandler, hostile_site.folder) as url:
        yield url


@pytest.fixture
def watch(hostile_url: str) -> Watch:
    return Watch(urlsplit(hostile_url).netloc)


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        yield context


@pytest.fixture
def page(visitor: BrowserContext, watch: Watch) -> Iterator[Page]:
    with visitor.new_page() as page:
        watch.over(page)
        yield page


def pages(folder: Path) -> list[str]:
    found = (path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    return sorted("" if name == "." else f"{name}/" for name in found)


def said(page: Page, watch: Watch, address: str) -> list[str]:
    """Return what is wrong with the page that is shown."""
    found = [f"{address}: {what}" for what in watch.found]
    watch.found.clear()
    if page.evaluate(RAN):
        found.append(f"{address}: a script ran")
    return found


def test_no_page_obeys_its_author(page: Page, watch: Watch, hostile_site, hostile_url) -> None:
    wrong: list[str] = []
    for address in pages(hostile_site.folder):
        page.goto(hostile_url + address)
        page.wait_for_load_state("load")
        for question in (FORBIDDEN, COVERING, TWICE):
            wrong += [f"{address}: {what}" for what in page.evaluate(question)]
        height = min(page.evaluate("document.documentElement.scrollHeight"), 200_000)
        for top in range(0, height, max(600, height // 12)):
            page.evaluate("top => window.scrollTo({top, behavior: 'instant'})", top)
            wrong += [f"{address}: {what}" for what in page.evaluate(HIT)]
        if page.url.split("#")[0] != hostile_url + address:
            wrong.append(f"{address}: led to {page.url}")
        wrong += said(page, watch, address)
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_a_click_beside_the_words_leads_nowhere(
    page: Page, watch: Watch, hostile_site, hostile_url
) -> None:
    wrong: list[str] = []
    for address in pages(hostile_site.folder):
        if f"{hostile.PAPERS}/" not in address:
            continue
        page.goto(hostile_url + address)
        for x, y in ((640, 360), (640, 500), (900, 650), (5, 715), (1275, 360)):
            hit = "([x, y]) => !document.elementFromPoint(x, y)?.closest('a, button, summary')"
            if page.evaluate(hit, [x, y]):
                page.mouse.click(x, y)
        if page.url.split("#")[0] != hostile_url + address:
            wrong.append(f"{address}: a click led to {page.url}")
        wrong += said(page, watch, address)
    assert not wrong, "\n".join(wrong)


def test_links_of_authors_do_not_run(page: Page, watch: Watch, hostile_site, hostile_url) -> None:
    """Each link whose words ask to be clicked is, in the one page of all kinds of them."""
    wrong: list[str] = []
    for name in ("links", "html-line", "roles", "directives", "texts", "drawings"):
        address = f"{hostile.PAPERS}/{name}/"
        page.goto(hostile_url + address)
        ours = ("http", "mailto", "#", "../", "tel:", "ftp:", "doi:")
        links = page.locator("article a" + "".join(f":not([href^='{one}'])" for one in ours))
        for number in range(links.count()):
            links.nth(number).evaluate("one => { one.target = ''; setTimeout(() => one.click()) }")
            page.wait_for_timeout(50)
            page.wait_for_load_state("load")
            wrong += said(page, watch, f"{address} {number}")
            if page.url.split("#")[0] != hostile_url + address:
                if not page.url.startswith(hostile_url):
                    wrong.append(f"{address}: a link led to {page.url}")
                page.goto(hostile_url + address)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_results_of_a_search_are_text(
    page: Page, watch: Watch, hostile_url: str, query: str
) -> None:
    address = f"search/?q={quote(query)}"
    page.goto(hostile_url + address)
    page.wait_for_selector("#search-results .search-summary, #search-results p", timeout=10_000)
    page.wait_for_timeout(700)
    if query == "hostile":
        assert page.locator("#search-results li").count() > 50
    kinds = "#search-results :is(script, img, svg, iframe, object, base, style, form)"
    assert page.locator(kinds).count() == 0
    for link in page.locator("#search-results a").evaluate_all("all => all.map(a => a.protocol)"):
        assert link == "http:"
    assert not said(page, watch, address)


@pytest.mark.parametrize("query", ["words=hostile", f"words={quote(hostile.TEXTS[0])}"])
def test_a_list_of_papers_is_text(page: Page, watch: Watch, hostile_url: str, query: str) -> None:
    page.goto(f"{hostile_url}{hostile.EDITION}/?{query}")
    page.wait_for_timeout(300)
    for select in page.locator(".sp-filter select").all():
        select.focus()
    assert page.locator(".sp-filter :is(script, img, svg, iframe)").count() == 0
    assert not said(page, watch, query)


def test_no_file_runs_that_is_published(
    page: Page, watch: Watch, hostile_site, hostile_url
) -> None:
    wrong: list[str] = []
    opened = 0
    for path in sorted(hostile_site.folder.rglob("*")):
        address = path.relative_to(hostile_site.folder).as_posix()
        if not path.is_file() or path.name == "index.html":
            continue
        if address.startswith(("_static/", ".doctrees/", ".buildinfo")):
            continue
        if path.suffix not in OPENED and not address.startswith(("_images/", "_downloads/")):
            continue
        opened += 1
        try:
            page.goto(hostile_url + quote(address))
        except Exception as error:  # what is downloaded is not shown
            if "Download is starting" not in str(error) and "ERR_ABORTED" not in str(error):
                raise
            continue
        page.wait_for_timeout(30)
        page.mouse.click(40, 40)
        wrong += said(page, watch, address)
        if page.url.rstrip("#") != hostile_url + quote(address):
            wrong.append(f"{address}: led to {page.url}")
    assert opened > 40
    assert not wrong, "\n".join(wrong)


def test_formulas_are_the_same_without_scripts(
    browser: Browser, watch: Watch, hostile_url: str
) -> None:
    """They are there as MathML, with no script and no other host to ask."""
    sizes = []
    for scripts in (True, False):
        with browser.new_context(java_script_enabled=scripts) as context:
            page = context.new_page()
            watch.over(page)
            page.goto(f"{hostile_url}{hostile.PAPERS}/formulas/")
            boxes = [one.bounding_box() for one in page.locator("article math").all()]
            sizes.append([(round(box["width"]), round(box["height"])) for box in boxes if box])
            assert len(sizes[-1]) == len(boxes) >= 3
            assert page.locator("mjx-container, .MathJax").count() == 0
    assert all(width and height for width, height in sizes[0])
    assert sizes[0] == sizes[1]
    assert not watch.found


def test_what_is_refused_is_said_at_its_line(hostile_site: hostile.Site) -> None:
    for name in ("html-line", "links", "formulas", "directives", "roles", "options", "design"):
        path = re.escape(f"{hostile.PAPERS}/{name}.md")
        assert len(re.findall(rf"{path}:\d+(?::\d+)?: (?:error|warning)\[", hostile_site.log)) > 5
    assert str(Path(os.sep) / "etc" / "passwd") not in "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in hostile_site.folder.rglob("*.svg")
    )
