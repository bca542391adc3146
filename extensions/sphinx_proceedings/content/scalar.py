"""What a scalar means where a date, a number or a yes or no is wanted."""

from __future__ import annotations

import datetime as dt
import re

from sphinx_proceedings.content.node import Scalar
from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_OFFSET = re.compile(r"(?P<rest>.*?) ?(?P<offset>Z|[+-]\d{2}:\d{2})", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)", re.ASCII)
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}

# Also far enough from the ends of the calendar that no time zone can lead beyond them.
_YEARS = range(1800, 2200)
_DATE_HINT = "dates are written YYYY-MM-DD, such as 2026-12-31"
_TIME_HINT = "times are written HH:MM, from 00:00 to 23:59"


class MeaningError(Exception):
    """A scalar does not mean what is wanted."""

    def __init__(self, code: Code, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def kind(node: Scalar) -> str:
    """Return in plain words what a scalar looks like."""
    if node.plain and _NUMBER.fullmatch(node.text):
        return "a number"
    if node.plain and node.text.lower() in {"true", "false"}:
        return "true or false"
    return "text"


def boolean(node: Scalar) -> bool:
    """Return what a yes or no means, in the spellings of YAML 1.1 and 1.2."""
    value = _WORDS.get(node.text.lower()) if node.plain else None
    if value is None:
        raise MeaningError(Code.WRONG_TYPE, f"expected true or false, got {quote(node.text)}")
    return value


def integer(node: Scalar) -> int:
    """Return a whole number; leading zeros do not make it octal."""
    if not node.plain or not _INTEGER.fullmatch(node.text):
        raise MeaningError(Code.WRONG_TYPE, f"expected a whole number, got {quote(node.text)}")
    return int(node.text)


def number(node: Scalar) -> float:
    """Return a number with or without decimals, never infinity."""
    if not node.plain or not _NUMBER.fullmatch(node.text):
        raise MeaningError(Code.WRONG_TYPE, f"expected a number, got {quote(node.text)}")
    return float(node.text)


def date(node: Scalar) -> dt.date:
    """Return a day."""
    return _date(node.text)


def time(node: Scalar) -> dt.time:
    """Return a time of day."""
    return _time(node.text)


def moment(node: Scalar) -> dt.datetime:
    """Return a day and time, with an offset only if there is one."""
    text = node.text
    zone: dt.tzinfo | None = None
    if len(text) > len("2026-12-31 09") and (found := _OFFSET.fullmatch(text)):
        text, zone = found["rest"], _zone(found["offset"])
    day, _, clock = text.replace("T", " ", 1).partition(" ")
    on = _date(day)
    if not clock:
        raise MeaningError(
            Code.INVALID_TIME,
            f"{quote(node.text)} has no time",
            "write day and time, such as 2026-12-31 09:00",
        )
    return dt.datetime.combine(on, _time(clock), zone)


def _date(text: str) -> dt.date:
    found = _DATE.fullmatch(text)
    if not found:
        raise MeaningError(Code.INVALID_DATE, f"{quote(text)} is not a date", _DATE_HINT)
    try:
        day = dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        raise MeaningError(Code.INVALID_DATE, f"there is no day {quote(text)}") from None
    if day.year not in _YEARS:
        raise MeaningError(Code.INVALID_DATE, f"the year of {quote(text)} cannot be meant")
    return day


def _time(text: str) -> dt.time:
    found = _TIME.fullmatch(text)
    if not found:
        raise MeaningError(Code.INVALID_TIME, f"{quote(text)} is not a time", _TIME_HINT)
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        raise MeaningError(
            Code.INVALID_TIME, f"there is no time {quote(text)}", _TIME_HINT
        ) from None


def _zone(text: str) -> dt.tzinfo:
    if text == "Z":
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[4:])
    if hours > 14 or minutes > 59:  # noqa: PLR2004  # the largest offset of any clock on Earth
        raise MeaningError(Code.INVALID_TIME, f"there is no offset {quote(text)} from UTC")
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if text[0] == "-" else offset)
