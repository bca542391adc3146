"""Which characters no font has: Typst leaves them out in silence."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

import typst

from sphinx_typst.markup import call

_ESCAPE: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_FOUND: Final = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ASCII: Final = 0x80
# Spaces, joiners and directions have no glyph and need none.
_SILENT: Final = ("Zs", "Zl", "Zp", "Cf", "Cc")


# Debian's packages with the letters of a script, by the first and last character; most scripts are
# in one package.
_PACKAGES: Final = (
    (0x1100, 0x11FF, "fonts-noto-cjk"),
    (0x2E80, 0xA4CF, "fonts-noto-cjk"),
    (0xAC00, 0xD7FF, "fonts-noto-cjk"),
    (0xF900, 0xFAFF, "fonts-noto-cjk"),
    (0xFE30, 0xFE4F, "fonts-noto-cjk"),
    (0xFF00, 0xFFEF, "fonts-noto-cjk"),
    (0x1F000, 0x1FAFF, "fonts-noto-color-emoji"),
    (0x20000, 0x3FFFF, "fonts-noto-cjk-extra"),
)
_OTHERS: Final = "fonts-noto-core"
_LAST_RESORT: Final = "fonts-unifont"
# A font of each package, by which it is known to be there.
_SIGNS: Final = {
    "fonts-noto-cjk": "Noto Serif CJK SC",
    "fonts-noto-color-emoji": "Noto Color Emoji",
    _OTHERS: "Noto Naskh Arabic",
}


def package(character: str, families: Collection[str]) -> str | None:
    """Name the Debian package that would have a character; None if no font can have it."""
    if unicodedata.category(character) in {"Co", "Cn", "Cs"}:
        return None  # for private use, or no character at all
    found = next(
        (name for first, last, name in _PACKAGES if first <= ord(character) <= last), _OTHERS
    )
    return found if _SIGNS.get(found) not in families else _LAST_RESORT


def characters(text: str) -> list[str]:
    """Give the characters of Typst source that a font must have, besides ASCII, in order."""
    found = set(text) | {chr(int(code, 16)) for code in _ESCAPE.findall(text)}
    return sorted(
        character
        for character in found
        if ord(character) >= _ASCII
        and unicodedata.category(character) not in _SILENT
        # A mark is shaped with the letter before it, and variation selectors choose a form.
        and not unicodedata.combining(character)
        and not "\ufe00" <= character <= "\ufe0f"
    )


def missing(text: str, fonts: typst.Fonts) -> list[str]:
    """Give the characters in Typst source that no font has, in order.

    A standard that forbids missing glyphs makes Typst name them: one compilation of one line.
    """
    wanted = characters(text)
    if not wanted:
        return []
    # Apart, so that one is not shaped with another, and each is reported.
    probe = "#set page(width: auto, height: auto)\n#{\n" + "\n".join(
        call("par", character) for character in wanted
    )
    try:
        typst.compile((probe + "\n}").encode(), font_paths=fonts, pdf_standards=["a-2u"])
    except typst.TypstError as error:
        names = "".join(_FOUND.findall(error.diagnostic))
        reported = {chr(int(code, 16)) for code in _ESCAPE.findall(names)}
        reported |= set(_ESCAPE.sub("", names))
        return [character for character in wanted if character in reported]
    return []
