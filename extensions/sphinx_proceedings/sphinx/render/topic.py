"""Pages of keywords and sessions: the papers of each."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from sphinx_proceedings.model import Edition, Talk
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.event import session_facts, span
from sphinx_proceedings.sphinx.render.paper import card
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    bullets,
    container,
    empty,
    inline,
    joined,
    paragraph,
    plain,
    to_document,
    to_keyword,
    to_person,
)
from sphinx_proceedings.sphinx.render.profile import Content, heading
from sphinx_proceedings.sphinx.site.query import papers_of


def keyword_page(context: Context, slug: str) -> Content:
    """Return the page of a keyword: its papers, the latest edition first."""
    keyword = context.site.generated.keywords[slug]
    blocks: list[nodes.Node] = []
    by_edition = groupby(keyword.papers, key=lambda found: found[0])
    groups = [(edition, [paper for _, paper in found]) for edition, found in by_edition]
    groups.sort(key=lambda group: (group[0].event.start, group[0].id), reverse=True)
    for edition, papers in groups:
        cards = container("sp-papers", *(card(context, paper) for paper in papers))
        blocks.append(container("sp-paper-group", heading(edition.event.name), cards))
    index = context.site.generated.docname("keywords")
    if index in context.env.found_docs:
        blocks.append(paragraph("sp-back", to_document("All keywords", str(index))))
    return f"Keyword: {keyword.word}", blocks


def keywords_page(context: Context, _: str) -> Content:
    """Return the index of keywords, each with the number of its papers."""
    items = [
        [paragraph("sp-index-entry", to_keyword(found.word), " ", inline("sp-count", number))]
        for found in context.site.generated.keywords.values()
        for number in [f"({len(found.papers)})"]
    ]
    return "Keywords", [bullets("sp-index sp-keyword-index", items)]


def session_page(context: Context, name: str) -> Content:
    """Return the page of a session: when and where, who chairs it, and its papers in order."""
    where, _, identifier = name.partition("/")
    edition = context.catalogue.editions[where]
    session = edition.event.session(identifier)
    if session is None:
        return name, empty("There is no such session.")
    docname = context.site.page(edition.id, "index")
    event = edition.event.name
    home = to_document(event, docname) if docname in context.env.found_docs else plain(event)
    facts = joined([home, *session_facts(context, edition, session)], MIDDLE_DOT)
    blocks: list[nodes.Node] = [paragraph("sp-where", *facts)]
    if session.description:
        place = ("sessions", session.id, "description")
        text = context.markdown(session.description, edition.event.source, *place)
        blocks.append(container("sp-description", *text))
    shown = [_talk(context, edition, talk) for talk in session.talks]
    listed = {talk.paper for talk in session.talks}
    rest = [paper for paper in papers_of(edition, session.id, None) if paper.id not in listed]
    cards = [one for one in shown if one is not None] + [card(context, paper) for paper in rest]
    if cards:
        blocks.append(container("sp-papers", *cards))
    return session.title, blocks


def _talk(context: Context, edition: Edition, talk: Talk) -> nodes.container | None:
    """Return what takes place as a card that says when."""
    people = context.catalogue.people
    if talk.paper:
        if talk.paper not in edition.papers:
            return None
        shown = card(context, edition.papers[talk.paper])
    else:
        shown = container("sp-paper-card sp-talk", paragraph("sp-title", talk.title or ""))
        if names := [to_person(str(people[i].name), people[i]) for i in talk.people if i in people]:
            shown += paragraph("sp-authors", *joined(names, ", "))
    if times := span(edition.event, talk.start, talk.end):
        shown.insert(0, paragraph("sp-when", *times))
    return shown
