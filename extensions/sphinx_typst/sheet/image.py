"""Images: copied once, and tried, so that a broken one costs itself and not the volume."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import typst
from docutils import nodes
from sphinx.config import Config
from sphinx.util import logging

from sphinx_typst.file import portable
from sphinx_typst.markup import call
from sphinx_typst.place import place

# An image needs none, and finding those of a machine takes time.
_NO_FONTS: Final = typst.Fonts(include_system_fonts=False)

logger = logging.getLogger(__name__)


class Images:
    """Puts images into a folder, for one build."""

    def __init__(
        self, srcdir: Path, folder: Path, names: Mapping[str, str], config: Config
    ) -> None:
        """Take the source folder, that of the images, and Sphinx's names for those in use."""
        self.srcdir = srcdir
        self.folder = folder
        self.names = names
        self._standards = bool(config.typst_pdf_standards)
        self._tried: dict[Path, str | None] = {}

    def place(self, node: nodes.image) -> str | None:
        """Copy an image; give its path for Typst, None (and a warning) if it cannot be shown."""
        uri = str(node.get("uri", ""))
        name = self.names.get(uri)
        if "://" in uri:
            self._warn("an image on another machine is not fetched: %r", uri, node)
            return None
        if name is not None and uri.lower().endswith(".pdf") and self._standards:
            self._warn(
                "PDF/A and PDF/UA forbid images that are PDF, as %r: convert it to SVG", uri, node
            )
            return None
        if name is None:
            self._warn("there is no such image to print: %r", uri, node)
            return None
        source = self.srcdir / uri
        name = portable(name)
        target = self.folder / name
        if target not in self._tried:
            self._tried[target] = self._copy(source, target)
        problem = self._tried[target]
        if problem is not None:
            self._warn("the image cannot be printed: %s", f"{uri}: {problem}", node)
            return None
        return f"/images/{name}"

    def _copy(self, source: Path, target: Path) -> str | None:
        """Copy an image and try it; give what is wrong with it."""
        try:
            data = source.read_bytes()
        except OSError as error:
            return error.strerror or "not readable"
        tried = target.with_name(f".{target.name}.ok")
        digest = hashlib.sha256(data).hexdigest()
        if target.exists() and tried.exists() and tried.read_text() == digest:
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        try:
            probe = f"#{call('image', f'/{target.name}')}"
            typst.Compiler(root=target.parent, font_paths=_NO_FONTS).compile(probe.encode())
        except typst.TypstError as error:
            target.unlink()
            return error.message
        tried.write_text(digest)
        return None

    def _warn(self, message: str, detail: str, node: nodes.image) -> None:
        where = place(node) or (node.document and node.document.get("docname"))
        logger.warning(message, detail, type="typst", subtype="image", location=where)
