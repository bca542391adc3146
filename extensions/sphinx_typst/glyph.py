"""Which characters no font has: Typst leaves them out in silence."""

import re
import unicodedata
from typing import Final

import typst

from sphinx_typst.markup import call

_ESCAPE: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_FOUND: Final = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ASCII: Final = 0x80
# Spaces, joiners and directions have no glyph and need none.
_SILENT: Final = ("Zs", "Zl", "Zp", "Cf", "Cc")


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
