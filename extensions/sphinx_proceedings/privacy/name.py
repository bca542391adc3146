"""Finds the names of people in a text, in the forms in which people are named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from sphinx_proceedings.model import Name, Person

_TITLES = (
    "mr", "mrs", "ms", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "judge",
    "ambassador", "minister", "president", "senator", "general", "captain", "colonel", "rev",
)  # fmt: skip

_FIRST_UNSPACED = "\u2e80"  # where the blocks of Chinese and Japanese characters begin


class Names:
    """The names of some people, ready to be looked for."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = tuple(people)

    @cached_property
    def _identifiers(self) -> frozenset[str]:
        return frozenset(person.id for person in self._people)

    @cached_property
    def _forms(self) -> dict[str, str]:
        """Each form in which somebody may be named, and the name it stands for."""
        forms: dict[str, str] = {}
        for person in self._people:
            for name in (person.name, *person.names):
                for form in (*_forms(name), _joined(name)):
                    forms.setdefault(form, str(name))
        forms.pop("", None)  # a name of marks alone
        return forms

    @cached_property
    def _longest(self) -> int:
        return max((form.count(" ") + 1 for form in self._forms), default=0)

    @cached_property
    def _whole(self) -> frozenset[str]:
        """Whole names of one word, which may stand alone: Plato, or a name in Chinese."""
        names = (name for person in self._people for name in (person.name, *person.names))
        forms = (_joined(name) for name in names)
        return frozenset(form for form in forms if form)

    @cached_property
    def _unspaced(self) -> tuple[str, ...]:
        """Those in scripts that put no spaces between words."""
        return tuple(sorted(form for form in self._whole if min(form) >= _FIRST_UNSPACED))

    def first_in(self, text: str) -> str | None:
        """Return the first name in a text, as it is printed; case and accents do not matter."""
        for identifier in re.findall(r"\{person\}`(?:[^`<]*<)?([a-z0-9-]+)>?`", text):
            if identifier in self._identifiers:
                return str(identifier)
        words = _words(text)
        if (whole := " ".join(words)) in self._forms:
            return self._forms[whole]
        # Each run of words is looked up, so that many people cost no more than a few.
        for start in range(len(words)):
            if words[start] in self._whole:
                return self._forms[words[start]]
            for length in range(2, min(self._longest, len(words) - start) + 1):
                if found := self._forms.get(" ".join(words[start : start + length])):
                    return found
        return next((self._forms[form] for form in self._unspaced if form in whole), None)


def _words(text: str) -> list[str]:
    """Return the words of a text without case, accents and marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def _joined(name: Name) -> str:
    """Return a name as one word if it is one, or is written as one; else nothing."""
    words = _words(str(name))
    word = "".join(words)
    return word if len(words) == 1 or (word and min(word) >= _FIRST_UNSPACED) else ""


def _forms(name: Name) -> Iterator[str]:
    """Yield the forms of one name: whole, turned round, with initials, with a title."""
    given, family = name.given, name.family
    if name.full and not family:
        *first, last = name.full.split()
        given, family = " ".join(first) or None, last
    yield " ".join(_words(str(name)))
    yield " ".join(_words(name.sort_key))
    if len(_words(str(name))) == 1:
        return
    if not family:
        return
    firsts = _words(given or "")
    initials = [word[0] for word in firsts]
    begins = {*firsts[:1], *initials[:1], " ".join(firsts), " ".join(initials)} - {""}
    for last in (" ".join(_words(f"{name.particle or ''} {family}")), " ".join(_words(family))):
        yield last
        yield from (f"{title} {last}" for title in _TITLES)
        for begin in sorted(begins):
            yield f"{begin} {last}"
            yield f"{last} {begin}"
