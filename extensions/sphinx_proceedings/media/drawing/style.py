"""Reads declarations of CSS, and writes those anew whose property and value are allowed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from sphinx_proceedings.media.drawing.vocabulary import is_id, words

PROPERTIES: Final = words(
    """
    alignment-baseline background background-color baseline-shift clip clip-path clip-rule
    color color-interpolation color-interpolation-filters color-rendering color-scheme
    direction display dominant-baseline fill fill-opacity fill-rule filter flood-color
    flood-opacity font font-family font-feature-settings font-kerning font-size
    font-size-adjust font-stretch font-style font-variant font-variant-caps
    font-variant-east-asian font-variant-ligatures font-variant-numeric font-variant-position
    font-variation-settings font-weight glyph-orientation-horizontal
    glyph-orientation-vertical image-rendering isolation kerning letter-spacing lighting-color
    line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode
    opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit
    stroke-opacity stroke-width text-align text-anchor text-decoration text-decoration-color
    text-decoration-line text-decoration-style text-indent text-orientation text-rendering
    text-transform transform transform-box transform-origin unicode-bidi vector-effect
    visibility white-space word-spacing writing-mode x y width height r cx cy rx ry
    """
)
_FUNCTIONS: Final = words(
    """
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark var calc min max
    clamp translate translatex translatey scale scalex scaley rotate skew skewx skewy matrix
    rect inset circle ellipse polygon blur brightness contrast drop-shadow grayscale
    hue-rotate invert opacity saturate sepia
    """
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\r\n\f]?|(.))", re.DOTALL)
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TOKEN: Final = re.compile(
    r"""(?P<space>[ \t\r\n\f]+)
    |(?P<string>"[^"\\\n\r\f<>;{}]*"|'[^'\\\n\r\f<>;{}]*')
    |url\([ \t\r\n\f]*(?P<quote>["']?)\#(?P<target>[^\s"'()<>\\]+)(?P=quote)[ \t\r\n\f]*\)
    |(?P<function>-?[a-z][a-z0-9-]*)\(
    |(?P<number>[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?(?:%|[a-z]{1,8})?)
    |(?P<word>-{0,2}[a-z_\u00a1-\uffff][a-z0-9_\u00a1-\uffff-]*)
    |(?P<colour>\#[0-9a-f]{3,8})
    |(?P<important>![ \t]*important)
    |(?P<mark>[,/()*+-])""",
    re.VERBOSE | re.IGNORECASE,
)

_FIRST: Final = 0x20
_NONE: Final = 0xFFFE  # the last two of each plane of Unicode are no characters


@dataclass(frozen=True)
class Declaration:
    """One property with its value as it is published, and the parts that the value refers to."""

    name: str
    value: str
    references: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the declaration as CSS."""
        return f"{self.name}:{self.value}"


def without_comments(text: str) -> str:
    """Return CSS without comments."""
    return _COMMENT.sub(" ", text)


def declarations(text: str, refused: list[str]) -> Iterator[Declaration]:
    """Give the allowed declarations of a block; of others that draw, note the property.

    Whatever was meant by what is read, only what is written again reaches a browser.
    """
    for part in without_comments(text).split(";"):
        name, colon, value = part.partition(":")
        name = unescaped(name).strip().lower()
        if not colon or name not in PROPERTIES:
            continue
        if found := declaration(name, value):
            yield found
        elif value.strip():
            refused.append(name)


def declaration(name: str, value: str) -> Declaration | None:
    """Return the declaration of an allowed property, or None if its value is not allowed."""
    pieces: list[str] = []
    references: list[str] = []
    value = unescaped(value).strip()
    at = 0
    while at < len(value):
        found = _TOKEN.match(value, at)
        if found is None:
            return None
        at = found.end()
        if found["function"] is not None and found["function"].lower() not in _FUNCTIONS:
            return None
        if found["target"] is not None:
            target = fragment(found["target"])
            if target is None:
                return None
            references.append(target)
            pieces.append(f"url(#{target})")
        else:
            pieces.append(" " if found["space"] else found[0])
    written = "".join(pieces)
    # No comment begins in what is written, not even where escapes had hidden it.
    return Declaration(name, written, tuple(references)) if pieces and "/*" not in written else None


def fragment(text: str) -> str | None:
    """Return the identifier that a browser finds by a fragment, or None if it is no plain one."""
    text = unquote(text, errors="replace") if text.isascii() and "%" in text else text
    return text if is_id(text) else None


def unescaped(text: str) -> str:
    """Return CSS with its escapes resolved; those of characters that do not exist stay."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2] if found[2] not in "\r\n\f" else found[0]
    code = int(found[1], 16)
    exists = _FIRST <= code <= sys.maxunicode and not 0xD800 <= code < 0xE000  # noqa: PLR2004
    return chr(code) if exists and code & 0xFFFE != _NONE else found[0]
