"""What the stages are told of a build: it stays as it is, and they know of no builder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import typst
from docutils import nodes
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.events import EventManager

from latex_math import Macros
from sphinx_typst.file import portable


@dataclass(frozen=True)
class Context:
    """The configuration, the folders, the fonts and what was read, of one build."""

    config: Config
    env: BuildEnvironment
    events: EventManager
    srcdir: Path
    confdir: Path
    # Where the PDF files are to be.
    outdir: Path
    # Where the .typ files are, and all that they need.
    tree: Path
    # All fonts that may be used.
    fonts: typst.Fonts
    # TeX macros of the configuration.
    macros: Macros
    # Whether some document is written from right to left.
    has_rtl: bool
    # Copies an image into the tree; gives its path for Typst, None if it cannot be shown.
    place_image: Callable[[nodes.image], str | None]
    # Reports a kind of node that nobody can print.
    warn_unknown: Callable[[str, nodes.Node], None]

    def path_of(self, docname: str) -> Path:
        """Give the Typst file of a document."""
        return self.tree / "docs" / f"{portable(docname)}.typ"

    def site_url(self, docname: str, identifier: str) -> str | None:
        """Give the address of a place on the site, if the site has one."""
        base = self.config.html_baseurl
        if not base:
            return None
        if self.config.typst_html_builder == "dirhtml":
            path = docname.removesuffix("index") if docname.endswith("/index") else f"{docname}/"
            path = "" if docname == "index" else path
        else:
            path = f"{docname}.html"
        fragment = f"#{quote(identifier)}" if identifier else ""
        return f"{base.rstrip('/')}/{quote(path)}{fragment}"
