"""Layers: what of a page is shown, and what is not, stays as it was in its piece."""

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from sphinx_typst.bind.section import Section


def layers(pdf: Pdf, sections: Sequence[Section]) -> Object | None:
    """Join the layers of pieces, or give nothing if none has any."""
    groups: list[Any] = []
    hidden: list[Any] = []
    for section in sections:
        properties = section.catalogue.get("/OCProperties")
        if not isinstance(properties, Dictionary):
            continue
        own = _groups(properties.get("/OCGs"))
        default = properties.get("/D")
        default = default if isinstance(default, Dictionary) else Dictionary()
        shown = {group.objgen for group in _groups(default.get("/ON"))}
        off = {group.objgen for group in _groups(default.get("/OFF"))}
        if default.get("/BaseState") == Name.OFF:
            off |= {group.objgen for group in own} - shown
        groups.extend(own)
        hidden.extend(group for group in own if group.objgen in off)
    if not groups:
        return None
    # PDF/A asks for a name, and that all layers are listed.
    default = Dictionary(Name=String("Layers"), Order=Array(groups), OFF=Array(hidden))
    return pdf.make_indirect(Dictionary(OCGs=Array(groups), D=default))


def _groups(value: Any) -> list[Any]:
    items = list(value) if isinstance(value, Array) else []
    return [item for item in items if isinstance(item, Dictionary) and item.is_indirect]
