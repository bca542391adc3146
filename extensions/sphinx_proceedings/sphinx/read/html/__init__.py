"""HTML in Markdown of people we do not know: what it means becomes nodes, other HTML is text."""

from __future__ import annotations

from sphinx_proceedings.sphinx.read.html.render import HtmlRenderer
from sphinx_proceedings.sphinx.read.html.token import plugin

__all__ = ["HtmlRenderer", "plugin"]
