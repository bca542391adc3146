"""A picture for light pages and its twin for dark ones are one figure: one number, one caption.

Which of them is shown, the theme of the site decides; the light one is printed.
"""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

LIGHT: Final = "only-light"
DARK: Final = "only-dark"


class Pair(SphinxTransform):
    """Put the dark picture of a pair of figures beside the light one; its labels lead there too."""

    # Before figures are numbered and labels noted.
    default_priority = 250

    def apply(self, **kwargs: Any) -> None:
        """Work on one document."""
        del kwargs
        for figure in list(self.document.findall(nodes.figure)):
            if figure.parent is None or figure not in figure.parent.children:
                continue  # The twin of the one before.
            twin = figure.next_node(descend=False, siblings=True)
            if not isinstance(twin, nodes.figure):
                continue
            if _side(figure) == LIGHT and _side(twin) == DARK:
                self._join(figure, twin)
            elif _side(figure) == DARK and _side(twin) == LIGHT:
                self._join(twin, figure)

    def _join(self, light: nodes.figure, dark: nodes.figure) -> None:
        pictures = [*dark.findall(nodes.image)]
        for picture in pictures:
            picture["classes"] = [*dict.fromkeys([*picture["classes"], DARK])]
            picture.parent.remove(picture)
        for picture in light.findall(nodes.image):
            picture["classes"] = [*dict.fromkeys([*picture["classes"], LIGHT])]
        for name in (LIGHT, DARK):
            for figure in (light, dark):
                figure["classes"] = [one for one in figure["classes"] if one != name]
        first = next(
            (index for index, child in enumerate(light.children) if not _is_picture(child)),
            len(light.children),
        )
        for offset, picture in enumerate(pictures):
            light.insert(first + offset, picture)
        for name in dark["names"]:
            if name not in light["names"]:
                light["names"].append(name)
        for identifier in dark["ids"]:
            if identifier not in light["ids"]:
                light["ids"].append(identifier)
            self.document.ids[identifier] = light
        dark.parent.remove(dark)


def _is_picture(node: nodes.Node) -> bool:
    return isinstance(node, nodes.image | nodes.reference)


def _side(figure: nodes.figure) -> str | None:
    """Return the kind of page that a figure is for, if it is for one alone."""
    classes = {*figure["classes"]}
    pictures = [*figure.findall(nodes.image)]
    for name in (LIGHT, DARK):
        if pictures and (name in classes or all(name in one["classes"] for one in pictures)):
            return name
    return None
