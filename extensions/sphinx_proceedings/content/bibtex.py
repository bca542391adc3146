"""Reads BibTeX entry by entry: what is wrong in one is reported, and the others survive.

The grammar is that of BibTeX, with three differences: an entry ends at the latest where a line
begins another, so that a brace that is not closed costs one entry and not the rest of the file;
what a line comments out by a per cent sign, or ``@comment`` holds, is no entry; and all entries
of broken syntax keep the fields that could be read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.content.value import Value, resolve
from sphinx_proceedings.diagnostics import Code, Location

_DEEPEST = 30  # braces inside each other; readers of TeX give up at a hundred
_START = re.compile(r"@[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<open>[{(])")
_LINE_START = re.compile(rf"^[ \t]*(?={_START.pattern})", re.MULTILINE)
_NAMELESS = re.compile(r"@[ \t]*[A-Za-z][\w-]*")
_SPACE = re.compile(r"\s*")
_KEY = re.compile(r"""[^\s,{}="]+""")
_NAME = re.compile(r"[A-Za-z][^\s,{}()=\"#%']*")
_NUMBER = re.compile(r"[0-9]+")
_BRACES = re.compile(r"[{}]")
_QUOTES = re.compile(r'[{}"]')
# A value that goes on with the next field: what should have closed it is missing.
_SWALLOWED = re.compile(r",?[ \t]*\n\s*[A-Za-z][\w-]*\s*=\s*[{\"\d]")


@dataclass(slots=True)
class Raw:
    """An entry as it stands; names of types and fields in small letters."""

    type: str
    type_location: Location
    key: str
    location: Location
    fields: dict[str, Value] = field(default_factory=dict)
    is_broken: bool = False
    """Whether a part of it could not be read."""


@dataclass(slots=True)
class Source:
    """The entries of one file, and the abbreviations that it defines."""

    entries: list[Raw] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)


