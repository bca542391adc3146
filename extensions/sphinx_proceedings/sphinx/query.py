"""Questions to the catalogue, each with a digest of its answer.

A page remembers the questions it asked. It is out of date when one of them has another answer
than it had, and only then: a person that changes touches the pages that show them, and an
identifier that was unknown touches the pages that asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from sphinx_proceedings import privacy
from sphinx_proceedings.model import (
    Catalogue,
    Edition,
    Paper,
    Person,
    Statement,
    fingerprint,
)
from sphinx_proceedings.sphinx.site import Site

Query: TypeAlias = tuple[str, ...]
"""The kind of the question, then what it is about."""


def papers_of(edition: Edition, session: str | None, track: str | None) -> list[Paper]:
    """Return the papers of an edition in order, of one session or track if asked for."""
    return [
        paper
        for paper in edition.papers_in_order
        if (not session or edition.session_of(paper) == session)
        and (not track or paper.track == track)
    ]


def _people(catalogue: Catalogue, identifiers: Iterator[str]) -> list[Person]:
    return [catalogue.people[i] for i in dict.fromkeys(identifiers) if i in catalogue.people]


def _with_authors(catalogue: Catalogue, papers: list[Paper]) -> str:
    people = _people(catalogue, (a.person for paper in papers for a in paper.authors))
    return fingerprint(papers, people)


def _edition(answer: Callable[[Catalogue, Edition], str]) -> Callable[..., str]:
    def digest(catalogue: Catalogue, edition: str, *_: str) -> str:
        found = catalogue.editions.get(edition)
        return answer(catalogue, found) if found else fingerprint(None)

    return digest


def _person(catalogue: Catalogue, identifier: str) -> str:
    return fingerprint(catalogue.people.get(identifier))


def attributable(catalogue: Catalogue, dialogue: str, meeting: str, role: str, text: str) -> bool:
    """Tell whether the role and the text of a statement may be shown as they are."""
    found = catalogue.find_dialogue(dialogue)
    if not found:
        return True
    # Not validated: the text is on the page already, whatever the model would say to it.
    said = Statement.model_construct(
        meeting=meeting or None, person=None, role=role or None, text=text
    )
    return privacy.may_attribute(said, found[0], catalogue.people.values())


def _attributable(catalogue: Catalogue, *statement: str) -> str:
    return fingerprint(str(attributable(catalogue, *statement)))


def _paper(catalogue: Catalogue, reference: str, edition: str) -> str:
    return _with_authors(catalogue, catalogue.find_paper(reference, edition or None))


def _papers(catalogue: Catalogue, edition: str, session: str, track: str) -> str:
    found = catalogue.editions.get(edition)
    if found is None:
        return fingerprint(None)
    event = found.event
    exists = fingerprint(event.session(session), event.track(track))
    return exists + _with_authors(catalogue, papers_of(found, session, track))


def _role(catalogue: Catalogue, edition: str, role: str) -> str:
    found = catalogue.editions.get(edition)
    if found is None or role not in found.event.roles:
        return fingerprint(None)
    holders = catalogue.holders(edition, role)
    return fingerprint([h for h, _ in holders], [p for _, p in holders])


def _dates(_: Catalogue, edition: Edition) -> str:
    return fingerprint(edition.event.deadlines, *edition.event.sources)


def _schedule(catalogue: Catalogue, edition: Edition) -> str:
    event = edition.event
    talks = [talk for session in event.sessions for talk in session.talks]
    papers = [edition.papers[t.paper] for t in talks if t.paper and t.paper in edition.papers]
    named = [*(p for t in talks for p in t.people), *(c for s in event.sessions for c in s.chairs)]
    return fingerprint(event.timezone, event.sessions, _people(catalogue, iter(named))) + (
        _with_authors(catalogue, papers)
    )


def _volume(catalogue: Catalogue, edition: Edition) -> str:
    dialogues = [edition.dialogues[i] for i in sorted(edition.dialogues)]
    return fingerprint(edition.volume, dialogues) + _with_authors(
        catalogue, list(edition.papers_in_order)
    )


def _grouping(_: Catalogue, edition: Edition) -> str:
    """Digest the groups in which a list shows papers."""
    event = edition.event
    groups = [(part.id, part.title) for part in (*event.sessions, *event.tracks)]
    members = [(paper.id, edition.session_of(paper)) for paper in edition.papers_in_order]
    return fingerprint(repr((groups, members)))


def _exists(_: Catalogue, edition: Edition) -> str:
    return fingerprint(edition.id)


def _placed(catalogue: Catalogue, edition: str, paper: str) -> str:
    """Digest what the page of a paper says of the event it belongs to."""
    found = catalogue.editions.get(edition)
    if found is None or paper not in found.papers:
        return fingerprint(None)
    record = found.papers[paper]
    session = found.event.session(found.session_of(record) or "")
    track = found.event.track(record.track or "")
    titles = [part.title if part else None for part in (session, track)]
    return fingerprint(found.event.name, *titles)


def _dialogue(catalogue: Catalogue, reference: str, edition: str) -> str:
    return fingerprint(catalogue.find_dialogue(reference, edition or None))


_ANSWERS: dict[str, Callable[..., str]] = {
    "person": _person,
    "attributable": _attributable,
    "paper": _paper,
    "papers": _papers,
    "role": _role,
    "dates": _edition(_dates),
    "schedule": _edition(_schedule),
    "volume": _edition(_volume),
    "grouping": _edition(_grouping),
    "edition": _edition(_exists),
    "placed": _placed,
    "dialogue": _dialogue,
}


def digest(site: Site, query: Query) -> str:
    """Return the digest of the answer that this build gives."""
    if query not in site.digests:
        kind, *about = query
        if kind == "entry":
            # Whether a file of papers or dialogues is one that could be read.
            site.digests[query] = str(about[0] in site.entries)
        elif kind == "current":
            site.digests[query] = site.edition.id if site.edition else ""
        else:
            site.digests[query] = _ANSWERS[kind](site.catalogue, *about)
    return site.digests[query]
