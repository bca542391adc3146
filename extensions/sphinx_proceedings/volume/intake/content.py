"""Rewrites what a page draws where its marks refer to what the volume does not take over."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any, Final

import pikepdf

from sphinx_proceedings.volume.intake.glyph import Font
from sphinx_proceedings.volume.intake.layer import Layers
from sphinx_proceedings.volume.intake.plain import plain, word
from sphinx_proceedings.volume.intake.spoken import Open, Spoken

# Marks that help a reader of the text; numbers of tags and names of layers are not among them, nor
# descriptions, which can say anything and belong to tags that are not taken over.
_KEPT: Final = ("/ActualText", "/Lang")
_PAINTS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_SHOWS: Final = frozenset({"Tj", "TJ", "'", '"', "sh", "Do", "INLINE IMAGE", "BI", "EI"})
_WRITES: Final = frozenset({"Tj", "TJ", "'", '"'})
_POINTS: Final = frozenset({"MP", "DP"})
_MARKS: Final = re.compile(rb"\b(?:BDC|DP|MP)\b")
_BEGINS: Final = frozenset({"BMC", "BDC"})
_END: Final = pikepdf.Operator("EMC")
_NO_PAINT: Final = pikepdf.Operator("n")


def rewrite(stream: Any, resources: Any, layers: Layers, spoken: Spoken) -> None:
    """Take out of a stream numbers of tags, hidden layers, and texts that say what is not shown.

    Without any of them it stays as it is.
    """
    properties = resources.get("/Properties", None)
    if not isinstance(properties, pikepdf.Dictionary):
        properties = pikepdf.Dictionary()
    try:
        if not len(properties) and not _MARKS.search(stream.read_bytes()):
            return
        with warnings.catch_warnings(action="ignore"):  # damage was said already
            filtered = _Filter(resources, properties, layers, spoken)
            kept = filtered.filter(pikepdf.parse_content_stream(stream))
            stream.write(pikepdf.unparse_content_stream(kept))
    except (pikepdf.PdfError, ValueError, TypeError):
        # Readers draw what they can of damaged content; marks of it harm nobody.
        return


class _Filter:
    """Goes once over the operators of a stream."""

    def __init__(self, resources: Any, properties: Any, layers: Layers, spoken: Spoken) -> None:
        self._properties = properties
        self._layers = layers
        self._spoken = spoken
        fonts = resources.get("/Font", None)
        self._fonts = fonts if isinstance(fonts, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._font: Font | None = None
        self._saved: list[Font | None] = []
        self._texts: list[Open] = []
        self._result: list[Any] = []

    def filter(self, instructions: Iterable[Any]) -> list[Any]:
        result = self._result
        # Of each open mark, whether it hides what it holds, and what its text is said to be.
        marks: list[tuple[bool, Open | None]] = []
        hidden = 0
        for instruction in instructions:
            operator = str(instruction.operator)
            if operator in _BEGINS:
                tag, mark = _mark(instruction.operands, self._properties)
                hides = bool(self._layers.hidden) and tag == "/OC" and self._layers.is_off(mark)
                marks.append((hides, self._open(tag, mark)))
                hidden += hides
            elif operator == "EMC":
                if marks:  # one too many closes what a stream around this one opened
                    hides, text = marks.pop()
                    hidden -= hides
                    self._close(text)
                    result.append(instruction)
            elif operator in _POINTS:
                continue
            elif not hidden:
                result.append(instruction)
                self._follow(operator, instruction)
            elif operator in _PAINTS:
                result.append(([], _NO_PAINT))  # a path that clips has to end
            elif operator not in _SHOWS:
                result.append(instruction)  # it may change what is drawn after this layer
                self._follow(operator, instruction)
        for _, text in reversed(marks):
            self._close(text)
            result.append(([], _END))
        return result

    def _open(self, tag: str, mark: Any) -> Open | None:
        opened = _plain(tag, mark)
        self._result.append(opened)
        if len(opened[0]) == 1 or "/ActualText" not in opened[0][1]:
            return None
        text = Open(len(self._result) - 1, plain(opened[0][1]["/ActualText"]))
        self._texts.append(text)
        return text

    def _close(self, text: Open | None) -> None:
        if text is None:
            return
        self._texts.pop()
        if self._texts:
            outer = self._texts[-1]
            outer.show("".join(text.shown), text.unknown)
            outer.drawn = outer.drawn or text.drawn
        if not self._spoken.is_true(text):
            operands, _ = self._result[text.index]
            del operands[1]["/ActualText"]

    def _follow(self, operator: str, instruction: Any) -> None:
        """Keep the font in mind, and note what is shown of the innermost text."""
        if operator == "q":
            self._saved.append(self._font)
        elif operator == "Q":
            self._font = self._saved.pop() if self._saved else self._font
        elif operator == "Tf" and len(instruction.operands):
            font = self._fonts.get(word(instruction.operands[0]) or "/", None)
            known = isinstance(font, pikepdf.Dictionary)
            self._font = self._spoken.font(font) if known else None
        elif self._texts and operator in _WRITES:
            operands = instruction.operands
            last = operands[-1] if len(operands) else None
            for piece in list(last) if isinstance(last, pikepdf.Array) else [last]:
                if isinstance(piece, pikepdf.String):
                    codes = bytes(piece)
                    read = self._font.read(codes) if self._font else ("", len(codes))
                    self._texts[-1].show(*read)
        elif self._texts and (operator in _SHOWS or operator in _PAINTS):
            self._texts[-1].drawn = True


def _mark(operands: Any, properties: Any) -> tuple[str, Any]:
    tag = (word(operands[0]) if len(operands) else "") or "/Span"
    mark = operands[1] if len(operands) > 1 else None
    if isinstance(mark, pikepdf.Name):
        mark = properties.get(word(mark) or "/", None)
    return tag, mark


def _plain(tag: str, mark: Any) -> tuple[list[Any], pikepdf.Operator]:
    """Return the operator that opens a mark with nothing but what helps a reader."""
    name = pikepdf.Name(tag if tag != "/OC" else "/Span")
    kept = {
        key: pikepdf.String(plain(mark[key]))
        for key in _KEPT
        if isinstance(mark, pikepdf.Dictionary) and isinstance(mark.get(key, None), pikepdf.String)
    }
    if kept:
        return [name, pikepdf.Dictionary(kept)], pikepdf.Operator("BDC")
    return [name], pikepdf.Operator("BMC")
