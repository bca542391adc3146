"""Boxes that tell code points: what stands in the place of characters that no font has.

They are the glyphs of fonts made here, so that the text stays text: it is laid out, searched,
copied and read aloud as the characters themselves, whatever PDF standard is asked for. A font has
the characters of one row of Unicode (256 code points), and always all of those that nobody else
has: what is printed does not depend on which other characters a volume needs.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

# Corners of a rectangle: left, bottom, right, top; in units of the font, upwards from the baseline.
Rectangle = tuple[int, int, int, int]

UNITS_PER_EM: Final = 1000
ROW: Final = 0x100
# What the names of all these fonts begin with.
FAMILY: Final = "Code Points"
_ASCENT, _DESCENT = 800, -200
# The segments of a digit, as clocks show them: a is at the top, then clockwise, g in the middle.
_SEGMENTS: Final = {
    "0": "abcdef", "1": "bc", "2": "abdeg", "3": "abcdg", "4": "bcfg", "5": "acdfg",
    "6": "acdefg", "7": "abc", "8": "abcdefg", "9": "abcdfg", "A": "abcefg", "B": "cdefg",
    "C": "adef", "D": "bcdeg", "E": "adefg", "F": "aefg",
}  # fmt: skip
_WIDTH, _HEIGHT, _STROKE = 190, 300, 46
_GAP, _INSET, _FRAME, _BEARING, _BOTTOM = 64, 78, 28, 40, -150


def code(character: str) -> str:
    """Give the code point of a character as its box tells it: four or six hexadecimal digits."""
    digits = f"{ord(character):04X}"
    return digits if len(digits) == len("FFFF") else digits.rjust(6, "0")


def outline(character: str) -> tuple[int, Rectangle, Rectangle, list[Rectangle]]:
    """Give the advance of a box, its frame from outside and from inside, and its digits."""
    digits = code(character)
    columns = len(digits) // 2
    width = 2 * _INSET + columns * _WIDTH + (columns - 1) * _GAP
    top = _BOTTOM + 2 * _INSET + 2 * _HEIGHT + _GAP
    outer = (_BEARING, _BOTTOM, _BEARING + width, top)
    inner = (outer[0] + _FRAME, outer[1] + _FRAME, outer[2] - _FRAME, outer[3] - _FRAME)
    strokes: list[Rectangle] = []
    for index, digit in enumerate(digits):
        row, column = divmod(index, columns)
        x = outer[0] + _INSET + column * (_WIDTH + _GAP)
        y = _BOTTOM + _INSET + (1 - row) * (_HEIGHT + _GAP)
        strokes += _strokes(digit, x, y)
    return width + 2 * _BEARING, outer, inner, strokes


def _strokes(digit: str, x: int, y: int) -> Iterator[Rectangle]:
    right, top, half = x + _WIDTH, y + _HEIGHT, y + (_HEIGHT - _STROKE) // 2
    places = {
        "a": (x, top - _STROKE, right, top),
        "b": (right - _STROKE, half, right, top),
        "c": (right - _STROKE, y, right, half + _STROKE),
        "d": (x, y, right, y + _STROKE),
        "e": (x, y, x + _STROKE, half + _STROKE),
        "f": (x, half, x + _STROKE, top),
        "g": (x, half, right, half + _STROKE),
    }
    return (places[segment] for segment in _SEGMENTS[digit])


@lru_cache(maxsize=256)
def font(characters: str, family: str) -> bytes:
    """Make a TrueType font with a box for each character; the same bytes for the same ones."""
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph()}
    metrics = {".notdef": (UNITS_PER_EM // 2, 0), "space": (UNITS_PER_EM // 4, 0)}
    names = {ord(" "): "space"}
    for character in characters:
        name = f"u{code(character)}"
        names[ord(character)] = name
        pen = TTGlyphPen(None)
        advance, outer, inner, strokes = outline(character)
        _draw(pen, outer)
        _draw(pen, inner, hollow=True)
        for stroke in strokes:
            _draw(pen, stroke)
        glyphs[name] = pen.glyph()
        metrics[name] = (advance, outer[0])
    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    # A font without a PostScript name is passed over by those who look for fonts.
    builder.setupNameTable(
        {
            "familyName": family,
            "styleName": "Regular",
            "uniqueFontIdentifier": family,
            "fullName": family,
            "psName": family.replace(" ", ""),
        }
    )
    builder.setupOS2(
        sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT, usWinDescent=-_DESCENT
    )
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    written = BytesIO()
    builder.save(written)
    return written.getvalue()


def _draw(pen: TTGlyphPen, rectangle: Rectangle, *, hollow: bool = False) -> None:
    left, bottom, right, top = rectangle
    corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
    first, *others = reversed(corners) if hollow else corners
    pen.moveTo(first)
    for corner in others:
        pen.lineTo(corner)
    pen.closePath()


def picture(character: str) -> str:
    """Draw a box as SVG, an em high, for characters that a standard lets no font have."""
    advance, outer, inner, strokes = outline(character)
    parts = [_path(outer) + _path(inner), *map(_path, strokes)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {advance} {UNITS_PER_EM}">'
        f'<path fill-rule="evenodd" d="{parts[0]}"/><path d="{"".join(parts[1:])}"/></svg>'
    )


def _path(rectangle: Rectangle) -> str:
    left, bottom, right, top = rectangle
    return f"M{left} {_ASCENT - top}H{right}V{_ASCENT - bottom}H{left}Z"
