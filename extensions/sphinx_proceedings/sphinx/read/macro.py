"""The macros that a paper gives to its formulas, as its page and its print are told of them."""

from __future__ import annotations

from sphinx_proceedings.diagnostics import Code, Diagnostic
from sphinx_proceedings.model import Macro, Paper
from sphinx_proceedings.sphinx.read.safety import ACTIVE_MATH
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site


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
