"""BibTeX: a paper as ``@inproceedings``, a volume as ``@proceedings``.

The text is UTF-8, as LaTeX has read it by default since 2018; what means something to TeX is
written as a command. Capitals stand in braces, because most styles would take them away, and names
are written in parts, because BibTeX would divide them wrongly.

Source: O. Patashnik, "BibTeXing" (1988) and "Designing BibTeX Styles" (1988); the rules for names
are those of the latter, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.item import Book, Item

# Braces count in BibTeX even after a backslash, so they have to be commands.
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{character: f"\\{character}" for character in "%&#_$"},
}
_ESCAPES = str.maketrans(_COMMANDS)
# What TeX would join into another character: dashes, quotation marks.
_LIGATURES = re.compile(r"(?<=([-'`,]))(?=\1)|(?<=[?!])(?=`)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"\S+")
_PUNCTUATION = re.compile(r"^([\W_]*)(.*?)([\W_]*)$", re.DOTALL)


def paper(item: Item) -> str:
    """Return the entry of a paper; of one that was only presented, as ``@misc``."""
    book = item.book
    pages = item.pages
    fields: list[tuple[str, str | None]] = [
        ("author", _names(item.authors)),
        ("title", title(item.title)),
    ]
    if item.is_published:
        kind = "inproceedings"
        fields += [("booktitle", title(item.container)), *_volume(book)]
        if pages:
            fields.append(
                ("pages", str(pages.first) if pages.count == 1 else f"{pages.first}--{pages.last}")
            )
    else:
        kind = "misc"
        place = f", {book.event.place}" if book.event.place and str(book.event.place) else ""
        fields.append(("howpublished", escape(f"Presented at {book.event.title}{place}")))
    fields += [
        *_date(item.date.year, item.date.month),
        *_event(book),
        ("doi", _verbatim(item.doi)),
        ("url", _verbatim(item.url)),
        ("language", None if item.language == "en" else escape(item.language)),
        ("note", escape(" ".join(item.notices))),
    ]
    return _entry(kind, item.key, fields)


def volume(book: Book) -> str:
    """Return the entry of a volume alone; of an event without one, as ``@misc``."""
    kind = "proceedings" if book.volume else "misc"
    fields = [
        ("title", title(book.title)),
        *_volume(book),
        *_date(book.date.year, book.date.month),
        *_event(book),
        ("doi", _verbatim(book.doi)),
        ("url", _verbatim(book.url)),
        ("language", None if book.language == "en" else escape(book.language)),
    ]
    return _entry(kind, book.key, fields)


def whole(book: Book) -> str:
    """Return the entries of a volume and of all papers of the edition, in order."""
    return "\n".join([volume(book), *(paper(item) for item in book.all_papers)])


def escape(text: str) -> str:
    """Return a text with what means something to TeX written as commands."""
    return _LIGATURES.sub("{}", " ".join(text.split()).translate(_ESCAPES))


def title(text: str) -> str:
    """Return a title that keeps its capitals: each word that has any in braces.

    Only a capital at the very beginning stays free, since no style takes it away.
    """
    words = _WORD.findall(text)
    return " ".join(_protected(word, first=index == 0) for index, word in enumerate(words))


def _protected(word: str, *, first: bool) -> str:
    found = _PUNCTUATION.match(word)
    before, core, after = found.groups() if found else ("", word, "")
    rest = core[1:] if first and not before else core
    if any(character.isupper() for character in rest):
        return f"{escape(before)}{{{escape(core)}}}{escape(after)}"
    return escape(word)


def name(person: Contributor) -> str:
    """Return a name that BibTeX divides into the same parts: ``von Last, Jr, First``."""
    if person.is_organization:
        return f"{{{escape(person.printed)}}}"
    parts = person.parts
    if not parts.given:
        whole_name = " ".join(part for part in (parts.filed, parts.suffix) if part)
        needs = " " in whole_name or _is_taken_apart(whole_name) or whole_name == "others"
        return f"{{{escape(whole_name)}}}" if needs else escape(whole_name)
    family = parts.family
    # BibTeX takes all up to the last word in small letters for a particle, and some readers take
    # letters that are neither small nor capital for small ones.
    words = family.split()
    is_kept = len(words) > 1 and not all(word[0].isupper() for word in words)
    family = f"{{{escape(family)}}}" if is_kept or _is_taken_apart(family) else escape(family)
    if parts.particle:
        family = f"{_part(parts.particle)} {family}"
    rest = [_part(part) for part in (parts.suffix, parts.given) if part]
    return ", ".join([family, *rest])


def _part(text: str) -> str:
    return f"{{{escape(text)}}}" if _is_taken_apart(text) else escape(text)


def _is_taken_apart(text: str) -> bool:
    """Tell whether BibTeX would divide a part further: at a comma, or at ``and``."""
    return "," in text or any(word.lower() == "and" for word in text.split())


def _names(people: Iterable[Contributor]) -> str:
    return " and ".join(name(person) for person in people)


def _volume(book: Book) -> list[tuple[str, str | None]]:
    """Return what an entry says of the volume that it is, or is in."""
    publisher = book.publisher
    return [
        ("editor", _names(book.editors)),
        ("series", title(book.series) if book.series else None),
        ("volume", escape(book.number) if book.number else None),
        ("publisher", escape(publisher.name) if publisher else None),
        ("address", escape(publisher.place) if publisher and publisher.place else None),
        ("isbn", book.isbn),
        ("issn", book.issn),
    ]


def _event(book: Book) -> list[tuple[str, str | None]]:
    """Return the event, in fields that biblatex knows and BibTeX passes over."""
    event = book.event
    days = event.start.isoformat()
    if event.last_day != event.start:
        days += f"/{event.last_day.isoformat()}"
    return [
        ("eventtitle", title(event.title)),
        ("eventdate", days),
        ("venue", escape(str(event.place)) if event.place else None),
    ]


def _date(year: int, month: int) -> list[tuple[str, str | None]]:
    return [("year", str(year)), ("month", _MONTHS[month - 1])]


def _verbatim(text: str | None) -> str | None:
    """Return an address or DOI as it is; braces would end the field and are not needed as such."""
    return text.replace("{", "%7B").replace("}", "%7D") if text else None


def _entry(kind: str, key: str, fields: Iterable[tuple[str, str | None]]) -> str:
    present = [(field, value) for field, value in fields if value]
    width = max(len(field) for field, _ in present)
    lines = [
        f"  {field:<{width}} = {value if field == 'month' else f'{{{value}}}'},"
        for field, value in present
    ]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"]) + "\n"
