"""The text of a page of a PDF, by the marks that tie it to the structure tree.

Source: ISO 32000-1, 9.10 "Extraction of text content" and 14.6 "Marked content".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pikepdf

from sphinx_proceedings.parity.facts import runs_back

_SINGLE = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
# A hostile table of characters ends here; a font has no more glyphs.
_MOST = 65_536


class Texts:
    """The texts of the marks of all pages of a PDF; each page and each font is read once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], dict[int, str]] = {}
        self._pages: dict[tuple[int, int], dict[int, str]] = {}

    def of(self, page: pikepdf.Object, mark: int) -> str:
        """Return the text that a mark of a page encloses."""
        known = self._pages.get(page.objgen)
        if known is None:
            known = self._pages[page.objgen] = self._read(page)
        return known.get(mark, "")

    def _read(self, page: pikepdf.Object) -> dict[int, str]:
        found: dict[int, list[str]] = {}
        # The marks that are open: their number, and whether a text takes the place of theirs.
        marks: list[tuple[int | None, bool]] = []
        fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
        table: Mapping[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "BDC":
                number, actual = _properties(operands[1])
                marks.append((number, actual is not None))
                if actual is not None and (inner := _innermost(marks)) is not None:
                    found.setdefault(inner, []).append(actual)
            elif name == "BMC":
                marks.append((None, False))
            elif name == "EMC":
                marks.pop()
            elif name == "Tf":
                table = self._table(fonts.get(str(operands[0])))
            elif name in {"Tj", "TJ"}:
                inner = _innermost(marks)
                if inner is None or any(replaced for _, replaced in marks):
                    continue
                shown = operands[0] if name == "TJ" else [operands[0]]
                pieces = (bytes(piece) for piece in shown if isinstance(piece, pikepdf.String))
                found.setdefault(inner, []).append(_decoded(b"".join(pieces), table))
        return {number: "".join(parts) for number, parts in found.items()}

    def _table(self, font: pikepdf.Object | None) -> Mapping[int, str]:
        if font is None:
            return {}
        if font.objgen not in self._fonts:
            stream = font.get("/ToUnicode")
            self._fonts[font.objgen] = {} if stream is None else _characters(stream.read_bytes())
        return self._fonts[font.objgen]


def _properties(properties: object) -> tuple[int | None, str | None]:
    if not isinstance(properties, pikepdf.Dictionary):
        return None, None
    number, actual = properties.get("/MCID"), properties.get("/ActualText")
    return (None if number is None else int(number)), (None if actual is None else str(actual))


def _innermost(marks: list[tuple[int | None, bool]]) -> int | None:
    return next((number for number, _ in reversed(marks) if number is not None), None)


def _decoded(data: bytes, table: Mapping[int, str]) -> str:
    """Return the text of codes of two bytes, as the fonts that Typst embeds have them.

    What is read from the right is shown from the left, and is turned around again.
    """
    codes = (int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2))
    shown = [table.get(code, "\N{REPLACEMENT CHARACTER}") for code in codes]
    return "".join(reversed(shown) if any(map(runs_back, shown)) else shown)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def _characters(data: bytes) -> dict[int, str]:
    """Return what the codes of a font stand for, from its ToUnicode table."""
    table: dict[int, str] = {}
    for block in _SINGLE.findall(data):
        for code, text in _PAIR.findall(block):
            table[int(code, 16)] = _utf16(text)
    for block in _RANGE.findall(data):
        for first, last, text in _TRIPLE.findall(block):
            start, stop, begin = int(first, 16), int(last, 16), _utf16(text)
            for offset in range(min(stop - start + 1, _MOST) if begin else 0):
                table[start + offset] = begin[:-1] + chr(ord(begin[-1]) + offset)
    return table
