"""The page for readers who are lost, where web servers look for it."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx


def place(app: Sphinx, exception: Exception | None) -> None:
    """Put the page at ``404.html``, too.

    Its links do not depend on where it is; the builder ``dirhtml`` makes ``404/index.html`` only.
    """
    made = Path(app.outdir, "404", "index.html")
    if exception is None and app.builder.name == "dirhtml" and made.is_file():
        shutil.copyfile(made, Path(app.outdir, "404.html"))
