"""Shards: the parts of a bound volume, each printed by itself and kept while nothing in it changes.

There is one for the preliminaries, one for each chapter (chapters that run on share one), and one
for what follows. A shard refers to places in others by labels (`docname#identifier`); which folio
they have is known when these are printed.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal
from urllib.parse import quote

from sphinx_typst.address import INDEX, SCHEME
from sphinx_typst.markup import closed, value
from sphinx_typst.sheet.index import Group
from sphinx_typst.sheet.stand_in import StandIns
from sphinx_typst.sheet.volume import Part, Volume

Kind = Literal["front", "chapter", "back"]
# A place as a document names it: document and identifier.
Place = tuple[str, str]

_PLAIN: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Shard:
    """A part of a volume: its name among the files, what it prints, and all documents in it."""

    key: str
    kind: Kind
    parts: tuple[Part, ...]
    docnames: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """A place in another shard: its label there, and whether its folio is printed here."""

    label: str
    docname: str
    quoted: bool

    @property
    def uri(self) -> str:
        """Give the address that the binder turns into a link within the volume."""
        return SCHEME + quote(self.label, safe="")


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a heading of some document, in Typst."""

    docname: str
    identifier: str
    level: int
    number: str | None
    title: str


class Shards:
    """The shards of one volume, and what each knows of the others."""

    def __init__(self, volume: Volume, stand_ins: StandIns) -> None:
        """Take the documents of a volume apart."""
        self.volume = volume
        self.stand_ins = stand_ins
        # The places of an index depend on the documents, and its pages are filled in by Typst.
        self.index: list[Group] = volume.index_entries()
        self.all = tuple(self._plan())
        self.owners = {name: shard for shard in self.all for name in shard.docnames}

    def _plan(self) -> Iterator[Shard]:
        volume = self.volume
        yield self._shard("front", "front", volume.preliminaries)
        if volume.runs_on and volume.chapters:
            yield self._shard("chapters", "chapter", volume.chapters)
        else:
            for part in volume.chapters:
                yield self._shard(_key(part.docname), "chapter", [part])
        if volume.appendices or self.index:
            yield self._shard("back", "back", volume.appendices)

    def _shard(self, key: str, kind: Kind, parts: list[Part]) -> Shard:
        names = [name for part in parts for name in self._below(part.docname)]
        if kind == "back" and self.index:
            names.append(INDEX)
        return Shard(key, kind, tuple(parts), tuple(names))

    def _below(self, docname: str) -> Iterator[str]:
        yield docname
        for names in self.volume.plan.get(docname, ()):
            for name in names:
                yield from self._below(name)

    # Places.

    def label(self, docname: str, identifier: str) -> str | None:
        """Give the label of a place; of its document if there is no such place in it."""
        if docname == INDEX:
            return f"{INDEX}#" if INDEX in self.owners else None
        if docname not in self.owners:
            return None
        anchors: Mapping[str, str] = self.volume.facts[docname]["anchors"]
        if not self.is_printed(docname):
            identifier = ""
        return _label(docname, anchors.get(identifier, anchors[""]))

    def labels(self, shard: Shard) -> list[str]:
        """Give all labels in a shard."""
        return list(self.starts(shard))

    def starts(self, shard: Shard) -> dict[str, str]:
        """Give for each label in a shard that of the start of its document."""
        found = {
            _label(name, label): str(self.label(name, ""))
            for name in shard.docnames
            if name != INDEX
            for label in self.volume.facts[name]["anchors"].values()
        }
        if INDEX in shard.docnames:
            found[f"{INDEX}#"] = f"{INDEX}#"
        return found

    def targets(self, shard: Shard) -> dict[Place, Target]:
        """Give the places in other shards that a shard refers to."""
        found: dict[Place, Target] = {}
        for docname, identifier, quoted in self._referred(shard):
            owner = self.owners.get(docname)
            label = self.label(docname, identifier)
            if owner is None or owner is shard or label is None:
                continue
            known = found.get((docname, identifier))
            found[docname, identifier] = Target(
                label, docname, quoted or (known is not None and known.quoted)
            )
        return found

    def _referred(self, shard: Shard) -> Iterator[tuple[str, str, bool]]:
        for name in shard.docnames:
            if name == INDEX:
                yield from ((*place, True) for place in _places(self.index))
            elif self.is_printed(name):
                yield from map(tuple, self.volume.facts[name]["targets"])
        if shard.kind == "front":
            yield from ((entry.docname, entry.identifier, True) for entry in self.contents)

    def is_printed(self, docname: str) -> bool:
        """Say whether the text of a document is printed, and not something in its place."""
        return not {"camera", "quarantined"} & self.volume.chapter(docname).keys()

    # Contents.

    @cached_property
    def contents(self) -> tuple[Entry, ...]:
        """Give the lines of the contents of the whole volume."""
        found: list[Entry] = []
        # Of a volume of parts, the sections of a part are chapters.
        parts = self.volume.context.config.typst_toplevel_sectioning == "part"
        depth = int(str(self.volume.data.get("contents_depth", 3 if parts else 2)))
        for shard in self.all:
            for part in shard.parts:
                found += self._entries(part.docname, part.level, depth)
            if INDEX in shard.docnames:
                found.append(Entry(INDEX, "", 1, None, value(self.volume.index_title)))
        return tuple(found)

    def title(self, docname: str) -> str:
        """Give the title of a document in Typst."""
        outline = self.volume.facts[docname]["outline"]
        written = next((str(item["body"]) for item in outline if "body" in item), None)
        return written or value(self.volume.title(docname))

    def _entries(self, docname: str, level: int, depth: int) -> Iterator[Entry]:
        facts: Mapping[str, Any] = self.volume.facts[docname]
        if not self.is_printed(docname):
            yield Entry(docname, "", 1, None, self.title(docname))
            return
        for item in facts["outline"]:
            inner = level + item["level"]
            if "toctree" in item:
                places = self.volume.plan.get(docname, [])
                for name in places[item["toctree"]] if item["toctree"] < len(places) else ():
                    yield from self._entries(name, inner, depth)
            elif 1 <= inner <= depth:
                yield Entry(docname, item["label"] or "", inner, item["number"], item["body"])


def _label(docname: str, identifier: str) -> str:
    """Give a label as Typst puts it together of two literals, of which each is closed."""
    return f"{closed(docname)}#{identifier}"


def _key(docname: str) -> str:
    """Give a short name for files, as no other document has it."""
    plain = _PLAIN.sub("-", docname.lower()).strip("-")[-40:]
    return f"{plain}-{hashlib.sha256(docname.encode()).hexdigest()[:8]}"


def _places(groups: list[Group]) -> Iterator[Place]:
    for _, entries in groups:
        for _, places, inner in entries:
            yield from ((docname, identifier) for docname, identifier, _ in places)
            for _, below in inner:
                yield from ((docname, identifier) for docname, identifier, _ in below)
