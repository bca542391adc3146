"""What Sphinx, docutils and MyST say of a page of the proceedings, as findings.

They name a line at best, and each in its own words. Here a message gets a code, the line and the
column of what it names, and one form; what is not in the table stays what it is, under a code that
says so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from docutils import nodes
from docutils.utils import get_source_line

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.sphinx.site import Site

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class _Kind:
    """Messages of a type whose text is like this, and what they are here."""

    type: str
    pattern: re.Pattern[str]
    code: Code
    severity: Severity
    message: str = ""
    """What is said instead, with the groups of the pattern; by default what was said."""
    hint: str = ""


def _kind(  # noqa: PLR0917  # a row of the table below
    type_: str, pattern: str, code: Code, severity: Severity, message: str = "", hint: str = ""
) -> _Kind:
    return _Kind(type_, re.compile(pattern, re.DOTALL), code, severity, message, hint)


_KINDS: Final = (
    _kind(
        "myst.xref_missing",
        r"'myst' cross-reference target not found: '(?P<name>.*)'",
        Code.UNKNOWN_REFERENCE,
        _ERROR,
        'nothing is called "{name}" here',
    ),
    _kind("myst.xref_missing", "", Code.UNKNOWN_REFERENCE, _ERROR),
    _kind("myst.xref_ambiguous", "", Code.AMBIGUOUS_REFERENCE, _WARNING),
    _kind("myst.iref", "", Code.UNKNOWN_REFERENCE, _ERROR),
    _kind(
        "ref.ref",
        r"undefined label: '(?P<name>.*?)'",
        Code.UNKNOWN_REFERENCE,
        _ERROR,
        'no label is called "{name}"',
    ),
    _kind(
        "ref.numref",
        r"Failed to create a cross reference. A title or caption not found: '(?P<name>.*?)'",
        Code.UNKNOWN_REFERENCE,
        _ERROR,
        '"{name}" has no title or caption to refer to',
    ),
    _kind("ref.numref", "", Code.UNKNOWN_REFERENCE, _ERROR),
    _kind(
        "ref.",
        r"duplicate label of equation (?P<name>.*?), other instance in (?P<other>.*)",
        Code.DUPLICATE_LABEL,
        _ERROR,
        'two formulas have the label "{name}"',
        "also in {other}",
    ),
    _kind("ref.", "", Code.UNKNOWN_REFERENCE, _ERROR),
    _kind("toc.", "", Code.UNKNOWN_REFERENCE, _ERROR),
    _kind(
        "myst.directive_option",
        r"'(?P<directive>.*?)': Unknown option keys?: (?P<name>.*?) \(allowed: (?P<all>.*)\)",
        Code.INVALID_OPTION,
        _ERROR,
        'the directive "{directive}" has no option {name}',
        "it has: {all}",
    ),
    _kind("myst.directive", "", Code.INVALID_OPTION, _ERROR),
    _kind(
        "docutils",
        r'Unknown target name: "(?P<name>.*)"\.',
        Code.UNKNOWN_REFERENCE,
        _ERROR,
        'nothing is called "{name}" here',
    ),
    _kind("docutils", r"Directive '.*", Code.INVALID_OPTION, _ERROR),
    _kind("docutils", r"Error in .*", Code.INVALID_OPTION, _ERROR),
    _kind("myst.header", "", Code.HEADING_LEVEL, _WARNING),
    _kind(
        "",
        r"duplicate label (?P<name>.*?), other instance in (?P<other>.*)",
        Code.DUPLICATE_LABEL,
        _ERROR,
        'the label "{name}" is given twice',
        "also in {other}",
    ),
    _kind("docutils", r"Duplicate explicit target name.*", Code.DUPLICATE_LABEL, _ERROR),
    _kind(
        "image.not_readable",
        r"image file not readable: (?P<name>.*)",
        Code.MISSING_FILE,
        _ERROR,
        'there is no image "{name}"',
    ),
    _kind(
        "download.not_readable",
        r"download file not readable: (?P<name>.*)",
        Code.MISSING_FILE,
        _ERROR,
        'there is no file "{name}"',
    ),
    _kind("bibtex.key_not_found", "", Code.UNKNOWN_CITATION, _WARNING),
    _kind("bibtex.duplicate", "", Code.DUPLICATE_LABEL, _WARNING),
    _kind("misc.highlighting_failure", "", Code.CODE_LANGUAGE, _WARNING),
    _kind(
        "typst.missing_alt",
        r"the image '(?:[^']*/)?(?P<name>[^/']*)' has no",
        Code.MISSING_ALT_TEXT,
        _WARNING,
        'the image "{name}" has no text alternative',
        "say in `alt` what it shows, or leave `alt` empty if it is decoration",
    ),
    _kind("typst.image", "", Code.MISSING_FILE, _ERROR),
    _kind(
        "typst.glyph",
        r"(?P<message>no font has (?P<name>\S+)[^;]*(?:; so it is[^;]*)?)(?:; (?P<way>.*))?",
        Code.MISSING_GLYPH,
        _ERROR,
        "{message}",
        "{way}",
    ),
    _kind("typst.math", "", Code.INVALID_FORMULA, _ERROR),
)

_CODES: Final = {code.value: code for code in Code}
_QUOTED: Final = re.compile(r"'([^'\n]+)'|\"([^\"\n]+)\"|`([^`\n]+)`")
_PLACE: Final = re.compile(r"(?P<path>.+?):(?P<line>\d*)\Z", re.DOTALL)
# So far below the line of a paragraph or a directive what a message names may stand.
_BELOW: Final = 60


def translated(
    record: logging.LogRecord, site: Site, path_of: Callable[[str], str]
) -> Diagnostic | None:
    """Return what a record says of a page of the proceedings; None if it is of something else.

    ``path_of`` gives the file of a document.
    """
    place = _place(getattr(record, "location", None), path_of)
    if place is None or not _is_of(site, place[0]):
        return None
    path, line = place
    here = Location(site.shown(Path(path)), line)
    return _of(_type(record), plain_text(record), here, Path(path), record.levelno)


def plain_text(record: logging.LogRecord) -> str:
    """Return what a record says, without its place and its type, which Sphinx may have added."""
    return logging.LogRecord.getMessage(record).removesuffix(f" [{_type(record)}]").strip()


def _type(record: logging.LogRecord) -> str:
    return f"{getattr(record, 'type', '') or ''}.{getattr(record, 'subtype', '') or ''}".strip(".")


def _of(kind: str, said: str, place: Location, path: Path, level: int) -> Diagnostic:
    first = said.split("\n", 1)[0]
    ours = kind.removeprefix("proceedings.")
    if ours != kind and ours in _CODES:
        place = pinpointed(place, path, _names(first))
        return Diagnostic(_CODES[ours], first, place, "", _ERROR)
    for known in _KINDS:
        if not kind.startswith(known.type) or (not known.type and kind):
            continue
        found = known.pattern.match(said)
        if found is None:
            continue
        names = {name: _plain(value) for name, value in found.groupdict().items()}
        message = known.message.format_map(names) if known.message else first
        named = names.get("name")
        place = pinpointed(place, path, [named] if named else _names(first))
        return Diagnostic(known.code, message, place, known.hint.format_map(names), known.severity)
    severity = _ERROR if level >= logging.ERROR else _WARNING
    text = f"{first} ({kind})" if kind and kind != "docutils" else first
    return Diagnostic(Code.MARKUP, text, pinpointed(place, path, _names(first)), "", severity)


def _plain(value: str | None) -> str:
    """Return a name, or a list of names, without the marks of Python."""
    return re.sub(r"[\[\]']", "", value or "").strip()


def _names(message: str) -> list[str]:
    return [next(filter(None, found)) for found in _QUOTED.findall(message)]


def _place(location: object, path_of: Callable[[str], str]) -> tuple[str, int] | None:
    """Return file and line of a record; Sphinx makes a text of a node or a document and line."""
    if isinstance(location, nodes.Node):
        source, at = get_source_line(location)
        return (source, at or 0) if source else None
    if isinstance(location, tuple):
        docname, at = location
        return (path_of(docname), int(at or 0)) if docname else None
    if not isinstance(location, str) or not location:
        return None
    found = _PLACE.match(location)
    path = found["path"] if found else location
    line = int(found["line"]) if found and found["line"] else 0
    if "/" not in path and "\\" not in path:
        path = path_of(path)
    return path, line


def _is_of(site: Site, path: str) -> bool:
    try:
        return _real(path).is_relative_to(site.root)
    except (OSError, ValueError, RuntimeError):
        return False


@lru_cache(maxsize=256)
def _real(path: str) -> Path:
    return Path(path).resolve()


def pinpointed(place: Location, path: Path, names: list[str]) -> Location:
    """Return where one of some names stands in a file, at a line or shortly below it.

    A paragraph is known by its first line only. Without a line, all of the file is searched.
    """
    if place.column or not names:
        return place
    try:
        lines = _lines(str(path), path.stat().st_mtime_ns)
    except OSError:
        return place
    first = max(place.line, 1)
    last = first + _BELOW if place.line else len(lines)
    for name in names:
        for number, line in enumerate(lines[first - 1 : last], first):
            if (column := line.find(name)) >= 0:
                return Location(place.path, number, column + 1)
    # A path is written from where it is named.
    ends = [name.rpartition("/")[2] for name in names if "/" in name.strip("/")]
    return pinpointed(place, path, [end for end in ends if end])


@lru_cache(maxsize=8)
def _lines(path: str, changed: int) -> tuple[str, ...]:
    del changed
    return tuple(Path(path).read_text(encoding="utf-8-sig", errors="replace").split("\n"))
