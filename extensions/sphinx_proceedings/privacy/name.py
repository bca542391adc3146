"""Finds the names of people in a text, in the forms in which people are named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from sphinx_proceedings.model import Name, Person

_TITLES = (
    "mr", "mrs", "ms", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "judge",
    "ambassador", "minister", "president", "senator", "general", "captain", "colonel", "rev",
)  # fmt: skip


class Names:
    """The names of some people, ready to be looked for."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._forms: dict[str, str] = {}
        self._identifiers: set[str] = set()
        for person in people:
            self._identifiers.add(person.id)
            for name in (person.name, *person.names):
                for form in _forms(name):
                    self._forms.setdefault(form, str(name))
        self._longest = max((form.count(" ") + 1 for form in self._forms), default=0)

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
            for length in range(2, min(self._longest, len(words) - start) + 1):
                if found := self._forms.get(" ".join(words[start : start + length])):
                    return found
        return None


def _words(text: str) -> list[str]:
    """Return the words of a text without case, accents and marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def _forms(name: Name) -> Iterator[str]:
    """Yield the forms of one name: whole, turned round, with initials, with a title."""
    given, family = name.given, name.family
    if name.full and not family:
        *first, last = name.full.split()
        given, family = " ".join(first) or None, last
    yield " ".join(_words(str(name)))
    yield " ".join(_words(name.sort_key))
    if not family:
        return
    last = " ".join(_words(" ".join(part for part in (name.particle, family) if part)))
    yield last
    yield from (f"{title} {last}" for title in _TITLES)
    if given and (firsts := _words(given)):
        initials = [word[0] for word in firsts]
        for begin in (firsts[0], initials[0], " ".join(firsts), " ".join(initials)):
            yield f"{begin} {last}"
            yield f"{last} {begin}"
