"""Diagnostics in Sphinx's log, in the same words as everywhere else."""

from __future__ import annotations

import logging

from sphinx.application import Sphinx
from sphinx.util import logging as sphinx_logging

from sphinx_proceedings.diagnostics import Diagnostic, Severity

logger = sphinx_logging.getLogger(__name__)

_MARK = "proceedings_diagnostic"


class _Verbatim(sphinx_logging.SphinxWarningLogRecord):
    """A record whose message says place and severity itself."""

    prefix = ""


class _ShowVerbatim(logging.Filter):
    """Print our records without the prefix of Sphinx, which would say the severity twice."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass; the last filter of a handler decides on its class."""
        if getattr(record, _MARK, False):
            record.__class__ = _Verbatim
            if record.levelno >= logging.ERROR:
                # As of the command: what is wrong is built around, and the build has failed.
                self._app.statuscode = 1
        return True


def prepare(app: Sphinx) -> None:
    """Make Sphinx print diagnostics as they are, and fail for errors; call once an application."""
    for handler in logging.getLogger(sphinx_logging.NAMESPACE).handlers:
        if isinstance(handler, sphinx_logging.WarningStreamHandler):
            handler.addFilter(_ShowVerbatim(app))


def report(diagnostic: Diagnostic) -> None:
    """Log one diagnostic; an error fails the build, with ``-W`` a warning does too.

    Its code is the warning's subtype, so ``suppress_warnings = ["proceedings.<code>"]`` works.
    """
    level = {
        Severity.ERROR: logging.ERROR,
        Severity.WARNING: logging.WARNING,
        Severity.INFO: logging.INFO,
    }[diagnostic.severity]
    # The message may hold per cent signs: it is an argument, never a format.
    logger.log(
        level,
        "%s",
        diagnostic,
        type="proceedings",
        subtype=str(diagnostic.code),
        extra={_MARK: True},
    )
