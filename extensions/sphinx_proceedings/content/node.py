"""YAML as a tree of nodes that know their places; what a scalar means is decided later.

The text is read event by event: nothing is built before it is known to be harmless, a value
keeps the characters that its author typed (``NO`` stays a country, ``2026`` a title), and the
type that a key takes decides what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.diagnostics import Code, Location

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster
_DEEPEST = 30  # the deepest real record has eight levels
_CORE_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
)
# What YAML 1.1 does not allow in a stream, apart from a byte order mark at its start.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # those of YAML 1.1


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as typed; ``plain`` if it stands without quotes."""

    location: Location
    text: str
    plain: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing is given: no text, ``~`` or ``null``."""
        return not self.text.strip() or (self.plain and self.text in {"~", "null"})


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    location: Location
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes in order; of a key given twice the first is kept."""

    location: Location
    pairs: tuple[tuple[Scalar, Node], ...]
    repeated: frozenset[str] = frozenset()

    def get(self, key: str) -> Node | None:
        """Return the node of a key."""
        return next((node for name, node in self.pairs if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Broken:
    """In place of a node that is already reported."""

    location: Location


Node = Scalar | Sequence | Mapping | Broken


class _StopError(Exception):
    """Nothing more can be read from this text."""


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end is not read yet."""

    location: Location
    is_mapping: bool
    is_flow: bool
    nodes: list[Node] = field(default_factory=list)


def parse(text: str, path: str, report: Report, *, first_line: int = 1) -> Node | None:
    """Return the tree of a YAML text, or nothing if it has none; reports what it finds.

    ``first_line`` is the line of the file at which the text begins.
    """
    clean = _without_controls(text, path, report, first_line)
    return _Parser(path, report, first_line).parse(clean)


def _without_controls(text: str, path: str, report: Report, first_line: int) -> str:
    """Report the first character that YAML refuses, and blank all of them, so as to go on."""
    if found := _UNPRINTABLE.search(text):
        before = text[: found.start()]
        breaks = list(_LINE_BREAK.finditer(before))
        place = Location(
            path,
            first_line + len(breaks),
            found.start() - (breaks[-1].end() if breaks else 0) + 1,
        )
        code = f"U+{ord(found.group()):04X}"
        report.add(Code.CONTROL_CHARACTER, f"{code} is not allowed in YAML", place)
    return _UNPRINTABLE.sub(" ", text)


class _Parser:
    """Builds the tree of one text on a stack of its own, so that no depth can exhaust ours."""

    def __init__(self, path: str, report: Report, first_line: int) -> None:
        self._path = path
        self._report = report
        self._first_line = first_line
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._documents = 0
        self._shared: list[tuple[Location, str]] = []

    def parse(self, text: str) -> Node | None:
        try:
            for event in self._events(text):
                self._take(event)
        except _StopError:
            self._root = Broken(Location(self._path, self._first_line))
        if self._shared:
            place, name = self._shared[0]
            more = len(self._shared) - 1
            others = f" (and at {more} more places)" if more else ""
            self._report.add(
                Code.YAML_ALIAS,
                f"{name} shares a value{others}",
                place,
                "anchors, aliases and merge keys are refused: write the value out",
            )
        return self._root

    def _events(self, text: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            problem = error.problem or "this is not YAML"
            if "quoted scalar" in (error.context or "") and "end of" in problem:
                # What is missing at the end of the file was opened somewhere.
                problem, mark = "this quote is not closed", error.context_mark
            else:
                mark = error.problem_mark or error.context_mark
            place = self._place(mark) if mark else Location(self._path)
            hint = _advice(problem)
            if not hint and self._stack and self._stack[-1].is_flow:
                hint = f"see the bracket that opens in line {self._stack[-1].location.line}"
            self._report.add(Code.INVALID_YAML, problem, place, hint)
            raise _StopError from error
        except yaml.YAMLError as error:
            self._report.add(
                Code.INVALID_YAML, "this is not YAML", Location(self._path, self._first_line)
            )
            raise _StopError from error

    def _place(self, mark: Any) -> Location:
        return Location(self._path, self._first_line + mark.line, mark.column + 1)

    def _take(self, event: Any) -> None:
        place = self._place(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._report.add(
                    Code.INVALID_YAML, "a second document begins here", place, "remove the `---`"
                )
                # The first document is whole; what follows is not for us.
                raise _StopError
        elif isinstance(event, yaml.AliasEvent):
            self._shared.append((place, f"alias {quote(f'*{event.anchor}')}"))
            self._add(Broken(place))
        elif isinstance(event, yaml.ScalarEvent):
            self._check(event, place)
            text = event.value
            self._add(Scalar(place, text, plain=event.implicit[0]))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check(event, place)
            if len(self._stack) >= _DEEPEST:
                self._report.add(
                    Code.INVALID_YAML, f"nested more than {_DEEPEST} levels deep", place
                )
                raise _StopError
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            self._stack.append(_Open(place, is_mapping, is_flow=bool(event.flow_style)))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self._stack.pop()
            if done.is_mapping:
                self._add(self._mapping(done))
            else:
                self._add(Sequence(done.location, tuple(done.nodes)))

    def _check(self, event: Any, place: Location) -> None:
        if event.anchor:
            self._shared.append((place, f"anchor {quote(f'&{event.anchor}')}"))
        if event.tag not in {None, "!"} and event.tag not in _CORE_TAGS:
            self._report.add(
                Code.INVALID_YAML, f"the tag {quote(event.tag)} means nothing here", place
            )

    def _add(self, node: Node) -> None:
        if self._stack:
            self._stack[-1].nodes.append(node)
        else:
            self._root = node

    def _mapping(self, done: _Open) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        repeated: set[str] = set()
        for key, value in zip(done.nodes[::2], done.nodes[1::2], strict=True):
            if isinstance(key, Scalar) and key.plain and key.text == "<<":
                self._shared.append((key.location, "merge key `<<`"))
            elif not isinstance(key, Scalar):
                if not isinstance(key, Broken):
                    self._report.add(Code.INVALID_YAML, "a key must be text", key.location)
            elif key.text in pairs:
                repeated.add(key.text)
                first = pairs[key.text][0].location.line
                self._report.add(
                    Code.DUPLICATE_KEY,
                    f"{quote(key.text)} is already given in line {first}",
                    key.location,
                )
            else:
                pairs[key.text] = (key, value)
        return Mapping(done.location, tuple(pairs.values()), frozenset(repeated))


def _advice(problem: str) -> str:
    """Return what usually helps against a syntax error."""
    if "mapping values are not allowed" in problem:
        return "put text that has a colon and a space in it in quotes"
    if "cannot start any token" in problem:
        return "put text that begins with this character in quotes; indent with spaces, not tabs"
    if "expected <block end>" in problem or "could not find expected ':'" in problem:
        return "look at the indentation of this line and of the one before"
    return ""
