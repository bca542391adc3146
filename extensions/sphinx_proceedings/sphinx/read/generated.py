"""Pages that have no source: how Sphinx comes to read them.

To Sphinx they are documents like all others, so that they are searched, mapped, linked to and made
anew only when what they show has changed. In place of a source each has a file beside the doctrees,
for nothing is written among the sources. Most of these files are empty: the transform that begins
papers with their metadata writes all of such a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.project import Project

from sphinx_proceedings.sphinx.page import INDEX
from sphinx_proceedings.sphinx.site import site_of

_SOURCES = "generated"

# Environments, repositories and the doctrees of another builder hold Markdown, but no pages. This
# is not for ``exclude_patterns``, which also says what of ``html_extra_path`` is published.
_HIDDEN = (".*", "**/.*")


class ProjectWithPages(Project):
    """The documents of a project, those without a source among them."""

    def __init__(
        self,
        like: Project,
        folder: Path,
        pages: Iterable[str],
        *,
        texts: Mapping[str, str] = MappingProxyType({}),
        results: Iterable[Path] = (),
    ) -> None:
        super().__init__(like.srcdir, like.source_suffix)
        self.restore(like)
        self._folder = folder
        self._pages = sorted(pages)
        self._texts = texts
        self._never = [*_HIDDEN, *_below(Path(like.srcdir), results)]

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find all documents; a page that somebody wrote is never replaced by one of ours.

        What is hidden, and what builds leave in the source folder, is no source.
        """
        super().discover([*exclude_paths, *self._never], include_paths)
        written = frozenset(self.docnames)
        for docname in self._pages:
            if docname in written or _twin(docname) in written:
                continue
            path = self._folder / f"{docname}.md"
            text = self._texts.get(docname, "")
            # What is right stays as old as it is, so that it is not read again.
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            self.docnames.add(docname)
            # Sphinx has no public way to say where the file of a document is.
            self._docname_to_path[docname] = path
            self._path_to_docname[path] = docname
        return self.docnames


def _below(source: Path, folders: Iterable[Path]) -> Iterator[str]:
    """Yield the patterns of those folders that are in the source folder."""
    for folder in folders:
        if folder != source and folder.is_relative_to(source):
            # A sign that means something in a pattern is any sign.
            yield re.sub(r"[*\[]", "?", folder.relative_to(source).as_posix())


def _twin(docname: str) -> str:
    """Return the other document that would be the same folder of the built site."""
    path = PurePosixPath(docname)
    return str(path.parent if path.name == INDEX else path / INDEX)


def is_generated(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether a document is one of ours, not one that somebody wrote in its place."""
    return Path(env.doc2path(docname)).is_relative_to(_sources(env))


def _sources(env: BuildEnvironment) -> Path:
    return Path(env.doctreedir, _SOURCES)


def add(app: Sphinx) -> None:
    """Make Sphinx find the pages in this build."""
    pages = site_of(app.config).generated.by_docname
    app.project = app.env.project = ProjectWithPages(
        app.project,
        _sources(app.env),
        pages,
        texts={docname: page.text for docname, page in pages.items() if page.text},
        results=(Path(app.outdir), Path(app.doctreedir)),
    )


def prepare(app: Sphinx, docname: str, _source: list[str]) -> None:
    """Tell Sphinx that no list of contents has to hold such a page."""
    if is_generated(app.env, docname):
        app.env.metadata[docname]["orphan"] = ""
