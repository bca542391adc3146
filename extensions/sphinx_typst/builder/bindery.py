"""Prints bound volumes: the shards that have to be printed, and the volume if one of them was.

What happens when, and what is kept if the build is stopped anywhere: a shard is replaced as a
whole and counts only with a record that names its digest; the volume is replaced as a whole, at
the end. So whatever is there is either what was there before or what is to be there.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sphinx.util import logging
from sphinx.util.display import progress_message

from sphinx_typst.address import INDEX
from sphinx_typst.bind import BindError, Piece, Spot, bind
from sphinx_typst.builder.imprint import conformance, metadata
from sphinx_typst.context import Context
from sphinx_typst.file import digest_of, replace
from sphinx_typst.markup import closed
from sphinx_typst.press.cache import Cache
from sphinx_typst.press.digest import Digests
from sphinx_typst.press.loop import Settled, Task, odd, settle
from sphinx_typst.press.presswork import Presswork
from sphinx_typst.sheet.main import piece
from sphinx_typst.sheet.shard import Shard, Shards
from sphinx_typst.sheet.stand_in import StandIns
from sphinx_typst.sheet.volume import Volume

logger = logging.getLogger(__name__)

EVENTS: Final = (
    "typst-volume-planned",
    "typst-place-sought",
    "typst-shard-token",
    "typst-shard-printed",
    "typst-shards-printed",
    "typst-volume-printed",
)


class Bindery:
    """Prints bound volumes, one after the other."""

    def __init__(self, context: Context, stand_ins: StandIns) -> None:
        """Prepare to read what the volumes are made of."""
        self.context = context
        self.stand_ins = stand_ins
        self.digests = Digests(context)

    def print(self, volume: Volume) -> bool:
        """Print a volume, unless it is there already, made of the same; say whether it is there."""
        return _Job(self.context, Shards(volume, self.stand_ins), self.digests).run()


class _Job:
    """One volume in one build."""

    def __init__(self, context: Context, shards: Shards, digests: Digests) -> None:
        self.context = context
        self.document = shards.volume.document
        self.target = Path(context.outdir) / f"{self.document.target}.pdf"
        self.digests = digests
        self.shards = shards
        self.cache = Cache(context.tree / "shards" / self.document.target)
        self.inputs = {shard.key: self._input(shard) for shard in self.shards.all}
        self.targets = {shard.key: self.shards.targets(shard) for shard in self.shards.all}
        self.by_key = {shard.key: shard for shard in self.shards.all}
        self.presswork = Presswork(context, self.shards, self.cache, self.inputs)

    def run(self) -> bool:
        name = self.target.name
        loaded = {key: self.cache.load(key) for key in self.by_key}
        records = {key: record for key, record in loaded.items() if record is not None}
        with progress_message(f"printing what {name} is made of"):
            settled = settle(list(self._tasks()), records, self.presswork.print)
        self.presswork.report()
        if settled.failed:
            return self._kept("%s is not bound: not all of it could be printed")
        for key, record in settled.records.items():
            if not record.is_finished:
                settled.records[key] = self.presswork.finish(self.by_key[key], record)
        pages = self._pages(settled)
        events = self.context.events
        if False in events.emit("typst-shards-printed", self.document, pages):
            return self._kept("%s is not bound")
        self._warn(settled)
        if not self._bind(settled):
            return self._kept("%s could not be bound")
        self.cache.keep_only(self.by_key)
        paths = {
            docname: self.cache.path(shard.key)
            for shard in self.shards.all
            if shard.kind == "chapter"
            for docname in shard.docnames
        }
        events.emit("typst-volume-printed", self.document, self.target, pages, paths)
        logger.verbose("%s: printed %s", name, ", ".join(settled.printed) or "nothing")
        return True

    def _kept(self, message: str) -> bool:
        """Say that there is no new volume, and what the one that may be there is."""
        if self.target.exists():
            message = f"{message}; the one from an earlier build stays"
        logger.error(message, self.target.name, type="typst", subtype="volume")
        return False

    # What there is to do.

    def _input(self, shard: Shard) -> str:
        documents = [name for name in shard.docnames if name != INDEX]
        tokens = [
            str(token)
            for name in documents
            for token in self.context.events.emit("typst-shard-token", self.document, name)
            if token is not None
        ]
        main = piece(self.shards, shard, 0, {}) + json.dumps(tokens)
        return self.digests.of(main, self.document, documents)

    def _tasks(self) -> Iterator[Task]:
        for shard in self.shards.all:
            start = shard.parts[0].docname if shard.parts else ""
            yield Task(
                shard.key,
                self.inputs[shard.key],
                follows=shard.kind != "front",
                quotes={
                    target.label: self.shards.owners[target.docname].key
                    for target in self.targets[shard.key].values()
                    if target.quoted
                },
                start=self.document.starts.get(start) if shard.kind != "front" else None,
            )

    # The volume.

    def _pages(self, settled: Settled) -> dict[str, tuple[int, int]]:
        """Give the first and last folio of each document of the body and after it."""
        found: dict[str, tuple[int, int]] = {}
        for shard in self.shards.all:
            if shard.kind == "front":
                continue
            record, before = settled.records[shard.key], settled.firsts[shard.key] - 1
            for name in shard.docnames:
                if name == INDEX:
                    continue
                label = self.shards.label(name, "")
                first = record.page(label) if label else 1
                last = record.ends.get(closed(name), record.pages)
                if len(shard.parts) == 1 and name == shard.parts[0].docname and name != INDEX:
                    first, last = 1, record.pages if INDEX not in shard.docnames else last
                found[name] = (before + first, before + last)
        return found

    def _warn(self, settled: Settled) -> None:
        for key in settled.moved:
            name = self.by_key[key].parts[0].docname
            wanted, first = self.document.starts[name], settled.firsts[key]
            logger.warning(
                "%s: %s cannot begin on page %d: it begins on page %d",
                *(self.document.target, name, wanted, first),
                type="typst",
                subtype="moved",
            )
        for key in settled.unsettled:
            logger.warning(
                "%s: page numbers named in %s may be wrong: each print of it moves what it names",
                *(self.document.target, key),
                type="typst",
                subtype="unsettled",
            )

    def _pieces(self, settled: Settled) -> Iterator[Piece]:
        wanted = {target.label for found in self.targets.values() for target in found.values()}
        free = 1
        for shard in self.shards.all:
            record, first = settled.records[shard.key], settled.firsts[shard.key]
            front = shard.kind == "front"
            spots = {
                label: Spot(*place)
                for label, place in sorted(record.places.items())
                if label in wanted
            }
            yield Piece(
                self.cache.path(shard.key),
                style="roman" if front else "arabic",
                first=first,
                blanks=0 if front else first - odd(free),
                spots=spots,
            )
            free = 1 if front else first + record.pages

    def _bind(self, settled: Settled) -> bool:
        """Bind the shards, unless the volume is there already, made of the same."""
        stamp = self.context.tree / f".{self.document.target}.stamp"
        pieces = list(self._pieces(settled))
        about = metadata(self.document, self.context.config)
        made: list[Any] = [
            self.digests.settings(self.document),
            repr(about),
            [(repr(p.spots), p.first, p.blanks, p.style) for p in pieces],
            [settled.records[shard.key].digest for shard in self.shards.all],
        ]
        try:
            known = json.loads(stamp.read_bytes())
            if known == {"of": _hash(made), "is": digest_of(self.target)}:
                logger.info("%s is up to date", self.target.name)
                return True
        except (OSError, ValueError):
            pass
        try:
            with progress_message(f"binding {self.target.name}"):
                bound = bind(
                    pieces,
                    self.target,
                    metadata=about,
                    conforms=conformance(self.context.config),
                )
        except BindError as error:
            logger.error("%s: %s", self.target.name, error, type="typst", subtype="bind")  # noqa: TRY400 - no traceback: the file is what is wrong
            return False
        for lost in bound.lost:
            logger.warning(
                "%s: a reference to %s leads nowhere",
                *(self.document.target, lost.label),
                type="typst",
                subtype="lost",
            )
        replace(stamp, json.dumps({"of": _hash(made), "is": digest_of(self.target)}).encode())
        return True


def _hash(made: object) -> str:
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()
