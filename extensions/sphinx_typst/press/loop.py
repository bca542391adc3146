"""Which shards to print, in which order and how often, until all folios that they name are true.

A shard depends on its own input, on its first folio, and on the folios that it quotes of others.
Its first folio depends on how long those before it are; what it quotes, on where that is. So an
edit prints what was edited, then what it moved, then what names something that moved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sphinx_typst.press.cache import Record

# A shard that was printed so often in one build names pages that move as soon as they are named.
_OFTEN: Final = 5


@dataclass(frozen=True)
class Task:
    """A shard as the loop knows it: the digest of its input, and the labels that it quotes."""

    key: str
    input: str
    # Its folios go on from those of the task before it; else they begin with one.
    follows: bool
    # Label -> the shard where it is.
    quotes: Mapping[str, str] = field(default_factory=dict)
    # The folio that must be kept, if there is one.
    start: int | None = None


@dataclass(frozen=True)
class Order:
    """What is to be printed: a shard, its first folio, and the folios that it quotes."""

    key: str
    first: int
    # None: nobody knows yet.
    quoted: Mapping[str, int | None]


@dataclass
class Settled:
    """What came of it."""

    records: dict[str, Record]
    firsts: dict[str, int] = field(default_factory=dict)
    # How often each shard was printed.
    printed: dict[str, int] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    # Shards that quote folios which were not the last ones.
    unsettled: list[str] = field(default_factory=list)
    # Shards whose start could not be kept.
    moved: list[str] = field(default_factory=list)


Printer = Callable[[Sequence[Order]], Mapping[str, Record | None]]


def settle(tasks: Sequence[Task], records: Mapping[str, Record], printer: Printer) -> Settled:
    """Let `printer` print what has to be, until nothing has to; it gives None for what failed.

    `records` are what earlier builds have left of these shards.
    """
    known = {task.key: records[task.key] for task in tasks if task.key in records}
    settled = Settled(known)
    while orders := _Round(tasks, settled).orders():
        for key, record in printer(orders).items():
            settled.printed[key] = settled.printed.get(key, 0) + 1
            if record is None:
                settled.failed.add(key)
            else:
                settled.records[key] = record
    last = _Round(tasks, settled)
    settled.firsts = last.firsts
    if not settled.failed:
        settled.unsettled = [task.key for task in tasks if not last.is_true(task)]
        settled.moved = [
            task.key
            for task in tasks
            if task.start is not None and last.firsts[task.key] != task.start
        ]
    return settled


class _Round:
    """What is known at some time, and what has to be printed next."""

    def __init__(self, tasks: Sequence[Task], settled: Settled) -> None:
        self.tasks = tasks
        self.settled = settled
        self.records = settled.records
        # First folios, up to the first shard of which nobody knows how long it is.
        self.firsts = dict(self._firsts())

    def _firsts(self) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        free = 1
        for task in self.tasks:
            record = self.records.get(task.key)
            if not task.follows:
                found.append((task.key, 1))
                continue
            first = odd(free)
            if task.start is not None and task.start % 2:
                first = max(first, task.start)
            found.append((task.key, first))
            if record is None and task.key not in self.settled.failed:
                break
            free = first + (record.pages if record is not None else 1)
        return found

    def orders(self) -> list[Order]:
        """Give what has to be printed next, all of it at once if possible.

        What has new input comes first, since it may move the rest. What was never printed has no
        length: what is after it waits. If something failed, no more is printed than is new: to
        learn of all failures, no folio has to be true.
        """
        failed = self.settled.failed
        changed = [
            task
            for task in self.tasks
            if task.key not in failed and not self._is_current(task) and task.key in self.firsts
        ]
        if changed:
            # What quotes a place that was never printed would be printed twice: it waits as well,
            # unless everything does. Then a chapter is next: the contents quote all of them.
            ready = [task for task in changed if None not in self._quoted(task).values()]
            return [
                self._order(task)
                for task in ready or sorted(changed, key=lambda task: not task.follows)[:1]
            ]
        if failed:
            return []
        return [
            self._order(task)
            for task in self.tasks
            if not self.is_true(task) and self.settled.printed.get(task.key, 0) < _OFTEN
        ]

    def _is_current(self, task: Task) -> bool:
        """Say whether a shard was printed as its input is now, with whatever folios."""
        record = self.records.get(task.key)
        return record is not None and record.input == task.input

    def is_true(self, task: Task) -> bool:
        """Say whether a shard was printed as it has to be."""
        record = self.records.get(task.key)
        return (
            record is not None
            and record.input == task.input
            and record.first == self.firsts.get(task.key)
            and dict(record.quoted) == self._quoted(task)
        )

    def _order(self, task: Task) -> Order:
        return Order(task.key, self.firsts[task.key], self._quoted(task))

    def _quoted(self, task: Task) -> dict[str, int | None]:
        return {label: self._folio(label, key) for label, key in task.quotes.items()}

    def _folio(self, label: str, key: str) -> int | None:
        record = self.records.get(key)
        if record is not None and key in self.firsts:
            return self.firsts[key] + record.page(label) - 1
        return 1 if key in self.settled.failed else None


def odd(number: int) -> int:
    """Give a number, or the next: that of a right-hand page."""
    return number + 1 - number % 2
