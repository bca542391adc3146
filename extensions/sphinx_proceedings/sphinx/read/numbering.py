"""Figures, tables, listings and formulas of a paper are counted from one, whatever comes before it.

Sphinx counts through all documents of the toctree, so that a figure more in one paper would change
the numbers of those after it, which others have cited. To count, it also opens every document in
every build. Here a paper is counted when it is read, and Sphinx counts the rest of the site.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector

from sphinx import addnodes
from sphinx_proceedings.sphinx.site import Site, site_of

Numbers = dict[str, dict[str, tuple[int, ...]]]
"""Kinds to identifiers to numbers, as Sphinx has them."""

# In the metadata of a page, which Sphinx forgets and merges with it.
_OWN = "proceedings-numbers"


def register(app: Sphinx) -> None:
    """Count when a page has been read, in place of the collector that Sphinx has for it."""
    app.connect("doctree-read", _count)
    for listener in list(app.events.listeners["env-get-updated"]):
        collector = getattr(listener.handler, "__self__", None)
        if type(collector) is TocTreeCollector:
            collector.disable(app)
            app.add_env_collector(Counting)


def _count(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.current_document.docname
    if not site_of(app.config).holds(docname):
        return
    numbers: Numbers = {}
    for node in doctree.findall(nodes.Element):
        if node.get("ids") and (kind := _kind(app.env, node)):
            found = numbers.setdefault(kind, {})
            found[node["ids"][0]] = (len(found) + 1,)
    app.env.metadata[docname][_OWN] = numbers


def _kind(env: BuildEnvironment, node: nodes.Element) -> str | None:
    """Return what a node is counted as; what has no caption is not counted."""
    for domain in env.domains.sorted():
        kind = domain.get_enumerable_node_type(node)
        if isinstance(domain, StandardDomain) and not domain.get_numfig_title(node):
            continue
        if kind:
            return kind
    return None


class Counting(TocTreeCollector):
    """Sphinx's collector of contents and numbers, which does not count in papers."""

    def assign_figure_numbers(self, env: BuildEnvironment) -> list[str]:
        """Count in pages, add the numbers of papers, and return the pages to be written again."""
        rest = _Rest(env, site_of(env.config))
        changed = super().assign_figure_numbers(rest)  # type: ignore[arg-type]
        env.toc_fignumbers = rest.toc_fignumbers
        if env.config.numfig:
            for docname, metadata in env.metadata.items():
                if metadata.get(_OWN):
                    env.toc_fignumbers[docname] = metadata[_OWN]
        # Where the numbers of a paper have changed, it has been read, and is written.
        return changed


class _Rest:
    """An environment in which papers are empty but for what they lead on to."""

    def __init__(self, env: BuildEnvironment, site: Site) -> None:
        self._env = env
        self._site = site
        self.toc_fignumbers = env.toc_fignumbers

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_doctree(self, docname: str) -> nodes.Element:
        """Return a document as far as there is anything to be counted."""
        if not self._site.holds(docname):
            return self._env.get_doctree(docname)
        below = self._env.toctree_includes.get(docname, ())
        return nodes.container("", addnodes.toctree(entries=[(None, name) for name in below]))
