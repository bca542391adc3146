"""Every link within the site leads somewhere: to a file that is there, to an anchor in it."""

from __future__ import annotations

import functools
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

HERE = "https://site.example/root/"
NOT_FOUND = "404/"  # shown in place of any page: its links count from the root
ATTRIBUTES = ("href", "src", "poster", "data")


@functools.cache
def parsed(path: Path) -> BeautifulSoup:
    """Return a page of the site, read once."""
    return BeautifulSoup(path.read_bytes(), "html.parser")


@functools.cache
def anchors(path: Path) -> frozenset[str]:
    """Return the names that a link to this page may have after its #."""
    tags = parsed(path).find_all(lambda tag: tag.has_attr("id") or tag.name == "a")
    return frozenset(str(tag.get(key)) for tag in tags for key in ("id", "name") if tag.get(key))


def broken(site: Path, address: str) -> list[str]:
    """Return the links of a page that lead nowhere, each with the reason."""
    return [
        f"<{tag.name}> {link}: {reason}"
        for tag in parsed(site / address / "index.html").select("*")
        for link in filter(None, (tag.get(name) for name in ATTRIBUTES))
        if (reason := why_broken(site, absolute(address, str(link))))
    ]


def absolute(address: str, link: str) -> str:
    """Return the address that a link of a page leads to."""
    if address == NOT_FOUND and link.startswith("/"):
        return HERE + link.removeprefix("/")
    return urljoin(HERE + address, link)


def why_broken(site: Path, url: str) -> str | None:
    """Say why an absolute address within the site leads nowhere; nothing if it does not."""
    parts = urlsplit(url)
    if parts.netloc != urlsplit(HERE).netloc:
        return None if parts.scheme in {"https", "http", "mailto", "data", "tel"} else "odd scheme"
    root = urlsplit(HERE).path
    if not parts.path.startswith(root):
        return "leaves the site"
    target = site / unquote(parts.path.removeprefix(root))
    if target.is_dir():
        if not parts.path.endswith("/"):
            return "a page without its slash: needs a redirect"
        target /= "index.html"
    if not target.is_file():
        return "no such file"
    fragment = unquote(parts.fragment)
    if fragment and target.suffix == ".html" and fragment not in anchors(target):
        return f"no anchor #{fragment} there"
    return None


def test_links_of_the_page_resolve(site: Path, address: str) -> None:
    assert not (found := broken(site, address)), "\n".join(found)


def test_the_page_says_what_it_is(site: Path, address: str) -> None:
    soup = parsed(site / address / "index.html")
    assert soup.html is not None
    assert soup.html.get("lang"), "the language is missing"
    assert soup.title is not None
    assert soup.title.get_text(strip=True), "the title is missing"
    assert len(soup.find_all("h1")) == 1
    identifiers = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert sorted(set(identifiers)) == sorted(identifiers), "an id occurs twice"
    assert all(image.has_attr("alt") for image in soup.find_all("img"))


def test_no_markup_is_left_over(site: Path, address: str) -> None:
    body = BeautifulSoup((site / address / "index.html").read_bytes(), "html.parser").article
    for code in body.select("pre, code") if body else ():
        code.decompose()
    text = body.get_text() if body else ""
    assert not [mark for mark in ("```", ":::", "{paper}", "{person}", "](") if mark in text]


def test_the_site_has_a_page_for_lost_readers(site: Path) -> None:
    page = parsed(site / NOT_FOUND / "index.html")
    assert page.select("h1")
    assert page.select("a[href]")
