"""Diagnostics in Sphinx's log, in the same words as everywhere else."""

from __future__ import annotations

import logging
import re
import weakref
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.application import Sphinx
from sphinx.util import logging as sphinx_logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity, Tally
from sphinx_proceedings.sphinx.message import translated
from sphinx_proceedings.sphinx.site import Site, find_site, site_of

logger = sphinx_logging.getLogger(__name__)

MARK = "proceedings_diagnostic"
"""The attribute of a record that holds the finding which it is."""


_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.INFO: logging.INFO,
}


class _Verbatim(sphinx_logging.SphinxWarningLogRecord):
    """A record whose message says place and severity itself."""

    prefix = ""


class _Translate(logging.Filter):
    """Put what others say of a page of the proceedings into our words; say nothing twice.

    It comes before Sphinx asks which messages are suppressed, so that both names of one count.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._shown: set[Diagnostic] = set()
        self._tally = Tally()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is news."""
        diagnostic = getattr(record, MARK, None) or self._translated(record)
        if diagnostic is None:
            return True
        if diagnostic in self._shown:
            return False
        self._shown.add(diagnostic)
        told = self._tally.told(diagnostic)
        if told is None:
            return False
        if told is not diagnostic:
            vars(record).update(_as_record(told))
        return True

    def _translated(self, record: logging.LogRecord) -> Diagnostic | None:
        site = find_site(self._app.config)
        if site is None or is_suppressed_warning(
            getattr(record, "type", ""),
            getattr(record, "subtype", ""),
            self._app.config.suppress_warnings,
        ):
            return None
        found = translated(record, site, lambda docname: str(self._app.env.doc2path(docname)))
        if found is not None:
            vars(record).update(_as_record(found))
        return found


class _ShowVerbatim(logging.Filter):
    """Print our records as they are: Sphinx would say severity and code twice."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass; the last filter of a handler decides on its class."""
        diagnostic = getattr(record, MARK, None)
        if diagnostic is not None:
            record.__class__ = _Verbatim
            record.msg, record.args = "%s", (diagnostic,)
            if diagnostic.severity == Severity.ERROR:
                # As of the command: what is wrong is built around, and the build has failed.
                self._app.statuscode = 1
        return True


def _as_record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return what a record holds that says a finding."""
    level = _LEVELS[diagnostic.severity]
    return {
        MARK: diagnostic,
        "msg": "%s",
        "args": (diagnostic,),
        "location": None,
        "type": "proceedings",
        "subtype": str(diagnostic.code),
        "levelno": level,
        "levelname": logging.getLevelName(level),
    }


# What others log, and how loading calls it.
_OTHERS = {
    ("bibtex", "key_not_found"): Code.UNKNOWN_CITATION,
    ("image", "not_readable"): Code.MISSING_FILE,
}
# Where nothing is listed, nothing can be found.
_UNLISTED = Code.MISSING_BIBLIOGRAPHY
# Why something is not there.
_REASONS = {
    Code.UNKNOWN_PERSON: (Code.UNCONFIRMED_AUTHOR,),
    Code.UNKNOWN_CITATION: (_UNLISTED,),
}
_LOGGERS = (
    __name__,
    "sphinxcontrib.bibtex.domain",
    "sphinxcontrib.bibtex.directives",
    "sphinx.environment.collectors.asset",
)
_QUOTED = re.compile('"([^"]*)"')


class _SaidBefore(logging.Filter):
    """Drop what loading has reported already, of the same thing in the same file.

    It knows the line and column, where reading often knows those of the paragraph only.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = weakref.ref(app)

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is news."""
        app = self._app()
        site = find_site(app.config) if app else None
        if app is None or site is None:
            return True
        diagnostic = getattr(record, MARK, None)
        if diagnostic is not None:
            # What loading reports itself passes.
            return diagnostic in site.known or not _is_known(
                site, diagnostic.code, diagnostic.location.path, diagnostic.message
            )
        kind = (getattr(record, "type", ""), getattr(record, "subtype", ""))
        if kind not in _OTHERS:
            return True
        path = _path(app, site, getattr(record, "location", None))
        return not _is_known(site, _OTHERS[kind], path, record.getMessage())


def _is_known(site: Site, code: Code, path: str, message: str) -> bool:
    """Tell whether loading has found this, of what the message names, in a file."""
    about = {*_QUOTED.findall(message), message.rpartition("/")[2]}
    codes = {code, *_REASONS.get(code, ())}
    for found in site.found_in.get(path, ()):
        if found.code in codes:
            quoted = _QUOTED.findall(found.message)
            names = {*quoted, *(name.rpartition("/")[2] for name in quoted)}
            if found.message == message or names & about or found.code == _UNLISTED:
                return True
    return False


def _path(app: Sphinx, site: Site, location: object) -> str:
    """Return the path, as findings show it, of the place of a record."""
    if isinstance(location, nodes.Node):
        return site.shown(Path(get_source_line(location)[0] or ""))
    if isinstance(location, tuple) and location and location[0]:
        return site.shown(Path(app.env.doc2path(str(location[0]))))
    return ""


def prepare(app: Sphinx) -> None:
    """Make Sphinx print diagnostics as they are, and fail for errors; call once an application."""
    for handler in logging.getLogger(sphinx_logging.NAMESPACE).handlers:
        if isinstance(handler, sphinx_logging.WarningStreamHandler):
            handler.filters.insert(0, _Translate(app))
            handler.addFilter(_ShowVerbatim(app))
    for name in _LOGGERS:
        source = logging.getLogger(f"{sphinx_logging.NAMESPACE}.{name}")
        for old in [one for one in source.filters if isinstance(one, _SaidBefore)]:
            source.removeFilter(old)
        source.addFilter(_SaidBefore(app))


def report_findings(app: Sphinx) -> None:
    """Log what loading found."""
    site = site_of(app.config)
    for diagnostic in site.diagnostics:
        report(diagnostic)
    wanted = site.settings.edition
    if wanted and wanted not in site.catalogue.editions:
        there = ", ".join(site.catalogue.editions)
        report(
            Diagnostic(
                Code.UNKNOWN_EDITION,
                f'proceedings_edition names "{wanted}", which does not exist',
                Location(site.shown(Path(app.confdir, "conf.py"))),
                f"there are: {there}" if there else "",
            )
        )


def report(diagnostic: Diagnostic) -> None:
    """Log one diagnostic; an error fails the build, with ``-W`` a warning does too.

    Its code is the warning's subtype, so ``suppress_warnings = ["proceedings.<code>"]`` works.
    """
    # The message may hold per cent signs: it is an argument, never a format.
    logger.log(
        _LEVELS[diagnostic.severity],
        "%s",
        diagnostic,
        type="proceedings",
        subtype=str(diagnostic.code),
        extra={MARK: diagnostic},
    )


def report_missing_equation(node: nodes.Node, label: str) -> None:
    """Report a reference of a formula to an equation that there is not."""
    logger.warning(
        "no equation is called `%s`",
        label,
        type="proceedings",
        subtype=str(Code.UNKNOWN_REFERENCE),
        location=node,
    )
