"""The macros of a paper before its formulas, where MathJax reads them."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.nodes import macros as definitions


def register(app: Sphinx) -> None:
    """Add the node and what places it."""
    app.add_node(definitions, html=(_visit, _depart))
    app.connect("doctree-resolved", define)


def define(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let MathJax read the macros of a page before its formulas."""
    given = app.env.metadata[docname].get("math")
    formulas = next(
        doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)), None
    )
    if app.builder.format == "html" and isinstance(given, dict) and formulas is not None:
        latex = "".join(_latex(name, *value) for name, value in given.items())
        doctree.insert(0, definitions("", latex=latex))


def _latex(name: str, body: str, arguments: int, default: str | None = None) -> str:
    option = f"[{default}]" if default is not None else ""
    count = f"[{arguments}]" if arguments else ""
    return f"\\newcommand{{\\{name}}}{count}{option}{{{body}}}"


def _visit(translator: Any, node: nodes.Element) -> None:
    # MathJax reads what is in an element of this class, hidden or not; without MathJax, nobody
    # sees the definitions.
    left, right = translator.builder.config.mathjax_inline
    latex = escape(f"{left}{node['latex']}{right}")
    translator.body.append(f'<div class="math notranslate nohighlight" hidden>{latex}')


def _depart(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</div>\n")
