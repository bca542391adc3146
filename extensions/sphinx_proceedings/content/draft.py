"""What was read so far: as the source says it, before anything is taken out."""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx_proceedings.content.page import Page
from sphinx_proceedings.content.position import Positions
from sphinx_proceedings.content.report import Report
from sphinx_proceedings.content.statement import Found
from sphinx_proceedings.content.tree import Tree
from sphinx_proceedings.model import Dialogue, Event, Ledger, Paper, Person, Record, Volume


@dataclass(slots=True)
class EditionDraft:
    """The records of one folder; the event is None if it could not be read."""

    id: str
    folder: str
    event: Event | None = None
    volume: Volume | None = None
    ledger: Ledger | None = None
    has_bad_ledger: bool = False
    """Whether there is a ledger that cannot be read: the volume is frozen, nobody knows how."""
    papers: dict[str, Paper] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    """What each of its texts names."""
    statements: list[tuple[str | None, Found]] = field(default_factory=list)
    """Each with the dialogue in whose file it stands."""
    partial: list[Record] = field(default_factory=list)
    """Records that lack something required: checked with the others, then left out."""

    def is_whole(self, record: Record | None) -> bool:
        """Tell whether there is a record, and nothing required is missing from it."""
        return record is not None and not any(one is record for one in self.partial)


@dataclass(slots=True)
class Draft:
    """All that one load reads, and what it learns on its way."""

    tree: Tree
    report: Report
    positions: Positions
    people: dict[str, Person] = field(default_factory=dict)
    editions: dict[str, EditionDraft] = field(default_factory=dict)
    unfrozen: frozenset[str] = frozenset()
    """Editions whose ledgers are not read, because they are about to be replaced."""

    def is_unconfirmed(self, person: str) -> bool:
        """Tell whether a person is listed, but marked as unconfirmed."""
        return person in self.people and self.people[person].unconfirmed
