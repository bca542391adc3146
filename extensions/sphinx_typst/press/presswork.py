"""Prints the shards of a volume that have to be printed, and takes down what is in them."""

import os
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as changed
from io import BytesIO
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import pikepdf
from sphinx.errors import ExtensionError

from sphinx_typst.address import INDEX
from sphinx_typst.context import Context
from sphinx_typst.file import digest_of, replace
from sphinx_typst.press.cache import Cache, Record
from sphinx_typst.press.loop import Order
from sphinx_typst.press.places import question, read
from sphinx_typst.press.typesetter import Print, Typesetter
from sphinx_typst.sheet.main import piece
from sphinx_typst.sheet.shard import Shard, Shards

# A compilation keeps one core busy, and another in part.
_THREADS: Final = min(2, os.cpu_count() or 1)


class Presswork:
    """Prints shards into a cache; several at once."""

    def __init__(
        self, context: Context, shards: Shards, cache: Cache, inputs: Mapping[str, str]
    ) -> None:
        """Take the shards, and the digests of what they are made of."""
        self.context = context
        self.shards = shards
        self.cache = cache
        self.inputs = inputs
        self.volume = shards.volume
        self.document = shards.volume.document
        self.by_key = {shard.key: shard for shard in shards.all}
        # The last print of each shard.
        self.prints: dict[str, Print] = {}
        self._typesetters: SimpleQueue[Typesetter] = SimpleQueue()

    def print(self, orders: Sequence[Order]) -> Mapping[str, Record | None]:
        """Print what was ordered; give the record of each, None for what failed."""
        if len(orders) == 1:
            return {orders[0].key: self._print_one(orders[0])}
        with ThreadPoolExecutor(_THREADS) as pool:
            found = list(pool.map(self._print_one, orders))
        return {order.key: record for order, record in zip(orders, found, strict=True)}

    def _print_one(self, order: Order) -> Record | None:
        shard = self.by_key[order.key]
        main = self.cache.folder / f"{shard.key}.typ"
        replace(main, piece(self.shards, shard, order.first, order.quoted).encode())
        documents = _documents(shard)
        asked = question(self.shards.labels(shard), documents)
        try:
            typesetter = self._typesetters.get_nowait()
        except Empty:
            typesetter = Typesetter(self.context, self.document)
        done = typesetter.print(main, {n: self.volume.facts[n] for n in documents}, asked)
        self._typesetters.put(typesetter)
        self.prints[shard.key] = done
        if done.data is None:
            return None
        places = read(done.answer, self.shards.starts(shard))
        replace(self.cache.path(shard.key), done.data)
        record = Record(
            input=self.inputs[shard.key],
            first=order.first,
            quoted=order.quoted,
            pages=_count(done.data),
            places=places.places,
            ends=places.ends,
            digest=digest_of(self.cache.path(shard.key)),
        )
        self.cache.save(shard.key, record)
        return record

    def report(self) -> None:
        """Say what Typst had to say of the last print of each shard."""
        name = self.document.target
        for done in self.prints.values():
            for finding in done.findings:
                finding.tell(name)

    def finish(self, shard: Shard, record: Record) -> Record:
        """Let extensions change a shard before it is bound."""
        path = self.cache.path(shard.key)
        work = path.with_name(f"{shard.key}.work.pdf")
        shutil.copyfile(path, work)
        names = tuple(_documents(shard))
        self.context.events.emit("typst-shard-printed", self.document, names, work)
        digest = digest_of(work)
        if digest != record.digest and _count(work) != record.pages:
            raise ExtensionError(f"an extension changed the number of pages of {names}")
        work.replace(path)
        record = changed(record, digest=digest, is_finished=True)
        self.cache.save(shard.key, record)
        return record


def _documents(shard: Shard) -> list[str]:
    return [name for name in shard.docnames if name != INDEX]


def _count(source: bytes | Path) -> int:
    with pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source) as pdf:
        return len(pdf.pages)
