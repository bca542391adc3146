"""What the page of a paper has on the web alone: its PDF, how to cite it, and its neighbours."""

from __future__ import annotations

from docutils import nodes

from sphinx_proceedings.model import Paper
from sphinx_proceedings.sphinx.nodes import cite_box, viewer, web_block
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.part import inline, paragraph, plain, to_document


def cite(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return the box that says how to cite a paper."""
    context.ask("recorded", paper.edition)
    context.ask("printed", "paper", paper.edition, paper.id)
    return [cite_box("", edition=paper.edition, paper=paper.id)]


def pdf(paper: Paper) -> list[nodes.Node]:
    """Return the PDF of a paper, to be read on its page; one with a text is read there."""
    if paper.has_text or not paper.pdf or paper.is_withdrawn:
        return []
    return [viewer("", edition=paper.edition, paper=paper.id)]


def neighbours(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return the way to the papers before and after this one, and to all of its edition."""
    context.ask("neighbours", paper.edition, paper.id)
    edition = context.catalogue.editions[paper.edition]
    order = edition.papers_in_order
    at = next(number for number, one in enumerate(order) if one is paper or one.id == paper.id)
    # What is searched for is not found on the page of a neighbour.
    box = web_block("", classes=["sp-neighbours", "no-search"], tag="nav")
    box["label"] = "Papers of this volume" if edition.volume else "Papers of this event"
    before = order[at - 1] if at else None
    after = order[at + 1] if at + 1 < len(order) else None
    for found, kind, word in ((before, "previous", "Previous"), (after, "next", "Next")):
        if found is not None and context.site.document(found) in context.env.found_docs:
            title = to_document(found.title, context.site.document(found))
            label = inline("sp-label", word, plain(" paper"))
            box += paragraph(f"sp-{kind}", label, plain(" "), title)
    return [box] if box.children else []
