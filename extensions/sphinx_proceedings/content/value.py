"""What stands after the equals signs of BibTeX: texts, and abbreviations of texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.diagnostics import Code, Location

_LONGEST = 50_000  # characters of a value; abbreviations can double and double again
MONTHS = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}
"""The abbreviations that every file knows."""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after an equals sign: texts, and names of abbreviations among them."""

    location: Location
    parts: tuple[tuple[str, Location | None], ...]
    """Each a text; or, with its place, an abbreviation."""


def resolve(value: Value, known: Mapping[str, str], report: Report) -> str | None:
    """Return a value in one piece; nothing, after reporting it, if a part is not known."""
    texts = []
    for text, place in value.parts:
        if place is None:
            texts.append(text)
            continue
        name = text.lower()
        full = known.get(name, MONTHS.get(name))
        if full is None:
            hint = report.suggest(name, [*known, *MONTHS])
            report.add(
                Code.UNKNOWN_ABBREVIATION,
                f"no @string defines {quote(text)}",
                place,
                hint or "put text in braces",
            )
            return None
        texts.append(full)
    found = "".join(texts)
    if len(found) > _LONGEST:
        report.add(Code.TOO_LARGE, f"more than {_LONGEST} characters", value.location)
        return None
    return " ".join(found.split())
