"""What is drawn over, under, through and around something, and what moves or hides it."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from typing import Final

from latex_math.mathml.atom import row_of, styled
from latex_math.mathml.dictionary import is_arrow
from latex_math.mathml.emitter import Emitter, Writers
from latex_math.mathml.markup import EMPTY, attribute, classes, element, ems, escaped, row
from latex_math.mathml.operator import drawn_out
from latex_math.tree import (
    Accent,
    Bounded,
    Coloured,
    Filled,
    Framed,
    Lapped,
    Magnified,
    Node,
    Phantom,
    Raised,
    Rule,
    Scaled,
    Stretched,
    Struck,
    Turned,
)

# Combining characters -> the signs that MathML has in their place; what is not here is itself.
_OVER: Final = {
    "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u20d7": "→", "\u030c": "ˇ", "\u0306": "˘",
    "\u0307": "˙", "\u0308": "¨", "\u0301": "´", "\u0300": "`", "\u030a": "˚", "\u0305": "‾",
    "\u20d6": "←", "\u20e1": "↔", "\u20d1": "⇀", "\u20d0": "↼",
}  # fmt: skip
_UNDER: Final = {
    "\u0332": "_", "\u20ef": "→", "\u20ee": "←", "\u034d": "↔", "\u0330": "\u0330",
    "⏟": "⏟", "⎵": "⎵", "⏝": "⏝",
}  # fmt: skip
_BRACES: Final = frozenset("⏞⎴⏜")
# Accents that are as wide as what they stand on.
_WIDE: Final = frozenset("\u0302\u0303\u030c")
_STRETCHY: Final = ' stretchy="true"'
_FIXED: Final = ' stretchy="false"'
# What CSS can turn, in degrees.
_QUARTER: Final = 45
_FULL: Final = 360


def _accent(emitter: Emitter, node: Accent) -> str:
    # To its neighbours it is a letter, whatever it stands on.
    body = row(emitter.parts(node.body, place=emitter.place))
    mark = _UNDER.get(node.mark)
    if mark is not None:
        drawn = element("mo", escaped(mark), _STRETCHY)
        line = classes("bottom", "line") if mark == "_" else ""
        return element("munder", body + drawn, ' accentunder="true"' + line)
    # Fonts of mathematics draw out the combining characters, not the signs of the keyboard.
    wide = not node.fixed and node.mark in _WIDE
    mark = node.mark if wide else _OVER.get(node.mark, node.mark)
    drawn_out_ = not node.fixed and (wide or is_arrow(mark) or mark == "‾")
    stretchy = _STRETCHY if drawn_out_ else _FIXED
    drawn = element("mo", escaped(mark), "" if mark in _BRACES else stretchy)
    # Few fonts draw out a line: the style sheet draws it.
    line = classes("top", "line") if mark == "‾" else ""
    return element("mover", body + drawn, ' accent="true"' + line)


def _stretched(emitter: Emitter, node: Stretched) -> str:
    arrow = drawn_out(node.symbol, emitter.place)
    if node.length is None:
        return arrow
    return element("mover", arrow + element("mspace", "", attribute("width", ems(node.length))))


def _struck(emitter: Emitter, node: Struck) -> str:
    return element("mrow", row_of(emitter, node.body), classes(f"strike-{node.stroke}"))


def _coloured(emitter: Emitter, node: Coloured) -> str:
    body = emitter.inside(node.body)
    return element("mstyle", body, attribute("mathcolor", node.colour)) if body else ""


def _magnified(emitter: Emitter, node: Magnified) -> str:
    body = emitter.inside(node.body)
    return element("mstyle", body, _mathsize(node.factor * 100)) if body else ""


def _mathsize(percent: float) -> str:
    return attribute("mathsize", f"{percent:.4g}%")


def _phantom(emitter: Emitter, node: Phantom) -> str:
    hidden = element("mphantom", emitter.row(node.body) or EMPTY)
    if not node.height:
        return element("mpadded", hidden, ' height="0em" depth="0em"')
    return hidden if node.width else element("mpadded", hidden, ' width="0em"')


def _lapped(emitter: Emitter, node: Lapped) -> str:
    # The style sheet moves it, which the attribute does elsewhere.
    moved = {"left": ' lspace="-1width"', "both": ' lspace="-0.5width"'}.get(node.side, "")
    body = element("mrow", emitter.row(node.body), classes(f"lap-{node.side}" if moved else None))
    return element("mpadded", body, f' width="0em"{moved}')


def _raised(emitter: Emitter, node: Raised) -> str:
    return element("mpadded", emitter.row(node.body), attribute("voffset", ems(node.up)))


def _rule(_emitter: Emitter, node: Rule) -> str:
    sizes = {"width": node.width, "height": node.height - node.depth, "depth": node.depth}
    lengths = "".join(attribute(name, ems(max(0.0, size))) for name, size in sizes.items())
    rule = element("mspace", "", f'{lengths} mathbackground="black"{classes("rule")}')
    if node.depth >= 0:
        return rule
    # It stands above the line.
    lengths = attribute("width", ems(node.width)) + attribute("height", ems(node.height))
    rule = element("mspace", "", f'{lengths} mathbackground="black"{classes("rule")}')
    return element("mpadded", rule, attribute("voffset", ems(-node.depth)))


def _turned(emitter: Emitter, node: Turned) -> str:
    steps = round(node.degrees / _QUARTER) * _QUARTER % _FULL
    return element("mrow", emitter.row(node.body), classes(f"turn-{steps}" if steps else None))


def _scaled(emitter: Emitter, node: Scaled) -> str:
    body = element("mstyle", emitter.row(node.body), _mathsize(node.percent))
    return element("mrow", body, classes("mirror")) if node.mirrored else body


def _framed(emitter: Emitter, node: Framed) -> str:
    names: list[str] = [*node.sides] or ["box"]
    corner = None if node.corner == "square" else node.corner
    size = node.size or emitter.size
    body = emitter.in_size(node.body, size)
    if size != emitter.size:
        body = styled(body, size)
    return element("mrow", body, classes(*names, corner, "tight" if node.tight else None))


def _filled(emitter: Emitter, node: Filled) -> str:
    return _ground(emitter, node.body, node.fill, node.frame)


def _bounded(emitter: Emitter, node: Bounded) -> str:
    return _ground(emitter, node.body, node.fill, node.frame)


def _ground(emitter: Emitter, node: Node, fill: str | None, frame: str | None) -> str:
    """Write a node on a ground; its frame is a larger ground, or a line if it has none itself."""
    names = ["ground", "box" if frame and not fill else None]
    body = emitter.row(node) or EMPTY
    markup = element("mrow", body, attribute("mathbackground", fill) + classes(*names))
    if frame and fill:
        return element("mrow", markup, attribute("mathbackground", frame) + classes("frame"))
    return markup


WRITERS: Final[Writers] = {
    Accent: _accent, Stretched: _stretched, Struck: _struck, Coloured: _coloured,
    Magnified: _magnified, Phantom: _phantom, Lapped: _lapped, Raised: _raised, Rule: _rule,
    Turned: _turned, Scaled: _scaled, Framed: _framed, Filled: _filled, Bounded: _bounded,
}  # fmt: skip
"""Writers of decorations."""
