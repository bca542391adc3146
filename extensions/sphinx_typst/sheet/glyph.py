"""Which characters no font has: Typst leaves them out in silence, or stops at them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import typst

from sphinx_typst.markup import call

_LINE: Final = re.compile(r"┌─ .+?:(\d+):\d+")
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


def needs_glyph(character: str) -> bool:
    """Say whether a font must have a character, as others than ASCII, spaces and controls."""
    return (
        ord(character) >= _ASCII
        and unicodedata.category(character) not in _SILENT
        and not _is_selector(character)
    )


def characters(text: str) -> list[str]:
    """Give the characters of a text that a font must have, besides ASCII, in order."""
    return sorted(filter(needs_glyph, set(text)))


def clusters(text: str) -> list[str]:
    """Give the letters of a text with the marks that they carry, and marks alone, in order.

    All of it must come from one font, which shapes it together.
    """
    marks = "".join(
        re.escape(character)
        for character in sorted(set(text))
        if ord(character) >= _ASCII
        and unicodedata.category(character)[0] == "M"
        and not _is_selector(character)
    )
    if not marks:
        return []
    found = set(re.findall(f'[^\\s"{marks}]?[{marks}]+', text))
    return sorted(cluster for cluster in found if len(cluster) > 1)


def _is_selector(character: str) -> bool:
    """Say whether a character only chooses a form of the one before it, or joins nothing."""
    return (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or character == "\u034f"
    )


def lacking(texts: Iterable[str], fonts: typst.Fonts) -> list[str]:
    """Give those texts that cannot be shown.

    A standard that forbids missing glyphs makes Typst name their lines, in one compilation.
    """
    wanted: Sequence[str] = list(texts)
    if not wanted:
        return []
    # Each is a paragraph: none is shaped with another.
    probe = "".join(f"#{call('text', text)}\n\n" for text in wanted)
    try:
        typst.compile(probe.encode(), font_paths=fonts, pdf_standards=["a-2u"])
    except typst.TypstError as error:
        lines = {int(line) for line in _LINE.findall(error.diagnostic)}
        return [text for index, text in enumerate(wanted) if 2 * index + 1 in lines]
    return []
