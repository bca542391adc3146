"""Looks whether a text of the folder names somebody who is not confirmed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from sphinx_proceedings.content.draft import Draft
from sphinx_proceedings.content.frontmatter import split
from sphinx_proceedings.content.people import FILE
from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.model import Person
from sphinx_proceedings.privacy import Mention, Mentions, forms_of, without_tex

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What is in a text and not on its page.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|^[ \t]*%[^\n]*", re.DOTALL | re.MULTILINE)
_Spans = Sequence[tuple[int, int]]


def people(draft: Draft) -> list[Person]:
    """Return who is not confirmed."""
    return [person for person in draft.people.values() if person.unconfirmed]


def check(draft: Draft, bibliographies: Iterable[Path]) -> None:
    """Report each place that names somebody; a finding does not repeat the name."""
    unconfirmed = people(draft)
    if not unconfirmed:
        return
    checker = _Checker(draft, unconfirmed)
    for path in draft.tree.named("*.md"):
        checker.page(path)
    for pattern in ("*.yml", "*.yaml"):
        for path in draft.tree.named(pattern):
            checker.data(path)
    for path in bibliographies:
        checker.works(path)


class _Checker:
    def __init__(self, draft: Draft, unconfirmed: Sequence[Person]) -> None:
        self._draft = draft
        self._names = Mentions(forms_of(unconfirmed))
        self._cited = Mentions(forms_of(unconfirmed, initials=True))

    def page(self, path: Path) -> None:
        text = self._read(path)
        parts = split(text)
        begin = len(text) - len(parts.body)
        if parts.yaml is not None:
            at = text.index("\n") + 1
            spans = [(at + start, at + end) for start, end in _values(parts.yaml)]
            self._report(path, text, self._names.find(text[:begin]), _inside(spans))
        comments = [
            (one.start() + begin, one.end() + begin) for one in _COMMENT.finditer(parts.body)
        ]
        found = (
            Mention(one.start + begin, one.end + begin, one.whom)
            for one in self._names.find(parts.body)
        )
        self._report(path, text, found, _outside(comments))

    def data(self, path: Path) -> None:
        text = self._read(path)
        within = _inside(_values(text))
        if path == self._draft.tree.root / FILE:
            own = self._records(text)
            self._report(path, text, self._names.find(text), lambda one: within(one) and own(one))
        else:
            self._report(path, text, self._names.find(text), within)

    def works(self, path: Path) -> None:
        text = self._read(path)
        self._report(path, text, self._cited.find(without_tex(text)), lambda _: True)

    def _records(self, text: str) -> Callable[[Mention], bool]:
        """Return what tells whether a mention is in the record of somebody who is confirmed."""
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        records = sorted(
            (starts[min(person.source.line, len(starts)) - 1], person.unconfirmed)
            for person in self._draft.people.values()
        )
        begins = [start for start, _ in records]

        def is_confirmed(one: Mention) -> bool:
            record = bisect_right(begins, one.start) - 1
            return record < 0 or not records[record][1]

        return is_confirmed

    def _read(self, path: Path) -> str:
        """Return a text that is read elsewhere, where it is said if that cannot be done."""
        tree = self._draft.tree
        try:
            if not path.is_file() or path.stat().st_size > tree.largest:
                return ""
            return path.read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return ""

    def _report(
        self, path: Path, text: str, found: Iterator[Mention], counts: Callable[[Mention], bool]
    ) -> None:
        shown = self._draft.tree.name(path)
        starts: list[int] = []
        for one in found:
            if not counts(one):
                continue
            starts = starts or [0, *(line.end() for line in re.finditer("\n", text))]
            line = bisect_right(starts, one.start) - 1
            record = self._draft.people[one.whom].source
            self._draft.report.add(
                Code.UNCONFIRMED_AUTHOR,
                "somebody who is not confirmed is named here",
                Location(shown, line + 1, one.start - starts[line] + 1),
                "take the name out; once confirmed, remove the mark at"
                f" {record.path}:{record.line}",
            )


def _values(text: str) -> list[tuple[int, int]]:
    """Return where the values of a YAML text are; all of it, if it cannot be read."""
    try:
        return [
            _span(event)
            for event in yaml.parse(text, Loader=_LOADER)
            if isinstance(event, yaml.ScalarEvent)
        ]
    except yaml.YAMLError:
        return [(0, len(text))]


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _inside(spans: _Spans) -> Callable[[Mention], bool]:
    begins = [start for start, _ in spans]

    def counts(one: Mention) -> bool:
        span = bisect_right(begins, one.start) - 1
        return span >= 0 and one.end <= spans[span][1]

    return counts


def _outside(spans: _Spans) -> Callable[[Mention], bool]:
    begins = [start for start, _ in spans]

    def counts(one: Mention) -> bool:
        span = bisect_right(begins, one.start) - 1
        return span < 0 or one.start >= spans[span][1]

    return counts
