"""How the page of a paper or a dialogue begins: what its metadata say, before its text."""

from __future__ import annotations

import re

from docutils import nodes

from sphinx_proceedings.model import Dialogue, Paper
from sphinx_proceedings.sphinx.nodes import print_only, screen_only
from sphinx_proceedings.sphinx.read.directive.dialogue import PARTS
from sphinx_proceedings.sphinx.render.author import authors, notes
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.correction import corrections, status
from sphinx_proceedings.sphinx.render.dialogue import parts_of
from sphinx_proceedings.sphinx.render.frame import page_section
from sphinx_proceedings.sphinx.render.landing import cite, neighbours, pdf
from sphinx_proceedings.sphinx.render.late import pages, untagged
from sphinx_proceedings.sphinx.render.paper import awards, links
from sphinx_proceedings.sphinx.render.part import (
    LICENSES,
    MIDDLE_DOT,
    container,
    inline,
    joined,
    link,
    organizations,
    paragraph,
    plain,
    sources,
    texts,
    to_doi,
    to_keyword,
    to_object,
)
from sphinx_proceedings.volume.order import runs_on


def complete(context: Context, entry: Paper | Dialogue, *, facts: bool) -> None:
    """Give a document its title and header, and put the text it has below them.

    ``facts``: a dialogue also gets its meetings, attendance and takeaways, because its text shows
    none of them.
    """
    context.ask("paper" if isinstance(entry, Paper) else "dialogue", entry.key, entry.edition)
    body = context.document.children[:]
    title = [plain(entry.title)]
    section = page_section(context.document, entry.title, title, line=entry.source.line or 1)
    if isinstance(entry, Paper):
        context.domain.note_object("paper", entry.key, entry.title, section["ids"][0])
        section += corrections(context, entry)
        section += _paper(context, entry)
    else:
        section += _dialogue(entry)
        if facts:
            section += parts_of(context, entry, PARTS)
    # A withdrawal takes the text away.
    withdrawn = isinstance(entry, Paper) and entry.is_withdrawn
    text = [] if withdrawn else _without_title(body, entry.title)
    if not any(isinstance(node, nodes.Element) for node in text):
        # No rule is drawn where nothing follows.
        for header in section.findall(nodes.container):
            if "sp-paper-header" in header["classes"]:
                header["classes"].append("sp-alone")
    section += text
    if isinstance(entry, Paper):
        section += neighbours(context, entry)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _without_title(body: list[nodes.Node], title: str) -> list[nodes.Node]:
    """Return the text without a first heading that only repeats the title."""
    for position, node in enumerate(body):
        if isinstance(node, nodes.section):
            if _plain(node[0].astext()) != _plain(title):
                break
            # References to the heading still lead to where it was.
            anchor = nodes.target("", "", ids=node["ids"], names=node["names"])
            return [*body[:position], anchor, *node.children[1:], *body[position + 1 :]]
        if not isinstance(node, nodes.comment | nodes.target | nodes.substitution_definition):
            break
    return body


def _paper(context: Context, paper: Paper) -> nodes.container:
    header = container("sp-paper-header")
    if paper.subtitle:
        header += paragraph("sp-subtitle", paper.subtitle)
    header += _marked(context, paper, authors(context, paper, byline=True))
    header += notes(context, paper)
    header += awards(paper)
    header += _where(context, paper)
    header += links(context, paper, doi=False)
    header += untagged(context, paper)
    header += _rights(context, paper)
    if paper.abstract and not paper.is_withdrawn:
        text = context.markdown(paper.abstract, paper.source, "abstract")
        header += container("sp-abstract", paragraph("sp-label", "Abstract"), *text)
    if paper.keywords:
        words = joined([to_keyword(word) for word in paper.keywords], ", ")
        header += paragraph("sp-keywords", inline("sp-label", "Keywords"), ": ", *words)
    header += cite(context, paper)
    header += pdf(paper)
    return header


def _marked(context: Context, paper: Paper, lines: list[nodes.Node]) -> list[nodes.Node]:
    """Return the lines of authors, with what became of the paper where print has no room above.

    Where papers follow each other on a page, a notice of its own lines would move the others.
    """
    if paper.corrections and runs_on(context.catalogue.editions[paper.edition]):
        for line in lines[:1]:
            assert isinstance(line, nodes.Element)  # noqa: S101  # for the type checker
            line.append(print_only("", " ", *status(paper)))
    return lines


def _where(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return the line that says in which event, track and session the paper appears."""
    edition = context.catalogue.editions[paper.edition]
    context.ask("placed", paper.edition, paper.id)
    parts: list[nodes.Node | str] = []
    if paper.track and (track := edition.event.track(paper.track)):
        parts.append(track.title)
    if (name := edition.session_of(paper)) and (session := edition.event.session(name)):
        parts.append(to_object(session.title, "session", f"{edition.id}/{name}"))
    # A volume says once of which event it is.
    event = edition.event.name + (MIDDLE_DOT if parts else "")
    about = screen_only("", "", plain(event))
    numbers = pages(context, paper, before=MIDDLE_DOT)
    return [paragraph("sp-where", about, *joined(parts, MIDDLE_DOT), *numbers)]


def _rights(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return the line of DOI and licence, as far as there are any.

    A paper that opens a page of the volume has them at the foot of that page.
    """
    parts: list[nodes.Node | str] = []
    if paper.doi:
        parts.append(to_doi(paper.doi))
    edition = context.catalogue.editions[paper.edition]
    # Where papers share pages, the volume says once under which licence all of them are.
    of_volume = edition.volume if edition.publishes(paper) and not runs_on(edition) else None
    context.ask("recorded", edition.id)
    if paper.license:
        parts.append(link(paper.license, LICENSES.get(paper.license)))
    elif of_volume and of_volume.license:
        url = of_volume.license_url or LICENSES.get(of_volume.license)
        parts.append(link(of_volume.license, url))
    if not parts:
        return []
    line = joined(parts, MIDDLE_DOT)
    if not runs_on(edition):
        line = [screen_only("", "", *texts(line))]
    return [paragraph("sp-rights", *line)]


def _dialogue(dialogue: Dialogue) -> list[nodes.Node]:
    lines: list[nodes.Node] = []
    for label, found in (("Convened by", dialogue.conveners), ("Funded by", dialogue.funders)):
        if found:
            names = organizations(found, ", ")
            lines.append(paragraph("", inline("sp-label", label), " ", *names))
    lines += sources(dialogue.sources)
    return [container("sp-paper-header", *lines)] if lines else []
