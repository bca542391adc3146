"""Figures, tables, listings and formulas of a paper are counted from one, whatever comes before it.

Sphinx counts through all documents of the toctree, so that a figure more in one paper would change
the numbers of those after it, which others have cited.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from sphinx_proceedings.sphinx.site import site_of

Numbers = dict[str, dict[str, tuple[int, ...]]]
"""Kinds to identifiers to numbers, as Sphinx has them."""

# In the metadata of a page, which Sphinx forgets and merges with it: our numbers, and Sphinx's own.
_OWN = "proceedings-numbers"
_SPHINX = "proceedings-counted"


def register(app: Sphinx) -> None:
    """Count when a page has been read; Sphinx's own numbers are of use to Sphinx alone."""
    app.connect("doctree-read", _count)
    # Sphinx counts at 500, and writes again those pages of which it finds the numbers changed.
    app.connect("env-get-updated", _restore, priority=400)
    app.connect("env-get-updated", _replace, priority=600)


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


def _restore(app: Sphinx, env: BuildEnvironment) -> list[str]:
    del app
    for docname, metadata in env.metadata.items():
        if _SPHINX in metadata:
            env.toc_fignumbers[docname] = metadata[_SPHINX]
    return []


def _replace(app: Sphinx, env: BuildEnvironment) -> list[str]:
    if app.config.numfig:
        for docname, metadata in env.metadata.items():
            if _OWN in metadata:
                metadata[_SPHINX] = env.toc_fignumbers.get(docname, {})
                env.toc_fignumbers[docname] = metadata[_OWN]
    # Where our numbers have changed, the page has been read, and is written.
    return []
