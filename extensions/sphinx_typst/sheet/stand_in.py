"""What is printed for characters that no font has; nothing of a volume is lost for them.

A box in the place of a character tells its code point (`code_point.py`). Letters and marks that no
font has together are printed beside each other. Of all that, a main file is told what it needs
itself, so that one edit leaves the others as they are.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import typst

from sphinx_typst.file import replace
from sphinx_typst.markup import Code, call, string, unescaped
from sphinx_typst.sheet import code_point
from sphinx_typst.sheet.glyph import characters, clusters, lacking, needs_glyph

# The last characters of a plane, and some more, are none, and some standards refuse them.
_NONCHARACTER: Final = 0xFFFE
_PRIVATE: Final = "Co"
# No writing has letters in more rows of Unicode; making a font takes a twentieth of a second. Of
# others, no more characters are in a font than are needed.
_MOST_ROWS: Final = 128
# It joins words in its old use, which standards refuse; the new character does the same.
_BYTE_ORDER_MARK: Final = "\ufeff"
_WORD_JOINER: Final = "\u2060"
# Levels of archival standards that ask for nothing that private characters lack.
_LENIENT: Final = re.compile(r"a-\d[bu]\Z")


def needs(source: str) -> list[str]:
    """Give what of some Typst source fonts must have: characters, and letters with marks."""
    if source.isascii() and "\\u{" not in source:
        return []
    text = unescaped(source)
    marks = [_BYTE_ORDER_MARK] if _BYTE_ORDER_MARK in text else []
    return [*characters(text), *clusters(text), *marks]


@dataclass(frozen=True)
class StandIns:
    """What stands in for what, and the fonts in which all else is."""

    # All fonts, with those that have boxes.
    fonts: typst.Fonts
    # Characters that no font has.
    absent: frozenset[str] = frozenset()
    # Those of them that a standard forbids as text: pictures take their place.
    drawn: frozenset[str] = frozenset()
    # Letters with marks that no font has together.
    torn: frozenset[str] = frozenset()

    @property
    def missing(self) -> frozenset[str]:
        """Give all that is not printed as it should be."""
        return self.absent | self.torn

    def rules(self, needed: Iterable[str]) -> Iterator[str]:
        """Write what a main file says before its content; `needed` is what it needs, of `needs`."""
        wanted = set(needed)
        if torn := sorted(self.torn & wanted):
            # The longest first: what begins as another is more than that.
            torn.sort(key=len, reverse=True)
            pattern = string("|".join(map(re.escape, torn)))
            yield f"#show regex({pattern}): it => beside-each-other(it)"
        if _BYTE_ORDER_MARK in wanted:
            yield f"#show {string(_BYTE_ORDER_MARK)}: {string(_WORD_JOINER)}"
        singles = {character for text in wanted for character in text}
        if drawn := sorted(self.drawn & singles):
            pictures = {character: code_point.picture(character) for character in drawn}
            names = {character: f"U+{ord(character):04X}" for character in drawn}
            pattern = string("[" + "".join(drawn) + "]")
            picture = call("code-point-picture", Code("it"), pictures, names)
            yield f"#show regex({pattern}): it => {picture}"


def prepare(
    needed: Iterable[str],
    open_fonts: Callable[[Sequence[Path]], typst.Fonts],
    folder: Path,
    standards: Iterable[str] = (),
) -> StandIns:
    """Find what no font has, of `needed`, and make fonts with boxes for it in `folder`.

    `open_fonts` opens the fonts of a project, and more in some folders.
    """
    wanted = sorted(set(needed))
    fonts = open_fonts(())
    singles = sorted({character for text in wanted for character in text if needs_glyph(character)})
    strict = any(name.startswith("a-") and not _LENIENT.match(name) for name in standards)
    drawn = frozenset(filter(_is_private, singles)) if strict else frozenset()
    absent = frozenset(lacking(singles, fonts)) | drawn
    files = {}
    rows = sorted(set(map(_row, absent - drawn)))
    for row, boxed in _boxed(rows[:_MOST_ROWS], fonts, strict=strict):
        digest = hashlib.sha256(boxed.encode()).hexdigest()[:12]
        files[folder / f"{row:04x}-{digest}.ttf"] = f"{code_point.FAMILY} {row:02X}00", boxed
    rest = "".join(filter(lambda one: _row(one) in rows[_MOST_ROWS:], sorted(absent - drawn)))
    if rest:
        digest = hashlib.sha256(rest.encode()).hexdigest()[:12]
        files[folder / f"rest-{digest}.ttf"] = code_point.FAMILY, rest
    for path in folder.glob("*.ttf"):
        # One that is not needed might be taken for the font of something.
        if path not in files:
            path.unlink()
    for path, (family, boxed) in files.items():
        if not path.exists():
            replace(path, code_point.font(boxed, family))
    if files:
        fonts = open_fonts((folder,))
    together = [text for text in wanted if len(text) > 1 and not drawn.intersection(text)]
    torn = {
        text for text in together if absent.intersection(text) and len(set(map(_row, text))) > 1
    }
    torn.update(lacking((text for text in together if text not in torn), fonts))
    return StandIns(fonts, absent, drawn, frozenset(torn))


def _boxed(rows: Iterable[int], fonts: typst.Fonts, *, strict: bool) -> Iterator[tuple[int, str]]:
    """Give for each row its characters that no font has, whether they are needed or not."""
    listed = [
        character
        for row in rows
        for character in map(chr, range(row * code_point.ROW, (row + 1) * code_point.ROW))
        if needs_glyph(character)
        and ord(character) & _NONCHARACTER != _NONCHARACTER
        and not (strict and _is_private(character))
    ]
    found = lacking(listed, fonts)
    for row, boxed in groupby(found, key=_row):
        yield row, "".join(boxed)


def _row(character: str) -> int:
    return ord(character) // code_point.ROW


def _is_private(character: str) -> bool:
    return unicodedata.category(character) == _PRIVATE
