"""What stands over, under or through something: accents, braces, labels, arrows, strokes."""

from __future__ import annotations

from typing import Final

from latex_math.error import MathError
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.symbol import negated
from latex_math.parse.token import Token
from latex_math.tree import (
    Accent,
    Classed,
    Corners,
    Font,
    Group,
    Kind,
    Limits,
    Node,
    Operator,
    Script,
    Sequence,
    Space,
    Stretched,
    Stroke,
    Struck,
    Symbol,
)

_NARROW: Final = {
    "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "vec": "\u20d7", "check": "\u030c",
    "breve": "\u0306", "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db", "ddddot": "\u20dc",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
# LaTeX's plain accents keep their size, whatever is below them; these have no other.
_UNSTRETCHED: Final = frozenset("\u0307\u0308\u20db\u20dc\u0301\u0300\u030a")
_WIDE: Final = {
    "widehat": "\u0302", "widetilde": "\u0303", "widecheck": "\u030c", "overline": "\u0305",
    "underline": "\u0332", "overrightarrow": "\u20d7", "overleftarrow": "\u20d6",
    "overleftrightarrow": "\u20e1", "overbrace": "⏞", "underbrace": "⏟",
    "overbracket": "⎴", "underbracket": "⎵", "overparen": "⏜",
    "underparen": "⏝", "wideparen": "⏜", "widebar": "\u0305",
    "overarc": "⏜", "underbar": "\u0332", "overrightharpoon": "\u20d1",
    "overleftharpoon": "\u20d0",
    "underrightarrow": "\u20ef", "underleftarrow": "\u20ee", "underleftrightarrow": "\u034d",
    "utilde": "\u0330",
}  # fmt: skip
_ARROWS: Final = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒",
    "xLeftarrow": "⇐", "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪",
    "xhookleftarrow": "↩", "xrightharpoonup": "⇀", "xrightharpoondown": "⇁",
    "xleftharpoonup": "↼", "xleftharpoondown": "↽", "xrightleftharpoons": "⇌",
    "xleftrightharpoons": "⇋", "xtwoheadrightarrow": "↠", "xtwoheadleftarrow": "↞",
    "xlongequal": "=",
    "xlongrightarrow": "⟶", "xlongleftarrow": "⟵", "xtofrom": "⇄", "xrightleftarrows": "⇄",
}  # fmt: skip


def _narrow(mark: str) -> Handler:
    fixed = mark not in _UNSTRETCHED

    def read(parser: Parser, token: Token) -> Node:
        return Accent(mark, parser.argument(token[0]), fixed)

    return read


