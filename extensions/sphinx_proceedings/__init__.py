"""Publish a workshop or a policy dialogue from one folder of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_proceedings.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx; the work is in :mod:`sphinx_proceedings.sphinx`."""
    from sphinx_proceedings.sphinx import register  # noqa: PLC0415  # only Sphinx calls this

    register(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
