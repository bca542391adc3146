"""MathML's text: elements, attributes and characters, written so that no author can add to them."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Final

# Characters that XML has no place for.
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG: Final = re.compile("<(/?)")
EMPTY: Final = "<mrow/>"
"""Something that prints nothing, where MathML needs something."""


@lru_cache(maxsize=8192)
def escaped(text: str) -> str:
    """Write characters that mean themselves, in content and in attributes alike."""
    return escape(_ILLEGAL.sub("\ufffd", text))


def element(name: str, content: str, attributes: str = "") -> str:
    """Write an element; attributes are those that `attribute` has written."""
    if not content:
        return f"<{name}{attributes}/>"
    return f"<{name}{attributes}>{content}</{name}>"


def attribute(name: str, value: str | None) -> str:
    """Write an attribute, if it has a value."""
    return "" if value is None else f' {name}="{escaped(value)}"'


def classes(*names: str | None) -> str:
    """Write the classes that there are."""
    found = " ".join(f"lm-{name}" for name in names if name)
    return f' class="{found}"' if found else ""


def row(parts: list[str]) -> str:
    """Write elements side by side as one element."""
    return parts[0] if len(parts) == 1 else element("mrow", "".join(parts))


def ems(width: float) -> str:
    """Write a length; zero has its unit too, without which browsers do not always take it."""
    return f"{round(width, 4) + 0:g}em"


def mu(width: int) -> str:
    """Write a length of so many of LaTeX's mathematical units."""
    return ems(width / 18)


def space(width: float) -> str:
    """Write room between two things; where it is negative, only the style sheet can move them."""
    if width >= 0:
        return element("mspace", "", attribute("width", ems(width)))
    step = min(_STEPS, key=lambda step: abs(step + width * 18))
    return element("mspace", "", f"{attribute('width', ems(width))}{classes(f'back-{step}')}")


# How far the style sheet can move things together, in mathematical units.
_STEPS: Final = (1, 2, 3, 4, 5, 6, 9, 12, 18, 36)


def prefixed(markup: str, prefix: str) -> str:
    """Put a namespace's prefix before the names of all elements; only tags have a bare ``<``."""
    return _TAG.sub(rf"<\1{prefix}:", markup)
