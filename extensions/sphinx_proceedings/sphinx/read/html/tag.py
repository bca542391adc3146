"""The tags of a piece of HTML: their names, attributes and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
        *("param", "source", "track", "wbr"),
    }
)
"""Elements without an end tag. Source: HTML Living Standard, 13.1.2."""

Kind = Literal["open", "close", "empty", "comment", "other"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, a comment or another instruction, from ``start`` to ``end`` in the text."""

    kind: Kind
    name: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Notes tags; what is between them is text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Tag] = []
        self._text = text
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.feed(text)
        self.close()

    def _note(
        self, kind: Kind, name: str, length: int, attributes: Mapping[str, str] | None = None
    ) -> None:
        line, column = self.getpos()
        start = self._starts[line - 1] + column
        self.found.append(Tag(kind, name, start, start + length, attributes or {}))

    def _start(self, kind: Kind, name: str, given: list[tuple[str, str | None]]) -> None:
        # Of an attribute given twice, browsers take the first.
        attributes = {key: value or "" for key, value in reversed(given)}
        self._note(kind, name, len(self.get_starttag_text() or ""), attributes)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start("empty" if tag in VOID else "open", tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start("empty", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        line, column = self.getpos()
        start = self._starts[line - 1] + column
        self._note("close", tag, self._text.find(">", start) + 1 - start)

    def handle_comment(self, data: str) -> None:
        self._note("comment", "", len(data) + len("<!---->"))

    def handle_decl(self, decl: str) -> None:
        self._note("other", "", len(decl) + len("<!>"))

    def handle_pi(self, data: str) -> None:
        self._note("other", "", len(data) + len("<?>"))

    def unknown_decl(self, data: str) -> None:
        self._note("other", "", len(data) + len("<![]]>"))


def tags(text: str) -> list[Tag]:
    """Return the tags of a text, in order."""
    return _Reader(text).found


def unmatched(found: list[Tag]) -> set[int]:
    """Return which of some tags open or close an element that the others do not close or open."""
    waiting: list[int] = []
    alone: set[int] = set()
    for index, tag in enumerate(found):
        if tag.kind == "open":
            waiting.append(index)
        elif tag.kind == "close":
            place = next((i for i in reversed(waiting) if found[i].name == tag.name), None)
            if place is None:
                alone.add(index)
                continue
            while waiting.pop() != place:
                pass
    return alone | set(waiting)
