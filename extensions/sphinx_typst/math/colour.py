"""Colours, as LaTeX's xcolor and as CSS name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_typst.math.error import MathError

if TYPE_CHECKING:
    from sphinx_typst.math.parser import Parser

_NAMED: Final = {
    "red": "ff0000", "green": "00ff00", "blue": "0000ff", "cyan": "00ffff", "magenta": "ff00ff",
    "yellow": "ffff00", "black": "000000", "white": "ffffff", "gray": "808080", "grey": "808080",
    "darkgray": "404040", "lightgray": "bfbfbf", "brown": "bf8040", "lime": "bfff00",
    "olive": "808000", "orange": "ff8000", "pink": "ffbfbf", "purple": "bf0040",
    "teal": "008080", "violet": "800080", "navy": "000080", "maroon": "800000",
    "crimson": "dc143c", "gold": "ffd700", "indigo": "4b0082", "salmon": "fa8072",
    "darkred": "8b0000", "darkblue": "00008b", "darkgreen": "006400", "forestgreen": "228b22",
    "royalblue": "4169e1", "steelblue": "4682b4", "tomato": "ff6347", "turquoise": "40e0d0",
    "darkorange": "ff8c00", "firebrick": "b22222", "skyblue": "87ceeb", "dodgerblue": "1e90ff",
    "slategray": "708090", "chocolate": "d2691e", "coral": "ff7f50", "plum": "dda0dd",
}  # fmt: skip
_FULL: Final = 255
_MOST_PARTS: Final = 20


def colour(parser: Parser) -> str:
    r"""Read ``{red}``, ``{red!50}``, ``{#aa0000}`` or ``[rgb]{1,0,0}``; return ``#rrggbb``."""
    option = parser.stream.raw_option()
    model = "".join(text for text, _ in option or []).strip()
    name, position = parser.word()
    try:
        channels = _by_model(model, name) if model else _mixed(name)
        levels = [min(_FULL, max(0, round(value))) for value in channels]
    except (ValueError, KeyError, OverflowError):
        raise MathError(
            f"the colour `{name}` is not known", position, "use a common name or #rrggbb"
        ) from None
    return "#" + "".join(f"{level:02x}" for level in levels)


def _by_model(model: str, value: str) -> tuple[float, ...]:
    if model == "HTML":
        return _hexadecimal(value.removeprefix("#"))
    numbers = tuple(float(part) for part in value.split(","))
    match model, numbers:
        case "rgb", (_, _, _):
            return tuple(number * _FULL for number in numbers)
        case "RGB", (_, _, _):
            return numbers
        case "gray", (level,):
            return (level * _FULL,) * 3
        case "cmyk", (cyan, magenta, yellow, black):
            return tuple(_FULL * (1 - ink) * (1 - black) for ink in (cyan, magenta, yellow))
        case _:
            raise ValueError(model)


def _hexadecimal(value: str) -> tuple[float, ...]:
    if not re.fullmatch(r"[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}", value):
        raise ValueError(value)
    if len(value) == 3:  # noqa: PLR2004 (the short form)
        value = "".join(digit * 2 for digit in value)
    return tuple(int(value[index : index + 2], 16) for index in (0, 2, 4))


def _mixed(value: str) -> tuple[float, ...]:
    """Understand ``red!30!blue``: thirty parts of red in a hundred; white if unnamed."""
    first, *others = value.split("!", maxsplit=_MOST_PARTS)
    result = _named(first)
    while others:
        share = float(others.pop(0)) / 100
        other = _named(others.pop(0)) if others else _named("white")
        result = tuple(
            share * one + (1 - share) * two for one, two in zip(result, other, strict=True)
        )
    return result


def _named(name: str) -> tuple[float, ...]:
    if name.startswith("#"):
        return _hexadecimal(name[1:])
    return _hexadecimal(_NAMED.get(name) or _NAMED[name.lower()])
