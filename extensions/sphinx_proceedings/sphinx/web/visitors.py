"""How HTML shows our nodes: as what they are elsewhere, and with what only a browser can use."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.nodes import faceted, facets, mark


def register(app: Sphinx) -> None:
    """Add the visitors; other formats know these nodes as what they are derived from."""
    app.add_node(facets, html=(_visit_facets, _depart_container))
    app.add_node(faceted, html=(_visit_faceted, _depart_container))
    app.add_node(mark, html=(_visit_mark, _depart_mark))


def _visit_facets(translator: Any, node: nodes.Element) -> None:
    choices = json.dumps(node["facets"], ensure_ascii=False, separators=(",", ":"))
    translator.body.append(translator.starttag(node, "div", **{"data-facets": choices}))


def _visit_faceted(translator: Any, node: nodes.Element) -> None:
    values = {f"data-{kind}": " ".join(found) for kind, found in node["values"].items()}
    tag = translator.starttag(node, "div", CLASS="docutils container", **values)
    translator.body.append(tag)


def _depart_container(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</div>\n")


def _visit_mark(translator: Any, node: nodes.Element) -> None:
    attributes = {
        "class": " ".join(["sp-mark", *node["classes"]]),
        "href": node["refuri"],
        "aria-label": node["label"],
        "title": node["label"],
    }
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    translator.body.append(f"<a{written}>")


def _depart_mark(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</a>")
