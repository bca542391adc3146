"""Papers: links, awards, cards, lists, and references."""

from __future__ import annotations

from docutils import nodes

from sphinx_proceedings.model import Paper
from sphinx_proceedings.sphinx.nodes import print_only, screen_only
from sphinx_proceedings.sphinx.read.directive.base import Options
from sphinx_proceedings.sphinx.render.author import authors
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.correction import badge
from sphinx_proceedings.sphinx.render.late import offprint
from sphinx_proceedings.sphinx.render.part import (
    LINK_TEXTS,
    MIDDLE_DOT,
    container,
    inline,
    joined,
    link,
    paragraph,
    to_document,
    to_doi,
    to_keyword,
)

# A card stays a card: of more authors than this the first ones are named.
AUTHORS_ON_A_CARD = 12


def links(context: Context, paper: Paper, *, doi: bool = True) -> list[nodes.Node]:
    """Return the line of links to the paper: its PDF, and where else it is to be found.

    ``doi`` is one of them.
    """
    found: list[nodes.Node | str] = []
    for kind, url in paper.links.given():
        if kind == "pdf" and paper.is_withdrawn:
            continue
        shown = link(LINK_TEXTS[kind], url, f"sp-link-{kind}")
        # On paper only an address that can be read leads anywhere.
        address = link(url.partition("://")[2].rstrip("/"), url)
        label = print_only("", f"{LINK_TEXTS[kind]}: ", address)
        found.append(inline("sp-link", screen_only("", "", shown), label))
    if doi and paper.doi:
        found.append(to_doi(paper.doi))
    own = offprint(context, paper, after=MIDDLE_DOT if found else "")
    apart = [part for one in found for part in (inline("sp-dot", MIDDLE_DOT), one)][1:]
    return [paragraph("sp-links", *own, *apart)] if found or own else []


def awards(paper: Paper) -> list[nodes.Node]:
    """Return the awards as badges."""
    badges: list[nodes.Node | str] = [inline("sp-badge", award) for award in paper.awards]
    return [paragraph("sp-awards", *joined(badges, " "))] if badges else []


def card(context: Context, paper: Paper) -> nodes.container:
    """Return a paper as a card."""
    return container(
        "sp-paper-card",
        paragraph("sp-title", title(context, paper), *badge(paper)),
        *awards(paper),
        *authors(context, paper, limit=AUTHORS_ON_A_CARD),
        *keywords(paper),
        *links(context, paper),
    )


def keywords(paper: Paper) -> list[nodes.Node]:
    """Return the line of keywords; each leads to its page."""
    words = joined([to_keyword(word) for word in paper.keywords], MIDDLE_DOT)
    return [paragraph("sp-keywords", *words)] if words else []


def title(context: Context, paper: Paper, classes: str = "") -> nodes.Node:
    """Return the title, linked to the paper's page."""
    return context.linked(paper.title, context.site.document(paper), classes)


def paper_card(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return the card of one paper."""
    return [card(context, context.paper(context.node["argument"], wanted.edition))]


def paper_role(context: Context, _: None) -> list[nodes.Node]:
    """Return a link to a paper; in print, with its page."""
    paper = context.paper(context.node["argument"])
    text = context.node.astext() or paper.title
    docname = context.site.document(paper)
    if docname not in context.env.found_docs:
        return [nodes.Text(text)]
    return [to_document(text, docname, "page-number-after")]
