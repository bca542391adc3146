"""Rewrites what a page draws where its marks refer to what the volume does not take over."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any, Final

import pikepdf

from sphinx_proceedings.volume.intake.layer import Layers
from sphinx_proceedings.volume.intake.plain import plain, word

# Marks that help a reader of the text; numbers of tags and names of layers are not among them.
_KEPT: Final = ("/ActualText", "/Alt", "/E", "/Lang")
_PAINTS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_SHOWS: Final = frozenset({"Tj", "TJ", "'", '"', "sh", "Do", "INLINE IMAGE", "BI", "EI"})
_BEGINS: Final = frozenset({"BMC", "BDC"})
_END: Final = pikepdf.Operator("EMC")
_NO_PAINT: Final = pikepdf.Operator("n")


def rewrite(stream: Any, resources: Any, layers: Layers) -> None:
    """Take numbers of tags and hidden layers out of a stream; without either it stays as it is."""
    properties = resources.get("/Properties", None)
    if not isinstance(properties, pikepdf.Dictionary):
        properties = pikepdf.Dictionary()
    try:
        if not len(properties) and b"MCID" not in stream.read_bytes():
            return
        with warnings.catch_warnings(action="ignore"):  # damage was said already
            kept = _filtered(pikepdf.parse_content_stream(stream), properties, layers)
            stream.write(pikepdf.unparse_content_stream(kept))
    except (pikepdf.PdfError, ValueError, TypeError):
        # Readers draw what they can of damaged content; marks of it harm nobody.
        return


def _filtered(instructions: Iterable[Any], properties: Any, layers: Layers) -> list[Any]:
    result: list[Any] = []
    marks: list[bool] = []  # of each open mark, whether it hides what it holds
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator in _BEGINS:
            tag, mark = _mark(instruction.operands, properties)
            marks.append(bool(layers.hidden) and tag == "/OC" and layers.is_off(mark))
            result.append(_plain(tag, mark))
        elif operator == "EMC":
            if marks:  # one too many closes what a stream around this one opened
                marks.pop()
                result.append(instruction)
        elif not any(marks):
            result.append(instruction)
        elif operator in _PAINTS:
            result.append(([], _NO_PAINT))  # a path that clips has to end
        elif operator not in _SHOWS:
            result.append(instruction)  # it may change what is drawn after this layer
    result.extend(([], _END) for _ in marks)
    return result


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
