"""How a paper is to be cited, and its PDF: what the page of a paper offers besides its text."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_proceedings.exports.formats import FORMATS
from sphinx_proceedings.exports.item import Item
from sphinx_proceedings.model import Paper
from sphinx_proceedings.sphinx.nodes import cite_box, viewer, web_block
from sphinx_proceedings.sphinx.site import site_of
from sphinx_proceedings.sphinx.web import record


def register(app: Sphinx) -> None:
    """Add the visitors and the script."""
    app.add_node(web_block, html=(_visit_block, _depart_block))
    app.add_node(cite_box, html=(_visit_cite_box, _leave))
    app.add_node(viewer, html=(_visit_viewer, _leave))
    app.connect("html-page-context", _add_script)


def _add_script(
    app: Sphinx, _page: str, _template: str, _context: dict[str, Any], tree: nodes.document | None
) -> None:
    if tree is not None and next(tree.findall(cite_box), None) is not None:
        app.add_js_file("paper.js", loading_method="defer")


def _visit_block(translator: Any, node: nodes.Element) -> None:
    tag, label = node.get("tag", "div"), node.get("label")
    attributes = {"aria-label": label} if label else {}
    translator.body.append(translator.starttag(node, tag, **attributes))


def _depart_block(translator: Any, node: nodes.Element) -> None:
    translator.body.append(f"</{node.get('tag', 'div')}>\n")


def _leave(translator: Any, node: nodes.Element) -> None:
    pass


def _paper(translator: Any, node: nodes.Element) -> Paper | None:
    edition = site_of(translator.config).catalogue.editions.get(node["edition"])
    return edition.papers.get(node["paper"]) if edition else None


def _visit_cite_box(translator: Any, node: nodes.Element) -> None:
    # On writing, not on reading: a print may have given the paper other pages meanwhile.
    paper = _paper(translator, node)
    if paper is None:
        return
    item = record.item(translator.builder, paper)
    reference = FORMATS["reference"].of_paper(item).strip()
    shown = f'<p class="sp-reference">{_isolated(_linked(reference), item)}</p>'
    parts = [
        '<details class="sp-cite"><summary>Cite this paper</summary>\n',
        f'<div class="sp-record" data-record="reference">{shown}</div>\n',
    ]
    for kind in record.FILES:
        text, file = kind.of_paper(item), record.name(paper.id, kind)
        parts.append(
            f'<div class="sp-record" data-record="{escape(kind.title)}">'
            f"<details><summary>{escape(kind.title)}</summary>"
            f'<pre tabindex="0" aria-label="{escape(kind.title)}">{escape(text)}</pre></details>'
            f'<div class="sp-actions">'
            f'<a class="sp-button" href="{escape(file)}" download type="{kind.media_type}">'
            f'Download<span class="sp-said"> {escape(kind.title)}</span></a></div></div>\n'
        )
    parts.append("</details>\n")
    translator.body += parts


def _isolated(reference: str, item: Item) -> str:
    """Keep names in their order: one that runs from the right would change places with the next."""
    for person in item.authors:
        if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in person.printed):
            name = escape(person.printed)
            reference = reference.replace(name, f"<bdi>{name}</bdi>", 1)
    return reference


def _linked(reference: str) -> str:
    """Return a reference in HTML, with its DOI as a link."""
    before, mark, doi = reference.rpartition("https://doi.org/")
    if not mark or " " in doi:
        return escape(reference)
    url = escape(f"{mark}{doi}")
    return f'{escape(before)}<a href="{url}">{url}</a>'


def _visit_viewer(translator: Any, node: nodes.Element) -> None:
    paper = _paper(translator, node)
    if paper is None or site_of(translator.config).offprint(paper) is None:
        return
    file, title = escape(f"{paper.id}.pdf"), escape(f"{paper.title}, as PDF")
    # Nothing is fetched before the reader comes to it, and only where it can be shown: the script
    # puts it there. Without it a browser that can show files does so at once.
    fallback = f'<p><a href="{file}">Read the paper as PDF</a></p>'
    shown = f'<object data="{file}" type="application/pdf" aria-label="{title}">{fallback}</object>'
    translator.body.append(
        f'<div class="sp-viewer" data-pdf="{file}" data-title="{title}">'
        f"{fallback}<noscript>{shown}</noscript></div>\n"
    )
