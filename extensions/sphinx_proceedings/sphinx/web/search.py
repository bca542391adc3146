"""The index of the search says nothing of the machine that made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.site import site_of


def place_sources(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name the sources of pages that have none as those of others are: by their place in the site.

    Sphinx reads such pages from files beside its doctrees, and would name these.
    """
    filenames: dict[str, str] = getattr(getattr(app.builder, "indexer", None), "_filenames", {})
    for docname in site_of(app.config).generated.by_docname:
        if docname in filenames:
            filenames[docname] = f"{docname}.md"
    yield from ()
