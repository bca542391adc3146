"""Which pages to write again although nobody has read them again in this build.

Sphinx writes the pages that this build read, and those whose source is newer than the page. Two
kinds of stale pages are neither: those that another builder has read meanwhile, from the same
doctrees, for what they show has changed; and the neighbours of a page that has another title, or
is gone, which their navigation still shows as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx import addnodes


def pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose pages are older than what they are made of."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return []
    if _kept(app) not in {None, _navigation(env)}:
        return sorted(env.found_docs)
    return sorted(name for name in env.found_docs if _is_old(app, builder, name))


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Remember the navigation that the pages of this build show."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        _file(app).write_text(_navigation(app.env), encoding="utf-8")


def _is_old(app: Sphinx, builder: StandaloneHTMLBuilder, docname: str) -> bool:
    try:
        page = Path(builder.get_outfilename(docname)).stat().st_mtime_ns
        tree = Path(app.doctreedir, f"{docname}.doctree").stat().st_mtime_ns
    except OSError:
        return False  # Not written or not read yet: Sphinx knows.
    return page < tree


def _navigation(env: BuildEnvironment) -> str:
    """Digest what any page may show of others: titles, and the tree of all pages."""
    titles = {name: title.astext() for name, title in sorted(env.titles.items())}
    tree = [titles, dict(sorted(env.toctree_includes.items())), list(_labels(env))]
    return hashlib.sha256(json.dumps(tree).encode()).hexdigest()


def _labels(env: BuildEnvironment) -> Iterator[list[str]]:
    """Yield the titles that toctrees give to pages."""
    for name, toc in sorted(env.tocs.items()):
        for node in toc.findall(addnodes.toctree):
            yield [name, *(str(title) for title, _ in node["entries"])]


def _kept(app: Sphinx) -> str | None:
    try:
        return _file(app).read_text(encoding="utf-8")
    except OSError:
        return None


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"{app.builder.name}.navigation")
