"""The outline of a volume: those of its pieces, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


@dataclass
class _Entry:
    """An entry around the outlines of pieces, and the entries within it."""

    title: str
    item: Any
    kids: list[Any] = field(default_factory=list)


class Outline:
    """Collects the outlines of pieces in order."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        # The root, and the entries that are open: each stands within the one before it.
        self._open = [_Entry("", root)]

    def add(self, under: Sequence[str], page: Object, outline: Any) -> None:
        """Add the outline of a piece under entries of these titles; they lead to its first page."""
        shared = 0
        while shared < min(len(under), len(self._open) - 1):
            if self._open[shared + 1].title != under[shared]:
                break
            shared += 1
        self._close(shared)
        for title in under[shared:]:
            item = self._pdf.make_indirect(
                Dictionary(Title=String(title), Dest=Array([page, Name.Fit]))
            )
            self._open[-1].kids.append(item)
            self._open.append(_Entry(title, item))
        self._open[-1].kids.extend(_row(outline))

    def finish(self) -> Object | None:
        """Give the outline, or nothing if it has no entries."""
        self._close(0)
        root = self._open[0]
        if not root.kids:
            return None
        _link(root)
        root.item["/Count"] = sum(map(_visible, root.kids))
        return root.item  # type: ignore[no-any-return]

    def _close(self, depth: int) -> None:
        while len(self._open) > depth + 1:
            entry = self._open.pop()
            if entry.kids:
                _link(entry)
                # Less than nothing: closed, and so many to be seen once it is opened.
                entry.item["/Count"] = -sum(map(_visible, entry.kids))


def items(outline: Any) -> Iterator[Any]:
    """Give all entries of an outline, as deep as they are."""
    waiting = list(_row(outline))
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if item.objgen not in seen:
            seen.add(item.objgen)
            yield item
            waiting.extend(_row(item))


def _row(parent: Any) -> Iterator[Any]:
    """Give the entries right below one; a row that bites its tail ends."""
    item = parent.get("/First") if isinstance(parent, Dictionary) else None
    seen: set[tuple[int, int]] = set()
    while isinstance(item, Dictionary) and item.objgen not in seen:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")


def _link(entry: _Entry) -> None:
    kids = entry.kids
    entry.item["/First"], entry.item["/Last"] = kids[0], kids[-1]
    for index, item in enumerate(kids):
        item["/Parent"] = entry.item
        for key, other in (("/Prev", index - 1), ("/Next", index + 1)):
            if 0 <= other < len(kids):
                item[key] = kids[other]
            elif key in item:
                del item[key]


def _visible(item: Any) -> int:
    count = item.get("/Count", 0)
    return 1 + max(count if isinstance(count, int) else 0, 0)
