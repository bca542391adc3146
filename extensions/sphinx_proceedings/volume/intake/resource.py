"""Walks what pages draw with: fonts, forms, pictures, however deep; removes what is not drawn."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

from sphinx_proceedings.volume.intake.content import rewrite
from sphinx_proceedings.volume.intake.layer import Layers

# What a page may draw with. /Properties is not among them: content is rewritten without it.
_KINDS: Final = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font")
# What editors leave in forms and pictures for themselves, and what refers to other files.
_PRIVATE: Final = (
    *("/PieceInfo", "/Metadata", "/AF", "/Ref", "/OPI", "/LastModified", "/Alternates"),
    *("/StructParent", "/StructParents", "/Measure", "/PtData", "/F", "/FFilter", "/FDecodeParms"),
)
_DEEPEST: Final = 50


@dataclass
class Walk:
    """One walk over a file: what it saw, so that nothing is seen twice."""

    pdf: pikepdf.Pdf
    layers: Layers
    fonts: list[pikepdf.Dictionary] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

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
        if kind == "/Font":
            self._font(item, around, depth)
        elif kind == "/ExtGState":
            mask = item.get("/SMask", None)
            if isinstance(mask, pikepdf.Dictionary) and isinstance(
                mask.get("/G", None), pikepdf.Stream
            ):
                self._stream(mask["/G"], around, depth)
        elif isinstance(item, pikepdf.Stream):
            self._stream(item, around, depth)
        return item

    def _is_new(self, item: Any) -> bool:
        key = item.objgen
        if key == (0, 0):
            return True
        known = key in self._seen
        self._seen.add(key)
        return not known

    def _stream(self, item: Any, around: pikepdf.Dictionary, depth: int) -> None:
        for key in (*_PRIVATE, "/OC"):
            if key in item:
                del item[key]
        subtype = item.get("/Subtype", None)
        if subtype == "/PS":
            item["/Subtype"] = pikepdf.Name("/Form")  # a program for printers: it draws nothing
            item["/BBox"] = pikepdf.Array([0, 0, 0, 0])
            item.write(b"")
        is_pattern = item.get("/PatternType", None) == 1
        if subtype != "/Form" and not is_pattern:
            return
        # Old files leave the resources of a form to the page around it.
        own = item.get("/Resources", None)
        own = own if isinstance(own, pikepdf.Dictionary) else around
        rewrite(item, own, self.layers)
        item["/Resources"] = self.resources(own, depth + 1)

    def _font(self, font: Any, around: pikepdf.Dictionary, depth: int) -> None:
        self.fonts.append(font)
        if font.get("/Subtype", None) == "/Type3":
            font["/Resources"] = self.resources(font.get("/Resources", around), depth + 1)
        for holder in (font, *descendants(font)):
            descriptor = holder.get("/FontDescriptor", None)
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if isinstance(descriptor, pikepdf.Dictionary) and isinstance(
                    file := descriptor.get(key, None), pikepdf.Stream
                ):
                    for private in ("/Metadata", "/F", "/FFilter", "/FDecodeParms"):
                        if private in file:
                            del file[private]


def descendants(font: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """Yield the fonts of which a composite font is made."""
    below = font.get("/DescendantFonts", None)
    if isinstance(below, pikepdf.Array):
        yield from (item for item in below if isinstance(item, pikepdf.Dictionary))
