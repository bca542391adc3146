"""What the catalogue says of people as a whole: who has a page, by which names, in which roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_proceedings.model import (
    Author,
    Catalogue,
    Edition,
    Name,
    Organization,
    Paper,
    Person,
    printed_affiliations,
)
from sphinx_proceedings.sphinx.naming import same

_PLURALS = ("ers", "ors", "irs", "ists")


@dataclass(frozen=True)
class Part:
    """What somebody did for an edition: in words, and under which affiliations."""

    edition: Edition
    text: str
    affiliations: tuple[Organization, ...] = ()
    session: str | None = None


@dataclass(frozen=True)
class Byline:
    """A paper, and how somebody appears as its author."""

    edition: Edition
    paper: Paper
    author: Author


class People:
    """Everybody whom an edition names: authors, holders of roles, speakers, chairs, editors."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.bylines: dict[str, list[Byline]] = defaultdict(list)
        self.parts: dict[str, list[Part]] = defaultdict(list)
        for edition in _latest_first(catalogue):
            for identifier, part in _parts(edition):
                self.parts[identifier].append(part)
            for paper in edition.papers_in_order:
                for author in paper.authors:
                    self.bylines[author.person].append(Byline(edition, paper, author))
        known = catalogue.people
        named = {*self.bylines, *self.parts} & known.keys()
        self.shown: dict[str, Person] = {i: known[i] for i in sorted(named)}
        self.names: dict[str, list[Name]] = {i: self._names(p) for i, p in self.shown.items()}
        self.distinctions = self._distinctions()

    def _names(self, person: Person) -> list[Name]:
        """Return all names of a person as printed somewhere, that of people.yml first."""
        printed = (line.author.name for line in self.bylines[person.id] if line.author.name)
        found: dict[str, Name] = {}
        for name in (person.name, *person.names, *printed):
            found.setdefault(str(name), name)
        return list(found.values())

    def affiliations(self, person: Person) -> tuple[Organization, ...]:
        """Return where a person is now: as people.yml says, else as printed last."""
        if person.affiliations:
            return person.affiliations
        for line in self.bylines[person.id]:
            if found := printed_affiliations(line.author, person):
                return found
        return next((part.affiliations for part in self.parts[person.id] if part.affiliations), ())

    def _distinctions(self) -> dict[str, str]:
        """Return what tells people of one name apart: affiliation, ORCID iD or identifier."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for identifier, names in self.names.items():
            for name in names:
                bearers[same(str(name))].add(identifier)
        found: dict[str, str] = {}
        for group in bearers.values():
            if len(group) > 1:
                found.update(self._told_apart(sorted(group)))
        return found

    def _told_apart(self, group: list[str]) -> dict[str, str]:
        people = [self.shown[identifier] for identifier in group]
        homes = [self.affiliations(person) for person in people]
        choices = [
            [found[0].name if found else None for found in homes],
            [person.orcid for person in people],
        ]
        for words in choices:
            if all(words) and len(set(words)) == len(words):
                return {i: str(word) for i, word in zip(group, words, strict=True)}
        return {identifier: identifier for identifier in group}

    def title(self, person: Person) -> str:
        """Return the name, with what tells its bearer from others of this name."""
        distinction = self.distinctions.get(person.id)
        return f"{person.name} ({distinction})" if distinction else str(person.name)


def _latest_first(catalogue: Catalogue) -> list[Edition]:
    return sorted(catalogue.editions.values(), key=lambda e: (e.event.start, e.id), reverse=True)


def _parts(edition: Edition) -> Iterator[tuple[str, Part]]:
    """Yield who did what for an edition, apart from writing papers."""
    event = edition.event
    for key, holders in event.roles.items():
        for holder in holders:
            if not holder.unconfirmed:
                text = holder.role or _role(key)
                yield holder.person, Part(edition, text, holder.affiliations or ())
    for editor in edition.volume.editors if edition.volume else ():
        yield editor, Part(edition, "Editor of the volume")
    for session in event.sessions:
        for chair in session.chairs:
            yield chair, Part(edition, f"Chair of “{session.title}”", session=session.id)
        for talk in session.talks:
            for speaker in talk.people:
                paper = edition.papers.get(talk.paper or "")
                if paper and any(author.person == speaker for author in paper.authors):
                    continue  # Said by the paper.
                title = talk.title or (paper.title if paper else "")
                yield speaker, Part(edition, f"Speaker: {title}", session=session.id)


def _role(key: str) -> str:
    """Return a role in words, of one person: roles are lists, and called so."""
    words = key.replace("-", " ")
    one = words.removesuffix("s") if words.endswith(_PLURALS) else words
    return one.capitalize()
