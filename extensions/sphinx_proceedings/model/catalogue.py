"""Everything there is, loaded and checked: the one place to ask who, what, when and where."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from sphinx_proceedings.model.base import Record
from sphinx_proceedings.model.dialogue import Dialogue
from sphinx_proceedings.model.event import Event, Holder
from sphinx_proceedings.model.ledger import Ledger, PageRange
from sphinx_proceedings.model.paper import Author, Paper
from sphinx_proceedings.model.person import Name, Organization, Person
from sphinx_proceedings.model.volume import Volume

_Found = TypeVar("_Found", Paper, Dialogue)


def is_published(paper: Paper, event: Event | None, volume: Volume | None) -> bool:
    """Tell whether a paper is part of a volume: it is named there, or its track is archival."""
    if volume is None:
        return False
    track = event.track(paper.track) if event and paper.track else None
    return track is None or track.archival or paper.id in volume.papers


@dataclass(frozen=True)
class Edition:
    """One occurrence of a series: its event and, mostly, its volume, papers and dialogues."""

    id: str
    event: Event
    volume: Volume | None = None
    papers: Mapping[str, Paper] = field(default_factory=dict)
    dialogues: Mapping[str, Dialogue] = field(default_factory=dict)
    ledger: Ledger | None = None
    """The frozen ledger, or else that of the last print; none before the first one."""

    def pages_of(self, entry: Paper | Dialogue) -> PageRange | None:
        """Return the pages of a paper or dialogue in the volume, if they are known."""
        if self.ledger is None:
            return None
        known = self.ledger.papers if isinstance(entry, Paper) else self.ledger.dialogues
        return known.get(entry.id)

    def entry(self, kind: str, name: str) -> Paper | Dialogue | None:
        """Return the ``paper`` or the ``dialogue`` of an identifier, if there is one."""
        return self.papers.get(name) if kind == "paper" else self.dialogues.get(name)

    @cached_property
    def papers_in_order(self) -> tuple[Paper, ...]:
        """The papers as the volume lists them, then as the sessions do, then by identifier."""
        wanted = [*(self.volume.papers if self.volume else ())]
        for session in self.event.sessions:
            wanted += [talk.paper for talk in session.talks if talk.paper]
            wanted += [p.id for p in self._by_id() if p.session == session.id]
        wanted += [p.id for p in self._by_id()]
        return tuple(self.papers[i] for i in dict.fromkeys(wanted) if i in self.papers)

    @cached_property
    def papers_of_volume(self) -> tuple[Paper, ...]:
        """The papers that the volume prints, in order; without a volume, all there are."""
        found = self.papers_in_order
        return tuple(paper for paper in found if self.volume is None or self.publishes(paper))

    def publishes(self, paper: Paper) -> bool:
        """Tell whether a paper is published in the volume of this edition."""
        return is_published(paper, self.event, self.volume)

    def _by_id(self) -> list[Paper]:
        return sorted(self.papers.values(), key=lambda paper: paper.id)

    def session_of(self, paper: Paper) -> str | None:
        """Return the identifier of the session of a paper: its own word, or the programme's."""
        if paper.session:
            return paper.session
        for session in self.event.sessions:
            if any(talk.paper == paper.id for talk in session.talks):
                return session.id
        return None


