"""Colours, as LaTeX's xcolor and as CSS name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from latex_math.error import MathError

if TYPE_CHECKING:
    from latex_math.parse.parser import Parser

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
    "aqua": "00ffff", "fuchsia": "ff00ff", "silver": "c0c0c0", "beige": "f5f5dc", "khaki": "f0e68c",
    "lightblue": "add8e6", "lightgreen": "90ee90", "lightyellow": "ffffe0", "darkcyan": "008b8b",
    "darkmagenta": "8b008b", "darkviolet": "9400d3", "deeppink": "ff1493", "hotpink": "ff69b4",
    "deepskyblue": "00bfff", "indianred": "cd5c5c", "mediumblue": "0000cd", "tan": "d2b48c",
    "orangered": "ff4500", "orchid": "da70d6", "seagreen": "2e8b57", "sienna": "a0522d",
    "springgreen": "00ff7f", "thistle": "d8bfd8", "yellowgreen": "9acd32", "aquamarine": "7fffd4",
    "blueviolet": "8a2be2", "cadetblue": "5f9ea0", "cornflowerblue": "6495ed", "dimgray": "696969",
    "goldenrod": "daa520", "lavender": "e6e6fa", "limegreen": "32cd32", "lightcyan": "e0ffff",
    "lightpink": "ffb6c1", "mediumpurple": "9370db", "midnightblue": "191970", "wheat": "f5deb3",
    "olivedrab": "6b8e23", "palegreen": "98fb98", "peru": "cd853f", "rebeccapurple": "663399",
    "saddlebrown": "8b4513", "slateblue": "6a5acd", "rosybrown": "bc8f8f", "lightsalmon": "ffa07a",
    # Those of xcolor's option dvipsnames, as MathJax shows them.
    "Apricot": "fbb982", "Aquamarine": "00b5be", "Bittersweet": "c04f17", "Black": "221e1f",
    "Blue": "2d2f92", "BlueGreen": "00b3b8", "BlueViolet": "473992", "BrickRed": "b6321c",
    "Brown": "792500", "BurntOrange": "f7921d", "CadetBlue": "74729a", "CarnationPink": "f282b4",
    "Cerulean": "00a2e3", "CornflowerBlue": "41b0e4", "Cyan": "00aeef", "Dandelion": "fdbc42",
    "DarkOrchid": "a4538a", "Emerald": "00a99d", "ForestGreen": "009b55", "Fuchsia": "8c368c",
    "Goldenrod": "ffdf42", "Gray": "949698", "Green": "00a64f", "GreenYellow": "dfe674",
    "JungleGreen": "00a99a", "Lavender": "f49ec4", "LimeGreen": "8dc73e", "Magenta": "ec008c",
    "Mahogany": "a9341f", "Maroon": "af3235", "Melon": "f89e7b", "MidnightBlue": "006795",
    "Mulberry": "a93c93", "NavyBlue": "006eb8", "OliveGreen": "3c8031", "Orange": "f58137",
    "OrangeRed": "ed135a", "Orchid": "af72b0", "Peach": "f7965a", "Periwinkle": "7977b8",
    "PineGreen": "008b72", "Plum": "92268f", "ProcessBlue": "00b0f0", "Purple": "99479b",
    "RawSienna": "974006", "Red": "ed1b23", "RedOrange": "f26035", "RedViolet": "a1246b",
    "Rhodamine": "ef559f", "RoyalBlue": "0071bc", "RoyalPurple": "613f99", "RubineRed": "ed017d",
    "Salmon": "f69289", "SeaGreen": "3fbc9d", "Sepia": "671800", "SkyBlue": "46c5dd",
    "SpringGreen": "c6dc67", "Tan": "da9d76", "TealBlue": "00aeb3", "Thistle": "d883b7",
    "Turquoise": "00b4ce", "Violet": "58429b", "VioletRed": "ef58a0", "White": "ffffff",
    "WildStrawberry": "ee2967", "Yellow": "fff200", "YellowGreen": "98cc70",
    "YellowOrange": "faa21a",
}  # fmt: skip
_FULL: Final = 255
_MOST_PARTS: Final = 20


def colour(parser: Parser) -> str:
    r"""Read ``{red}``, ``{red!50}``, ``{#aa0000}`` or ``[rgb]{1,0,0}``; return ``#rrggbb``."""
    option = parser.stream.raw_option()
    model = "".join(text for text, _ in option or []).strip()
    name, position = parser.word()
    return _written(channels(parser, model, name, position))


def colour_of(parser: Parser, name: str, position: int) -> str:
    """Return ``#rrggbb`` for a colour by its name."""
    return _written(channels(parser, "", name, position))


def is_colour(parser: Parser, name: str) -> bool:
    """Say whether a name is that of a colour."""
    try:
        channels(parser, "", name, 0)
    except MathError:
        return False
    return True


def channels(parser: Parser, model: str, value: str, position: int) -> tuple[float, ...]:
    """Return red, green and blue, up to 255 each."""
    try:
        found = _by_model(model, value) if model else _mixed(value, parser.colours)
        return tuple(float(min(_FULL, max(0, round(level)))) for level in found)
    except (ValueError, KeyError, OverflowError):
        raise MathError(
            f"the colour `{value}` is not known", position, "use a common name or #rrggbb"
        ) from None


def _written(levels: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(level):02x}" for level in levels)


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


def _mixed(value: str, own: Mapping[str, tuple[float, ...]]) -> tuple[float, ...]:
    """Understand ``red!30!blue``: thirty parts of red in a hundred; white if unnamed."""
    first, *others = value.split("!", maxsplit=_MOST_PARTS)
    result = _named(first, own)
    while others:
        share = float(others.pop(0)) / 100
        other = _named(others.pop(0) if others else "white", own)
        result = tuple(
            share * one + (1 - share) * two for one, two in zip(result, other, strict=True)
        )
    return result


def _named(name: str, own: Mapping[str, tuple[float, ...]]) -> tuple[float, ...]:
    if name in own:
        return own[name]
    if name.startswith("#"):
        return _hexadecimal(name[1:])
    return _hexadecimal(_NAMED.get(name) or _NAMED[name.lower()])
