"""What the page of a paper says: as a reader sees it, and as machines read its head."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from sphinx_proceedings.parity.facts import Facts, citations, linked, plain

# What pages say around the paper itself; none of it is in the PDF.
# As MathML, or as what MathJax reads.
_FORMULAS = frozenset({"sp-math", "sp-math-block", "math"})
_AROUND = (
    "a.headerlink", ".backrefs", ".sp-cite", ".sp-viewer", ".sp-neighbours", ".sp-correction",
    "nav", "script", "style", "button",
)  # fmt: skip
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_PROSE = ("p", "li", "dd", "td", "th", "figcaption", "caption")


@dataclass(frozen=True)
class Page:
    """What a page shows, what its head says, and the address of its site, if it tells."""

    shown: Facts
    meta: Facts
    data: tuple[object, ...]
    """The descriptions for search engines (JSON-LD)."""
    site: str


def read(path: Path) -> Page:
    """Return what a page says."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    scripts = soup.find_all("script", attrs={"type": "application/ld+json"})
    data = tuple(json.loads(tag.get_text()) for tag in scripts)
    # Last, because it takes away what it has read.
    meta, site = _meta(soup), _site(soup)
    return Page(_shown(soup), meta, data, site)


def _meta(soup: BeautifulSoup) -> Facts:
    def of(name: str) -> list[str]:
        tags = soup.find_all("meta", attrs={"name": f"citation_{name}"})
        return [str(tag.get("content", "")) for tag in tags]

    first, last = of("firstpage"), of("lastpage")
    institutions = of("author_institution")
    return Facts(
        "meta tags",
        title=next(iter(of("title")), None),
        authors=tuple(of("author")),
        affiliations=" ".join(institutions) if institutions else None,
        pages=(first[0], (last or first)[0]) if first else None,
        doi=next(iter(of("doi")), None),
    )


def _shown(soup: BeautifulSoup) -> Facts:
    heading = soup.find("h1")
    section = heading.find_parent("section") if isinstance(heading, Tag) else None
    if not isinstance(heading, Tag) or not isinstance(section, Tag):
        return Facts("page")
    here = _canonical(soup)
    everywhere = _links([soup], here)
    for selector in _AROUND:
        for tag in section.select(selector):
            tag.decompose()
    # Footnotes stand after the section, and are part of the paper.
    notes = list(soup.select("aside.footnote"))
    for tag in soup.select("a.footnote-reference, aside.footnote .label"):
        tag.decompose()
    header = section.select_one(".sp-paper-header")
    authors = tuple(_name(tag) for tag in section.select(".sp-author"))
    affiliations = plain(header.get_text(" ")) if header else ""
    pages = section.select_one(".sp-paper-header .sp-pages")
    equations = tuple(plain(tag.get_text()) for tag in section.select(".eqno"))
    titles = tuple(plain(_unformulaic(tag)) for tag in section.find_all(_HEADINGS))
    prose = citations(_prose([section, *notes]))
    if header is not None:
        header.extract()
    links = _links([section, *notes], here)
    return Facts(
        "page",
        title=plain(_unnumbered(heading)),
        authors=authors,
        affiliations=affiliations or None,
        headings=titles,
        figures=_numbers(section, "figcaption"),
        tables=_numbers(section, "caption"),
        equations=equations,
        references=tuple(plain(tag.get_text()) for tag in section.select(".citation")),
        citations=prose,
        links=links,
        around=everywhere - links,
        pages=_range(pages.get_text()) if pages else None,
    )


def _canonical(soup: BeautifulSoup) -> str:
    """Return the address at which the page says that it is published, if it does."""
    tag = soup.find("link", attrs={"rel": "canonical"})
    return str(tag.get("href", "")) if isinstance(tag, Tag) else ""


def _site(soup: BeautifulSoup) -> str:
    """Return the address of the site, as far as the page of a paper tells."""
    parts = urlsplit(_canonical(soup))
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""


def _links(parts: Iterable[Tag], here: str) -> frozenset[str]:
    hrefs = (
        urljoin(here, href)
        for part in parts
        # A picture that was scaled leads to itself in full size.
        for tag in part.select("a[href]:not(.image-reference)")
        if not (href := str(tag["href"])).startswith("#")
    )
    return frozenset(href for href in hrefs if href.startswith(("http://", "https://", "mailto:")))


def _name(tag: Tag) -> str:
    """Return a name without the marks and identifiers that stand beside it."""
    parts = (
        str(text)
        for text in tag.find_all(string=True)
        if not text.find_parent("sup") and not text.find_parent(class_="sp-orcid")
    )
    return plain("".join(parts))


def _numbers(section: Tag, kind: str) -> tuple[str, ...]:
    return tuple(
        plain(number.get_text())
        for caption in section.find_all(kind)
        if (number := caption.select_one(".caption-number"))
    )


def _range(text: str) -> tuple[str, str] | None:
    numbers = "".join(c if c.isdigit() else " " for c in text).split()
    return (numbers[0], numbers[-1]) if numbers else None


def _prose(parts: list[Tag]) -> Iterator[str]:
    """Yield the running text of each block that holds no other, without formulas and code."""
    for part in parts:
        for block in part.find_all(_PROSE):
            if not block.find(_PROSE) and not block.find_parent(class_="citation"):
                yield "".join(_strings(block))


def _strings(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif not isinstance(child, Tag) or child.name in {"code", "pre"} or _is_formula(child):
            continue
        elif child.name == "a" and str(child.get("href", "")).startswith("#"):
            yield linked("".join(_strings(child)))
        else:
            yield from _strings(child)


def _is_formula(tag: Tag) -> bool:
    return not _FORMULAS.isdisjoint(tag.get_attribute_list("class"))


def _unnumbered(heading: Tag) -> str:
    """Return a title without its number, which a numbered list of contents gives it."""
    return "".join(
        str(text)
        for text in heading.find_all(string=True)
        if not text.find_parent(class_="section-number")
    )


def _unformulaic(tag: Tag) -> str:
    """Return a text without its formulas, which print sets and the page leaves to a script."""
    texts = tag.find_all(string=True)
    return "".join(str(text) for text in texts if not any(map(_is_formula, text.parents)))
