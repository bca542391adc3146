"""Documents that nobody has to write: the corrections of a volume, once there are any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_proceedings.model import Edition
from sphinx_proceedings.sphinx.site import Site, site_of

_TEXT = "---\norphan: true\n---\n\n# Corrections\n\n```{corrections}\n```\n"


def corrections(site: Site, edition: Edition) -> str | None:
    """Return the document with the corrections of an edition, if it has any."""
    if edition.volume is None or not any(paper.corrections for paper in edition.papers_of_volume):
        return None
    return site.page(edition.id, "corrections")


def appendices(site: Site, edition: Edition) -> tuple[str, ...]:
    """Return what comes last in a volume: its corrections, behind all that was printed before."""
    docname = corrections(site, edition)
    return (docname,) if docname else ()


def _documents(site: Site) -> Iterator[str]:
    for edition in site.catalogue.editions.values():
        if docname := corrections(site, edition):
            yield docname


def find(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Let Sphinx read them like all others; a file of the organizers has precedence.

    They lie beside the doctrees: nothing is written into the source.
    """
    del changed
    again = []
    project = env.project
    for docname in _documents(site_of(app.config)):
        if docname in project.docnames:
            continue
        path = Path(app.doctreedir).absolute() / "made" / f"{docname}.md"
        if not path.is_file() or path.read_text(encoding="utf-8") != _TEXT:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_TEXT, encoding="utf-8")
            if docname in env.all_docs:
                again.append(docname)
        project.docnames.add(docname)
        # Sphinx has no public way to say where the file of a document is.
        project._docname_to_path[docname] = path  # noqa: SLF001
        removed.discard(docname)
        if docname not in env.all_docs:
            added.add(docname)
    return again
