"""Checks what records say of each other: what they refer to exists, and nothing is there twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from sphinx_proceedings.content import asset, programme
from sphinx_proceedings.content.draft import Draft, EditionDraft
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
            programme.check(edition.event, draft)
        if edition.volume is not None:
            checker.volume(edition, edition.volume)
        for paper in edition.papers.values():
            checker.paper(edition, paper)
        for dialogue in edition.dialogues.values():
            checker.dialogue(dialogue)
        for home, found in edition.statements:
            checker.statement(edition, home, found)


class _Crosscheck:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._report = draft.report
        self._place = draft.positions.of
        self._seen: dict[tuple[str, str], str] = {}

    # Records of each kind

    def people(self) -> None:
        root = self._draft.tree.root
        for person in self._draft.people.values():
            if person.orcid:
                self._unique("ORCID iD", person.orcid, person.id, self._place(person, "orcid"))
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
            self._once("this role", people)
            self._known_people(people)
        for records, kind in ((event.tracks, "track"), (event.sessions, "session")):
            self._identifiers(kind, records)
        for session in event.sessions:
            self._once("the chairs", self._items(session, "chairs", session.chairs))
            self._known_people(self._items(session, "chairs", session.chairs))
            papers = [(t.paper, self._place(t, "paper")) for t in session.talks if t.paper]
            self._once("this session", papers)
            for paper, place in papers:
                self._known_paper(edition, paper, place)
            for talk in session.talks:
                self._once("this talk", self._items(talk, "people", talk.people))
                self._known_people(self._items(talk, "people", talk.people))

    def volume(self, edition: EditionDraft, volume: Volume) -> None:
        for key in ("isbn", "doi"):
            if value := getattr(volume, key):
                label = f'volume of "{volume.edition}"'
                self._unique(key.upper(), value, label, self._place(volume, key))
        editors = self._items(volume, "editors", volume.editors)
        self._once("the editors", editors)
        self._known_people(editors)
        papers = self._items(volume, "papers", volume.papers)
        self._once("the volume", papers)
        for paper, place in papers:
            self._known_paper(edition, paper, place)
        dialogues = self._items(volume, "dialogues", volume.dialogues)
        self._once("the volume", dialogues)
        for dialogue, place in dialogues:
            self._known_dialogue(edition, dialogue, place)
        pages = [
            *self._items(volume, "preliminaries", volume.preliminaries),
            *self._items(volume, "back", volume.back),
        ]
        self._once("the volume", pages)
        folder = self._draft.tree.root / edition.id / "preliminaries"
        for name, place in pages:
            asset.check(self._draft, folder, f"{name}.md", place, what="page in preliminaries/")

    def paper(self, edition: EditionDraft, paper: Paper) -> None:
        if paper.doi:
            self._unique("DOI", paper.doi, paper.key, self._place(paper, "doi"))
        authors = [(a.person, self._place(a, "person")) for a in paper.authors]
        self._once("the authors", authors)
        self._known_people(authors)
        for person, place in authors:
            if self._draft.is_unconfirmed(person):
                self._report.add(
                    Code.UNCONFIRMED_AUTHOR,
                    f"{quote(person)} is marked as unconfirmed and left out",
                    place,
                    "once confirmed, remove the mark in people.yml",
                    Severity.WARNING,
                )
        if edition.event is not None:
            event = edition.event
            for kind, wanted, records in (
                ("track", paper.track, event.tracks),
                ("session", paper.session, event.sessions),
            ):
                known = [record.id for record in records]  # type: ignore[attr-defined]
                if wanted and wanted not in known:
                    scope = f"{edition.folder}/event.yml"
                    code = Code.UNKNOWN_TRACK if kind == "track" else Code.UNKNOWN_SESSION
                    self._unknown(code, kind, scope, wanted, self._place(paper, kind), known, scope)
        if paper.pdf:
            folder = (self._draft.tree.root / paper.path).parent
            asset.check(self._draft, folder, paper.pdf, self._place(paper, "pdf"), what="file")

    def dialogue(self, dialogue: Dialogue) -> None:
        self._identifiers("meeting", dialogue.meetings)
        for attendance in dialogue.attendance:
            meetings = self._items(attendance, "meetings", attendance.meetings)
            self._once("the meetings", meetings)
            for meeting, place in meetings:
                self._known_meeting(dialogue, meeting, place)
            shares = attendance.shares
            groups = [(share.group, self._place(share, "group")) for share in shares]
            self._once("the shares", groups)
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
            self._known_people([(statement.person, options["person"])])
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
            self._known_dialogue(edition, named, place)
        elif statement.meeting:
            self._known_meeting(dialogue, statement.meeting, options["meeting"])
        elif "meeting" not in options and len(dialogue.meetings) > 1:
            self._report.add(
                Code.MISSING_KEY,
                "nothing says at which meeting this was said",
                found.location,
                "add `:meeting: identifier`",
            )

    # References

    def _known_people(self, people: Iterable[tuple[str, Location]]) -> None:
        for person, place in people:
            if person not in self._draft.people:
                where = f"{self._draft.tree.name(self._draft.tree.root / 'people.yml')}"
                self._unknown(
                    Code.UNKNOWN_PERSON, "person", "", person, place, self._draft.people, where
                )

    def _known_paper(self, edition: EditionDraft, paper: str, place: Location) -> None:
        if paper not in edition.papers:
            self._unknown(
                Code.UNKNOWN_PAPER,
                "paper",
                edition.id,
                paper,
                place,
                edition.papers,
                f"{edition.folder}/papers/",
            )

    def _known_dialogue(self, edition: EditionDraft, name: str, place: Location) -> None:
        where, _, identifier = name.rpartition("/")
        home = self._draft.editions.get(where, edition) if where else edition
        if where and where not in self._draft.editions:
            self._unknown(
                Code.UNKNOWN_EDITION, "edition", "", where, place, self._draft.editions, ""
            )
        elif identifier not in home.dialogues:
            self._unknown(
                Code.UNKNOWN_DIALOGUE,
                "dialogue",
                home.id,
                identifier,
                place,
                home.dialogues,
                f"{home.folder}/dialogues/",
            )

    def _known_meeting(self, dialogue: Dialogue, meeting: str, place: Location) -> None:
        known = [m.id for m in dialogue.meetings]
        path = dialogue.source.path
        if meeting not in known:
            self._unknown(Code.UNKNOWN_MEETING, "meeting", path, meeting, place, known, path)

    def _unknown(
        self,
        code: Code,
        kind: str,
        scope: str,
        identifier: str,
        place: Location,
        known: Iterable[str],
        where: str,
    ) -> None:
        """Report a reference that leads nowhere, unless what it means is lost anyway."""
        if self._report.is_lost(kind.capitalize(), scope, identifier):
            return
        listed = f"{_PLURALS.get(kind, f'{kind}s')} are listed in {where}" if where else ""
        hint = " ".join(part for part in (self._report.suggest(identifier, known), listed) if part)
        self._report.add(code, f"no {kind} {quote(identifier)}", place, hint)

    # Things given twice

    def _items(self, record: Record, key: str, values: Sequence[str]) -> list[tuple[str, Location]]:
        return [(value, self._place(record, key, i)) for i, value in enumerate(values)]

    def _once(self, where: str, items: Iterable[tuple[Hashable, Location]]) -> None:
        seen: dict[Hashable, Location] = {}
        for value, place in items:
            if value in seen:
                self._report.add(
                    Code.DUPLICATE_ENTRY,
                    f"{quote(str(value))} is twice in {where}, first in line {seen[value].line}",
                    place,
                )
            else:
                seen[value] = place

    def _identifiers(self, kind: str, records: Iterable[Record]) -> None:
        seen: dict[str, Location] = {}
        for record in records:
            identifier, place = record.id, self._place(record, "id")  # type: ignore[attr-defined]
            if identifier in seen:
                self._report.add(
                    Code.DUPLICATE_IDENTIFIER,
                    f"there is another {kind} {quote(identifier)} in line {seen[identifier].line}",
                    place,
                )
            else:
                seen[identifier] = place

    def _unique(self, kind: str, value: str, owner: str, place: Location) -> None:
        """Report an identifier that the world has for one thing, and we for two."""
        first = self._seen.setdefault((kind, value.casefold()), owner)
        if first != owner:
            self._report.add(
                Code.DUPLICATE_IDENTIFIER, f"{first} has the same {kind} {quote(value)}", place
            )


_PLURALS = {"person": "people"}


def find_dialogue(draft: Draft, edition: EditionDraft, name: str) -> Dialogue | None:
    """Return the dialogue that ``[edition/]id`` means on a page of an edition."""
    where, _, identifier = name.rpartition("/")
    home = draft.editions.get(where) if where else edition
    return home.dialogues.get(identifier) if home else None
