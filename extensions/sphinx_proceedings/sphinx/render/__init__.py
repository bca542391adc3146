"""From what a page asks for to standard nodes, which every builder knows."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.nodes import print_only, screen_only, site_file, web_only
from sphinx_proceedings.sphinx.render import fit, transform


def register(app: Sphinx) -> None:
    """Register the transforms of reading, and what fits a document to its builder."""
    app.connect("doctree-resolved", fit.fit_to_builder)
    for node in (print_only, screen_only, site_file, web_only):
        app.add_node(node)
    app.add_transform(transform.FillPlaceholders)
    app.add_transform(transform.LeaveAfterNotes)
