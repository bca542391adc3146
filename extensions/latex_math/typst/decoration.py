"""What is drawn over, under, through and around something, and what moves or hides it."""

from __future__ import annotations

from typing import Final

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
    Size,
    Stretched,
    Stroke,
    Struck,
    Symbol,
    Turned,
)
from latex_math.typst.emitter import Emitter, Writers
from latex_math.typst.markup import EMPTY

_ACCENTS: Final = {
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "macron", "\u20d7": "arrow", "\u030c": "caron",
    "\u0306": "breve", "\u0307": "dot", "\u0308": "dot.double", "\u20db": "dot.triple",
    "\u20dc": "dot.quad", "\u0301": "acute", "\u0300": "grave", "\u030a": "circle",
    "\u0305": "overline", "\u0332": "underline", "\u20d6": "arrow.l", "\u20e1": "arrow.l.r",
    "\u20d1": "harpoon", "\u20d0": "harpoon.lt", "⏞": "overbrace", "⏟": "underbrace",
    "⎴": "overbracket", "⎵": "underbracket", "⏜": "overparen", "⏝": "underparen",
}  # fmt: skip
_STROKES: Final[dict[Stroke, str]] = {
    "up": "", "down": "inverted: #true, ", "cross": "cross: #true, ",
    "horizontal": "angle: #90deg, ", "vertical": "angle: #0deg, ",
}  # fmt: skip
# Boxes without width, and where in them the content stands.
_LAPS: Final = {
    "left": "inset: (left: -50em), align(right, $",
    "right": "inset: (right: -50em), align(left, $",
    "both": "inset: (left: -50em, right: -50em), align(center, $",
}


def _accent(emitter: Emitter, node: Accent) -> str:
    function = _ACCENTS.get(node.mark)
    if function is None:
        mark = emitter.argument(Symbol(node.mark, "ord"))
        return f"accent({emitter.argument(node.body)}, {mark})"
    size = "size: #0%, " if node.fixed else ""
    return f"{function}({size}{emitter.argument(node.body)})"


def _stretched(emitter: Emitter, node: Stretched) -> str:
    size = f"{node.length:g}em" if node.length is not None else f"(100% + {node.extra:g}em)"
    return f"stretch(size: #{size}, {emitter.argument(node.symbol)})"


def _struck(emitter: Emitter, node: Struck) -> str:
    return f"cancel({_STROKES[node.stroke]}{emitter.argument(node.body)})"


def _coloured(emitter: Emitter, node: Coloured) -> str:
    body = emitter.emit(node.body)
    return f'text(fill: #rgb("{node.colour}"), {body})' if body else ""


def _magnified(emitter: Emitter, node: Magnified) -> str:
    body = emitter.emit(node.body)
    return f"text(size: #{node.factor}em, {body})" if body else ""


def _in_equation(emitter: Emitter, node: Node, size: Size | None = None) -> str:
    """Write a node for an equation inside code, which begins in text style, whatever is around."""
    body = emitter.in_size(node, size or emitter.size)
    if (size or emitter.size) == "display":
        body = f"display({body})" if body else ""
    elif emitter.size in {"script", "sscript"}:
        body = f"{emitter.size}({body})" if body else ""
    return body or EMPTY


def _phantom(emitter: Emitter, node: Phantom) -> str:
    body = _in_equation(emitter, node.body)
    if node.width and node.height:
        return f"#hide(${body}$)"
    return f"#box({'height' if node.width else 'width'}: 0pt, hide(${body}$))"


def _lapped(emitter: Emitter, node: Lapped) -> str:
    return f"#box(width: 0pt, {_LAPS[node.side]}{_in_equation(emitter, node.body)}$))"


def _raised(emitter: Emitter, node: Raised) -> str:
    return f"#box(baseline: {-node.up:.4g}em, ${_in_equation(emitter, node.body)}$)"


def _rule(_emitter: Emitter, node: Rule) -> str:
    size = f"width: {node.width:.4g}em, height: {node.height:.4g}em"
    return f"#box(baseline: {node.depth:.4g}em, rect({size}, fill: black, stroke: none))"


def _turned(emitter: Emitter, node: Turned) -> str:
    return f"#rotate({-node.degrees:g}deg, reflow: true, ${_in_equation(emitter, node.body)}$)"


def _scaled(emitter: Emitter, node: Scaled) -> str:
    factor = f"x: -{node.percent:g}%" if node.mirrored else f"{node.percent:g}%"
    return f"#scale({factor}, reflow: true, ${_in_equation(emitter, node.body)}$)"


def _framed(emitter: Emitter, node: Framed) -> str:
    stroke, inset, radius = "0.05em", "0.3em", {"circle": "50%", "round": "0.3em"}.get(node.corner)
    if node.sides:
        stroke, inset = f"({', '.join(f'{side}: 0.05em' for side in node.sides)})", "0.2em"
    parts = [f"stroke: {stroke}"]
    if radius:
        parts.append(f"radius: {radius}")
    parts.append(f"inset: {'0.15em, baseline: 0.15em' if node.tight else inset}")
    return f"#box({', '.join(parts)}, ${_in_equation(emitter, node.body, node.size)}$)"


def _filled(emitter: Emitter, node: Filled) -> str:
    parts = [f'stroke: 0.05em + rgb("{node.frame}")'] if node.frame else []
    parts += [f'fill: rgb("{node.fill}")', "inset: 0.3em"]
    return f"#box({', '.join(parts)}, ${_in_equation(emitter, node.body)}$)"


def _bounded(emitter: Emitter, node: Bounded) -> str:
    parts = ["inset: 0.3em"]
    if node.frame:
        parts.append(f'stroke: 0.05em + rgb("{node.frame}")')
    if node.fill:
        parts.append(f'fill: rgb("{node.fill}")')
    return f"#box({', '.join(parts)}, ${_in_equation(emitter, node.body)}$)"


WRITERS: Final[Writers] = {
    Accent: _accent, Stretched: _stretched, Struck: _struck, Coloured: _coloured,
    Magnified: _magnified, Phantom: _phantom, Lapped: _lapped, Raised: _raised, Rule: _rule,
    Turned: _turned, Scaled: _scaled, Framed: _framed, Filled: _filled, Bounded: _bounded,
}  # fmt: skip
