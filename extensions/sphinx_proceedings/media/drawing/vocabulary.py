"""The elements and attributes of SVG that are published, and what becomes of others.

Source: W3C, "Scalable Vector Graphics (SVG) 1.1 (Second Edition)" and "SVG 2": what draws and
stands still. Nothing that runs, moves, links, or shows a page inside the drawing.
"""

from __future__ import annotations

import re
from typing import Final

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XHTML: Final = "http://www.w3.org/1999/xhtml"
XML: Final = "http://www.w3.org/XML/1998/namespace"


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is too long to be written word by word."""
    return frozenset(text.split())


TEXT_ELEMENTS: Final = frozenset({"text", "tspan", "textPath"})
# Words about the drawing, for readers who do not see it: only their text is kept.
WORDS: Final = frozenset({"title", "desc"})
_STRUCTURE: Final = frozenset(
    {"svg", "g", "defs", "symbol", "use", "switch", "image", "marker", "clipPath", "mask"}
    | {"pattern", "linearGradient", "radialGradient", "stop", "filter"}
)
_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
# What fill, stroke and markers are drawn on.
PAINTED: Final = _SHAPES | TEXT_ELEMENTS | {"use"}
_FILTERS: Final = frozenset(
    {"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix"}
    | {"feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood"}
    | {"feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feImage", "feMerge"}
    | {"feMergeNode", "feMorphology", "feOffset", "fePointLight", "feSpecularLighting"}
    | {"feSpotLight", "feTile", "feTurbulence"}
)
ELEMENTS: Final = TEXT_ELEMENTS | WORDS | _STRUCTURE | _SHAPES | _FILTERS

# Elements of SVG that are left out without a word: no browser draws anything for them.
SILENT: Final = frozenset(
    {"metadata", "view", "cursor", "color-profile", "font", "font-face", "glyph", "missing-glyph"}
    | {"hkern", "vkern", "unknown"}
)
MOVING: Final = frozenset(
    {"animate", "animateMotion", "animateTransform", "animateColor", "set", "discard", "mpath"}
)

# Which elements may refer to a part of the same drawing, and which to a picture that they hold.
REFERRING: Final = frozenset(
    {"use", "textPath", "linearGradient", "radialGradient", "pattern", "filter", "feImage"}
)
PICTURES: Final = frozenset({"image", "feImage"})

# One list for all elements: an attribute says nothing on an element that does not know it.
_ATTRIBUTES: Final = words(
    """
    amplitude azimuth baseFrequency bias class clipPathUnits cx cy d diffuseConstant divisor
    dx dy edgeMode elevation exponent filterRes filterUnits fr fx fy gradientTransform
    gradientUnits height in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength
    lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits
    maskUnits method mode numOctaves offset operator order orient path pathLength
    patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ
    preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY result role rotate rx
    ry scale seed side slope spacing specularConstant specularExponent spreadMethod
    startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX
    targetY textLength transform type values version viewBox width x x1 x2 xChannelSelector y
    y1 y2 yChannelSelector z aria-hidden aria-labelledby aria-describedby
    """
)
# Attributes for readers who listen: any words.
_SPOKEN: Final = frozenset({"aria-label", "aria-roledescription"})
# What fits into a number, a list, a path, a transformation or a word; never an address.
_PLAIN: Final = re.compile(r"[-A-Za-z0-9_.,;+%()#\s]*")
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9-]{0,40}")
_ID: Final = re.compile(r"""[^\s\x00-\x1f\x7f-\x9f\ufffe\uffff"'()<>\\#%&;*{}]{1,300}""")
# More than this takes longer to draw, without end, and looks the same.
_MOST: Final = {"numOctaves": 12, "order": 20}


def is_id(text: str) -> bool:
    """Tell whether a text can be referred to, written one way only: no quotes, no escapes."""
    return bool(_ID.fullmatch(text))


def plain_attribute(name: str, value: str) -> str | None:
    """Return the value of an attribute of SVG that is allowed with it, else None."""
    if name in _SPOKEN:
        return value
    if name == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if name not in _ATTRIBUTES or not _PLAIN.fullmatch(value):
        return None
    return value


def takes_too_long(name: str, value: str) -> bool:
    """Tell whether an attribute of a filter asks for more work than any drawing needs."""
    most = _MOST.get(name)
    return most is not None and any(
        float(number) > most for number in re.findall(r"\d+(?:\.\d+)?(?:[eE]\+?\d{1,3})?", value)
    )
