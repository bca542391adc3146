"""Compares ledgers, says what moves between them, and keeps them as files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, TypeAlias

from sphinx_proceedings.model import Ledger, PageRange

Kind: TypeAlias = Literal["paper", "dialogue"]
Entry: TypeAlias = tuple[Kind, str]
"""What has pages: a kind of record, and its identifier."""

_LARGEST = 2 * 1024 * 1024  # bytes, as of every other file
# YAML, as which ledgers are read back, has these only escaped.
_ESCAPED = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Change:
    """An entry that is not on the pages that it had; None stands for no pages at all."""

    entry: Entry
    before: PageRange | None
    after: PageRange | None

    @property
    def growth(self) -> int:
        """By how many pages it is longer than before."""
        return self.after.count - self.before.count if self.before and self.after else 0

    @property
    def is_moved(self) -> bool:
        """Whether it begins on another page."""
        return bool(self.before and self.after and self.before.first != self.after.first)


@dataclass(frozen=True)
class Obstacle:
    """A change that a frozen volume does not allow, and the entries that it moves."""

    change: Change
    moves: tuple[Entry, ...] = ()


def entries(ledger: Ledger) -> dict[Entry, PageRange]:
    """Return all entries of a ledger in the order of their pages."""
    found: dict[Entry, PageRange] = {}
    found.update({("dialogue", name): pages for name, pages in ledger.dialogues.items()})
    found.update({("paper", name): pages for name, pages in ledger.papers.items()})
    return dict(sorted(found.items(), key=lambda item: (item[1].first, item[1].last)))


def changes(before: Ledger, after: Ledger) -> list[Change]:
    """Return the entries whose pages differ, in the order of the pages that they had."""
    old, new = entries(before), entries(after)
    both = dict.fromkeys([*old, *new])
    return [
        Change(entry, old.get(entry), new.get(entry))
        for entry in both
        if old.get(entry) != new.get(entry)
    ]


def moved(before: Ledger, after: Ledger) -> tuple[str, ...]:
    """Return the identifiers of what is in both volumes, and on other pages."""
    return tuple(c.entry[1] for c in changes(before, after) if c.before and c.after)


def obstacles(frozen: Ledger, printed: Ledger) -> list[Obstacle]:
    """Return what keeps a new print from taking the place of a frozen volume.

    An entry may become shorter: the rest of its pages stays empty. It may not become longer, nor
    begin elsewhere, be added or be missing. What only moves because another became longer is
    named with that one, or with the new one before it.
    """
    old, new = entries(frozen), entries(printed)
    found: list[Obstacle] = []
    caused: set[Entry] = set()
    order = list(old)
    added = [
        Obstacle(Change(one, None, new[one]), _moved_by(old, new, one))
        for one in new
        if one not in old
    ]
    caused.update(moved for one in added for moved in one.moves)
    for position, entry in enumerate(order):
        change = Change(entry, old[entry], new.get(entry))
        if change.after is None:
            found.append(Obstacle(change))
        elif change.growth > 0:
            behind = order[position + 1 :]
            moves = tuple(takewhile(lambda one: _is_later(old, new, one), behind))
            caused.update(moves)
            found.append(Obstacle(change, moves))
        elif change.is_moved and entry not in caused:
            found.append(Obstacle(change))
    return found + added


def _moved_by(
    old: Mapping[Entry, PageRange], new: Mapping[Entry, PageRange], entry: Entry
) -> tuple[Entry, ...]:
    """Return what a new entry pushes back: what comes after it now, and came earlier before."""
    behind = (one for one in new if one in old and new[one].first > new[entry].first)
    return tuple(takewhile(lambda one: _is_later(old, new, one), behind))


def _is_later(old: Mapping[Entry, PageRange], new: Mapping[Entry, PageRange], entry: Entry) -> bool:
    return entry in new and new[entry].first > old[entry].first


def kept(frozen: Ledger, printed: Ledger) -> Ledger:
    """Return the ledger of a print that may take the place of a frozen volume: its own pages."""
    if obstacles(frozen, printed):
        raise ValueError("the print does not keep the pages of the frozen volume")
    return frozen


def is_current(ledger: Ledger, papers: Mapping[str, Any], dialogues: Mapping[str, Any]) -> bool:
    """Tell whether a ledger is of exactly these papers and dialogues.

    Where one came or went, the pages of all that follow are no longer known.
    """
    return ledger.papers.keys() == papers.keys() and ledger.dialogues.keys() == dialogues.keys()


def text(ledger: Ledger) -> str:
    """Return a ledger as JSON, one entry a line, so that each change is one line of a diff."""
    data = ledger.model_dump(mode="json", exclude_none=True)
    order = entries(ledger)
    for key, kind in (("papers", "paper"), ("dialogues", "dialogue")):
        data[key] = {name: data[key][name] for one, name in order if one == kind}
    data["citations"] = dict(sorted(data["citations"].items()))
    lines = ",\n".join(f"  {_json(key)}: {_lines(value)}" for key, value in data.items() if value)
    return f"{{\n{lines}\n}}\n"


def _lines(value: Any) -> str:
    if isinstance(value, dict):
        items = [f"    {_json(name)}: {_json(item)}" for name, item in value.items()]
        return "{\n" + ",\n".join(items) + "\n  }"
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"    {_json(item)}" for item in value) + "\n  ]"
    return _json(value)


def _json(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def write(ledger: Ledger, path: Path) -> None:
    """Write a ledger; a reader sees the old file or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(text(ledger), encoding="utf-8", newline="\n")
    new.replace(path)


def read(path: Path) -> Ledger | None:
    """Return the ledger that a print left, or nothing if there is none that can be used."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        return Ledger.model_validate_json(data) if len(data) <= _LARGEST else None
    except (OSError, ValueError):  # pydantic's own are ValueErrors.
        return None


def last(folders: Iterable[Path], edition: str) -> Ledger | None:
    """Return the ledger of the last print of an edition, from the first folder that has one."""
    for folder in folders:
        found = read(folder / f"{edition}.ledger.json")
        if found is not None and found.edition == edition:
            return found
    return None
