"""Where each value of a record stands in its file, for findings about good values."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model import Record


@dataclass(frozen=True, slots=True)
class _Kept:
    """The places of one record; it is held here so that its identity stays its own."""

    record: Record
    location: Location
    fields: dict[str, Location]


class Positions:
    """The places of all records of one load. Copies of a record have none."""

    def __init__(self) -> None:
        self._records: dict[int, _Kept] = {}
        self._items: dict[Location, list[Location]] = {}

    def keep(self, record: Record, location: Location, fields: dict[str, Location]) -> None:
        """Take down where a record and its keys stand."""
        self._records[id(record)] = _Kept(record, location, fields)

    def keep_items(self, location: Location, items: list[Location]) -> None:
        """Take down where the items of the list at a place stand, those that were kept."""
        self._items[location] = items

    def of(self, record: Record, key: str | None = None, index: int | None = None) -> Location:
        """Return the place of a record, of one of its values, or of an item of that."""
        kept = self._records.get(id(record))
        if kept is None:
            place: Location = getattr(record, "source", Location(""))
            return place
        if key is None or key not in kept.fields:
            return kept.location
        place = kept.fields[key]
        items = self._items.get(place, [])
        return place if index is None or index >= len(items) else items[index]