def _wide(mark: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        # mathtools lets brackets have a thickness and a height.
        while mark in "⎴⎵" and parser.stream.peek()[0] == "[":
            parser.stream.raw_option()
        return Accent(mark, parser.argument(token[0]))

    return read


def _over(parser: Parser, token: Token) -> Node:
    label, base = parser.argument(token[0]), parser.argument(token[0])
    return Script(Limits(base, limits=True), None, label)


def _under(parser: Parser, token: Token) -> Node:
    label, base = parser.argument(token[0]), parser.argument(token[0])
    return Script(Limits(base, limits=True), label, None)


def _both(parser: Parser, token: Token) -> Node:
    above, below, base = (parser.argument(token[0]) for _ in range(3))
    return Script(Limits(base, limits=True), below, above)


def _relation(parser: Parser, token: Token) -> Node:
    below = parser.option()
    label, base = parser.argument(token[0]), parser.argument(token[0])
    return Classed("rel", Script(Limits(base, limits=True), below, label))


def _built_relation(parser: Parser, token: Token) -> Node:
    r"""Read TeX's ``\buildrel label \over relation``."""
    items: list[Node] = []
    while (following := parser.stream.solid())[0] != "\\over":
        if not following[0]:
            raise MathError(r"`\buildrel` lacks `\over`", token[1], r"write \overset{a}{=}")
        if following[0] != "\\rm":
            items.append(parser.item(following))
    base = Limits(parser.argument(token[0]), limits=True)
    label: Node = Font("rm", Sequence(items)) if len(items) > 1 else Sequence(items)
    return Classed("rel", Script(base, None, label))


def _arrow(char: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        below = parser.option()
        above = parser.argument(token[0])
        arrow = Stretched(Symbol(char, "rel"), extra=0.8)
        return Script(
            Limits(arrow, limits=True),
            below if below and below.items else None,
            above if not (isinstance(above, Sequence) and not above.items) else Space(1.0, "quad"),
        )

    return read


def _cancel(stroke: Stroke) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return Struck(parser.argument(token[0]), stroke)

    return read


def _cancel_to(parser: Parser, token: Token) -> Node:
    value, body = parser.argument(token[0]), parser.argument(token[0])
    return Script(Struck(body), None, value)


def _not(parser: Parser, token: Token) -> Node:
    # `\not\!p` moves the stroke by hand; ours is where it belongs.
    while isinstance(target := parser.argument(token[0]), Space):
        pass
    while isinstance(target, Group | Sequence):
        items = target.items if isinstance(target, Sequence) else target.body.items
        if len(items) != 1:
            break
        target = items[0]
    if isinstance(target, Symbol):
        struck = negated(target.char)
        if struck:
            return Symbol(struck, target.kind)
        node = Struck(target)
        return Classed("rel", node) if target.kind == "rel" else node
    return Struck(target)


def _sideset(parser: Parser, token: Token) -> Node:
    r"""Read ``\sideset{_a^b}{_c^d}\sum`` and the limits that follow."""
    left, right = _corner(parser, token), _corner(parser, token)
    operator = parser.argument(token[0])
    if all(node is None for node in (*left, *right)):
        return operator
    base = Corners(operator, *left, *right)
    return Limits(Operator(base, limits=True), limits=True)


def _corner(parser: Parser, token: Token) -> tuple[Node | None, Node | None]:
    node = parser.argument(token[0])
    if isinstance(node, Sequence):
        if not node.items:
            return None, None
        if len(node.items) == 1:
            node = node.items[0]
    if isinstance(node, Script) and node.base is None:
        return node.sub, node.sup
    raise MathError(f"`{token[0]}` takes only scripts", token[1], r"as in \sideset{}{'}\sum")


def _prescript(parser: Parser, token: Token) -> Node:
    sup, sub, base = (parser.argument(token[0]) for _ in range(3))
    return Sequence([Script(Sequence([]), sub, sup), base])


def _class(kind: Kind) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return Classed(kind, parser.argument(token[0]))

    return read


def _operator(parser: Parser, token: Token) -> Node:
    return Operator(parser.argument(token[0]), limits=True)


def _named_operator(parser: Parser, token: Token) -> Node:
    starred = parser.stream.star()
    return Operator(Font("rm", parser.argument(token[0])), limits=starred)


COMMANDS: Final[dict[str, Handler]] = {
    **{f"\\{name}": _narrow(mark) for name, mark in _NARROW.items()},
    **{f"\\{name}": _wide(mark) for name, mark in _WIDE.items()},
    **{f"\\{name}": _arrow(char) for name, char in _ARROWS.items()},
    "\\overset": _over,
    "\\accentset": _over,
    "\\underaccent": _under,
    "\\underset": _under,
    "\\overunderset": _both,
    "\\stackrel": _relation,
    "\\stackbin": _relation,
    "\\buildrel": _built_relation,
    "\\cancel": _cancel("up"),
    "\\bcancel": _cancel("down"),
    "\\xcancel": _cancel("cross"),
    "\\sout": _cancel("horizontal"),
    "\\cancelto": _cancel_to,
    "\\not": _not,
    "\\centernot": _not,
    "\\slashed": _not,
    "\\sideset": _sideset,
    "\\prescript": _prescript,
    "\\mathord": _class("ord"),
    "\\mathbin": _class("bin"),
    "\\mathrel": _class("rel"),
    "\\mathopen": _class("open"),
    "\\mathclose": _class("close"),
    "\\mathpunct": _class("punct"),
    "\\mathinner": _class("ord"),
    "\\mathop": _operator,
    "\\operatorname": _named_operator,
    "\\operatornamewithlimits": lambda parser, token: Operator(
        Font("rm", parser.argument(token[0])), limits=True
    ),
}
