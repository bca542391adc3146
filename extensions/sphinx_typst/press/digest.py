"""Digests of what a PDF is made of: it is printed again if they change."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from sphinx_typst.config import TypstDocument, timestamp
from sphinx_typst.context import Context
from sphinx_typst.sheet.code_point import FAMILY

# As they are in literals: see `file.portable`.
_IMAGE: Final = re.compile(r'"/images/([^"\\]*)"')


class Digests:
    """Digests of files in the tree of a context, each read once in a build."""

    def __init__(self, context: Context) -> None:
        """Begin with none."""
        self.context = context
        self._files: dict[Path, bytes] = {}
        self._images: dict[str, frozenset[str]] = {}
        self._settings: dict[int | None, str] = {}

    def of(self, main: str, document: TypstDocument, docnames: Iterable[str]) -> str:
        """Give the digest of a main file and all that it takes from elsewhere."""
        digest = hashlib.sha256(self.settings(document).encode())
        digest.update(main.encode())
        for path in self._inputs(sorted(docnames)):
            digest.update(path.relative_to(self.context.tree).as_posix().encode())
            digest.update(self._file(path))
        return digest.hexdigest()

    def settings(self, document: TypstDocument) -> str:
        """Give a digest of versions, templates, fonts and options."""
        config = self.context.config
        stamp = timestamp(document, config)
        if stamp not in self._settings:
            folders = [Path(self.context.confdir) / path for path in config.typst_font_paths]
            settings = [
                [metadata.version(name) for name in ("typst", "pikepdf")],
                list(config.typst_pdf_standards),
                self._system_fonts(),
                [str(folder) for folder in folders],
                stamp,
            ]
            digest = hashlib.sha256(json.dumps(settings, default=repr).encode())
            ours = [self.context.tree / name for name in ("sphinx_typst", "project")]
            for folder in [*ours, *folders]:
                for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                    digest.update(path.relative_to(folder).as_posix().encode())
                    digest.update(self._file(path))
            self._settings[stamp] = digest.hexdigest()
        return self._settings[stamp]

    def _system_fonts(self) -> list[str]:
        """Give the fonts of the machine if they are used, without the boxes made for texts."""
        if not self.context.config.typst_system_fonts:
            return []
        return [name for name in self.context.fonts.families() if not name.startswith(FAMILY)]

    def _inputs(self, docnames: Iterable[str]) -> Iterator[Path]:
        images: set[str] = set()
        for name in docnames:
            path = self.context.path_of(name)
            if name not in self._images:
                text = path.read_text(encoding="utf-8")
                self._images[name] = frozenset(_IMAGE.findall(text))
            images |= self._images[name]
            yield path
        folder = self.context.tree / "images"
        yield from sorted(path for name in images if (path := folder / name).is_file())

    def _file(self, path: Path) -> bytes:
        if path not in self._files:
            self._files[path] = hashlib.sha256(path.read_bytes()).digest()
        return self._files[path]
