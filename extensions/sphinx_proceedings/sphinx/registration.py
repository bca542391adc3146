"""What Sphinx is told, in the order of a build; each room registers what it does itself."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_proceedings.sphinx import cite, config, press, read, render, report, said, web
from sphinx_proceedings.sphinx.check import CheckBuilder
from sphinx_proceedings.sphinx.site import bibliographies, open_site
from sphinx_proceedings.sphinx.web.camera import FOLDER

_EXTENSIONS = (
    "myst_parser",
    "sphinxcontrib.bibtex",
    "sphinx_design",
    "sphinx_typst",
    "sphinx_copybutton",
    "notfound.extension",
    "sphinxext.opengraph",
)


def register(app: Sphinx) -> None:
    """Register everything with Sphinx.

    Events call their listeners by priority, and those of one priority in the order in which they
    are connected: what a room does comes before what the rooms after it do.
    """
    report.prepare(app)
    said.register(app)
    with contextlib.redirect_stdout(io.StringIO()):
        # It prints, each time, that it cannot draw pictures that nobody asked for.
        importlib.import_module("sphinxext.opengraph")
    for name in _EXTENSIONS:
        app.setup_extension(name)
    address = config.given(app.config).get("html_baseurl")
    if address or os.environ.get("READTHEDOCS_CANONICAL_URL"):
        # A map of the site needs its address, and without one the extension warns.
        app.setup_extension("sphinx_sitemap")
    config.add_to(app.add_config_value)
    # As the rooms do, before 500, where other extensions read what is set here.
    app.connect("config-inited", _load, priority=100)
    app.connect("builder-inited", report.report_findings)
    app.add_builder(CheckBuilder)
    for room in (read, cite, render, web, press):
        room.register(app)


def _load(app: Sphinx, settings: Config) -> None:
    """Load the catalogue, which all rooms ask."""
    # Prints and sites find each other as neighbours; see :mod:`.web.offer`.
    printed = (
        Path(app.outdir),
        Path(app.outdir).parent / "pdf",
        Path(app.doctreedir, FOLDER),
    )
    found = bibliographies(app)
    open_site(settings, config.read(settings), Path(app.srcdir), found, printed)
