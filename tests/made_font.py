"""Fonts that a test draws: a box for each of a handful of characters, under any name.

What is printed may not depend on the fonts of a machine, nor may tests. A box is as wide as its
character is far in Unicode, so that no two characters of a test look alike by chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def make_font(path: Path, family: str, characters: Iterable[str]) -> Path:
    """Write a TrueType font with a glyph for each character."""
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph()}
    advances = {".notdef": (500, 0), "space": (250, 0)}
    names = {0x20: "space", 0xA0: "space"}
    for code in sorted(set(map(ord, characters)) - {0x20, 0xA0}):
        width = 500 + code % 400
        pen = TTGlyphPen(None)
        pen.moveTo((50, 0))
        for corner in ((50, 700), (width, 700), (width, 0)):
            pen.lineTo(corner)
        pen.closePath()
        names[code] = name = f"u{code:06X}"
        glyphs[name] = pen.glyph()
        advances[name] = (width + 50, 50)
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(advances)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")}
    )
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path
