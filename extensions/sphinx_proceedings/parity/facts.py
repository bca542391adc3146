"""What one form of a paper says: its page, its PDF, one of its records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote


@dataclass(frozen=True)
class Facts:
    """The facts that a form of a paper states; None where this form has no place for one."""

    form: str
    """What it is, for messages: `page`, `PDF`, `BibTeX`."""
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] | None = None
    affiliations: str | None = None
    """All that is said of the authors, among it their affiliations."""
    headings: tuple[str, ...] | None = None
    figures: tuple[str, ...] | None = None
    tables: tuple[str, ...] | None = None
    equations: tuple[str, ...] | None = None
    references: tuple[str, ...] | None = None
    citations: tuple[str, ...] | None = None
    links: frozenset[str] | None = None
    """Where the text leads outside the volume."""
    around: frozenset[str] = frozenset()
    """Where what stands around the text leads: the other form need not have it."""
    pages: tuple[str, str] | None = None
    doi: str | None = None
    mark: str = ""
    """What the title of a record begins with if the paper no longer holds."""


def plain(text: str) -> str:
    """Return a text on one line, without what only breaks lines."""
    return re.sub(r"\s+", " ", text.replace("\N{SOFT HYPHEN}", "")).strip()


def letters(text: str) -> str:
    """Return the letters and digits of a text alone: what no line break and no font changes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in an order that does not depend on how the name is given."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Names in scripts without spaces are one word, or two once their parts are told apart.
    unit = r"\w" if _SPACELESS.search(folded) else r"\w+"
    return tuple(sorted(re.findall(unit, folded)))


_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def same(one: str, other: str) -> bool:
    """Tell whether two texts are the same, whatever breaks their lines.

    A PDF holds the letters of a line from left to right, also those that are read from the right.
    """
    here, there = letters(one), letters(other)
    return here == there or (runs_back(here) and sorted(here) == sorted(there))


def runs_back(text: str) -> bool:
    """Tell whether anything in a text is read from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


OPEN, CLOSE = "\ue000", "\ue001"
"""The marks around the text of a link that stays in the paper; no text has them of its own."""

_BRACKETS = re.compile(r"\[([^\][]*)\]")
_LINKED = re.compile(f"{OPEN}\\s*([^{OPEN}{CLOSE}\\s]{{1,60}})\\s*{CLOSE}")


def linked(text: str) -> str:
    """Return a text as the text of a link within the paper."""
    return f"{OPEN}{text}{CLOSE}"


def citations(texts: Iterable[str]) -> tuple[str, ...]:
    """Return what is a link in brackets in running text, in order: `[1, 2]` as `1` and `2`.

    Brackets without a link are the author's own: `[sic]`, `[0, 1]`.
    """
    found: list[str] = []
    for text in texts:
        # Some put the brackets into the link, others around it.
        outside = text.replace(f"{OPEN}[", f"[{OPEN}").replace(f"]{CLOSE}", f"{CLOSE}]")
        for group in _BRACKETS.findall(outside):
            found += _LINKED.findall(group)
    return tuple(found)


def address(url: str, site: str = "") -> str:
    """Return an address in the one form in which two that lead to one place agree.

    On the site itself the page alone counts: print may lead to its beginning.
    """
    if site and url.startswith(site):
        url = url.partition("#")[0]
    if url.startswith("mailto:"):
        url = unquote(url)  # pages hide addresses from those who collect them
    return url.strip().removesuffix("/")
