"""Looks up what records refer to, and reports what is not there, or there twice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sphinx_proceedings.content.draft import Draft, EditionDraft
from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.model import Dialogue, Record


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that others refer to."""

    model: str
    word: str
    plural: str
    code: Code


PERSON = Kind("Person", "person", "people", Code.UNKNOWN_PERSON)
EDITION = Kind("Edition", "edition", "editions", Code.UNKNOWN_EDITION)
PAPER = Kind("Paper", "paper", "papers", Code.UNKNOWN_PAPER)
DIALOGUE = Kind("Dialogue", "dialogue", "dialogues", Code.UNKNOWN_DIALOGUE)
MEETING = Kind("Meeting", "meeting", "meetings", Code.UNKNOWN_MEETING)
TRACK = Kind("Track", "track", "tracks", Code.UNKNOWN_TRACK)
SESSION = Kind("Session", "session", "sessions", Code.UNKNOWN_SESSION)
ROLE = Kind("Role", "role", "roles", Code.UNKNOWN_ROLE)


def find_dialogue(draft: Draft, edition: EditionDraft, name: str) -> Dialogue | None:
    """Return the dialogue that ``[edition/]id`` means on a page of an edition."""
    where, _, identifier = name.rpartition("/")
    home = draft.editions.get(where) if where else edition
    return home.dialogues.get(identifier) if home else None


def _held(kind: Kind, edition: EditionDraft) -> Mapping[str, Record]:
    return edition.papers if kind is PAPER else edition.dialogues


class Lookup:
    """Answers whether something is there, and tells the report if not."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._report = draft.report
        self._people = draft.tree.name(draft.tree.root / "people.yml")
        self._owners: dict[tuple[str, str], str] = {}

    def people(self, people: Iterable[tuple[str, Location]]) -> None:
        """Report those that are not in people.yml."""
        known = self._draft.people
        for person, place in people:
            if person not in known and not self._report.is_lost("Person", "", person):
                self._unknown(PERSON, person, place, known, self._people)

    def paper(self, edition: EditionDraft, paper: str, place: Location) -> None:
        """Report a paper that an edition does not have."""
        if paper not in edition.papers and not self._report.is_lost("Paper", edition.id, paper):
            self._unknown(PAPER, paper, place, edition.papers, f"{edition.folder}/papers/")

    def dialogue(self, edition: EditionDraft, name: str, place: Location) -> None:
        """Report a dialogue ``[edition/]id`` that is not there."""
        where, _, identifier = name.rpartition("/")
        home = self._draft.editions.get(where) if where else edition
        if home is None:
            if not self._report.is_lost("Edition", "", where):
                self._unknown(EDITION, where, place, self._draft.editions, "")
        elif identifier not in home.dialogues and not self._report.is_lost(
            "Dialogue", home.id, identifier
        ):
            self._unknown(DIALOGUE, identifier, place, home.dialogues, f"{home.folder}/dialogues/")

    def edition(self, name: str, place: Location) -> EditionDraft | None:
        """Return the edition of a name, after reporting it if there is none."""
        found = self._draft.editions.get(name)
        if found is None and not self._report.is_lost("Edition", "", name):
            self._unknown(EDITION, name, place, self._draft.editions, "")
        return found

    def mention(self, kind: Kind, edition: EditionDraft, name: str, place: Location) -> None:
        """Report a paper or dialogue ``[edition/]id`` that a text names and nobody has.

        A text may name those of other editions without saying of which, if only one has it.
        """
        where, _, identifier = name.rpartition("/")
        if where and self._report.is_lost("Edition", "", where):
            return
        homes = [*self._draft.editions.values()]
        if where in self._draft.editions:
            homes = [self._draft.editions[where]]
        elif not where and identifier in _held(kind, edition):
            homes = [edition]
        having = [home for home in homes if identifier in _held(kind, home)]
        if where not in {"", *self._draft.editions}:
            having = []
        if len(having) > 1:
            names = " or ".join(f'"{home.id}/{identifier}"' for home in having)
            message = f"several editions have a {kind.word} {quote(name)}"
            self._report.add(Code.AMBIGUOUS_REFERENCE, message, place, f"write {names}")
        lost = any(self._report.is_lost(kind.model, home.id, identifier) for home in homes)
        if not having and not lost:
            known = {one for home in homes for one in _held(kind, home)}
            keys = {f"{home.id}/{one}" for home in homes for one in _held(kind, home)}
            folder = f"{edition.folder}/{kind.plural}/"
            self._unknown(kind, name, place, keys if where else known, "" if where else folder)

    def mention_person(self, person: str, place: Location) -> None:
        """Report a person whom a text names and who cannot be shown."""
        if self._draft.is_unconfirmed(person):
            self._report.add(
                Code.UNCONFIRMED_AUTHOR,
                f"{quote(person)} is marked as unconfirmed and cannot be shown",
                place,
                "once confirmed, remove the mark in people.yml",
            )
        self.people([(person, place)])

    def meeting(self, dialogue: Dialogue, meeting: str, place: Location) -> None:
        """Report a meeting that a dialogue does not have."""
        known = [one.id for one in dialogue.meetings]
        path = dialogue.source.path
        if meeting not in known and not self._report.is_lost("Meeting", path, meeting):
            self._unknown(MEETING, meeting, place, known, path)

    def part(
        self,
        kind: Kind,
        edition: EditionDraft,
        identifier: str,
        place: Location,
        known: Iterable[str],
    ) -> None:
        """Report a session or a track that an event does not have."""
        path = f"{edition.folder}/event.yml"
        if identifier not in known and not self._report.is_lost(kind.model, path, identifier):
            self._unknown(kind, identifier, place, known, path)

    def _unknown(
        self, kind: Kind, identifier: str, place: Location, known: Iterable[str], where: str
    ) -> None:
        listed = f"{kind.plural} are listed in {where}" if where else ""
        hints = (self._report.suggest(identifier, known), listed)
        hint = " ".join(part for part in hints if part)
        self._report.add(kind.code, f"no {kind.word} {quote(identifier)}", place, hint)

    def once(self, where: str, items: Iterable[tuple[Hashable, Location]]) -> None:
        """Report what is listed again."""
        for value, place, first in _again(items):
            message = f"{quote(str(value))} is twice in {where}, first in line {first.line}"
            self._report.add(Code.DUPLICATE_ENTRY, message, place)

    def identifiers(self, word: str, records: Iterable[Record]) -> None:
        """Report records that have the identifier of an earlier one."""
        places = (
            # Not all records have one.
            (getattr(record, "id"), self._draft.positions.of(record, "id"))  # noqa: B009
            for record in records
        )
        for identifier, place, first in _again(places):
            message = f"there is another {word} {quote(str(identifier))} in line {first.line}"
            self._report.add(Code.DUPLICATE_IDENTIFIER, message, place)

    def unique(self, kind: str, value: str, owner: str, place: Location) -> None:
        """Report an identifier that the world has for one thing, and we for two."""
        first = self._owners.setdefault((kind, value.casefold()), owner)
        if first != owner:
            self._report.add(
                Code.DUPLICATE_IDENTIFIER, f"{first} has the same {kind} {quote(value)}", place
            )


def _again(
    items: Iterable[tuple[Hashable, Location]],
) -> Iterator[tuple[Hashable, Location, Location]]:
    """Yield what is listed again, with its place and that of the first."""
    seen: dict[Hashable, Location] = {}
    for value, place in items:
        first = seen.setdefault(value, place)
        if first is not place:
            yield value, place, first
