"""Lists of papers: in groups, and with all that a reader's browser needs to filter them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Edition, Paper
from sphinx_proceedings.sphinx.naming import address, collation
from sphinx_proceedings.sphinx.nodes import faceted, facets
from sphinx_proceedings.sphinx.query import papers_of
from sphinx_proceedings.sphinx.read.directive.paper import PaperListOptions
from sphinx_proceedings.sphinx.render.context import Context, did_you_mean
from sphinx_proceedings.sphinx.render.correction import badge
from sphinx_proceedings.sphinx.render.paper import AUTHORS_ON_A_CARD, card, title
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    bullets,
    container,
    counted,
    empty,
    inline,
    paragraph,
    plain,
    to_object,
)

# Fewer papers are seen at a glance.
_WORTH_FILTERING = 6

Values = dict[str, dict[str, str]]
"""Kinds of choices to their values, and these to their labels."""


def paper_list(context: Context, wanted: PaperListOptions) -> list[nodes.Node]:
    """Return the papers of an edition, a session or a track."""
    edition = context.edition(wanted.edition)
    context.ask("papers", edition.id, wanted.session or "", wanted.track or "")
    context.ask("grouping", edition.id)
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
    groups = grouped(edition, found, wanted.group)
    blocks: list[nodes.Node] = []
    for heading, papers in groups:
        if wanted.layout == "list":
            shown: nodes.Element = bullets(
                "sp-papers sp-list", [[_line(context, p)] for p in papers]
            )
        else:
            shown = container("sp-papers", *(_item(context, edition, paper) for paper in papers))
        blocks += _group(context, edition, heading, len(papers), shown) if heading else [shown]
    choices = _choices(context, edition, found)
    if wanted.layout == "list" or not _is_filtered(wanted.filter, found):
        return blocks
    return [facets("", *blocks, classes=["sp-paper-list"], facets=choices)]


def _is_filtered(wanted: str, found: Sequence[Paper]) -> bool:
    return wanted == "yes" or (wanted == "auto" and len(found) >= _WORTH_FILTERING)


Heading = tuple[str, str, str] | None
"""What a group is, its identifier and its title."""


def grouped(
    edition: Edition, papers: Sequence[Paper], by: str
) -> list[tuple[Heading, list[Paper]]]:
    """Return the papers in groups, in the order of the programme; those of no group come last.

    Where there would be one group only, it has no heading.
    """
    if by == "none":
        return [(None, list(papers))]
    parts: Iterable[tuple[str, str]]
    if by == "track":
        parts = [(track.id, track.title) for track in edition.event.tracks]
    else:
        parts = [(session.id, session.title) for session in edition.event.sessions]
    members: dict[str, list[Paper]] = {identifier: [] for identifier, _ in parts}
    rest: list[Paper] = []
    for paper in papers:
        of = paper.track if by == "track" else edition.session_of(paper)
        members.get(of or "", rest).append(paper)
    groups: list[tuple[Heading, list[Paper]]] = [
        ((by, identifier, name), members[identifier])
        for identifier, name in parts
        if members[identifier]
    ]
    if not groups:
        return [(None, rest)]
    if rest:
        groups.append(((by, "", "Other papers"), rest))
    return groups if len(groups) > 1 else [(None, groups[0][1])]


def _group(
    context: Context, edition: Edition, heading: Heading, count: int, shown: nodes.Element
) -> list[nodes.Node]:
    kind, identifier, name = heading or ("", "", "")
    linked = kind == "session" and identifier
    head = nodes.rubric("", "", classes=["sp-group-title"])
    head["heading-level"] = min(6, 1 + _depth(context.node))
    head += to_object(name, "session", f"{edition.id}/{identifier}") if linked else plain(name)
    head += [plain(" "), inline("sp-count", f"({counted(count, 'paper')})")]
    return [container("sp-paper-group", head, shown)]


def _depth(node: nodes.Node) -> int:
    """Return how many sections a node is in; a page is at least one."""
    depth, around = 0, node.parent
    while around is not None:
        depth += isinstance(around, nodes.section)
        around = around.parent
    return max(1, depth)


def _item(context: Context, edition: Edition, paper: Paper) -> faceted:
    """Return a card that knows what it can be filtered by."""
    shown = card(context, paper)
    values = {
        "session": [edition.session_of(paper) or ""],
        "track": [paper.track or ""],
        "keyword": [address(word) for word in paper.keywords],
        "author": [person.id for _, person in context.catalogue.authors(paper)],
        "award": [address(award) for award in paper.awards],
    }
    given = {kind: [v for v in dict.fromkeys(found) if v] for kind, found in values.items()}
    kept = {kind: found for kind, found in given.items() if found}
    return faceted("", *shown.children, classes=shown["classes"], values=kept)


def _choices(context: Context, edition: Edition, papers: Sequence[Paper]) -> Values:
    """Return what the papers can be told apart by, with names for the reader."""
    event = edition.event
    there = {edition.session_of(paper) for paper in papers}
    sessions = {s.id: s.title for s in event.sessions if s.id in there}
    tracks = {t.id: t.title for t in event.tracks if any(p.track == t.id for p in papers)}
    people = {p.id: p for paper in papers for _, p in context.catalogue.authors(paper)}
    names = {identifier: person.name.sort_key for identifier, person in people.items()}
    keywords = {address(word): word for paper in papers for word in reversed(paper.keywords)}
    awards = {address(award): award for paper in papers for award in paper.awards}
    everything = {
        "session": sessions,
        "track": tracks,
        "keyword": _sorted(keywords),
        "author": _sorted(names),
        "award": _sorted(awards),
    }
    return {kind: values for kind, values in everything.items() if values}


def _sorted(labels: dict[str, str]) -> dict[str, str]:
    return dict(sorted(labels.items(), key=lambda pair: (collation(pair[1]), pair[0])))


def _line(context: Context, paper: Paper) -> nodes.paragraph:
    names = context.catalogue.printed_names(paper)
    shown = ", ".join(names[:AUTHORS_ON_A_CARD])
    if len(names) > AUTHORS_ON_A_CARD:
        shown += f", and {len(names) - AUTHORS_ON_A_CARD} more"
    titled = [title(context, paper), *badge(paper)]
    return paragraph("sp-paper", *titled, MIDDLE_DOT, inline("sp-authors", shown))