@dataclass(frozen=True)
class Catalogue:
    """All people and editions; immutable. Who is not confirmed is not to be found in it."""

    people: Mapping[str, Person] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the mappings read-only."""
        object.__setattr__(self, "people", MappingProxyType(dict(self.people)))
        object.__setattr__(self, "editions", MappingProxyType(dict(self.editions)))

    def __reduce__(self) -> tuple[type[Catalogue], tuple[dict[str, Person], dict[str, Edition]]]:
        """Pickle as plain dictionaries, which read-only views are not."""
        return Catalogue, (dict(self.people), dict(self.editions))

    @cached_property
    def current(self) -> Edition | None:
        """The edition marked as current, else the latest one."""
        editions = sorted(self.editions.values(), key=lambda e: (e.event.start, e.id))
        marked = [e for e in editions if e.event.status == "current"]
        chosen = marked or editions
        return chosen[-1] if chosen else None

    def with_ledgers(self, ledgers: Iterable[Ledger]) -> Catalogue:
        """Return the catalogue with the ledgers of a print, where none is frozen."""
        editions = dict(self.editions)
        for ledger in ledgers:
            found = editions.get(ledger.edition)
            if found is not None and (found.ledger is None or found.ledger.frozen is None):
                editions[found.id] = replace(found, ledger=ledger)
        return Catalogue(self.people, editions)

    def papers(self) -> Iterator[Paper]:
        """Every paper of every edition, in order."""
        for edition in self.editions.values():
            yield from edition.papers_in_order

    def find_paper(self, reference: str, edition: str | None = None) -> list[Paper]:
        """Return the papers that ``edition/id`` or a bare ``id`` can mean, best first.

        A bare identifier means the paper of ``edition`` if it has one; otherwise every paper of
        that identifier is returned, and more than one is for the caller to report.
        """
        return self._find(reference, edition, lambda e: e.papers)

    def find_dialogue(self, reference: str, edition: str | None = None) -> list[Dialogue]:
        """Return the dialogues that a reference can mean, as :meth:`find_paper` does papers."""
        return self._find(reference, edition, lambda e: e.dialogues)

    def _find(
        self, reference: str, edition: str | None, among: Callable[[Edition], Mapping[str, _Found]]
    ) -> list[_Found]:
        where, _, identifier = reference.rpartition("/")
        named = self.editions.get(where or edition or "")
        if named is not None and identifier in among(named):
            return [among(named)[identifier]]
        if where:
            return []
        return [among(e)[identifier] for e in self.editions.values() if identifier in among(e)]

    def holders(self, edition: str, role: str) -> list[tuple[Holder, Person]]:
        """Return the people of a role of an edition in the order given, confirmed ones only."""
        found = self.editions.get(edition)
        listed = found.event.roles.get(role, ()) if found else ()
        return [
            (holder, self.people[holder.person])
            for holder in listed
            if holder.person in self.people and not holder.unconfirmed
        ]

    def authors(self, paper: Paper) -> list[tuple[Author, Person]]:
        """Return the authors of a paper in order, each with the person they are."""
        return [(a, self.people[a.person]) for a in paper.authors if a.person in self.people]

    def printed_names(self, paper: Paper) -> list[str]:
        """Return the names of the authors in order, as they appear on this paper."""
        return [str(printed_name(author, person)) for author, person in self.authors(paper)]

    def papers_by(self, person: str) -> list[Paper]:
        """Return all papers of a person, over all editions."""
        return [p for p in self.papers() if any(a.person == person for a in p.authors)]


def printed_name(author: Author, person: Person) -> Name:
    """Return the name under which an author appears on this paper."""
    return author.name or person.name


def printed_affiliations(
    holder: Author | Holder | None, person: Person
) -> tuple[Organization, ...]:
    """Return the affiliations given with the role or the paper, else those of the person."""
    if holder is not None and holder.affiliations is not None:
        return holder.affiliations
    return person.affiliations


def fingerprint(*records: Record | Iterable[Record] | str | None) -> str:
    """Return a digest of what records say, without where they say it.

    Equal records have equal digests, in every process: it decides which pages are out of date.
    """
    digest = hashlib.blake2b(digest_size=16)
    for record in records:
        if record is None or isinstance(record, str):
            digest.update(f"{record!r};".encode())
        elif isinstance(record, Record):
            digest.update(record.model_dump_json(exclude={"source"}).encode() + b";")
        else:
            digest.update(fingerprint(*record).encode())
    return digest.hexdigest()
