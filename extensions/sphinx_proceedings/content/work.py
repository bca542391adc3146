"""Cited works as BibTeX's own styles know them, whichever dialect they were written in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sphinx_proceedings.content.bibtex import Raw
from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.content.value import MONTHS, resolve
from sphinx_proceedings.diagnostics import Code, Location, Severity

# Types of BibTeX are their own; those of biblatex become what comes closest. Source: "The
# biblatex package", entry types.
_ALIKE = {
    "article": "review suppperiodical",
    "book": "collection mvbook mvcollection mvreference reference",
    "booklet": "",
    "dataset": "",
    "inbook": "bookinbook suppbook",
    "incollection": "inreference suppcollection",
    "inproceedings": "conference",
    "manual": "",
    "mastersthesis": "",
    "misc": (
        "artwork audio bibnote commentary custom customa customb customc customd custome customf "
        "image jurisdiction legal legislation letter movie music performance periodical standard "
        "video"
    ),
    "online": "electronic webpage www",
    "patent": "",
    "phdthesis": "thesis",
    "proceedings": "mvproceedings",
    "software": "",
    "techreport": "report",
    "unpublished": "",
}
_TYPES = {name: kind for kind, names in _ALIKE.items() for name in (kind, *names.split())}
# Fields of biblatex, and those of BibTeX that say the same.
_FIELDS = {
    "journaltitle": "journal",
    "location": "address",
    "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass",
    "annotation": "annote",
}
# The field of BibTeX in which an institution stands differs by type.
_HOUSES = {"phdthesis": "school", "mastersthesis": "school", "techreport": "institution"}
_THESES = {"mathesis": "Master's thesis", "phdthesis": "PhD thesis"}
_MONTHS = {str(number): name for number, name in enumerate(MONTHS.values(), start=1)}
_SHOWN = frozenset(
    {"title", "booktitle", "author", "editor", "journal", "howpublished", "note", "url", "doi"}
)
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?(?:-\d{2})?(?:/.*)?")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_COMMAND = re.compile(r"\\(?:url|href)\s*\{([^{}]*)\}.*")
_ESCAPED = re.compile(r"\\([_%&#$~{}])")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_LINKS = {"url": "an address", "doi": "a DOI", "eprint": "", "pubmed": ""}
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_FEWEST_COMMAS = 3  # so many part nothing that BibTeX knows of a name


@dataclass(frozen=True, slots=True)
class Work:
    """An entry that every style can print: a type of BibTeX, and fields that hold no harm."""

    key: str
    type: str
    fields: Mapping[str, str] = field(compare=False)
    location: Location = field(compare=False)
    is_broken: bool = field(default=False, compare=False)
    content: tuple[tuple[str, str], ...] = ()
    """The fields again, by name: works are the same if they say the same."""


def work(raw: Raw, known: Mapping[str, str], report: Report) -> Work | None:
    """Return what an entry says, after reporting what is wrong with it."""
    if found := _REFUSED.search(raw.key):
        _control(found.group(), raw.location, report)
        return None
    kind = _TYPES.get(raw.type)
    if kind is None:
        report.add(
            Code.UNKNOWN_ENTRY_TYPE,
            f"there are no entries of the type {quote(raw.type)}",
            raw.type_location,
            report.suggest(raw.type, _TYPES) or "it is printed as @misc",
            Severity.WARNING,
        )
        kind = "misc"
    fields = {}
    for name, value in raw.fields.items():
        text = resolve(value, known, report)
        if text:
            text = _checked(name, text, value.location, report)
        if text:
            fields[name] = unicodedata.normalize("NFC", text)
    if raw.type == "thesis" and fields.get("type", "").lower() == "mathesis":
        kind = "mastersthesis"
    return Work(raw.key, kind, fields, raw.location, raw.is_broken)


def complete(one: Work, parents: Callable[[str], Work | None], report: Report) -> Work:
    """Return a work with what it takes from another, and with its fields in BibTeX's names."""
    fields = dict(one.fields)
    if reference := fields.pop("crossref", fields.pop("xdata", "")):
        parent = parents(reference)
        if parent is None:
            report.add(
                Code.UNKNOWN_CITATION,
                f"{quote(one.key)} refers to {quote(reference)}, which is not in this file",
                one.location,
            )
        else:
            _inherit(one.type, fields, parent)
    _rename(one.type, fields)
    if not _SHOWN & fields.keys():
        if not one.is_broken:
            report.add(
                Code.MISSING_KEY,
                f"{quote(one.key)} says neither a title nor an author",
                one.location,
                severity=Severity.WARNING,
            )
        fields["title"] = one.key.translate(str.maketrans("", "", "\\{}$"))
    content = tuple(sorted(fields.items()))
    return Work(one.key, one.type, fields, one.location, one.is_broken, content)


