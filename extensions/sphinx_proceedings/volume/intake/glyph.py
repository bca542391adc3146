"""Which letters the codes of a font stand for, as far as its file says so."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from typing import Any, Final

import pikepdf

from sphinx_proceedings.volume.intake.plain import word

_MOST_MAP: Final = 2_000_000  # bytes of a map that are read
_MOST_CODES: Final = 70_000
_SECTION: Final = re.compile(
    rb"begin(?P<kind>codespacerange|bfchar|bfrange)(?P<body>.*?)end(?P=kind)", re.DOTALL
)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")
_CODECS: Final = {
    "/WinAnsiEncoding": "cp1252",
    "/MacRomanEncoding": "mac_roman",
    "/StandardEncoding": "ascii",
}
_ACCENT: Final = re.compile(
    r"([A-Za-z]|ae|AE|oe|OE)(?:acute|grave|dieresis|circumflex|tilde|ring|cedilla|caron|breve|macron"
    r"|ogonek|dotaccent|hungarumlaut|commaaccent|slash|small|oldstyle)|([A-Za-z])\.\w+"
)
_LIGATURES: Final = {
    **{name: name for name in ("ff", "fi", "fl", "ffi", "ffl", "ae", "AE", "oe", "OE")},
    "germandbls": "ss",
    "dotlessi": "i",
    "Lslash": "L",
    "lslash": "l",
    "eth": "d",
    "thorn": "th",
}
_NO_LETTERS: Final = re.compile(
    r"space|period|comma|(?:semi)?colon|hyphen|[ef][nm]dash|exclam|question|asterisk|plus|equal|minus"
    r"|(?:single)?quote(?:right|left|single|dbl|dblleft|dblright)|(?:paren|bracket)(?:left|right)"
    r"|slash|bullet|periodcentered"
)
_DIGITS: Final = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip


class Font:
    """The letters of one font."""

    def __init__(self, font: Any) -> None:
        """Read what the font says; nothing of it is believed to be in order."""
        self._width = 2 if font.get("/Subtype", None) == "/Type0" else 1
        self._map: dict[int, str] = {}
        if self._width == 1:
            self._encoding(font)
        mapped = font.get("/ToUnicode", None)
        if isinstance(mapped, pikepdf.Stream):
            with contextlib.suppress(pikepdf.PdfError):  # a damaged map maps nothing
                self._read(mapped.read_bytes()[:_MOST_MAP])

    def read(self, codes: bytes) -> tuple[str, int]:
        """Return the text that codes show, and how many of them cannot be told."""
        step = self._width
        found = [
            self._map.get(int.from_bytes(codes[at : at + step], "big"))
            for at in range(0, len(codes), step)
        ]
        return "".join(text for text in found if text), found.count(None)

    def _encoding(self, font: Any) -> None:
        encoding = font.get("/Encoding", None)
        base: Any = encoding
        if isinstance(encoding, pikepdf.Dictionary):
            base = encoding.get("/BaseEncoding", None)
        if codec := _CODECS.get(word(base)):
            for code in range(32, 256):
                if text := bytes([code]).decode(codec, "ignore"):
                    self._map[code] = text
        differences = encoding.get("/Differences", None) if base is not encoding else None
        code = 0
        items: list[Any] = list(differences) if isinstance(differences, pikepdf.Array) else []
        for item in items:
            if isinstance(item, int):
                code = item
                continue
            named = _named(word(item).removeprefix("/"))
            if named is None:
                self._map.pop(code, None)
            else:
                self._map[code] = named
            code += 1

    def _read(self, data: bytes) -> None:
        for section in _SECTION.finditer(data):
            words = [
                found[2] or re.sub(rb"\s", b"", found[1])
                for found in _HEX.finditer(section["body"])
            ]
            kind = section["kind"]
            if kind == b"codespacerange":
                if words and words[0] not in {b"[", b"]"}:
                    self._width = min(4, max(1, (len(words[0]) + 1) // 2))
            elif kind == b"bfchar":
                for code, text in zip(words[::2], words[1::2], strict=False):
                    self._set(_number(code), _text(text))
            else:
                self._ranges(words)

    def _ranges(self, words: list[bytes]) -> None:
        at = 0
        while at + 2 < len(words):
            first, last = _number(words[at]), _number(words[at + 1])
            at += 2
            if words[at] == b"[":
                end = words.index(b"]", at) if b"]" in words[at : at + _MOST_CODES] else len(words)
                for offset, text in enumerate(words[at + 1 : end]):
                    self._set(first + offset, _text(text))
                at = end + 1
                continue
            begin = _text(words[at])
            at += 1
            for offset in range(min(last - first + 1, _MOST_CODES)):
                if len(self._map) > _MOST_CODES:
                    return
                letter = ord(begin[-1]) + offset if begin else 0
                if 0 < letter < 0x110000:  # noqa: PLR2004 - the end of Unicode
                    self._set(first + offset, begin[:-1] + chr(letter))

    def _set(self, code: int, text: str) -> None:
        if len(self._map) <= _MOST_CODES:
            if text and all(unicodedata.category(one) in {"Co", "Cn"} for one in text):
                self._map.pop(code, None)  # a private letter says nothing
            else:
                self._map[code] = text


def _number(word_: bytes) -> int:
    try:
        return int(word_[:8], 16)
    except ValueError:
        return 0


def _text(word_: bytes) -> str:
    if word_ in {b"[", b"]"}:
        return ""
    data = bytes.fromhex((word_[:200] + b"0" * (len(word_[:200]) % 2)).decode("ascii"))
    return data.decode("utf-16-be" if len(data) > 1 else "latin-1", "ignore")


def _named(name: str) -> str | None:
    """Return the text of a glyph by its name, None if the name says nothing."""
    if len(name) == 1:
        return name
    if found := re.fullmatch(r"uni([0-9A-F]{4})|u([0-9A-F]{4,6})", name):
        value = int(found[1] or found[2], 16)
        return chr(value) if value < 0x110000 else None  # noqa: PLR2004 - the end of Unicode
    if _NO_LETTERS.fullmatch(name):
        return " " if name == "space" else "-"
    if found := _ACCENT.fullmatch(name):
        return found[1] or found[2]
    return _LIGATURES.get(name, _DIGITS.get(name))
