"""What HTML shows in its own way: times, bibliographies, style sheet and script."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.nodes import bar, facets, moment
from sphinx_proceedings.sphinx.web import cite_box, head, moved, notice, section, stale, visitors

_OG_URL = re.compile(r'<meta property="og:url"[^>]*>\s*')

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"


def register(app: Sphinx) -> None:
    """Add the visitors and the files."""
    app.add_node(moment, html=(_visit_moment, _depart_moment))
    app.add_node(bar, html=(_visit_bar, _depart_bar))
    app.add_node(nodes.citation, override=True, html=(_visit_citation, _depart_citation))
    visitors.register(app)
    cite_box.register(app)
    head.register(app)
    notice.register(app)
    section.register(app)
    app.add_css_file("proceedings.css")
    app.add_css_file("pages.css")
    app.add_js_file("proceedings.js", loading_method="defer")
    app.connect("builder-inited", _offer_files)
    app.connect("env-updated", stale.pages)
    app.connect("build-finished", stale.keep)
    app.connect("env-updated", moved.outdated)
    app.connect("build-finished", moved.keep)
    app.connect("html-page-context", _add_filter)
    # After the extension that writes them.
    app.connect("html-page-context", _leave_out_empty_address, priority=900)
    # After the extension that makes the page.
    app.connect("build-finished", _place_not_found, priority=900)


def _offer_files(app: Sphinx) -> None:
    # Before the project's own folders, so that a file of the same name there wins.
    if app.builder.format == "html":
        app.config.html_static_path.insert(0, str(STATIC))


def _add_filter(
    app: Sphinx, _page: str, _template: str, _context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Load the script that filters where there is a list to filter."""
    if tree is not None and next(tree.findall(facets), None) is not None:
        app.add_js_file("filter.js", loading_method="defer")


def _leave_out_empty_address(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Say nothing of the address of a page when nobody knows it; half of one leads nowhere."""
    if not app.config.ogp_site_url and "metatags" in context:
        context["metatags"] = _OG_URL.sub("", context["metatags"])


def _place_not_found(app: Sphinx, exception: Exception | None) -> None:
    """Put the page for lost readers where web servers look for it, too: ``404.html``.

    Its links do not depend on where it is; the builder ``dirhtml`` makes ``404/index.html`` only.
    """
    made = Path(app.outdir, "404", "index.html")
    if exception is None and app.builder.name == "dirhtml" and made.is_file():
        shutil.copyfile(made, Path(app.outdir, "404.html"))


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
