"""Notices that a screen reader announces as such."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.nodes import late, notice


def register(app: Sphinx) -> None:
    """Add the visitors; other formats know a notice as the container that it is."""
    app.add_node(notice, html=(_visit, _depart))
    app.add_node(late)


def _visit(translator: Any, node: nodes.Element) -> None:
    about = {"role": "note", "aria-label": node["label"]}
    translator.body.append(translator.starttag(node, "div", CLASS="docutils container", **about))


def _depart(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</div>\n")
