"""Takes out of what was read whatever must not appear, or leads nowhere."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, TypeVar

from sphinx_proceedings.content import asset
from sphinx_proceedings.content.draft import Draft, EditionDraft
from sphinx_proceedings.content.lookup import find_dialogue
from sphinx_proceedings.model import (
    Attendance,
    Catalogue,
    Dialogue,
    Edition,
    Event,
    Paper,
    Person,
    Record,
    Session,
    Statement,
    Volume,
)

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Record)


def catalogue(draft: Draft) -> Catalogue:
    """Return what was read as a closed catalogue of confirmed people."""
    people = {
        person.id: _with_files(draft, person)
        for person in draft.people.values()
        if not person.unconfirmed
    }
    statements = _statements(draft)
    editions = {
        edition.id: _edition(draft, edition, edition.event, people, statements)
        for edition in draft.editions.values()
        if edition.event is not None and edition.is_whole(edition.event)
    }
    return Catalogue(people, editions)


def _changed(record: R, **values: Any) -> R:
    """Return the record with other values, or itself if they are the same."""
    update = {key: value for key, value in values.items() if value != getattr(record, key)}
    return record.model_copy(update=update) if update else record


def _kept(items: tuple[str, ...], known: Container[str]) -> tuple[str, ...]:
    """Return each known item once, in order."""
    return tuple(item for item in dict.fromkeys(items) if item in known)


def _by_id(records: tuple[T, ...]) -> tuple[T, ...]:
    """Return the first record of each identifier."""
    first: dict[str, T] = {}
    for record in records:
        first.setdefault(record.id, record)  # type: ignore[attr-defined]
    return tuple(first.values())


def _with_files(draft: Draft, person: Person) -> Person:
    good = person.portrait and asset.is_there(draft, draft.tree.root, person.portrait)
    return _changed(person, portrait=person.portrait if good else None)


def _edition(
    draft: Draft,
    edition: EditionDraft,
    event: Event,
    people: Container[str],
    statements: dict[str, list[Statement]],
) -> Edition:
    papers = {}
    for paper in filter(edition.is_whole, edition.papers.values()):
        kept = _paper(draft, event, paper, people)
        if kept.authors:
            papers[kept.id] = kept
    dialogues = {
        dialogue.id: _dialogue(dialogue, statements.get(dialogue.key, []))
        for dialogue in filter(edition.is_whole, edition.dialogues.values())
    }
    volume = edition.volume if edition.is_whole(edition.volume) else None
    volume = volume and _volume(draft, volume, people, papers, dialogues)
    pruned = _event(event, people, papers)
    return Edition(edition.id, pruned, volume, papers, dialogues, edition.ledger)


def _event(event: Event, people: Container[str], papers: Container[str]) -> Event:
    roles = {}
    for role, holders in event.roles.items():
        first = {h.person: h for h in reversed(holders)}
        roles[role] = tuple(
            h for h in holders if h.person in people and not h.unconfirmed and first[h.person] is h
        )
    sessions = tuple(_session(session, people, papers) for session in _by_id(event.sessions))
    return _changed(event, roles=roles, sessions=sessions, tracks=_by_id(event.tracks))


def _session(session: Session, people: Container[str], papers: Container[str]) -> Session:
    talks = tuple(
        _changed(talk, people=_kept(talk.people, people))
        for talk in session.talks
        if talk.paper is None or talk.paper in papers
    )
    return _changed(session, chairs=_kept(session.chairs, people), talks=talks)


def _paper(draft: Draft, event: Event, paper: Paper, people: Container[str]) -> Paper:
    first = {author.person: author for author in reversed(paper.authors)}
    authors = tuple(a for a in paper.authors if a.person in people and first[a.person] is a)
    folder = (draft.tree.root / paper.path).parent
    has_pdf = paper.pdf and asset.is_there(draft, folder, paper.pdf)
    return _changed(
        paper,
        authors=authors,
        track=paper.track if paper.track and event.track(paper.track) else None,
        session=paper.session if paper.session and event.session(paper.session) else None,
        pdf=paper.pdf if has_pdf else None,
    )


def _volume(
    draft: Draft,
    volume: Volume,
    people: Container[str],
    papers: Container[str],
    dialogues: Container[str],
) -> Volume:
    folder = draft.tree.root / volume.edition / "preliminaries"

    def pages(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(n for n in names if asset.is_there(draft, folder, f"{n}.md"))

    return _changed(
        volume,
        editors=_kept(volume.editors, people),
        papers=_kept(volume.papers, papers),
        dialogues=_kept(volume.dialogues, dialogues),
        preliminaries=pages(volume.preliminaries),
        back=pages(volume.back),
    )


def _dialogue(dialogue: Dialogue, statements: list[Statement]) -> Dialogue:
    meetings = _by_id(dialogue.meetings)
    known = {meeting.id for meeting in meetings}
    kept = (_attendance(attendance, known) for attendance in dialogue.attendance)
    return _changed(
        dialogue,
        meetings=meetings,
        attendance=tuple(attendance for attendance in kept if attendance.meetings),
        statements=tuple(statements),
    )


def _attendance(attendance: Attendance, known: Container[str]) -> Attendance:
    return _changed(attendance, meetings=_kept(attendance.meetings, known))


def _statements(draft: Draft) -> dict[str, list[Statement]]:
    """Return the statements of each dialogue, by its key, wherever they stand.

    They keep their attribution, even one to nobody we know: whether it may be said is decided
    from it.
    """
    found: dict[str, list[Statement]] = {}
    for edition in draft.editions.values():
        for home, one in edition.statements:
            name = one.dialogue or home
            dialogue = find_dialogue(draft, edition, name) if name else None
            if dialogue is not None:
                found.setdefault(dialogue.key, []).append(one.statement)
    return found
