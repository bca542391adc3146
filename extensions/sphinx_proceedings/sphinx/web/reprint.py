"""Which pages to write again because a print has given their papers other pages, or offprints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_proceedings.sphinx import memory
from sphinx_proceedings.sphinx.query import Query, digest
from sphinx_proceedings.sphinx.read.domain import domain_of
from sphinx_proceedings.sphinx.site import site_of


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that show what the last print says, and say something else now."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return []
    before = memory.recall(_file(app), dict)
    found: set[str] = set()
    for query, docnames in _asked(env).items():
        if before.get(_key(query)) != digest(site_of(app.config), query):
            found |= docnames
    return sorted(found & env.found_docs)


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Remember what the pages of this build say."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        site = site_of(app.config)
        said = {_key(query): digest(site, query) for query in sorted(_asked(app.env))}
        memory.keep(_file(app), said)


def _asked(env: BuildEnvironment) -> Mapping[Query, set[str]]:
    return domain_of(env).asked_late()


def _key(query: Query) -> str:
    return "/".join(query)


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"{app.builder.name}.pages.json")
