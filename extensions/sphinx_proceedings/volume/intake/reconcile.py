"""Compares the first page of a file with its record: title, authors, and their order.

Tolerated are case, accents, ligatures, small capitals, hyphens at ends of lines, dashes, quotes,
marks of notes, affiliations between the names, initials for given names, and family names first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake.finding import Finding, quoted, some
from sphinx_proceedings.volume.intake.letters import joined, letters, words
from sphinx_proceedings.volume.intake.look import Page

_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_BETWEEN: Final = 4  # middle names and particles
_ABSTRACT: Final = re.compile(
    r"^\W*(?:\d{1,4}\W+)?(a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary|zusammenfassung|r[ée]sum[ée]|resumen|resumo"
    r"|аннотация|摘要|概要)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SEPARATOR: Final = re.compile(
    r"[,;&|·•\u2217*†‡§¶\d⁰¹²³⁴-⁹()]|\band\b|\bund\b|\bet\b|\by\b|\s{3,}"
)
_PLACE: Final = re.compile(
    r"univ|instit|colleg|school|schule|lab|depart|dept|cent(er|re)|academ|foundation|hospital"
    r"|minist|council|compan|group|team|inc\b|ltd|gmbh|corp|research|office|program|project"
    r"|network|faculty|polytech|société|agency|organi[sz]ation|@",
    re.IGNORECASE,
)
_NAME_WORD: Final = re.compile(
    r"[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*\.?|(?:de|la|van|der|von)"
)
_LONGEST_TITLE: Final = 300  # more than this is a page of letters of one size
_MOST: Final = 40_000  # characters of a page that are compared


@dataclass(frozen=True)
class _Place:
    """A text as its words run together, and where each of them begins."""

    words: list[str]
    starts: list[int]
    run: str
    edges: frozenset[int]
    """Where words begin and end."""


def check(title: str, authors: tuple[str, ...], page: Page) -> list[Finding]:
    """Return where the first page does not say what the record says."""
    return [*_title(title, page), *_authors(authors, page.text[:_MOST])]


# Title


def _title(expected: str, page: Page) -> list[Finding]:
    if letters(expected) in letters(page.text[:_MOST]):
        return []
    printed = apparent_title(page)
    if SequenceMatcher(None, letters(expected), letters(printed), autojunk=False).ratio() == 1:
        return []
    says = f"its largest line is {quoted(printed)}" if printed else "no line stands out as one"
    return [
        Finding(
            Code.PDF_TITLE,
            f"the first page does not have the title {quoted(expected)}; {says}",
            "correct `title` in the record, or the PDF; both are cited",
        )
    ]


def apparent_title(page: Page) -> str:
    """Return the lines of the largest letters in the upper part of a page, as one."""
    upper = [run for run in page.runs if run.box[1] > page.size[1] * 0.4 and len(run.text) > 1]
    largest = max((run.size for run in upper), default=0.0)
    if not largest:
        return ""
    chosen = [run.text for run in upper if run.size >= 0.88 * largest]
    title = " ".join(joined("\n".join(chosen)).split())
    return title if len(title) <= _LONGEST_TITLE else ""


# Authors


def _authors(expected: tuple[str, ...], text: str) -> list[Finding]:
    found = _ABSTRACT.search(text)
    top = text[: found.start()] if found and found.start() > 0 else text
    place, whole = _place(top), _place(text)
    positions = {name: position(name, place) for name in expected}
    missing = [
        name for name in expected if positions[name] is None and position(name, whole) is None
    ]
    findings = []
    if missing:
        findings.append(
            Finding(
                Code.PDF_MISSING_AUTHOR,
                f"the first page does not name {some([quoted(name) for name in missing])}, and the"
                " record does",
                "add them to the PDF, or correct `authors` in the record; a name may be printed"
                " otherwise than in people.yml with `name` at the author",
            )
        )
    in_order = [name for name in expected if positions[name] is not None]
    as_printed = sorted(in_order, key=lambda name: positions[name] or 0)
    if as_printed != in_order:
        findings.append(
            Finding(
                Code.PDF_AUTHOR_ORDER,
                f"the PDF has the authors as {', '.join(as_printed)}; the record as"
                f" {', '.join(in_order)}",
                "correct the order in one of the two; both are cited",
            )
        )
    if extra := _extra(expected, top):
        findings.append(
            Finding(
                Code.PDF_EXTRA_AUTHOR,
                f"the PDF has {some([quoted(name) for name in extra])} among the authors, and the"
                " record has not",
                "add them to `authors` in the record, or take them out of the PDF",
            )
        )
    return findings


def _place(text: str) -> _Place:
    found = words(text)
    starts, length = [], 0
    for word in found:
        starts.append(length)
        length += len(word)
    return _Place(found, starts, "".join(found), frozenset([*starts, length]))


def position(name: str, place: _Place) -> int | None:
    """Return where a name is printed, None if it is not."""
    parts = [word for word in words(name) if word not in _SUFFIXES]
    if not parts:
        return None
    first, family = parts[0], parts[-1]
    for index, word in enumerate(place.words):
        if word == family and (begin := _given(parts, index, place.words)) is not None:
            return place.starts[begin]
    # Letters that stand apart, as small capitals do, or together with a mark: as one run.
    initials = "".join(part[0] for part in parts[:-1])
    forms = ["".join(parts), f"{family}{''.join(parts[:-1])}", f"{first}{family}"]
    found = [_run(form, place) for form in [*forms, f"{initials}{family}"]]
    return min((start for start in found if start is not None), default=None)


def _run(form: str, place: _Place) -> int | None:
    """Return where letters stand as words of their own, but for the letter of a mark at the end.

    Scripts that set no spaces between words are searched as they are.
    """
    start = place.run.find(form) if form else -1
    while start >= 0:
        end = start + len(form)
        if not form.isascii() and not any(letter.islower() for letter in form):
            return start
        if start in place.edges and any(end + mark in place.edges for mark in (0, 1)):
            return start
        start = place.run.find(form, start + 1)
    return None


def _given(parts: list[str], index: int, around: list[str]) -> int | None:
    """Return where the name begins whose family name is at an index, None if it is of others."""
    if len(parts) == 1:
        return index
    first = parts[0]
    for begin in range(index - 1, max(-1, index - 2 - _BETWEEN), -1):
        if _alike(around[begin], first):
            return begin
    after = around[index + 1] if index + 1 < len(around) else ""
    return index if after and _alike(after, first) else None


def _alike(printed: str, recorded: str) -> bool:
    """Tell whether two given names can be one: the same, or one is the initial of the other."""
    if printed == recorded:
        return True
    return min(len(printed), len(recorded)) == 1 and printed[:1] == recorded[:1]


def _extra(expected: tuple[str, ...], top: str) -> list[str]:
    """Return what looks like a person between or beside authors of the record on one line."""
    found: list[str] = []
    for line in top.splitlines():
        if _PLACE.search(line):
            continue
        chunks = [chunk.strip(" \t.:") for chunk in _SEPARATOR.split(line) if chunk]
        known = [_is_one_of(expected, chunk) for chunk in chunks]
        if any(known):
            found += [
                chunk
                for chunk, is_known in zip(chunks, known, strict=True)
                if not is_known and _is_name(chunk)
            ]
    return found


def _is_one_of(expected: tuple[str, ...], chunk: str) -> bool:
    place = _place(chunk)
    return any(position(name, place) is not None for name in expected)


def _is_name(chunk: str) -> bool:
    parts = chunk.split()
    return 2 <= len(parts) <= 4 and all(_NAME_WORD.fullmatch(part) for part in parts)  # noqa: PLR2004
