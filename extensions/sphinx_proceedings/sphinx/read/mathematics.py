r"""The macros of a paper's formulas: the same for MathJax, which shows them, and for print."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.diagnostics import Code, Diagnostic
from sphinx_proceedings.model import Macro, Paper
from sphinx_proceedings.sphinx.nodes import macros as definitions
from sphinx_proceedings.sphinx.read.safety import ACTIVE_MATH
from sphinx_proceedings.sphinx.site import Site
from sphinx_proceedings.sphinx.site.report import report


def register(app: Sphinx) -> None:
    """Add the node and what places it."""
    app.add_node(definitions, html=(_visit, _depart))
    app.connect("doctree-resolved", define)


def macros(site: Site, docname: str) -> dict[str, list[str | int]]:
    """Return the macros of a document, in MathJax's form; those that reach too far are reported."""
    paper = site.entries.get(docname)
    if not isinstance(paper, Paper):
        return {}
    found: dict[str, list[str | int]] = {}
    for name, macro in paper.math.items():
        if forbidden := _forbidden(macro):
            report(
                Diagnostic(
                    Code.FORBIDDEN_MARKUP,
                    f"{forbidden} is not allowed in the macro `{name}`",
                    paper.source,
                )
            )
            continue
        default = [macro.default] if macro.default is not None else []
        found[name] = [macro.latex, macro.arguments, *default]
    return found


def _forbidden(macro: Macro) -> str | None:
    found = ACTIVE_MATH.search(f"{macro.definition} {macro.default or ''}")
    return found[0] if found else None


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