class _BadError(Exception):
    """Nothing more can be read of this entry."""

    def __init__(self, message: str, place: Location, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint


def parse(text: str, path: str, report: Report) -> Source:
    """Return what a BibTeX text holds; reports what is wrong with it."""
    return _Parser(text, path, report).parse()


class _Parser:
    def __init__(self, text: str, path: str, report: Report) -> None:
        self._text = text
        self._path = path
        self._report = report
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._starts = [found.end() for found in _LINE_START.finditer(text)]
        self._source = Source()
        self._at = 0
        self._limit = len(text)

    def parse(self) -> Source:
        text = self._text
        while (begin := text.find("@", self._at)) >= 0:
            line = self._lines[bisect_right(self._lines, begin) - 1]
            margin = text[max(line, self._at) : begin]
            found = _START.match(text, begin)
            if "%" in margin or not found:
                named = None if found or margin.strip() else _NAMELESS.match(text, begin)
                if named and named.group().lower() != "@comment":
                    message = f"{quote(named.group())} is not followed by a brace"
                    self._report.add(Code.INVALID_BIBTEX, message, self._place(begin))
                self._at = begin + 1
                if "%" in margin:
                    self._at = self._line_end(begin)
                continue
            self._at = found.end()
            after = bisect_left(self._starts, found.end())
            self._limit = self._starts[after] if after < len(self._starts) else len(text)
            self._command(found)
        return self._source

    def _place(self, offset: int) -> Location:
        line = bisect_right(self._lines, offset)
        return Location(self._path, line, offset - self._lines[line - 1] + 1)

    def _line_end(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        return end if end >= 0 else len(self._text)

    def _command(self, found: re.Match[str]) -> None:
        kind = found["type"].lower()
        close = "}" if found["open"] == "{" else ")"
        try:
            if kind == "comment":
                self._limit = len(self._text)
                self._skip_comment(found)
            elif kind == "preamble":
                self._value()
                self._close(found, close)
            elif kind == "string":
                self._abbreviation()
                self._close(found, close)
            else:
                self._entry(found, kind, close)
        except _BadError as bad:
            self._report.add(Code.INVALID_BIBTEX, bad.message, bad.place, bad.hint)
            self._at = self._limit

    def _skip_comment(self, found: re.Match[str]) -> None:
        if found["open"] == "(":
            self._at = self._line_end(found.end())
            return
        try:
            self._group(found.end(), _BRACES)
        except _BadError:
            self._at = self._line_end(found.end())  # as BibTeX: the rest of the line

    def _abbreviation(self) -> None:
        name = self._take(_NAME, "the name of an abbreviation")
        self._expect_equals()
        value = self._value()
        full = resolve(value, self._source.abbreviations, self._report)
        # What is reported here is not reported again where it is used.
        self._source.abbreviations[name.lower()] = full or ""

    def _entry(self, found: re.Match[str], kind: str, close: str) -> None:
        self._skip_space()
        where = self._at
        key = _KEY.match(self._text, where, self._limit)
        after = _SPACE.match(self._text, key.end()).end() if key else where  # type: ignore[union-attr]
        if not key or self._text.startswith("=", after):
            message = f"this @{found['type']} has no key"
            raise _BadError(message, self._place(where), "an entry begins with its key and a comma")
        self._at = key.end()
        entry = Raw(kind, self._place(found.start()), key.group(), self._place(where))
        self._source.entries.append(entry)
        try:
            self._fields(entry, found, close)
        except _BadError:
            entry.is_broken = True
            if self._at >= self._limit:
                self._cut(entry)
            raise

    def _cut(self, entry: Raw) -> None:
        """End the value that has run on to the end of the entry where it should have ended."""
        for name, value in entry.fields.items():
            for text, _ in value.parts:
                if found := _SWALLOWED.search(text):
                    message = "a brace in this value is not closed"
                    cut = text[: found.start()].replace("{", "").replace("}", "")
                    entry.fields[name] = Value(value.location, ((cut, None),))
                    raise _BadError(message, value.location)

    def _fields(self, entry: Raw, found: re.Match[str], close: str) -> None:
        self._skip_space()
        while self._peek() == ",":
            self._at += 1
            self._skip_space()
            if self._peek() in {close, ","}:
                continue
            self._field(entry, found)
            self._skip_space()
            following = _NAME.match(self._text, self._at, self._limit)
            while following and self._followed_by_equals(following.end()):
                message = f"a comma is missing before {quote(following.group())}"
                self._report.add(Code.INVALID_BIBTEX, message, self._place(self._at))
                self._field(entry, found)
                self._skip_space()
                following = _NAME.match(self._text, self._at, self._limit)
        self._close(found, close)

    def _followed_by_equals(self, offset: int) -> bool:
        after = _SPACE.match(self._text, offset, self._limit)
        return self._text.startswith("=", after.end() if after else offset)

    def _field(self, entry: Raw, found: re.Match[str]) -> None:
        self._skip_space()
        where = self._at
        if where >= self._limit:
            self._not_closed(found)
        name = self._take(_NAME, "the name of a field").lower()
        self._expect_equals()
        self._skip_space()
        if self._peek() in {",", "}"}:
            self._report.add(Code.EMPTY_VALUE, f"{quote(name)} has no value", self._place(self._at))
            return
        value = self._value()
        if name in entry.fields:
            line = entry.fields[name].location.line
            message = f"{quote(name)} is already given in line {line}"
            self._report.add(Code.DUPLICATE_KEY, message, self._place(where))
        else:
            entry.fields[name] = value

    def _value(self) -> Value:
        self._skip_space()
        begin = self._at
        parts = [self._part()]
        self._skip_space()
        while self._peek() == "#":
            self._at += 1
            self._skip_space()
            parts.append(self._part())
            self._skip_space()
        return Value(self._place(begin), tuple(parts))

    def _part(self) -> tuple[str, Location | None]:
        begin = self._at
        if self._peek() in {"{", '"'}:
            self._group(begin + 1, _BRACES if self._peek() == "{" else _QUOTES)
            return self._text[begin + 1 : self._at - 1], None
        if number := _NUMBER.match(self._text, begin, self._limit):
            self._at = number.end()
            return number.group(), None
        return self._take(_NAME, "a value"), self._place(begin)

    def _group(self, begin: int, marks: re.Pattern[str]) -> None:
        """Go behind what closes a brace or a quote whose content begins here."""
        level = 0
        quoted = marks is _QUOTES
        for found in marks.finditer(self._text, begin, self._limit):
            mark = found.group()
            if level == 0 and mark == ('"' if quoted else "}"):
                self._at = found.end()
                return
            level += {"{": 1, "}": -1}.get(mark, 0)
            if level < 0:
                raise _BadError("this brace closes nothing", self._place(found.start()))
            if level > _DEEPEST:
                message = f"braces are nested more than {_DEEPEST} levels deep"
                raise _BadError(message, self._place(found.start()))
        what = "quote" if quoted else "brace"
        raise _BadError(
            f"this {what} is not closed", self._place(begin - 1), "the entry is read up to here"
        )

    def _close(self, found: re.Match[str], close: str) -> None:
        self._skip_space()
        if self._at >= self._limit:
            self._not_closed(found)
        if self._peek() != close:
            raise _BadError(
                f"expected a comma or `{close}`, got {quote(self._text[self._at])}",
                self._place(self._at),
            )
        self._at += 1

    def _not_closed(self, found: re.Match[str]) -> None:
        message = f"this @{found['type']} is not closed"
        raise _BadError(message, self._place(found.start()), "its last line is a single brace")

    def _take(self, pattern: re.Pattern[str], what: str) -> str:
        self._skip_space()
        found = pattern.match(self._text, self._at, self._limit)
        if not found:
            there = self._text[self._at] if self._at < self._limit else "the end"
            hint = "within an entry there are no comments" if there == "%" else ""
            raise _BadError(f"expected {what}, got {quote(there)}", self._place(self._at), hint)
        self._at = found.end()
        return found.group()

    def _expect_equals(self) -> None:
        self._skip_space()
        if self._peek() != "=":
            raise _BadError("expected an equals sign", self._place(self._at))
        self._at += 1

    def _skip_space(self) -> None:
        self._at = _SPACE.match(self._text, self._at, self._limit).end()  # type: ignore[union-attr]

    def _peek(self) -> str:
        return self._text[self._at] if self._at < self._limit else ""
