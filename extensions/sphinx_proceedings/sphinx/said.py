"""What was said of a page is said again by every build, until the page is read anew.

Sphinx warns of a page when it reads or writes it, and is silent when it keeps what it has. What is
said while a page is read is kept with the environment; a page of which something is said later is
written again by the next build, which says it again.
"""

from __future__ import annotations

import json
import logging
import os
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.application import Sphinx
from sphinx.util import logging as sphinx_logging
from sphinx.util.logging import is_suppressed_warning

from sphinx_proceedings.diagnostics import Diagnostic
from sphinx_proceedings.sphinx.message import plain_text, translated
from sphinx_proceedings.sphinx.report import MARK, report
from sphinx_proceedings.sphinx.site import find_site

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = sphinx_logging.getLogger(__name__)

_FILE: Final = "proceedings-said.json"
_SEEN: Final = "proceedings_seen"


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was logged: a finding, or what others say of pages that are not ours."""

    level: int
    text: str
    type: str
    subtype: str
    location: str | None
    diagnostic: Diagnostic | None = None

    def again(self) -> None:
        """Log it once more."""
        if self.diagnostic is not None:
            report(self.diagnostic)
        else:
            logger.log(
                self.level,
                "%s",
                self.text,
                type=self.type,
                subtype=self.subtype,
                location=self.location,
            )


class Witness(logging.Handler):
    """Hears every message of a build, and knows the page that it is of."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.INFO)
        self._app = app
        self._reading: list[Said] | None = None
        self._quiet = False
        self._file = Path(app.doctreedir, _FILE)
        self._before: set[str] = set()
        self._later: set[str] = set()
        self.findings: list[Said] = []
        """Everything that was said, in order."""

    @contextmanager
    def of(self, docname: str) -> Iterator[None]:
        """Keep what is said while a page is read; reading processes have no handlers."""
        root = logging.getLogger(sphinx_logging.NAMESPACE)
        is_new = self not in root.handlers
        if is_new:
            root.addHandler(self)
        around, self._reading = self._reading, []
        try:
            yield
        finally:
            kept = _kept(self._app.env)
            kept[docname] = list(dict.fromkeys([*kept.get(docname, ()), *self._reading]))
            self._reading = around
            if is_new:
                root.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Take down a message."""
        # Sphinx logs a record again that it held back, or that a reading process sends.
        seen = getattr(record, _SEEN, None)
        if seen == os.getpid():
            return
        vars(record)[_SEEN] = os.getpid()
        if self._quiet:
            return
        diagnostic = getattr(record, MARK, None)
        if diagnostic is None and record.levelno < logging.WARNING:
            return
        site = find_site(self._app.config)
        env = getattr(self._app, "env", None)
        if site is None or env is None:
            return
        type_ = str(getattr(record, "type", "") or "")
        subtype = str(getattr(record, "subtype", "") or "")
        if is_suppressed_warning(type_, subtype, self._app.config.suppress_warnings):
            return
        if diagnostic is None:
            diagnostic = translated(record, site, env.doc2path)
        said = Said(
            record.levelno,
            plain_text(record),
            type_,
            subtype,
            _location(getattr(record, "location", None), env),
            diagnostic,
        )
        self.findings.append(said)
        if self._reading is not None:
            self._reading.append(said)
        elif seen is None and (docname := _page(said, env)):
            self._later.add(docname)

    def repeat(self, _app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
        """Say again what was said of the pages that are kept."""
        read = set(docnames)
        self._quiet = True
        for docname, found in sorted(_kept(env).items()):
            if docname in read or docname not in env.found_docs:
                continue
            for said in found:
                self.findings.append(said)
                said.again()
        self._quiet = False

    def write_again(self, app: Sphinx, _env: BuildEnvironment) -> list[str]:
        """Return the pages of which something was said after they had been read."""
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        self._before = set(kept.get(app.builder.name, ())) & set(app.env.found_docs)
        return sorted(self._before)

    def keep(self, app: Sphinx, error: Exception | None) -> None:
        """Remember the pages that the next build is to write again."""
        later = self._later if error is None else self._later | self._before
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        if kept.get(app.builder.name, []) != sorted(later):
            kept[app.builder.name] = sorted(later)
            self._file.write_text(json.dumps(kept), encoding="utf-8")


_WITNESSES: weakref.WeakKeyDictionary[Sphinx, Witness] = weakref.WeakKeyDictionary()


def register(app: Sphinx) -> None:
    """Hear everything from now on."""
    found = _WITNESSES[app] = Witness(app)
    root = logging.getLogger(sphinx_logging.NAMESPACE)
    for old in [one for one in root.handlers if isinstance(one, Witness)]:
        root.removeHandler(old)
    root.addHandler(found)
    app.connect("env-before-read-docs", found.repeat)
    app.connect("env-updated", found.write_again)
    app.connect("build-finished", found.keep)


def witness(app: Sphinx) -> Witness:
    """Return who hears the messages of a build."""
    return _WITNESSES[app]


def _kept(env: BuildEnvironment) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = env.domaindata["proceedings"]["said"]
    return found


def _location(location: object, env: BuildEnvironment) -> str | None:
    if isinstance(location, nodes.Node):
        source, line = get_source_line(location)
        return f"{source}:{line or ''}" if source else None
    if isinstance(location, tuple):
        docname, line = location
        return f"{env.doc2path(docname)}:{line or ''}" if docname else None
    return str(location) if location else None


def _page(said: Said, env: BuildEnvironment) -> str | None:
    """Return the page that something is said of, after reading."""
    if docname := env.current_document.docname:
        return docname
    path = (said.location or "").rpartition(":")[0]
    return env.path2doc(path) if path else None
