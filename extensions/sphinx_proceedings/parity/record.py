"""What the records beside a page say, read as others read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml
from pybtex.database import BibliographyData, parse_string

from sphinx_proceedings.parity.facts import Facts

# What TeX has signs for that mean something to it.
_SIGNS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\}| ?)|\\([%&#_$])|[\\{}]")
_DC = "{http://purl.org/dc/elements/1.1/}"


def bibtex(path: Path) -> Facts:
    """Return what the BibTeX entry of a paper says, the first of its file."""
    database: BibliographyData = parse_string(path.read_text(encoding="utf-8"), "bibtex")
    entry = next(iter(database.entries.values()))
    authors = tuple(_plain(str(person)) for person in entry.persons.get("author", ()))
    fields = entry.fields
    return Facts(
        "BibTeX",
        title=_plain(fields["title"]) if "title" in fields else None,
        authors=authors,
        pages=_range(fields["pages"], "--") if "pages" in fields else None,
        doi=fields.get("doi"),
    )


def _plain(text: str) -> str:
    return _COMMAND.sub(lambda m: _SIGNS.get(m[1] or "", m[2] or ""), text)


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
        authors=tuple(values.get("AU", ())),
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
        authors=tuple(_name(person) for person in data.get("author", ())),
        pages=_range(str(pages), "-") if pages else None,
        doi=data.get("DOI"),
    )


def _name(person: Mapping[str, str]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return " ".join(person[part] for part in parts if part in person)


def described(data: object) -> Facts | None:
    """Return what a page's description for search engines says, if it is that of an article."""
    found = next((one for one in _graph(data) if one.get("@type") == "ScholarlyArticle"), None)
    if found is None:
        return None
    authors = found.get("author", ())
    first = found.get("pageStart")
    institutions = [one["name"] for person in authors for one in person.get("affiliation", ())]
    return Facts(
        "JSON-LD",
        title=found.get("headline") or found.get("name"),
        authors=tuple(person.get("name", "") for person in authors),
        affiliations=" ".join(institutions) if institutions else None,
        pages=(str(first), str(found.get("pageEnd", first))) if first else None,
        doi=found["identifier"]["value"] if "identifier" in found else None,
    )


def _graph(data: object) -> Iterator[Mapping[str, Any]]:
    """Yield the things that are described: in one, in a list, or in a graph of several."""
    if isinstance(data, list):
        for one in data:
            yield from _graph(one)
    elif isinstance(data, dict):
        yield data
        yield from _graph(data.get("@graph"))


def json_ld(path: Path) -> Facts | None:
    """Return what a file of such descriptions says."""
    facts = described(json.loads(path.read_text(encoding="utf-8")))
    return facts and replace(facts, form="JSON-LD file")


def dublin_core(path: Path) -> Facts:
    """Return what the Dublin Core record of a paper says."""
    root = _xml(path)
    identifiers = [one.text or "" for one in root.iter(f"{_DC}identifier")]
    dois = [one for one in identifiers if one.startswith("https://doi.org/")]
    return Facts(
        "Dublin Core",
        title=root.findtext(f"{_DC}title"),
        authors=tuple(one.text or "" for one in root.iter(f"{_DC}creator")),
        doi=dois[0].removeprefix("https://doi.org/") if dois else None,
    )


def jats(path: Path) -> Facts:
    """Return what the front of a JATS article says."""
    meta = next(_xml(path).iter("article-meta"))
    authors = [
        _said(name, "given-names", "surname", "suffix", "collab", "string-name")
        for name in meta.iterfind("contrib-group/contrib[@contrib-type='author']")
    ]
    first = meta.findtext("fpage")
    titles = [meta.findtext(f"title-group/{tag}") for tag in ("article-title", "subtitle")]
    return Facts(
        "JATS",
        title=" ".join(title for title in titles if title),
        authors=tuple(authors),
        pages=(first, meta.findtext("lpage") or first) if first else None,
        doi=meta.findtext("article-id[@pub-id-type='doi']"),
    )


def crossref(path: Path) -> Facts | None:
    """Return what a Crossref deposit of one paper says of it."""
    root = _xml(path)
    paper = root.find(".//{*}conference_paper")
    if paper is None:
        return None
    contributors = paper.iterfind("{*}contributors/*[@contributor_role='author']")
    first = paper.findtext("{*}pages/{*}first_page")
    titles = [paper.findtext(f"{{*}}titles/{{*}}{tag}") for tag in ("title", "subtitle")]
    return Facts(
        "Crossref deposit",
        title=" ".join(title for title in titles if title),
        authors=tuple(_said(one, "given_name", "surname", "suffix") for one in contributors),
        pages=(first, paper.findtext("{*}pages/{*}last_page") or first) if first else None,
        doi=paper.findtext("{*}doi_data/{*}doi"),
    )


def cff(path: Path) -> Facts:
    """Return what a CITATION.cff of a paper says."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = data.get("preferred-citation", data)
    first = found.get("start")
    parts = ("given-names", "name-particle", "family-names", "name-suffix", "name", "alias")
    return Facts(
        "CITATION.cff",
        title=found.get("title"),
        authors=tuple(
            " ".join(str(person[part]) for part in parts if part in person)
            for person in found.get("authors", ())
        ),
        pages=(str(first), str(found.get("end", first))) if first else None,
        doi=found.get("doi"),
    )


def _xml(path: Path) -> ET.Element:
    """Return the root of a file; one that declares entities of its own is none of ours."""
    text = path.read_text(encoding="utf-8")
    if "<!ENTITY" in text:
        raise ValueError("entities are declared")
    return ET.fromstring(text)  # noqa: S314  # without entities nothing can grow or be fetched


def _said(holder: ET.Element, *parts: str) -> str:
    """Return the parts of a name; an organization is its own name."""
    found = [one.text or "" for part in parts for one in holder.iterfind(f".//{{*}}{part}")]
    return " ".join(found) or (holder.text or "")
