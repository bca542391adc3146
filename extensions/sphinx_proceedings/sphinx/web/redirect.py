"""Pages that have moved: where they were is a page that leads to where they are."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import SITES, Site, site_of
from sphinx_proceedings.sphinx.web import output

# By this a page is known to be one of ours, which may be written again.
_MARK = "<!-- This page has moved: sphinx-proceedings. -->"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write a page at every former address; one that somebody wrote is never replaced.

    All lead to pages of this site: they are given as documents, never as addresses.
    """
    if exception is not None or app.builder.name not in SITES:
        return
    site = site_of(app.config)
    conf = Location(site.shown(Path(app.confdir, "conf.py")))
    pages = {_page(docname) for docname in app.env.found_docs}
    taken: dict[str, str] = {}
    made: list[str] = []
    for old, new, place in _moves(site, conf):
        if new not in app.env.found_docs:
            _refuse(place, f'"{old}" cannot lead to "{new}": there is no such page')
        elif _page(old) in pages:
            _refuse(place, f'"{old}" is a page of the site: it cannot lead to another one')
        elif taken.setdefault(_page(old), new) != new:
            _refuse(place, f'"{old}" leads to "{taken[_page(old)]}" already')
        else:
            made.append(_write(app, _page(old), new))
    output.remove(app, "redirects", made, ours=_is_ours)


def _moves(site: Site, conf: Location) -> Iterator[tuple[str, str, Location]]:
    for old, new in site.settings.redirects.items():
        yield old, new, conf
    for paper in site.catalogue.papers():
        for old in paper.moved_from:
            yield old, site.document(paper), paper.source


def _refuse(place: Location, message: str) -> None:
    report(Diagnostic(Code.INVALID_VALUE, message, place))


def _page(docname: str) -> str:
    """Return what a page and its folder have in common: ``a`` and ``a/index`` are one address."""
    name = docname.removesuffix(".html")
    return name.removesuffix("/index") if name != "index" else name


def _is_ours(file: Path) -> bool:
    return _MARK in file.read_text(encoding="utf-8", errors="replace")[:500]


def _write(app: Sphinx, old: str, new: str) -> str:
    """Write one page and return its path in the site."""
    builder = app.builder
    folders = builder.name == "dirhtml"
    here = f"{old}/" if folders else f"{old}.html"
    path = f"{old}/index.html" if folders else f"{old}.html"
    file = Path(app.outdir, path)
    if file.exists() and not _is_ours(file):
        return path  # A file of the project's own, such as one of ``html_extra_path``.
    target = builder.get_target_uri(new)
    link = escape(relative_uri(here, target) or "./")
    title = escape(app.env.titles[new].astext())
    base = str(app.config.html_baseurl or "")
    canonical = f'<link rel="canonical" href="{escape(base.rstrip("/") + "/" + target)}">\n'
    text = (
        f"<!DOCTYPE html>\n{_MARK}\n"
        f'<html lang="{escape(app.config.language or "en")}">\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        f'<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={link}">\n'
        f"{canonical if base else ''}"
        f'<p>This page has moved: <a href="{link}">{title}</a>.</p>\n</html>\n'
    )
    output.write(file, text)
    return path
