"""The builders: the only ones who know all stages."""

from sphinx_typst.builder.bindery import EVENTS
from sphinx_typst.builder.pdf import TypstPdfBuilder, report_failure
from sphinx_typst.builder.typst import TypstBuilder, note_lost

__all__ = ["EVENTS", "TypstBuilder", "TypstPdfBuilder", "note_lost", "report_failure"]
