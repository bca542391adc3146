"""Which layers of a file are hidden when it is opened."""

from __future__ import annotations

from typing import Any

import pikepdf

from sphinx_proceedings.volume.intake.plain import word


class Layers:
    """The optional content of a file, as its default configuration shows it.

    Source: ISO 32000-1, 8.11. Visibility expressions are not evaluated: what depends on one is
    shown.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Read the configuration."""
        self.hidden: set[tuple[int, int]] = set()
        properties = pdf.Root.get("/OCProperties", None)
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D", None)
        if not isinstance(default, pikepdf.Dictionary):
            return
        if default.get("/BaseState", None) == "/OFF":
            self.hidden = _groups(properties.get("/OCGs", None)) - _groups(default.get("/ON", None))
        self.hidden |= _groups(default.get("/OFF", None))

    def hides(self, item: Any) -> bool:
        """Tell whether something that may belong to a layer is hidden."""
        return bool(self.hidden) and self.is_off(item.get("/OC", None))

    def is_off(self, layer: Any) -> bool:
        """Tell whether a group, or a set of groups, is hidden."""
        if not isinstance(layer, pikepdf.Dictionary):
            return False
        if layer.get("/Type", None) != "/OCMD":
            return layer.objgen in self.hidden
        below = layer.get("/OCGs", None)
        groups = list(below) if isinstance(below, pikepdf.Array) else [below]
        off = [
            group.objgen in self.hidden for group in groups if isinstance(group, pikepdf.Dictionary)
        ]
        rules = {"/AllOn": any(off), "/AnyOff": not any(off), "/AllOff": not all(off)}
        return bool(off) and rules.get(word(layer.get("/P", None)), all(off))


def _groups(value: Any) -> set[tuple[int, int]]:
    if not isinstance(value, pikepdf.Array):
        return set()
    return {item.objgen for item in value if isinstance(item, pikepdf.Dictionary)}
