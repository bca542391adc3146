"""Finds people in a text by their whole names: those who are not confirmed are named nowhere.

Names are compared as words without case and accents, in both orders. A family name alone, or a
given name, is of many people.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sphinx_proceedings.model import Name, Person

_FIRST_UNSPACED: Final = "\u2e80"  # where the blocks of Chinese and Japanese characters begin
# Marks that are part of a word and not seen: accents, soft hyphens, joiners.
_INSIDE: Final = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_TOKEN: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_INSIDE}])*")
_UNSEEN: Final = re.compile(f"[{_INSIDE}]")
_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
# What may stand between the words of one name, and what of it shows that they are no identifier.
_GAP: Final = re.compile(r"(?:[^\w\n\r]|_){0,8}(?:\r?\n(?:[^\w\n\r]|_){0,8})?")
_SPACE: Final = re.compile(r"[\s,~]")
_STOPS: Final = re.compile(r"[;:!?…/@|()\[\]<>&]")
# Accents and letters of TeX, whose letters are kept at their places.
_TEX: Final = re.compile(
    r"""\\(?:["'`^~=.]\s*|[uvHcdbrtk](?:\s+|(?=\{)))(?:\{\s*)?\\?(?P<a>[A-Za-z])\}?"""
    r"|\\(?P<b>ss|ae|AE|oe|OE|aa|AA|[oOlLij])(?![A-Za-z])\s?(?:\{\})?|[{}]"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is named in a text, and who that is."""

    start: int
    end: int
    whom: str


class Mentions:
    """Names to be looked for, each with what tells whom it means."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Take forms of names as :func:`forms` returns them."""
        self._forms: dict[tuple[str, ...], str] = {}
        self._unspaced: dict[str, str] = {}
        for form, whom in forms.items():
            words = tuple(form.split())
            if not words:
                continue
            if min(map(min, words)) >= _FIRST_UNSPACED:
                self._unspaced["".join(words)] = whom
            self._forms.setdefault(words, whom)
        self._lengths = sorted({len(words) for words in self._forms}, reverse=True)
        self._firsts = {words[0] for words in self._forms}
        self._spans = sorted(map(len, self._unspaced), reverse=True)

    def __bool__(self) -> bool:
        """Tell whether there is anybody to look for."""
        return bool(self._forms)

    def find(self, text: str) -> Iterator[Mention]:
        """Yield where somebody is named, in order and not twice at one place."""
        tokens = list(_TOKEN.finditer(text)) if self._forms else []
        words = [folded(token.group()) for token in tokens]
        at = 0
        while at < len(tokens):
            if self._unspaced and max(words[at], default="") >= _FIRST_UNSPACED:
                yield from self._in_word(tokens[at])
            length = self._length(text, tokens, words, at) if words[at] in self._firsts else 0
            if length:
                whom = self._forms[tuple(words[at : at + length])]
                yield Mention(tokens[at].start(), tokens[at + length - 1].end(), whom)
            at += length or 1

    def redacted(self, text: str) -> str:
        """Return a text in which nobody of them is named."""
        parts, at = [], 0
        for one in self.find(text):
            if one.start >= at:
                parts += [text[at : one.start], "(not confirmed)"]
                at = one.end
        return "".join([*parts, text[at:]])

    def _in_word(self, token: re.Match[str]) -> Iterator[Mention]:
        word, begin = token.group(), 0
        while begin < len(word):
            for span in self._spans:
                if whom := self._unspaced.get(folded(word[begin : begin + span])):
                    yield Mention(token.start() + begin, token.start() + begin + span, whom)
                    begin += span - 1
                    break
            begin += 1

    def _length(self, text: str, tokens: list[re.Match[str]], words: list[str], at: int) -> int:
        for length in self._lengths:
            if at + length > len(words) or tuple(words[at : at + length]) not in self._forms:
                continue
            if length == 1:
                # One word may be a common one: a name is written with a capital.
                word = tokens[at].group()
                if word[:1].isupper() and not word.isupper() and not _is_part(text, tokens[at]):
                    return 1
            elif _is_name(text, tokens[at : at + length]):
                return length
        return 0


def forms(person: Person, *, initials: bool = False) -> list[str]:
    """Return the forms in which somebody may be named, folded; with initials as references do."""
    found: dict[str, None] = {}
    for name in (person.name, *person.names):
        for form in _forms(name, initials=initials, divide=person.kind == "person"):
            if form:
                found[form] = None
    return list(found)


def forms_of(people: Iterable[Person], *, initials: bool = False) -> dict[str, str]:
    """Return the forms of several people, each with the identifier of who is meant."""
    found: dict[str, str] = {}
    for person in people:
        for form in forms(person, initials=initials):
            found.setdefault(form, person.id)
    return found


def without_tex(text: str) -> str:
    """Return a text of the same length with letters in place of what TeX makes letters of."""
    return _TEX.sub(_letter, text)


def folded(text: str) -> str:
    """Return a text without case, accents and marks that are not seen."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", plain).translate(_PLAIN)


def _words(text: str) -> list[str]:
    return [folded(found.group()) for found in _TOKEN.finditer(text)]


def _letter(found: re.Match[str]) -> str:
    letters = found["a"] or found["b"] or ""
    letters = {"aa": "a", "AA": "A"}.get(letters, letters)
    return letters + "\u00ad" * (len(found.group()) - len(letters))


def _forms(name: Name, *, initials: bool, divide: bool) -> Iterator[str]:
    yield " ".join(_words(str(name)))
    if not divide:
        return
    given, family = name.given, name.family
    if name.full and not family:
        *first, last = name.full.split()
        given, family = " ".join(first) or None, last
    yield " ".join(_words(name.sort_key))
    firsts, last_words = _words(given or ""), _words(family or "")
    if not firsts or not last_words:
        return
    letters = [word[0] for word in firsts]
    begins = [firsts, firsts[:1]]
    if initials:
        # J. Q. Public, J.Q. Public, JQ Public, J. Public, and Jo Q. Public.
        begins += [letters, letters[:1], ["".join(letters)], [firsts[0], *letters[1:]]]
    for family_words in (last_words, [*_words(name.particle or ""), *last_words]):
        for begin in begins:
            yield " ".join([*begin, *family_words])
            yield " ".join([*family_words, *begin])


def _is_name(text: str, tokens: list[re.Match[str]]) -> bool:
    """Tell whether words stand together as a name, and not as an identifier or in two sentences."""
    spaced = text[tokens[-1].end() : tokens[-1].end() + 1] == "@"  # an address
    for one, other in itertools.pairwise(tokens):
        gap = text[one.end() : other.start()]
        if not _GAP.fullmatch(gap) or _STOPS.search(gap):
            return False
        is_initial = len(folded(one.group())) == 1
        if "." in gap and not is_initial and not (spaced and gap == "."):
            return False
        spaced = spaced or bool(_SPACE.search(gap)) or (is_initial and "." in gap)
    return spaced


def _is_part(text: str, token: re.Match[str]) -> bool:
    """Tell whether a word is part of an address, an identifier or a longer name with a hyphen."""
    around = text[max(0, token.start() - 1) : token.start()] + text[token.end() : token.end() + 1]
    return any(mark in around for mark in "-_/@\\")
