"""Formulas on pages: MathML that the build makes, or MathJax that the reader's browser runs.

Both read nothing but the formulas of a page; what else looks like TeX is text. MathML is made of
the tree that print is made of, so that neither can show what the other cannot.
"""

from __future__ import annotations

import shutil
import weakref
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from latex_math import MATHML_CSS, MathError, formula_mathml, mathml, parse
from sphinx_proceedings.sphinx.config import given, set_defaults
from sphinx_proceedings.sphinx.nodes import macros as definitions
from sphinx_proceedings.sphinx.report import report_missing_equation
from sphinx_proceedings.sphinx.site import site_of
from sphinx_typst import Equations, line_of

logger = logging.getLogger(__name__)

MATHML: Final = "mathml"
MATHJAX: Final = "mathjax"

_SHEET: Final = "mathml.css"
# Where a title is written that stands on other pages: its text is read out of its elements.
_PARTIAL: Final = "<partial node>"
# Systems bring one of these; browsers without any take the letters of the text.
_FONTS: Final = (
    *("Latin Modern Math", "New Computer Modern Math", "STIX Two Math", "Cambria Math"),
    *("Libertinus Math", "TeX Gyre Termes Math", "XITS Math", "STIX Math", "Asana Math"),
    "DejaVu Math TeX Gyre",
)
# MathJax reads what has the class of our formulas, and nothing around it; its safe mode takes out
# of formulas what reaches beyond them. Source: MathJax, "Document Options", "Safe Extension".
_MATHJAX_LOADS: Final = ("ui/safe",)
_MATHJAX_OPTIONS: Final = {"ignoreHtmlClass": ".*", "processHtmlClass": "math"}


def register(app: Sphinx) -> None:
    """Add the way in which formulas are written, and the style that they need."""
    app.add_html_math_renderer(MATHML, (_visit_inline, None), (_visit_display, None))
    app.connect("config-inited", configure, priority=100)
    app.connect("builder-inited", _offer_style)
    app.add_node(definitions, html=(_visit_definitions, _depart_definitions))
    app.connect("doctree-resolved", define)


def configure(app: Sphinx, settings: Config) -> None:
    """Choose who writes formulas; what conf.py says of Sphinx's own options stays."""
    kind = site_of(settings).settings.html_math
    set_defaults(settings, {"html_math_renderer": kind})
    if settings.html_math_renderer != MATHJAX:
        app.add_css_file(_SHEET)
        return
    set_defaults(settings, {"myst_update_mathjax": False})
    for name in ("mathjax4_config", "mathjax3_config"):
        known = given(settings).get(name)
        if isinstance(known, dict) or name == "mathjax4_config":
            setattr(settings, name, _restricted(known if isinstance(known, dict) else {}))
            return


def _restricted(known: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration of MathJax that keeps to our formulas, whatever else it says."""
    loader = known.get("loader", {})
    return {
        **known,
        "loader": {**loader, "load": [*loader.get("load", ()), *_MATHJAX_LOADS]},
        "options": {**known.get("options", {}), **_MATHJAX_OPTIONS},
    }


def _offer_style(app: Sphinx) -> None:
    """Put the style sheet of formulas among the static files, with the organizers' own font."""
    if app.builder.format != "html" or app.config.html_math_renderer == MATHJAX:
        return
    folder = Path(app.doctreedir, "proceedings-static")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    font = site_of(app.config).settings.html_math_font
    families = [f'"{name}"' for name in _FONTS]
    rules = []
    if font:
        source = Path(app.confdir, font)
        shutil.copyfile(source, folder / source.name)
        families.insert(0, '"proceedings-math"')
        rules.append(
            f'@font-face {{ font-family: "proceedings-math"; src: url("{source.name}"); }}\n'
        )
    rules.append(f"math {{ font-family: {', '.join(families)}, math; }}\n")
    text = MATHML_CSS.read_text(encoding="utf-8") + "\n" + "".join(rules)
    (folder / _SHEET).write_text(text, encoding="utf-8")
    app.config.html_static_path.insert(0, str(folder))


def _written(translator: HTML5Translator, node: nodes.Element, *, display: bool) -> str:
    """Return a formula as MathML, or its source where it cannot be read."""
    source = node.astext().strip()
    is_partial = translator.document.get("source") == _PARTIAL
    equations = _equations(translator)
    try:
        macros = equations.macros
        resolved = equations.resolved(source, partial(report_missing_equation, node))
        if resolved == source and not is_partial:
            return mathml(source, display=display, macros=macros)
        tree = parse(resolved, display=display, macros=macros)
        return formula_mathml(tree, display=display, source=None if is_partial else source)
    except (MathError, ValueError, RecursionError) as error:
        position = error.position if isinstance(error, MathError) else 0
        logger.warning(
            "a formula is shown as its source: %s",
            error,
            type="proceedings",
            subtype="invalid-formula",
            location=line_of(source, position, node) or node,
        )
        return f"<code>{escape(source)}</code>"


# What formulas ask of their page, found once a page.
_KNOWN: weakref.WeakKeyDictionary[HTML5Translator, Equations] = weakref.WeakKeyDictionary()


def _equations(translator: HTML5Translator) -> Equations:
    found = _KNOWN.get(translator)
    if found is None:
        docname = translator.docnames[0] if translator.docnames else ""
        found = Equations(translator.builder.env, translator.document, docname)
        _KNOWN[translator] = found
    return found


def _visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    translator.body.append(translator.starttag(node, "span", "", CLASS="sp-math notranslate"))
    translator.body.append(_written(translator, node, display=False) + "</span>")
    raise nodes.SkipNode


def _visit_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    classes = "sp-math-block notranslate nohighlight"
    translator.body.append(translator.starttag(node, "div", CLASS=classes))
    translator.body.append('<div class="sp-math-line">')
    translator.body.append(_written(translator, node, display=True))
    translator.body.append("</div>")
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def define(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let MathJax read the macros of a page before its formulas."""
    if app.builder.format != "html" or app.config.html_math_renderer != MATHJAX:
        return
    given_ = app.env.metadata[docname].get("math")
    formulas = next(
        doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)), None
    )
    if isinstance(given_, dict) and formulas is not None:
        latex = "".join(_latex(name, *value) for name, value in given_.items())
        doctree.insert(0, definitions("", latex=latex))


def _latex(name: str, body: str, arguments: int, default: str | None = None) -> str:
    option = f"[{default}]" if default is not None else ""
    count = f"[{arguments}]" if arguments else ""
    return f"\\newcommand{{\\{name}}}{count}{option}{{{body}}}"


def _visit_definitions(translator: Any, node: nodes.Element) -> None:
    # MathJax reads what is in an element of this class, hidden or not; without MathJax, nobody
    # sees the definitions.
    left, right = translator.builder.config.mathjax_inline
    latex = escape(f"{left}{node['latex']}{right}")
    translator.body.append(f'<div class="math notranslate nohighlight" hidden>{latex}')


def _depart_definitions(translator: Any, _node: nodes.Element) -> None:
    translator.body.append("</div>\n")
