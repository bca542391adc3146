"""Pages of sessions: when and where each is, and what takes place there."""

from __future__ import annotations

from docutils import nodes

from sphinx_proceedings.model import Edition, Talk
from sphinx_proceedings.sphinx.query import papers_of
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.event import session_facts, span
from sphinx_proceedings.sphinx.render.frame import Content
from sphinx_proceedings.sphinx.render.paper import card
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    container,
    empty,
    joined,
    paragraph,
)


def session_page(context: Context, name: str) -> Content:
    """Return the page of a session: when and where, who chairs it, and its papers in order."""
    where, _, identifier = name.partition("/")
    edition = context.catalogue.editions[where]
    session = edition.event.session(identifier)
    if session is None:
        return name, empty("There is no such session.")
    home = context.linked(edition.event.name, context.site.page(edition.id, "index"))
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
    if talk.paper:
        if talk.paper not in edition.papers:
            return None
        shown = card(context, edition.papers[talk.paper])
    else:
        shown = container("sp-paper-card sp-talk", paragraph("sp-title", talk.title or ""))
        if names := context.named(talk.people):
            shown += paragraph("sp-authors", *joined(names, ", "))
    if times := span(edition.event, talk.start, talk.end):
        shown.insert(0, paragraph("sp-when", *times))
    return shown
