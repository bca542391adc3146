"""What stops the reading of one page or one field, and how it is told."""

from __future__ import annotations

from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.sphinx.read.limit import TooMuchError


class UnreadableError(Exception):
    """Ends the reading of a text; says why and where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def explained(error: Exception, place: Location) -> Diagnostic:
    """Return the diagnostic of whatever stopped the reading of a text at a place."""
    if isinstance(error, UnreadableError):
        return error.diagnostic
    if isinstance(error, TooMuchError):
        hint = "divide it; its text is left out"
        return Diagnostic(Code.TOO_LARGE, str(error), Location(place.path, error.line), hint)
    if isinstance(error, RecursionError):
        return Diagnostic(Code.TOO_DEEP, "this is nested too deeply to be read", place)
    message = f"this cannot be read: {type(error).__name__}: {quote(str(error))}"
    return Diagnostic(Code.INTERNAL_ERROR, message, place, "please report it")
