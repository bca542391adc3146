"""Writes the full text of each paper beside its page, whenever the page is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.locale import admonitionlabels

from sphinx_proceedings.exports import jats
from sphinx_proceedings.exports.formats import FORMATS
from sphinx_proceedings.exports.macro import expanded
from sphinx_proceedings.model import Paper
from sphinx_proceedings.sphinx.read.failure import explained
from sphinx_proceedings.sphinx.read.guard import LEFT_OUT
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import SITES, site_of
from sphinx_proceedings.sphinx.web import output, record
from sphinx_proceedings.sphinx.web.jats.article import Facts, converted

SUFFIX = FORMATS["jats"].suffix


def register(app: Sphinx) -> None:
    """Write with the pages, and what is missing."""
    app.connect("env-updated", _missing)
    app.connect("html-page-context", _write)
    app.connect("build-finished", _sweep)


def is_beside(env: BuildEnvironment, docname: str, paper: Paper) -> bool:
    """Tell whether a paper has a text that may be read."""
    read = not env.metadata[docname].get(LEFT_OUT)
    return paper.has_text and not paper.is_withdrawn and docname in env.found_docs and read


def _papers(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the pages of the papers with a text, and their files."""
    site = site_of(app.config)
    for paper in site.catalogue.papers():
        docname = site.document(paper)
        if is_beside(app.env, docname, paper):
            yield docname, _path(app, docname, paper)


def _path(app: Sphinx, docname: str, paper: Paper) -> str:
    return str(record.folder_of(app.builder, docname) / f"{paper.id}{SUFFIX}")


def _missing(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to be written again because their text is not beside them."""
    del env
    if app.builder.name not in SITES:
        return []
    return [name for name, path in _papers(app) if not Path(app.outdir, path).is_file()]


def _write(
    app: Sphinx, page: str, _template: str, _context: dict[str, Any], tree: nodes.document | None
) -> None:
    paper = site_of(app.config).entries.get(page)
    if app.builder.name not in SITES or tree is None or not isinstance(paper, Paper):
        return
    if not is_beside(app.env, page, paper):
        return
    target = Path(app.outdir, _path(app, page, paper))
    try:
        text = _article(app, page, paper, tree)
    except Exception as error:  # noqa: BLE001  # no text of a paper may end the build
        report(explained(error, paper.source))
        # The page says something else by now.
        target.unlink(missing_ok=True)
        return
    output.write(target, text)


def _article(app: Sphinx, docname: str, paper: Paper, tree: nodes.document) -> str:
    item = record.item(app.builder, paper)
    facts = Facts(
        address=item.url or "",
        tex=partial(expanded, macros=paper.math),
        labels=dict(_labels(app, docname)),
        names={name: str(label) for name, label in admonitionlabels.items()},
    )
    return jats.article(item, *converted(tree, facts))


def _labels(app: Sphinx, docname: str) -> Iterator[tuple[str, str]]:
    """Yield how the page numbers its sections, figures, tables and listings."""
    for anchor, numbers in app.env.toc_secnumbers.get(docname, {}).items():
        if anchor.startswith("#"):
            yield anchor[1:], ".".join(map(str, numbers))
    for kind, found in app.env.toc_fignumbers.get(docname, {}).items():
        words = str(app.config.numfig_format.get(kind, "%s"))
        for name, numbers in found.items():
            number = ".".join(map(str, numbers))
            yield name, words.replace("%s", number).replace("{number}", number)


def _sweep(app: Sphinx, exception: Exception | None) -> None:
    """Take the texts away that are not to be read any more."""
    if exception is None and app.builder.name in SITES:
        output.remove(app, "jats", [path for _, path in _papers(app)])
