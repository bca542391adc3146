"""How HTML shows our nodes: as what they are elsewhere, and with what only a browser can use."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.nodes import bar, faceted, facets, late, mark, moment, notice


def register(app: Sphinx) -> None:
    """Add the visitors; other formats know these nodes as what they are derived from."""
    app.add_node(moment, html=(_visit_moment, _depart_moment))
    app.add_node(bar, html=(_visit_bar, _depart_bar))
    app.add_node(nodes.citation, override=True, html=(_visit_citation, _depart_citation))
    app.add_node(facets, html=(_visit_facets, _depart_container))
    app.add_node(faceted, html=(_visit_faceted, _depart_container))
    app.add_node(mark, html=(_visit_mark, _depart_mark))
    app.add_node(notice, html=(_visit_notice, _depart_container))
    app.add_node(late)


def _visit_moment(translator: Any, node: nodes.Element) -> None:
    attributes = {"datetime": node["datetime"]}
    if until := node.get("until"):
        attributes["data-until"] = until
    if node.get("local"):
        attributes["data-local"] = ""
    text = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    translator.body.append(f"<time{text}>")


def _depart_moment(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</time>")


def _visit_bar(translator: Any, node: nodes.Element) -> None:
    # The value stands beside it as text, so the bar says nothing to a screen reader.
    translator.body.append(
        f'<span class="sp-bar" style="inline-size:{float(node["percent"]):g}%" aria-hidden="true">'
    )


def _depart_bar(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</span>")


# docutils marks the entries of a bibliography as doc-biblioentry, a role that DPUB-ARIA 1.1
# deprecates and that no list may hold. Source: W3C, "Digital Publishing WAI-ARIA Module 1.1".
def _visit_citation(translator: Any, node: nodes.Element) -> None:
    if not isinstance(node.previous_sibling(), nodes.citation):
        translator.body.append('<div role="list" class="citation-list">\n')
    translator.body.append(
        translator.starttag(node, "div", classes=[node.tagname], role="listitem")
    )


def _depart_citation(translator: Any, node: nodes.Element) -> None:
    translator.body.append("</div>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        translator.body.append("</div>\n")


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


# A screen reader announces it as such.
def _visit_notice(translator: Any, node: nodes.Element) -> None:
    about = {"role": "note", "aria-label": node["label"]}
    translator.body.append(translator.starttag(node, "div", CLASS="docutils container", **about))
