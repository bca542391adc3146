"""Papers: authors with affiliations, links, cards, lists, and references."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Organization, Paper, printed_affiliations, printed_name
from sphinx_proceedings.sphinx.directives.base import Options
from sphinx_proceedings.sphinx.directives.paper import PaperListOptions
from sphinx_proceedings.sphinx.nodes import print_only, screen_only
from sphinx_proceedings.sphinx.query import papers_of
from sphinx_proceedings.sphinx.render.context import Context, did_you_mean
from sphinx_proceedings.sphinx.render.part import (
    LINK_TEXTS,
    MIDDLE_DOT,
    bullets,
    container,
    empty,
    inline,
    joined,
    link,
    organization,
    paragraph,
    plain,
    to_document,
)

# A card stays a card: of more authors than this the first ones are named.
_AUTHORS_ON_A_CARD = 12


def authors(context: Context, paper: Paper, *, limit: int | None = None) -> list[nodes.Node]:
    """Return the line of authors and, below it, that of their affiliations.

    Affiliations are numbered where authors share or differ in them; an asterisk marks equal
    contribution, a dagger the corresponding author.
    """
    listed = context.catalogue.authors(paper)
    if not listed:
        return []
    shown = listed[:limit] if limit else listed
    where = [printed_affiliations(author, person) for author, person in shown]
    institutions: dict[tuple[str, str | None], Organization] = {}
    for found in (found for several in where for found in several):
        # One institution is one line, although not everybody gives its address.
        known = institutions.setdefault(_key(found), found)
        if not (known.url or known.ror):
            institutions[_key(found)] = found
    numbers = {key: number for number, key in enumerate(institutions, start=1)}
    numbered = len(institutions) > 1 or (len(institutions) == 1 and not all(where))
    names: list[nodes.Node] = []
    for (author, person), affiliations in zip(shown, where, strict=True):
        name = inline("sp-author", link(str(printed_name(author, person)), person.url))
        marks = [str(numbers[_key(found)]) for found in affiliations] if numbered else []
        marks += ["*"] if author.equal else []
        marks += ["\N{DAGGER}"] if author.corresponding else []
        if marks:
            name += nodes.superscript("", ",".join(marks))
        names.append(name)
    line = joined(names, ", ")
    if len(shown) < len(listed):
        line.append(f", and {len(listed) - len(shown)} more")
    result: list[nodes.Node] = [paragraph("sp-authors", *line)]
    if institutions:
        result.append(_affiliations([*institutions.values()], numbered=numbered))
    return result


def _key(found: Organization) -> tuple[str, str | None]:
    return found.name.casefold(), found.place


def _affiliations(institutions: Sequence[Organization], *, numbered: bool) -> nodes.Node:
    parts: list[nodes.Node] = []
    for number, found in enumerate(institutions, start=1):
        part = inline("sp-affiliation")
        if numbered:
            part += nodes.superscript("", str(number))
        part += organization(found)
        parts.append(part)
    return paragraph("sp-affiliations", *joined(parts, "; "))


def footnotes(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return what the marks beside the authors' names mean."""
    listed = context.catalogue.authors(paper)
    notes: list[nodes.Node | str] = []
    if any(author.equal for author, _ in listed):
        notes.append("* Equal contribution")
    corresponding = [(a, p) for a, p in listed if a.corresponding]
    if corresponding:
        who: list[nodes.Node | str] = []
        for author, person in corresponding:
            name = str(printed_name(author, person))
            who.append(link(author.email, f"mailto:{author.email}") if author.email else name)
        notes.append(inline("", "\N{DAGGER} Correspondence: ", *joined(who, ", ")))
    return [paragraph("sp-notes", *joined(notes, ". "), ".")] if notes else []


def links(paper: Paper) -> list[nodes.Node]:
    """Return the line of links to where else the paper is to be found."""
    found: list[nodes.Node | str] = []
    for kind, url in paper.links.given():
        shown = link(LINK_TEXTS[kind], url, f"sp-link-{kind}")
        # On paper only an address that can be read leads anywhere.
        address = link(url.partition("://")[2].rstrip("/"), url)
        label = print_only("", f"{LINK_TEXTS[kind]}: ", address)
        found.append(inline("sp-link", screen_only("", "", shown), label))
    if paper.doi:
        found.append(link(f"doi:{paper.doi}", f"https://doi.org/{paper.doi}"))
    return [paragraph("sp-links", *joined(found, MIDDLE_DOT))] if found else []


def awards(paper: Paper) -> list[nodes.Node]:
    """Return the awards as badges."""
    badges: list[nodes.Node | str] = [inline("sp-badge", award) for award in paper.awards]
    return [paragraph("sp-awards", *joined(badges, " "))] if badges else []


def card(context: Context, paper: Paper) -> nodes.container:
    """Return a paper as a card."""
    return container(
        "sp-paper-card",
        paragraph("sp-title", title(context, paper)),
        *awards(paper),
        *authors(context, paper, limit=_AUTHORS_ON_A_CARD),
        *links(paper),
    )


def title(context: Context, paper: Paper, classes: str = "") -> nodes.Node:
    """Return the title, linked to the paper's page."""
    docname = context.site.document(paper)
    if docname not in context.env.found_docs:
        return plain(paper.title)
    return to_document(paper.title, docname, classes)


def paper_card(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return the card of one paper."""
    return [card(context, context.paper(context.node["argument"], wanted.edition))]


def paper_list(context: Context, wanted: PaperListOptions) -> list[nodes.Node]:
    """Return the papers of an edition, a session or a track."""
    edition = context.edition(wanted.edition)
    context.ask("papers", edition.id, wanted.session or "", wanted.track or "")
    event = edition.event
    if wanted.session and event.session(wanted.session) is None:
        hint = did_you_mean(wanted.session, (session.id for session in event.sessions))
        message = f'"{edition.id}" has no session "{wanted.session}"'
        raise context.unknown(Code.UNKNOWN_SESSION, message, hint)
    if wanted.track and event.track(wanted.track) is None:
        hint = did_you_mean(wanted.track, (track.id for track in event.tracks))
        message = f'"{edition.id}" has no track "{wanted.track}"'
        raise context.unknown(Code.UNKNOWN_TRACK, message, hint)
    found = papers_of(edition, wanted.session, wanted.track)
    if not found:
        return empty(wanted.empty or "No papers yet.")
    if wanted.layout == "list":
        return [bullets("sp-papers sp-list", [[_line(context, paper)] for paper in found])]
    return [container("sp-papers", *(card(context, paper) for paper in found))]


def _line(context: Context, paper: Paper) -> nodes.paragraph:
    names = [str(printed_name(a, p)) for a, p in context.catalogue.authors(paper)]
    shown = ", ".join(names[:_AUTHORS_ON_A_CARD])
    if len(names) > _AUTHORS_ON_A_CARD:
        shown += f", and {len(names) - _AUTHORS_ON_A_CARD} more"
    return paragraph("sp-paper", title(context, paper), MIDDLE_DOT, inline("sp-authors", shown))


def paper_role(context: Context, _: None) -> list[nodes.Node]:
    """Return a link to a paper."""
    paper = context.paper(context.node["argument"])
    text = context.node.astext() or paper.title
    docname = context.site.document(paper)
    if docname not in context.env.found_docs:
        return [nodes.Text(text)]
    return [to_document(text, docname)]
