"""Pages of keywords: the papers of each in all editions, and the index of all."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.frame import Content, back, group
from sphinx_proceedings.sphinx.render.paper import card
from sphinx_proceedings.sphinx.render.part import (
    bullets,
    inline,
    paragraph,
    to_keyword,
)


def keyword_page(context: Context, slug: str) -> Content:
    """Return the page of a keyword: its papers, the latest edition first."""
    keyword = context.site.generated.keywords[slug]
    blocks: list[nodes.Node] = []
    by_edition = groupby(keyword.papers, key=lambda found: found[0])
    groups = [(edition, [paper for _, paper in found]) for edition, found in by_edition]
    groups.sort(key=lambda found: (found[0].event.start, found[0].id), reverse=True)
    for edition, papers in groups:
        blocks.append(group(edition.event.name, [card(context, paper) for paper in papers]))
    return f"Keyword: {keyword.word}", [*blocks, *back(context, "keywords", "All keywords")]


def keywords_page(context: Context, _: str) -> Content:
    """Return the index of keywords, each with the number of its papers."""
    items = [
        [paragraph("sp-index-entry", to_keyword(found.word), " ", inline("sp-count", number))]
        for found in context.site.generated.keywords.values()
        for number in [f"({len(found.papers)})"]
    ]
    return "Keywords", [bullets("sp-index sp-keyword-index", items)]
