"""What the records beside a page say, read as others read them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pybtex.database import BibliographyData, parse_string

from sphinx_proceedings.parity.facts import Facts

_COMMAND = re.compile(r"\\[A-Za-z]+(?:\{\}| ?)|[\\{}]")


def bibtex(path: Path) -> Facts:
    """Return what the BibTeX entry of a paper says, the first of its file."""
    database: BibliographyData = parse_string(path.read_text(encoding="utf-8"), "bibtex")
    entry = next(iter(database.entries.values()))
    authors = tuple(_plain(str(person)) for person in entry.persons.get("author", ()))
    fields = entry.fields
    return Facts(
        "BibTeX",
        title=_plain(fields["title"]) if "title" in fields else None,
        authors=authors or None,
        pages=_range(fields["pages"], "--") if "pages" in fields else None,
        doi=fields.get("doi"),
    )


def _plain(text: str) -> str:
    return _COMMAND.sub("", text)


def _range(text: str, mark: str) -> tuple[str, str]:
    first, _, last = text.partition(mark)
    return first.strip(), (last or first).strip()


def ris(path: Path) -> Facts:
    """Return what the RIS record of a paper says."""
    values: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        tag, mark, value = line[:2], line[2:6], line[6:]
        if mark == "  - ":
            values.setdefault(tag, []).append(value)
    first = values.get("SP", [])
    return Facts(
        "RIS",
        title=next(iter(values.get("TI", [])), None),
        authors=tuple(values.get("AU", ())) or None,
        pages=(first[0], values.get("EP", first)[0]) if first else None,
        doi=next(iter(values.get("DO", [])), None),
    )


def csl(path: Path) -> Facts:
    """Return what the CSL-JSON record of a paper says."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))[0]
    pages = data.get("page")
    return Facts(
        "CSL-JSON",
        title=data.get("title"),
        authors=tuple(_name(person) for person in data.get("author", ())) or None,
        pages=_range(str(pages), "-") if pages else None,
        doi=data.get("DOI"),
    )


def _name(person: Mapping[str, str]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return " ".join(person[part] for part in parts if part in person)


def described(data: Mapping[str, Any]) -> Facts | None:
    """Return what a page's description for search engines says, if it is that of an article."""
    if data.get("@type") != "ScholarlyArticle":
        return None
    authors = data.get("author", ())
    first = data.get("pageStart")
    return Facts(
        "JSON-LD",
        title=data.get("headline") or data.get("name"),
        authors=tuple(person.get("name", "") for person in authors) or None,
        pages=(str(first), str(data.get("pageEnd", first))) if first else None,
    )
