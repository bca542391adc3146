"""Takes out of a copy what is not drawn: programs, and what refers to files elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pikepdf

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake.finding import Finding, some

# Of streams: what is said to be removed, by the key that holds it.
_SAID: Final = {
    "/PS": "PostScript",
    "/Level1": "PostScript",
    "/OPI": "OPI",
    "/Ref": "pages of other files",
    "/F": "data of other files",
    "/Alternates": "alternate pictures",
}
# What editors leave for themselves; nothing is said of it.
_PRIVATE: Final = (
    *("/PieceInfo", "/Metadata", "/AF", "/LastModified", "/OC", "/FFilter", "/FDecodeParms"),
    *("/StructParent", "/StructParents", "/Measure", "/PtData", "/ID", "/Subtype2"),
)
_PACKED: Final = ("/Length", "/Filter", "/DecodeParms", "/Type", "/Subtype")
_FORM: Final = frozenset(
    {*_PACKED, "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Name"}
    | {"/PatternType", "/PaintType", "/TilingType", "/XStep", "/YStep"}
)
_IMAGE: Final = frozenset(
    {*_PACKED, "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask"}
    | {"/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Name", "/Matte"}
)
ENDLESS: Final = "patterns that repeat without end"


def strip(stream: Any, removed: Counter[str]) -> None:
    """Leave of a stream what drawing needs, and count what it held of others."""
    if stream.get("/Subtype2", None) == "/PS":
        removed["PostScript"] += 1
    subtype = stream.get("/Subtype", None)
    is_form = subtype == "/Form" or "/PatternType" in stream
    wanted = _FORM if is_form else _IMAGE if subtype == "/Image" else None
    for key in list(stream.keys()):
        known = key in _PRIVATE or key in _SAID
        if known or (wanted is not None and key not in wanted):
            if key in _SAID:
                removed[_SAID[key]] += 1
            if key != "/Length":
                del stream[key]


def empty(stream: Any) -> None:
    """Let a stream be a form that draws nothing."""
    for key in list(stream.keys()):
        if key not in {"/Length", "/Filter", "/DecodeParms"}:
            del stream[key]
    stream["/Type"] = pikepdf.Name("/XObject")
    stream["/Subtype"] = pikepdf.Name("/Form")
    stream["/BBox"] = pikepdf.Array([0, 0, 0, 0])
    stream.write(b"")


def sweep(copy: pikepdf.Pdf, removed: Counter[str]) -> None:
    """Strip every stream of a copy, whatever refers to it: masks, profiles, glyphs, functions."""
    for item in copy.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        if item.get("/Subtype", None) == "/PS":
            removed["PostScript"] += 1
            empty(item)
        else:
            strip(item, removed)


def check(removed: Counter[str]) -> list[Finding]:
    """Return what is said of what was taken out."""
    if not removed:
        return []
    return [
        Finding(
            Code.PDF_FOREIGN,
            f"removed: {some(sorted(removed))}",
            "export the figures anew, as PDF or PNG; programs for printers and references to other"
            " files have no place in a paper",
        )
    ]
