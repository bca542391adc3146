"""Style sheets, scripts and templates of the site: files of ours, which a project's own replace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.nodes import facets

TEMPLATES = Path(__file__).parent / "templates"
_STATIC = Path(__file__).parent / "static"


def register(app: Sphinx) -> None:
    """Add the files that all pages load, and those that some do."""
    app.add_css_file("proceedings.css")
    app.add_css_file("pages.css")
    app.add_js_file("proceedings.js", loading_method="defer")
    app.connect("builder-inited", _offer_files)
    app.connect("html-page-context", _add_filter)


def _offer_files(app: Sphinx) -> None:
    # Before the project's own folders, so that a file of the same name there wins.
    if app.builder.format == "html":
        app.config.html_static_path.insert(0, str(_STATIC))


def _add_filter(
    app: Sphinx, _page: str, _template: str, _context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Load the script that filters where there is a list to filter."""
    if tree is not None and next(tree.findall(facets), None) is not None:
        app.add_js_file("filter.js", loading_method="defer")
