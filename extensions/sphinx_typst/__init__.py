"""Print any Sphinx project through Typst: builders `typst` and `typstpdf`."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from sphinx_typst import config, direction
from sphinx_typst.bind import BindError, Metadata, Piece, release
from sphinx_typst.builder import (
    EVENTS,
    TypstBuilder,
    TypstPdfBuilder,
    note_lost,
    report_failure,
)
from sphinx_typst.config import TypstDocument
from sphinx_typst.equation import Equations, line_of, without_references
from sphinx_typst.sheet import font
from sphinx_typst.writer import alternative

__all__ = [
    "BindError",
    "Equations",
    "Metadata",
    "Piece",
    "TypstBuilder",
    "TypstDocument",
    "TypstPdfBuilder",
    "line_of",
    "release",
    "setup",
    "without_references",
]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builders and their options."""
    app.add_builder(TypstBuilder)
    app.add_builder(TypstPdfBuilder)
    config.register(app)
    for event in EVENTS:
        app.add_event(event)
    app.connect("config-inited", config.check)
    app.connect("config-inited", font.check)
    app.connect("doctree-resolved", alternative.check)
    app.connect("html-page-context", direction.mark)
    app.connect("warn-missing-reference", note_lost)
    app.connect("build-finished", report_failure)
    return {"version": "0.1", "parallel_read_safe": True, "parallel_write_safe": True}
