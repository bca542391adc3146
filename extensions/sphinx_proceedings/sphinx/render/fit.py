"""What of a document this builder can show, and where its links to files of the site lead."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from sphinx_proceedings.sphinx.nodes import (
    notice,
    print_only,
    screen_only,
    site_file,
    web_block,
    web_only,
)
from sphinx_proceedings.sphinx.render.late import fill
from sphinx_proceedings.sphinx.site import SITES


def fit_to_builder(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Keep what this builder can show, and link to files of the site from where a page is."""
    paged = app.builder.format == "typst"
    fill(app.builder, doctree, docname)
    if paged:
        for box in list(doctree.findall(notice)):
            _drop(box)
    for file in list(doctree.findall(site_file)):
        _link(app.builder, file, docname)
    for dropped in list(doctree.findall(screen_only if paged else print_only)):
        _drop(dropped)
    for kept in list(doctree.findall(print_only if paged else screen_only)):
        kept.parent.replace(kept, kept.children)
    for web in [*doctree.findall(web_only), *doctree.findall(web_block)]:
        if app.builder.name not in SITES:
            _drop(web)
        elif isinstance(web, web_only):
            web.parent.replace(web, web.children)


def _link(builder: Builder, node: site_file, docname: str) -> None:
    if builder.name in SITES:
        uri = relative_uri(builder.get_target_uri(docname), node["path"])
    elif base := builder.config.html_baseurl:
        uri = base.rstrip("/") + "/" + node["path"]
    else:
        # Nothing can lead there: what speaks of it goes too.
        around = node.parent
        while around is not None and not isinstance(around, screen_only):
            around = around.parent
        _drop(around or node)
        return
    link = nodes.reference("", "", *node.children, refuri=uri, internal=True)
    link["classes"] += node["classes"]
    node.parent.replace(node, link)


def _drop(node: nodes.Element) -> None:
    parent = node.parent
    parent.remove(node)
    if isinstance(parent, nodes.paragraph) and not parent.children:
        parent.parent.remove(parent)
