"""The records of papers and volumes in the built site: files beside their pages, and a feed."""

from __future__ import annotations

import datetime as dt
import weakref
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.exports import atom
from sphinx_proceedings.exports.address import Addresses
from sphinx_proceedings.exports.formats import CITE, FORMATS, Format
from sphinx_proceedings.exports.item import Book, Item
from sphinx_proceedings.model import Edition, Paper
from sphinx_proceedings.sphinx.render.late import offprint_path
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import SITES, Site, site_of
from sphinx_proceedings.sphinx.web import output

FILES = tuple(FORMATS[name] for name in CITE if name != "reference")
"""The formats that lie beside the pages of papers and volumes."""

NEWS = "news"
"""The key in the frontmatter of a page that makes it news: the day on which it was."""

_ADDRESSES: weakref.WeakKeyDictionary[Builder, Addresses] = weakref.WeakKeyDictionary()


def addresses(builder: Builder) -> Addresses:
    """Return where this build puts what records point to."""
    if builder not in _ADDRESSES:
        site, base = site_of(builder.config), builder.config.html_baseurl or None
        papers = site.catalogue.papers() if base else ()
        _ADDRESSES[builder] = Addresses(
            base,
            folder=site.settings.folder,
            volumes=site.settings.pdf_folder,
            pages="folder" if builder.name == "dirhtml" else "file",
            pdfs={
                paper.key: f"{str(base).rstrip('/')}/{offprint_path(site, paper, builder.name)}"
                for paper in papers
                if site.offprint(paper) is not None
            },
        )
    return _ADDRESSES[builder]


def item(builder: Builder, paper: Paper) -> Item:
    """Return a paper as records see it."""
    catalogue = site_of(builder.config).catalogue
    return Item(catalogue, catalogue.editions[paper.edition], paper, addresses(builder))


def book(builder: Builder, edition: Edition) -> Book:
    """Return an edition and its volume as records see them."""
    return Book(site_of(builder.config).catalogue, edition, addresses(builder))


def name(identifier: str, kind: Format) -> str:
    """Return the name of a file, which lies in the folder of its page."""
    return f"{identifier}{kind.suffix}"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the records of all papers and volumes that have a page; what is right stays."""
    if exception is not None or app.builder.name not in SITES:
        return
    out = Path(app.outdir)
    made = dict(_files(app.builder, app.env))
    for path, text in made.items():
        # Line ends are those of the formats, on every system.
        output.write(out / path, text)
    output.remove(app, "records", map(str, made))


def _files(builder: Builder, env: BuildEnvironment) -> Iterator[tuple[PurePosixPath, str]]:
    site = site_of(builder.config)
    for paper in site.catalogue.papers():
        docname = site.document(paper)
        if docname in env.found_docs:
            folder = folder_of(builder, docname)
            found = item(builder, paper)
            yield from ((folder / name(paper.id, kind), kind.of_paper(found)) for kind in FILES)
    for edition in site.catalogue.editions.values():
        docname = site.page(edition.id, "index")
        if edition.volume and docname in env.found_docs:
            folder = PurePosixPath(docname).parent
            whole = book(builder, edition)
            yield from ((folder / name(edition.id, kind), kind.of_volume(whole)) for kind in FILES)
    if has_feed(builder):
        yield PurePosixPath(atom.FILE), _feed(builder, env)


def folder_of(builder: Builder, docname: str) -> PurePosixPath:
    """Return where the page of a document lies, relative to the output."""
    page = PurePosixPath(docname)
    return page if builder.name == "dirhtml" else page.parent


def has_feed(builder: Builder) -> bool:
    """Tell whether the site has a feed: its entries need addresses, and there must be any."""
    site: Site = site_of(builder.config)
    return bool(builder.config.html_baseurl) and site.exists and builder.name in SITES


def _feed(builder: Builder, env: BuildEnvironment) -> str:
    site, where = site_of(builder.config), addresses(builder)
    entries = [*atom.papers(site.catalogue, where), *_news(builder, env)]
    config = builder.config
    return atom.feed(
        entries, title=config.project, addresses=where, language=config.language or "en"
    )


def _news(builder: Builder, env: BuildEnvironment) -> Iterator[atom.Entry]:
    """Yield the pages whose frontmatter gives them a day of news."""
    for docname in sorted(env.found_docs):
        given = str(env.metadata[docname].get(NEWS, ""))
        if not given:
            continue
        try:
            day = dt.date.fromisoformat(given)
        except ValueError:
            place = Location(site_of(builder.config).shown(Path(env.doc2path(docname))))
            message = f'"{given[:60]}" is no day for news'
            report(Diagnostic(Code.INVALID_VALUE, message, place, "write it as 2031-05-06"))
            continue
        address = f"{addresses(builder).site}{builder.get_target_uri(docname)}"
        yield atom.Entry(title=env.titles[docname].astext(), address=address, published=day)
