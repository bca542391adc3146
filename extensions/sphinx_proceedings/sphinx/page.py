"""Which pages have no source, of what they are, and what several of them need to know.

Of people, keywords and sessions the site has a page each, and of the corrections of a volume, once
there are any. How Sphinx comes to read them is told in :mod:`.read.generated`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from sphinx_proceedings.model import Catalogue, Edition, Paper
from sphinx_proceedings.sphinx.config import Settings
from sphinx_proceedings.sphinx.naming import address, collation, same
from sphinx_proceedings.sphinx.people import People

Kind: TypeAlias = Literal["people", "person", "keywords", "keyword", "session", "corrections"]

INDEX = "index"
"""What the page of a folder is called."""

_CORRECTIONS = "---\norphan: true\n---\n\n# Corrections\n\n```{corrections}\n```\n"


@dataclass(frozen=True)
class Page:
    """A page without a source, and what it is about."""

    kind: Kind
    name: str = ""
    text: str = ""
    """What is read in place of a source; without it a transform writes all of the page."""


@dataclass(frozen=True)
class Keyword:
    """A keyword as most papers write it, and where it occurs."""

    slug: str
    word: str
    papers: tuple[tuple[Edition, Paper], ...]


class Pages:
    """The pages of a site that have no source, and what several of them need to know."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self.catalogue = catalogue
        self._settings = settings
        self.by_docname: dict[str, Page] = dict(self._made())
        self._docnames: dict[tuple[str, str], str] = {
            (page.kind, page.name): name for name, page in self.by_docname.items()
        }

    def docname(self, kind: str, name: str = "") -> str | None:
        """Return the document of a page, if the site is to have it."""
        return self._docnames.get((kind, name))

    def objects(self) -> Iterator[tuple[str, str, str]]:
        """Yield kind, name and title of what has a page of its own."""
        for page in self.by_docname.values():
            if page.kind == "person":
                yield page.kind, page.name, self.people.title(self.people.shown[page.name])
            elif page.kind == "keyword":
                yield page.kind, page.name, self.keywords[page.name].word
            elif page.kind == "session":
                edition, _, identifier = page.name.partition("/")
                if session := self.catalogue.editions[edition].event.session(identifier):
                    yield page.kind, page.name, session.title

    @cached_property
    def people(self) -> People:
        """Everybody whom an edition names."""
        return People(self.catalogue)

    @cached_property
    def keywords(self) -> Mapping[str, Keyword]:
        """All keywords by their part of an address, in the order of an index."""
        spellings: dict[str, list[str]] = {}
        papers: dict[str, dict[str, tuple[Edition, Paper]]] = {}
        for edition in self.catalogue.editions.values():
            for paper in edition.papers_in_order:
                for word in paper.keywords:
                    slug = address(word)
                    spellings.setdefault(slug, []).append(word)
                    papers.setdefault(slug, {})[paper.key] = (edition, paper)
        found = [
            # The first of those that are written most often.
            Keyword(slug, max(words, key=words.count), tuple(papers[slug].values()))
            for slug, words in spellings.items()
            if same(words[0])
        ]
        found.sort(key=lambda keyword: (collation(keyword.word), keyword.slug))
        return {keyword.slug: keyword for keyword in found}

    def _made(self) -> Iterator[tuple[str, Page]]:
        settings = self._settings
        if (folder := settings.people_folder) and self.people.shown:
            yield f"{folder}/{INDEX}", Page("people")
            for identifier in self.people.shown:
                # Only this name would be another page.
                name = identifier if identifier != INDEX else address(identifier)
                yield f"{folder}/{name}", Page("person", identifier)
        if (folder := settings.keyword_folder) and self.keywords:
            yield f"{folder}/{INDEX}", Page("keywords")
            for slug in self.keywords:
                yield f"{folder}/{slug}", Page("keyword", slug)
        if folder := settings.session_folder:
            for edition in self.catalogue.editions.values():
                for session in edition.event.sessions:
                    page = Page("session", f"{edition.id}/{session.id}")
                    yield settings.page(edition.id, folder, session.id), page
        for edition in self.catalogue.editions.values():
            if edition.volume and any(paper.corrections for paper in edition.papers_of_volume):
                page = Page("corrections", edition.id, _CORRECTIONS)
                yield settings.page(edition.id, "corrections"), page
