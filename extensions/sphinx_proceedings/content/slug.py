"""Identifiers that come from keys and names of files rather than from values."""

from __future__ import annotations

import re
import unicodedata

from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.diagnostics import Code, Location

_LONGEST = 100


def is_slug(text: str) -> bool:
    """Tell whether a text is an identifier as :data:`sphinx_proceedings.model.Slug` is."""
    return len(text) <= _LONGEST and bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text))


def slug_of(text: str) -> str:
    """Return the identifier that is most like a text; nothing if no letter of it can stay."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")


def slug_hint(text: str) -> str:
    """Return what to write instead of a text that is not an identifier."""
    better = slug_of(text)
    return f'"{better}" would do' if better else "use lower-case letters, digits and hyphens"


def report_slug(report: Report, text: str, location: Location) -> None:
    """Report a text that is not an identifier."""
    report.add(
        Code.INVALID_IDENTIFIER, f"{quote(text)} is not an identifier", location, slug_hint(text)
    )
