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
from sphinx_proceedings.sphinx.page import Pages
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
    return fingerprint(edition.volume, edition.event.tracks, dialogues) + _with_authors(
        catalogue, list(edition.papers_in_order)
    )


def _grouping(_: Catalogue, edition: Edition) -> str:
    """Digest the groups in which a list shows papers."""
    event = edition.event
    sessions = [(session.id, session.title) for session in event.sessions]
    groups = [*sessions, *((track.id, track.title) for track in event.tracks)]
    members = [(paper.id, edition.session_of(paper)) for paper in edition.papers_in_order]
    return fingerprint(repr((groups, members)))


def _recorded(catalogue: Catalogue, edition: Edition) -> str:
    """Digest what the records of a paper say of its volume and event."""
    event = edition.event.model_dump_json(
        include={"title", "short", "acronym", "series", "number", "start", "end", "place", "url"}
    )
    editors = _people(catalogue, iter(edition.volume.editors if edition.volume else ()))
    return fingerprint(event, edition.volume, editors)


def _neighbours(catalogue: Catalogue, edition: str, paper: str) -> str:
    """Digest the papers before and after a paper."""
    found = catalogue.editions.get(edition)
    order = found.papers_in_order if found else ()
    at = next((n for n, one in enumerate(order) if one.id == paper), None)
    around = [] if at is None else [*order[max(0, at - 1) : at], *order[at + 1 : at + 2]]
    return fingerprint(repr(at), *(f"{one.key} {one.title}" for one in around))


def _session_page(catalogue: Catalogue, edition: str, name: str) -> str:
    found = catalogue.editions.get(edition)
    session = found.event.session(name) if found else None
    if found is None or session is None:
        return fingerprint(None)
    named = [*session.chairs, *(person for talk in session.talks for person in talk.people)]
    return fingerprint(
        found.event.name, found.event.timezone, session, _people(catalogue, iter(named))
    ) + _with_authors(catalogue, papers_of(found, name, None))


def _about(pages: Pages, kind: str, name: str) -> str:
    """Digest what a page of people or keywords shows, and what leads to it."""
    if kind == "person":
        people = pages.people
        person = people.shown.get(name)
        if person is None:
            return fingerprint(None)
        parts = [
            (part.edition.event.name, part.text, part.affiliations, part.session)
            for part in people.parts[name]
        ]
        papers = [line.paper for line in people.bylines[name]]
        editions = [line.edition.event.name for line in people.bylines[name]]
        facts = fingerprint(person, repr((parts, editions, people.title(person))))
        return facts + _with_authors(people.catalogue, papers)
    if kind == "people":
        people = pages.people
        lines = [
            (i, names, people.title(person), people.affiliations(person), len(people.bylines[i]))
            for i, person in people.shown.items()
            for names in [[(str(name), name.sort_key) for name in people.names[i]]]
        ]
        return fingerprint(repr(lines))
    if kind == "keyword" and (keyword := pages.keywords.get(name)):
        editions = [edition.event.name for edition, _ in keyword.papers]
        papers = [paper for _, paper in keyword.papers]
        return fingerprint(keyword.word, repr(editions)) + _with_authors(pages.catalogue, papers)
    if kind == "keywords":
        return repr([(k.slug, k.word, len(k.papers)) for k in pages.keywords.values()])
    return fingerprint(None)


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


LATE = frozenset({"printed"})
"""Questions that are answered when a page is written, not when it is read.

Printing comes after reading, and changes the answers: reading everything again for a number would
take as long as the first time.
"""


def _printed(site: Site, kind: str, edition: str, identifier: str) -> str:
    """Digest what the last print says of a paper or dialogue."""
    found = site.catalogue.editions.get(edition)
    if found is None:
        return ""
    entry = found.entry(kind, identifier)
    if entry is None:
        return ""
    offered = isinstance(entry, Paper) and site.offprint(entry) is not None
    return f"{found.pages_of(entry)} {offered}"


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
    "recorded": _edition(_recorded),
    "neighbours": _neighbours,
    "session": _session_page,
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
        elif kind == "about":
            site.digests[query] = _about(site.generated, *about)
        elif kind in LATE:
            site.digests[query] = _printed(site, *about)
        elif kind == "current":
            site.digests[query] = site.edition.id if site.edition else ""
        else:
            site.digests[query] = _ANSWERS[kind](site.catalogue, *about)
    return site.digests[query]
