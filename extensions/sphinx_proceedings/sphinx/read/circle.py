"""Lists of contents that lead back to where they began: Sphinx would follow them without end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import site_of


def cut(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take the pages out of lists of contents that contain the list itself, and say so."""
    site = site_of(app.config)
    for docname, above in closing(env.toctree_includes, env.config.root_doc):
        kept = [name for name in env.toctree_includes[docname] if name != above]
        env.toctree_includes[docname] = kept
        place = Location(site.shown(Path(env.doc2path(docname))))
        message = f'the page "{above}" lists this one, and cannot be in a list of it'
        report(Diagnostic(Code.INVALID_OPTION, message, place, "take it out of the toctree"))
    return []


def closing(below: Mapping[str, Iterable[str]], root: str) -> list[tuple[str, str]]:
    """Return the pairs of a page and one above it that close a circle, beginning at a root."""
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    for start in (root, *sorted(below)):
        if start in seen:
            continue
        seen.add(start)
        way = [(start, iter(below.get(start, ())))]
        on_the_way = {start}
        while way:
            name, rest = way[-1]
            child = next(rest, None)
            if child is None:
                way.pop()
                on_the_way.discard(name)
            elif child in on_the_way:
                found.append((name, child))
            elif child not in seen:
                seen.add(child)
                on_the_way.add(child)
                way.append((child, iter(below.get(child, ()))))
    return found
