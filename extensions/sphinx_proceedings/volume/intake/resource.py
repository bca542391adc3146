"""Walks what pages draw with: fonts, forms, pictures, however deep; removes what is not drawn."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

from sphinx_proceedings.volume.intake import foreign
from sphinx_proceedings.volume.intake.content import rewrite
from sphinx_proceedings.volume.intake.geometry import box_of, number
from sphinx_proceedings.volume.intake.layer import Layers
from sphinx_proceedings.volume.intake.spoken import Spoken

# What a page may draw with. /Properties is not among them: content is rewritten without it.
_KINDS: Final = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font")
_DEEPEST: Final = 50
# How often the tiles of a pattern may lie over each other, along one side.
_MOST_OVERLAP: Final = 20
_LEAST_STEP: Final = 0.001


@dataclass
class Walk:
    """One walk over a file: what it saw, so that nothing is seen twice."""

    pdf: pikepdf.Pdf
    layers: Layers
    fonts: list[pikepdf.Dictionary] = field(default_factory=list)
    spoken: Spoken = field(default_factory=Spoken)
    removed: Counter[str] = field(default_factory=Counter)
    """What was taken out that is not drawn."""
    _seen: set[tuple[int, int]] = field(default_factory=set)
    _open: set[tuple[int, int]] = field(default_factory=set)
    """What is being walked: whatever refers to it from inside draws itself."""

    def resources(self, given: Any, depth: int = 0) -> pikepdf.Dictionary:
        """Return resources with what drawing needs and no more; what they name is cleaned too."""
        kept = pikepdf.Dictionary()
        if not isinstance(given, pikepdf.Dictionary) or depth > _DEEPEST:
            return kept
        for kind in _KINDS:
            items = given.get(kind, None)
            if isinstance(items, pikepdf.Dictionary):
                kept[kind] = self._kind(kind, items, given, depth)
        return kept

    def _kind(self, kind: str, items: Any, around: pikepdf.Dictionary, depth: int) -> Any:
        cleaned = pikepdf.Dictionary()
        for name, item in items.items():
            if kind != "/Font" and _key(item) in self._open:
                continue  # it draws itself; fonts of drawings list themselves without harm
            # In a damaged file something may be what cannot be in a dictionary.
            with contextlib.suppress(RuntimeError, ValueError):
                cleaned[name] = self._cleaned(kind, item, around, depth)
        return cleaned

    def _cleaned(self, kind: str, item: Any, around: pikepdf.Dictionary, depth: int) -> Any:
        if kind == "/XObject" and isinstance(item, pikepdf.Stream) and self.layers.hides(item):
            return self.pdf.make_stream(
                b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 0, 0]
            )
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream) or not self._is_new(item):
            return item
        key = _key(item)
        if key:
            self._open.add(key)
        self._clean(kind, item, around, depth)
        self._open.discard(key or (0, 0))
        return item

    def _clean(self, kind: str, item: Any, around: pikepdf.Dictionary, depth: int) -> None:
        if kind == "/Font":
            self._font(item, around, depth)
        elif kind == "/ExtGState":
            mask = item.get("/SMask", None)
            if isinstance(mask, pikepdf.Dictionary) and isinstance(
                mask.get("/G", None), pikepdf.Stream
            ):
                self._stream(mask["/G"], around, depth)
            self._pair_of_font(item, around, depth)
        elif kind == "/XObject" and item.get("/Subtype", None) not in ("/Form", "/Image"):
            if item.get("/Subtype", None) == "/PS":
                self.removed["PostScript"] += 1  # a program for printers: it draws nothing
            if isinstance(item, pikepdf.Stream):
                foreign.empty(item)
        elif isinstance(item, pikepdf.Stream):
            self._stream(item, around, depth)

    def _pair_of_font(self, state: Any, around: pikepdf.Dictionary, depth: int) -> None:
        pair = state.get("/Font", None)
        if (
            isinstance(pair, pikepdf.Array)
            and len(pair)
            and isinstance(font := pair[0], pikepdf.Dictionary)
            and self._is_new(font)
        ):
            self._font(font, around, depth)

    def _is_new(self, item: Any) -> bool:
        key = item.objgen
        if key == (0, 0):
            return True
        known = key in self._seen
        self._seen.add(key)
        return not known

    def _stream(self, item: Any, around: pikepdf.Dictionary, depth: int) -> None:
        foreign.strip(item, self.removed)
        is_pattern = item.get("/PatternType", None) == 1
        if item.get("/Subtype", None) != "/Form" and not is_pattern:
            return
        if is_pattern and _is_endless(item):
            self.removed[foreign.ENDLESS] += 1
            item["/XStep"] = item["/YStep"] = 1000
            item.write(b"")
        # Old files leave the resources of a form to the page around it.
        own = item.get("/Resources", None)
        own = own if isinstance(own, pikepdf.Dictionary) else around
        rewrite(item, own, self.layers, self.spoken)
        item["/Resources"] = self.resources(own, depth + 1)

    def _font(self, font: Any, around: pikepdf.Dictionary, depth: int) -> None:
        self.fonts.append(font)
        if font.get("/Subtype", None) == "/Type3":
            given = font.get("/Resources", around)
            glyphs = font.get("/CharProcs", None)
            for _, glyph in glyphs.items() if isinstance(glyphs, pikepdf.Dictionary) else ():
                if isinstance(glyph, pikepdf.Stream) and self._is_new(glyph):
                    foreign.strip(glyph, self.removed)
                    rewrite(glyph, given, self.layers, self.spoken)
            font["/Resources"] = self.resources(given, depth + 1)


def _key(item: Any) -> tuple[int, int] | None:
    """Return what tells an object from others; None for one that is part of another."""
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream) or item.objgen == (0, 0):
        return None
    return item.objgen


def _is_endless(pattern: Any) -> bool:
    """Tell whether drawing a pattern takes more tiles than anybody could see."""
    box = box_of(pattern.get("/BBox", None))
    if box is None:
        return False
    steps = [abs(number(pattern.get(key, None)) or 0.0) for key in ("/XStep", "/YStep")]
    sides = (box[2] - box[0], box[3] - box[1])
    return any(
        step < _LEAST_STEP or step * _MOST_OVERLAP < side
        for step, side in zip(steps, sides, strict=True)
    )


def descendants(font: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """Yield the fonts of which a composite font is made."""
    below = font.get("/DescendantFonts", None)
    if isinstance(below, pikepdf.Array):
        yield from (item for item in below if isinstance(item, pikepdf.Dictionary))
