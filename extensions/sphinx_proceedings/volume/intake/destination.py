"""Where links and bookmarks inside a file lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from sphinx_proceedings.volume.intake.geometry import Geometry, number
from sphinx_proceedings.volume.intake.plain import plain, word

_MOST_NODES: Final = 100_000
_MOST_BOOKMARKS: Final = 2_000
_DEEPEST: Final = 6
_TITLE: Final = 300


@dataclass(frozen=True)
class Target:
    """A page, from 0, and the point at its top left that is to be seen."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline; the first level is 0."""

    level: int
    title: str
    target: Target | None


class Destinations:
    """The destinations of a file, named ones included."""

    def __init__(self, pdf: pikepdf.Pdf, pages: list[Geometry]) -> None:
        """Take the pages in order; names are collected when one is asked for."""
        self.pdf = pdf
        self.pages = pages
        self.numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._names: dict[bytes, Any] | None = None

    def resolve(self, value: Any) -> Target | None:
        """Return where a destination leads, None if that cannot be known."""
        for _ in range(3):  # a name, and the dictionary that it may stand for
            if isinstance(value, pikepdf.Name | pikepdf.String):
                value = self.names.get(_key(value))
            elif isinstance(value, pikepdf.Dictionary):
                value = value.get("/D", None)
        if not isinstance(value, pikepdf.Array) or not len(value):
            return None
        first: Any = value[0]
        index = first if isinstance(first, int) else None
        if isinstance(first, pikepdf.Dictionary):
            index = self.numbers.get(first.objgen)
        if index is None or not 0 <= index < len(self.pages):
            return None
        return self._target(index, list(value)[1:6])

    def _target(self, index: int, view: list[Any]) -> Target:
        page = self.pages[index]
        kind = word(view[0]) if view else "/Fit"
        numbers = [number(item) for item in view[1:]] + [None] * 4
        x0, _, _, y1 = page.crop
        x, y = {
            "/XYZ": (numbers[0], numbers[1]),
            "/FitH": (None, numbers[0]),
            "/FitBH": (None, numbers[0]),
            "/FitV": (numbers[0], None),
            "/FitBV": (numbers[0], None),
            "/FitR": (numbers[0], numbers[3]),
        }.get(kind, (None, None))
        seen_x, seen_y = page.seen(x0 if x is None else x, y1 if y is None else y)
        if x is None and y is None:
            seen_x, seen_y = 0.0, page.size[1]
        # A point beside the page is as good as its nearest one on it.
        return Target(
            index, min(max(seen_x, 0.0), page.size[0]), min(max(seen_y, 0.0), page.size[1])
        )

    @property
    def names(self) -> dict[bytes, Any]:
        """The named destinations."""
        if self._names is None:
            self._names = {}
            old = self.pdf.Root.get("/Dests", None)
            if isinstance(old, pikepdf.Dictionary):
                self._names |= {key.removeprefix("/").encode(): item for key, item in old.items()}
            tree = self.pdf.Root.get("/Names", None)
            if isinstance(tree, pikepdf.Dictionary):
                self._names |= dict(_tree(tree.get("/Dests", None)))
        return self._names

    def bookmarks(self) -> list[Bookmark]:
        """Return the outline in the order in which it is read, however it is knotted."""
        outlines = self.pdf.Root.get("/Outlines", None)
        if not isinstance(outlines, pikepdf.Dictionary):
            return []
        found: list[Bookmark] = []
        seen: set[tuple[int, int]] = set()
        todo = [(0, outlines.get("/First", None))]
        while todo and len(found) < _MOST_BOOKMARKS:
            level, item = todo.pop()
            if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
                continue
            seen.add(item.objgen)
            todo.append((level, item.get("/Next", None)))
            if level < _DEEPEST:
                todo.append((level + 1, item.get("/First", None)))
            title = " ".join(plain(item.get("/Title", "")).split())[:_TITLE]
            if title:
                found.append(Bookmark(level, title, self.resolve(_of(item))))
        return found


def _of(item: Any) -> Any:
    """Return the destination of a bookmark or of a link."""
    direct = item.get("/Dest", None)
    if direct is not None:
        return direct
    action = item.get("/A", None)
    if isinstance(action, pikepdf.Dictionary) and action.get("/S", None) == "/GoTo":
        return action.get("/D", None)
    return None


def _key(value: Any) -> bytes:
    if isinstance(value, pikepdf.Name):
        return word(value).removeprefix("/").encode()
    return bytes(value)


def _tree(root: Any) -> Iterator[tuple[bytes, Any]]:
    """Yield the entries of a name tree, whose branches may grow together."""
    seen: set[tuple[int, int]] = set()
    todo = [root]
    for _ in range(_MOST_NODES):
        if not todo:
            return
        node = todo.pop()
        if not isinstance(node, pikepdf.Dictionary) or (
            node.objgen != (0, 0) and node.objgen in seen
        ):
            continue
        seen.add(node.objgen)
        pairs = node.get("/Names", None)
        if isinstance(pairs, pikepdf.Array):
            items = list(pairs)
            for key, item in zip(items[::2], items[1::2], strict=False):
                if isinstance(key, pikepdf.String):
                    yield bytes(key), item
        below = node.get("/Kids", None)
        if isinstance(below, pikepdf.Array):
            todo.extend(list(below))
