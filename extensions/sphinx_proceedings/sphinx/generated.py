"""Pages that have no source: of people, keywords and sessions.

To Sphinx they are documents like all others, so that they are searched, mapped, linked to and made
anew only when what they show has changed. In place of a source each has an empty file beside the
doctrees; the transform that begins papers with their metadata writes all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.project import Project

from sphinx_proceedings.model import Catalogue, Edition, Paper
from sphinx_proceedings.sphinx import leftover
from sphinx_proceedings.sphinx.naming import address, collation, same
from sphinx_proceedings.sphinx.people import People

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_proceedings.sphinx.site import Site

Kind: TypeAlias = Literal["people", "person", "keywords", "keyword", "session"]

_INDEX = "index"
_SOURCES = "generated"

# Environments, repositories and the doctrees of another builder hold Markdown, but no pages. This
# is not for ``exclude_patterns``, which also says what of ``html_extra_path`` is published.
_HIDDEN = (".*", "**/.*")


@dataclass(frozen=True)
class Page:
    """A page without a source, and what it is about."""

    kind: Kind
    name: str = ""


@dataclass(frozen=True)
class Keyword:
    """A keyword as most papers write it, and where it occurs."""

    slug: str
    word: str
    papers: tuple[tuple[Edition, Paper], ...]


class Pages:
    """The pages of a site that have no source, and what several of them need to know."""

    def __init__(self, site: Site) -> None:
        self._site = site
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

    @property
    def catalogue(self) -> Catalogue:
        """All there is."""
        return self._site.catalogue

    @cached_property
    def people(self) -> People:
        """Everybody whom an edition names."""
        return People(self._site.catalogue)

    @cached_property
    def keywords(self) -> Mapping[str, Keyword]:
        """All keywords by their part of an address, in the order of an index."""
        spellings: dict[str, list[str]] = {}
        papers: dict[str, dict[str, tuple[Edition, Paper]]] = {}
        for edition in self._site.catalogue.editions.values():
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
        settings = self._site.settings
        if (folder := settings.people_folder) and self.people.shown:
            yield f"{folder}/{_INDEX}", Page("people")
            for identifier in self.people.shown:
                # Only this name would be another page.
                name = identifier if identifier != _INDEX else address(identifier)
                yield f"{folder}/{name}", Page("person", identifier)
        if (folder := settings.keyword_folder) and self.keywords:
            yield f"{folder}/{_INDEX}", Page("keywords")
            for slug in self.keywords:
                yield f"{folder}/{slug}", Page("keyword", slug)
        if folder := settings.session_folder:
            for edition in self._site.catalogue.editions.values():
                for session in edition.event.sessions:
                    page = Page("session", f"{edition.id}/{session.id}")
                    yield self._site.page(edition.id, folder, session.id), page


class ProjectWithPages(Project):
    """The documents of a project, those without a source among them."""

    def __init__(
        self, like: Project, folder: Path, pages: Iterable[str], *, results: Iterable[Path] = ()
    ) -> None:
        super().__init__(like.srcdir, like.source_suffix)
        self.restore(like)
        self._folder = folder
        self._pages = sorted(pages)
        self._never = [*_HIDDEN, *_below(Path(like.srcdir), results)]

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find all documents; a page that somebody wrote is never replaced by one of ours.

        What is hidden, and what builds leave in the source folder, is no source.
        """
        super().discover([*exclude_paths, *self._never], include_paths)
        written = frozenset(self.docnames)
        for docname in self._pages:
            if docname in written or _twin(docname) in written:
                continue
            path = self._folder / f"{docname}.md"
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
            self.docnames.add(docname)
            self._docname_to_path[docname] = path
            self._path_to_docname[path] = docname
        return self.docnames


def _below(source: Path, folders: Iterable[Path]) -> Iterator[str]:
    """Yield the patterns of those folders that are in the source folder."""
    for folder in folders:
        if folder != source and folder.is_relative_to(source):
            # A sign that means something in a pattern is any sign.
            yield re.sub(r"[*\[]", "?", folder.relative_to(source).as_posix())


def _twin(docname: str) -> str:
    """Return the other document that would be the same folder of the built site."""
    path = PurePosixPath(docname)
    return str(path.parent if path.name == _INDEX else path / _INDEX)


def is_generated(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether a document is one of ours, not one that somebody wrote in its place."""
    return Path(env.doc2path(docname)).is_relative_to(_sources(env))


def _sources(env: BuildEnvironment) -> Path:
    return Path(env.doctreedir, _SOURCES)


def add(app: Sphinx, pages: Pages) -> None:
    """Make Sphinx find the pages in this build."""
    results = (Path(app.outdir), Path(app.doctreedir))
    project = ProjectWithPages(app.project, _sources(app.env), pages.by_docname, results=results)
    app.project = app.env.project = project


def prepare(app: Sphinx, docname: str, _source: list[str]) -> None:
    """Tell Sphinx that no list of contents has to hold such a page."""
    if is_generated(app.env, docname):
        app.env.metadata[docname]["orphan"] = ""


def remove_withdrawn(app: Sphinx, exception: Exception | None) -> None:
    """Delete what this builder made earlier of pages that the site no longer has.

    Sphinx leaves such files; a person who is not to be shown would stay online.
    """
    builder = app.builder
    if exception is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    made = (name for name in app.env.found_docs if is_generated(app.env, name))
    out = Path(app.outdir)
    # One that somebody wrote meanwhile is a page of the same address.
    pages = {str(builder.get_outfilename(name)) for name in app.env.found_docs}
    leftover.remove(
        app,
        "generated",
        (Path(builder.get_outfilename(name)).relative_to(out).as_posix() for name in made),
        ours=lambda file: str(file) not in pages,
    )
