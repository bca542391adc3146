"""One page that cannot be read never ends a build: it says so, and the others are read."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_proceedings.diagnostics import Diagnostic, Location
from sphinx_proceedings.sphinx.read.failure import explained
from sphinx_proceedings.sphinx.read.file import findings
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.said import witness
from sphinx_proceedings.sphinx.site import Site, site_of

logger = logging.getLogger(__name__)

# In the metadata of a page: what of it is left out.
LEFT_OUT = "proceedings-left-out"
TEXT = "text"
ALL = "all"

# Whatever the bytes of a file are, this reads them; the text is not used.
_ANYTHING = "latin-1"


def left_out(app: Sphinx, docname: str) -> str:
    """Return what a page leaves out: nothing, its ``text``, or ``all`` of what it would show."""
    found: str = app.env.metadata[docname].get(LEFT_OUT, "")
    return found


def guard(app: Sphinx) -> None:
    """Make the builder read a page again, without its text, if reading it fails.

    Whatever fails is caught, for there is no end to what a stranger's text may stumble over: the
    parser, the transforms, or storing the result. Mistakes of the organizers' own pages stay
    loud, for their extensions and their configuration may be what fails.
    """
    builder, env = app.builder, app.env
    read = builder.read_doc
    usual = env.settings["input_encoding"]

    def again(docname: str, what: str, **options: Any) -> None:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        env.metadata[docname][LEFT_OUT] = what
        env.settings["input_encoding"] = _ANYTHING
        try:
            read(docname, **options)
        finally:
            env.settings["input_encoding"] = usual

    def careful(docname: str, **options: Any) -> None:
        site = site_of(app.config)
        try:
            read(docname, **options)
        except Exception as error:
            found = _explained(site, docname, Path(env.doc2path(docname)), error)
            if not found:
                raise
            for diagnostic in found:
                if diagnostic not in site.known:
                    report(diagnostic)
            # As text: what a reading process logs is sent to its parent.
            logger.debug("reading %s failed: %s", docname, traceback.format_exc())
        else:
            return
        try:
            again(docname, TEXT, **options)
        except Exception:
            if not site.holds(docname):
                raise
            # What the catalogue says of it is to blame.
            logger.debug("without its text: %s", traceback.format_exc())
            again(docname, ALL, **options)

    # Of this builder alone. Sphinx has no event for a page that cannot be read.
    vars(builder)["read_doc"] = _heard(app, careful)


def _heard(app: Sphinx, read: Callable[..., None]) -> Callable[..., None]:
    """Return a function that reads a page, and keeps what is said of it."""

    def heard(docname: str, **options: Any) -> None:
        with witness(app).of(docname):
            read(docname, **options)

    return heard


def _explained(site: Site, docname: str, path: Path, error: Exception) -> list[Diagnostic]:
    """Return what is wrong with a page, or nothing if its error is not ours to explain."""
    if isinstance(error, UnicodeDecodeError):
        real = path.resolve()
        if found := findings(real, real.parent, site.base):
            return list(found)
    if not site.holds(docname):
        return []
    return [explained(error, Location(site.shown(path)))]
