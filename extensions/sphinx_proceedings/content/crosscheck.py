"""Checks what records say of each other: what they refer to exists, and nothing is there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sphinx_proceedings.content import asset, correction, ledger, programme
from sphinx_proceedings.content.draft import Draft, EditionDraft
from sphinx_proceedings.content.lookup import SESSION, TRACK, Lookup, find_dialogue
from sphinx_proceedings.content.report import quote
from sphinx_proceedings.content.statement import Found
from sphinx_proceedings.diagnostics import Code, Location, Severity
from sphinx_proceedings.model import Dialogue, Event, Paper, Record, Volume

_ROUNDING = 0.5  # percent, what a share may lose or gain by rounding


def check(draft: Draft) -> None:
    """Report everything that is wrong between records."""
    checker = _Crosscheck(draft)
    checker.people()
    checker.currents()
    for edition in draft.editions.values():
        if edition.event is not None:
            checker.event(edition, edition.event)
            programme.check(edition.event, draft, dated=edition.event.start != dt.date.min)
        if edition.volume is not None:
            checker.volume(edition, edition.volume)
        ledger.check(draft, edition)
        for paper in edition.papers.values():
            checker.paper(edition, paper)
            correction.check(draft, paper, edition.volume)
        for dialogue in edition.dialogues.values():
            checker.dialogue(dialogue)
        for home, found in edition.statements:
            checker.statement(edition, home, found)


class _Crosscheck:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._report = draft.report
        self._place = draft.positions.of
        self._look = Lookup(draft)

    def people(self) -> None:
        root = self._draft.tree.root
        for person in self._draft.people.values():
            if person.orcid:
                self._look.unique("ORCID iD", person.orcid, person.id, self._place(person, "orcid"))
            if person.portrait:
                place = self._place(person, "portrait")
                asset.check(self._draft, root, person.portrait, place, what="portrait")

    def currents(self) -> None:
        events = [e.event for e in self._draft.editions.values() if e.event is not None]
        marked = [event for event in events if event.status == "current"]
        for event in marked[1:]:
            self._report.add(
                Code.DUPLICATE_ENTRY,
                f'"{marked[0].id}" is already the current edition',
                self._place(event, "status"),
                "the one that begins last is shown as current",
                Severity.WARNING,
            )

    def event(self, edition: EditionDraft, event: Event) -> None:
        for holders in event.roles.values():
            people = [(h.person, self._place(h, "person")) for h in holders]
            self._look.once("this role", people)
            self._look.people(people)
        for records, kind in ((event.tracks, "track"), (event.sessions, "session")):
            self._look.identifiers(kind, records)
        for session in event.sessions:
            self._named("the chairs", self._items(session, "chairs", session.chairs), Severity.INFO)
            papers = [(t.paper, self._place(t, "paper")) for t in session.talks if t.paper]
            self._look.once("this session", papers)
            for paper, place in papers:
                self._look.paper(edition, paper, place)
            for talk in session.talks:
                people = self._items(talk, "people", talk.people)
                self._named("this talk", people, Severity.INFO)

    def volume(self, edition: EditionDraft, volume: Volume) -> None:
        for key in ("isbn", "doi"):
            if value := getattr(volume, key):
                label = f'volume of "{volume.edition}"'
                self._look.unique(key.upper(), value, label, self._place(volume, key))
        self._named("the editors", self._items(volume, "editors", volume.editors))
        papers = self._items(volume, "papers", volume.papers)
        self._look.once("the volume", papers)
        for paper, place in papers:
            self._look.paper(edition, paper, place)
        dialogues = self._items(volume, "dialogues", volume.dialogues)
        self._look.once("the volume", dialogues)
        for dialogue, place in dialogues:
            self._look.dialogue(edition, dialogue, place)
        pages = [
            *self._items(volume, "preliminaries", volume.preliminaries),
            *self._items(volume, "back", volume.back),
        ]
        self._look.once("the volume", pages)
        folder = self._draft.tree.root / edition.id / "preliminaries"
        for name, place in pages:
            asset.check(self._draft, folder, f"{name}.md", place, what="page in preliminaries/")

    def paper(self, edition: EditionDraft, paper: Paper) -> None:
        if paper.doi:
            self._look.unique("DOI", paper.doi, paper.key, self._place(paper, "doi"))
        authors = [(a.person, self._place(a, "person")) for a in paper.authors]
        self._named("the authors", authors)
        if edition.event is not None:
            if paper.track:
                tracks = [track.id for track in edition.event.tracks]
                self._look.part(TRACK, edition, paper.track, self._place(paper, "track"), tracks)
            if paper.session:
                sessions = [session.id for session in edition.event.sessions]
                place = self._place(paper, "session")
                self._look.part(SESSION, edition, paper.session, place, sessions)
        if paper.pdf:
            folder = (self._draft.tree.root / paper.path).parent
            asset.check(self._draft, folder, paper.pdf, self._place(paper, "pdf"), what="file")

    def dialogue(self, dialogue: Dialogue) -> None:
        self._look.identifiers("meeting", dialogue.meetings)
        for attendance in dialogue.attendance:
            meetings = self._items(attendance, "meetings", attendance.meetings)
            self._look.once("the meetings", meetings)
            for meeting, place in meetings:
                self._look.meeting(dialogue, meeting, place)
            shares = attendance.shares
            groups = [(share.group, self._place(share, "group")) for share in shares]
            self._look.once("the shares", groups)
            total = sum(share.percent for share in shares)
            if shares and abs(total - 100) > min(2, _ROUNDING * len(shares)):
                self._report.add(
                    Code.INCONSISTENT_TOTAL,
                    f"the shares add up to {total:g} percent",
                    self._place(attendance, "shares"),
                    severity=Severity.WARNING,
                )

    def statement(self, edition: EditionDraft, home: str | None, found: Found) -> None:
        statement, options = found.statement, found.options
        if statement.person:
            self._look.people([(statement.person, options["person"])])
            self._confirmed(statement.person, options["person"])
            if statement.role:
                self._report.add(
                    Code.AMBIGUOUS_ATTRIBUTION,
                    "a statement is attributed to a person or to a role, not to both",
                    found.location,
                    "remove `:person:` or `:role:`",
                )
        named = found.dialogue or home
        place = options.get("dialogue", found.location)
        if named is None:
            self._report.add(
                Code.INVALID_OPTION,
                "nothing says of which dialogue this statement is part",
                place,
                "add `:dialogue: identifier`",
            )
            return
        dialogue = find_dialogue(self._draft, edition, named)
        if dialogue is None:
            self._look.dialogue(edition, named, place)
        elif statement.meeting:
            self._look.meeting(dialogue, statement.meeting, options["meeting"])

    def _named(
        self,
        where: str,
        people: list[tuple[str, Location]],
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Check a list of people, none of whom may be unknown, unconfirmed, or there twice."""
        self._look.once(where, people)
        self._look.people(people)
        for person, place in people:
            self._confirmed(person, place, severity)

    def _confirmed(
        self, person: str, place: Location, severity: Severity = Severity.WARNING
    ) -> None:
        if self._draft.is_unconfirmed(person):
            self._report.add(
                Code.UNCONFIRMED_AUTHOR,
                f"{quote(person)} is marked as unconfirmed and left out",
                place,
                "once confirmed, remove the mark in people.yml",
                severity,
            )

    def _items(self, record: Record, key: str, values: Sequence[str]) -> list[tuple[str, Location]]:
        return [(value, self._place(record, key, i)) for i, value in enumerate(values)]