def _inherit(kind: str, fields: dict[str, str], parent: Work) -> None:
    for name, value in parent.fields.items():
        inner = kind.startswith("in") and name == "title"
        if name not in {"crossref", "xdata"}:
            fields.setdefault("booktitle" if inner else name, value)


def _rename(kind: str, fields: dict[str, str]) -> None:
    """Give fields of biblatex the names that BibTeX has for them."""
    names = {**_FIELDS, "institution": _HOUSES.get(kind, "institution")}
    if kind in {"misc", "online", "software", "dataset", "manual"}:
        names["institution"] = "organization"
    for name, usual in names.items():
        if name in fields:
            value = fields.pop(name)
            fields.setdefault(usual, value)
    for title, more in (("title", "subtitle"), ("booktitle", "booksubtitle")):
        if title in fields and more in fields:
            fields[title] += f": {fields.pop(more)}"
    if (thesis := fields.get("type", "").lower()) in _THESES:
        fields["type"] = _THESES[thesis]
    _date(fields)


def _date(fields: dict[str, str]) -> None:
    """Give a date as year and month, and a month by its name."""
    if "year" not in fields and (date := fields.get("date")):
        parts = _DATE.fullmatch(date)
        fields["year"] = parts["year"] if parts else date
        if parts and parts["month"]:
            fields.setdefault("month", parts["month"])
    if (month := fields.get("month", "").lstrip("0")) in _MONTHS:
        fields["month"] = _MONTHS[month]


def _checked(name: str, text: str, place: Location, report: Report) -> str:
    """Return the text of a field, or nothing if it must not be used."""
    if found := _REFUSED.search(text):
        _control(found.group(), place, report)
        text = _REFUSED.sub("", text)
    if name in _LINKS:
        return _link(name, text, place, report)
    if name in {"author", "editor"}:
        return _names(text, place, report)
    return text


def _control(character: str, place: Location, report: Report) -> None:
    name = unicodedata.name(character, "control character").lower()
    message = f"U+{ord(character):04X} ({name}) is not allowed"
    report.add(Code.CONTROL_CHARACTER, message, place)


def _link(name: str, text: str, place: Location, report: Report) -> str:
    """Return what a link is made of, without TeX; nothing if it cannot lead anywhere."""
    if command := _COMMAND.fullmatch(text):
        text = command[1]
    text = _ESCAPED.sub(r"\1", text).replace("{", "").replace("}", "").strip()
    if name == "url":
        scheme = _SCHEME.match(text)
        if scheme and scheme[1].lower() in {"http", "https", "ftp"}:
            return text.replace(" ", "%20")
        severity = Severity.ERROR if scheme else Severity.WARNING
        hint = "addresses begin with https://; it is left out"
        report.add(Code.INVALID_URL, f"{quote(text)} is not an address", place, hint, severity)
        return ""
    if name == "doi":
        text = _DOI_PREFIX.sub("", text, count=1)
        if not _DOI.fullmatch(text):
            hint = "a DOI is 10.prefix/suffix; it is left out"
            message = f"{quote(text)} is not a DOI"
            report.add(Code.INVALID_DOI, message, place, hint, Severity.WARNING)
            return ""
    return text


def _names(text: str, place: Location, report: Report) -> str:
    """Return names that BibTeX can take apart; others are kept in one piece."""
    names = []
    for name in _split(text, re.compile(r"[{}]|(?i:(?<=\s)and(?=\s))")):
        commas = len(_split(name, re.compile(r"[{},]"))) - 1
        if commas >= _FEWEST_COMMAS:
            report.add(
                Code.INVALID_VALUE,
                f"{quote(name)} has too many commas for one name",
                place,
                "names are joined by `and`: Example, Ada and Example, Bob",
                Severity.WARNING,
            )
            name = f"{{{name}}}"  # noqa: PLW2901  # in one piece
        if name.strip(" ,"):
            names.append(name)
    return " and ".join(names)


def _split(text: str, marks: re.Pattern[str]) -> list[str]:
    """Divide a text at what matches outside of braces."""
    level, begin, parts = 0, 0, []
    for found in marks.finditer(text):
        mark = found.group()
        if mark in {"{", "}"}:
            level += 1 if mark == "{" else -1
        elif level == 0:
            parts.append(text[begin : found.start()].strip())
            begin = found.end()
    return [*parts, text[begin:].strip()]
