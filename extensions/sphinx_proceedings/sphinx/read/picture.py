"""Pictures of authors are published anew: nothing that runs, and no word of who took them where.

A picture is looked at when its page is read, which reports what is wrong with it. What builders
are given in its place, when a page is written, is a file of ours, named after the bytes that it is
made of; the original stays as it is.
"""

from __future__ import annotations

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import ensuredir

from sphinx_proceedings.media import Note, Refused, publish
from sphinx_proceedings.sphinx.site import site_of

# The program that makes these files; other rules make other files of the same bytes.
_VERSION: Final = 1
_FOLDER: Final = "pictures"


def published(source: Path, folder: Path) -> tuple[Path, tuple[Note, ...]]:
    """Return the file that is published of a picture, made if need be, and what is said of it.

    ``folder`` is that of the doctrees. Raises `Refused` if nothing may be published, and `OSError`
    if the picture cannot be read.
    """
    status = source.stat()
    return _published(source, folder, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=1024)
def _published(
    source: Path, folder: Path, changed: tuple[int, int]
) -> tuple[Path, tuple[Note, ...]]:
    del changed  # tells versions of the file apart
    data = source.read_bytes()
    found = publish(source.name, data)
    digest = hashlib.sha256(b"%d\0" % _VERSION + found.data).hexdigest()[:16]
    # Pages show its name, and print finds it by that: as the author calls it, and no other.
    target = folder / _FOLDER / digest / f"{source.stem}{found.suffix}"
    if not target.exists():
        ensuredir(target.parent)
        scratch = target.with_name(f".{target.name}")
        scratch.write_bytes(found.data)
        scratch.replace(target)
    return target, found.notes


class PublishPictures(SphinxPostTransform):
    """Give builders the published file in the place of each picture of the proceedings."""

    # Before what Sphinx does with pictures, at 100 and later.
    default_priority = 50

    def run(self, **kwargs: Any) -> None:
        """Work on one document."""
        del kwargs
        site = site_of(self.config)
        for node in self.document.findall(nodes.image):
            candidates: dict[str, str] = node.get("candidates", {})
            made: dict[str, str] = {}
            for kind, uri in candidates.items():
                source = Path(self.env.srcdir, str(uri)).resolve()
                if kind == "?" or not source.is_relative_to(site.root):
                    made[kind] = str(uri)
                    continue
                try:
                    target, _ = published(source, Path(self.env.doctreedir))
                except (Refused, OSError):
                    continue  # It was reported when the page was read.
                made[_kind_of(kind, target)] = str(target)
                self._name(str(uri), target)
            if not candidates or made == candidates:
                continue
            if not made:
                node.replace_self(nodes.inline("", str(node.get("alt", ""))))
                continue
            node["candidates"] = made
            node["uri"] = next(iter(made.values()))

    def _name(self, original: str, target: Path) -> None:
        """Let a published file be called as the original would be."""
        images, docname, path = self.env.images, self.env.current_document.docname, str(target)
        docnames, name = images.get(original, (set(), ""))
        if path not in images and Path(name).suffix == target.suffix:
            images[path] = ({*docnames, docname}, name)
        else:
            images.add_file(docname, path)


def _kind_of(kind: str, path: Path) -> str:
    """Return the type under which a builder looks for a picture."""
    if kind == "*":
        return kind
    return mimetypes.guess_type(path.name)[0] or kind
