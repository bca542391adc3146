"""Reports markup that is not allowed, at its place in the document that is being read."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.sphinx.message import pinpointed
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import site_of


def refuse(  # noqa: PLR0917  # a place in a document, and a finding
    document: nodes.document,
    code: Code,
    message: str,
    line: int,
    hint: str = "",
    typed: str = "",
    *,
    column: int = 0,
    severity: Severity = Severity.ERROR,
) -> None:
    """Report markup that is not allowed, at its line of the document being read."""
    site = site_of(document.settings.env.config)
    # Within an included file the document's source is that file.
    source = Path(str(document["source"]))
    place = Location(site.shown(source), line, column)
    place = pinpointed(place, source, [typed] if typed else [])
    report(Diagnostic(code, message, place, hint, severity))
