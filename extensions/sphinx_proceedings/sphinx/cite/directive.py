"""Where a page lists what it cites, and what is said of one that has no such list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.directives import BibliographyDirective

from sphinx import addnodes
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.sphinx.cite.entry import Nearest
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import site_of


class Bibliography(BibliographyDirective):
    """``{bibliography}``: what this page cites, unless its options say otherwise.

    bibtex's own lists what any page cites, so that the list of one paper would hold the
    references of all.
    """

    def run(self) -> Sequence[nodes.Node]:
        """Restrict the list to its page where nothing else is asked for."""
        if not {"all", "cited", "notcited", "filter"} & self.options.keys():
            self.options["filter"] = "docname in docnames"
        domain: Any = self.env.domains["cite"]
        before = set(domain.bibliographies)
        found: Sequence[nodes.Node] = super().run()
        page = Path(self.env.doc2path(self.env.current_document.docname)).resolve()
        for key in domain.bibliographies.keys() - before:
            value = domain.bibliographies[key]
            files = Nearest(value.bibfiles, page, all_files=not self.arguments)
            domain.bibliographies[key] = value._replace(bibfiles=files)
        return found


def check_lists(app: Sphinx, env: BuildEnvironment) -> None:
    """Report citations in papers that have no bibliography to lead to."""
    site = site_of(app.config)
    domain: Any = env.domains["cite"]
    listed = {key.docname for key in domain.bibliographies}
    citing = {citation.docname for citation in domain.citation_refs}
    for docname in sorted(filter(site.holds, citing - listed)):
        cited = (
            get_source_line(node)[1]
            for node in env.get_doctree(docname).findall(addnodes.pending_xref)
            if node.get("refdomain") == "cite"
        )
        line = next(filter(None, cited), 0)
        report(
            Diagnostic(
                Code.MISSING_BIBLIOGRAPHY,
                "this page cites, and has no bibliography",
                Location(site.shown(Path(env.doc2path(docname))), line),
                "end it with a heading and a {bibliography} directive",
                Severity.WARNING,
            )
        )
