"""What stands over, under or through something: accents, braces, labels, arrows, strokes."""

from __future__ import annotations

from typing import Final

from sphinx_typst.math.error import MathError
from sphinx_typst.math.node import (
    Call,
    Classed,
    Font,
    Group,
    Limits,
    Node,
    Operator,
    Script,
    Sequence,
    Space,
    Symbol,
)
from sphinx_typst.math.parser import Handler, Parser
from sphinx_typst.math.symbol import negated
from sphinx_typst.math.token import Token

# LaTeX's plain accents keep their size, whatever is below them.
_FIXED: Final = "size: #0%"
_NARROW: Final = {
    "hat": "hat", "tilde": "tilde", "bar": "macron", "vec": "arrow", "check": "caron",
    "breve": "breve", "dot": "dot", "ddot": "dot.double", "dddot": "dot.triple",
    "ddddot": "dot.quad", "acute": "acute", "grave": "grave", "mathring": "circle",
}  # fmt: skip
_UNSTRETCHED: Final = frozenset(
    ["dot", "dot.double", "dot.triple", "dot.quad", "acute", "grave", "circle"]
)
_WIDE: Final = {
    "widehat": "hat", "widetilde": "tilde", "widecheck": "caron", "overline": "overline",
    "underline": "underline", "overrightarrow": "arrow", "overleftarrow": "arrow.l",
    "overleftrightarrow": "arrow.l.r", "overbrace": "overbrace", "underbrace": "underbrace",
    "overbracket": "overbracket", "underbracket": "underbracket", "overparen": "overparen",
    "underparen": "underparen", "wideparen": "overparen", "widebar": "overline",
    "overarc": "overparen", "underbar": "underline", "overrightharpoon": "harpoon",
    "overleftharpoon": "harpoon.lt",
}  # fmt: skip
_BELOW: Final = {
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


def _narrow(function: str) -> Handler:
    options = "" if function in _UNSTRETCHED else _FIXED

    def read(parser: Parser, token: Token) -> Node:
        return Call(function, (parser.argument(token[0]),), options)

    return read


def _wide(function: str) -> Handler:
    bracket = function.endswith("bracket")

    def read(parser: Parser, token: Token) -> Node:
        # mathtools lets brackets have a thickness and a height.
        while bracket and parser.stream.peek()[0] == "[":
            parser.stream.raw_option()
        return Call(function, (parser.argument(token[0]),))

    return read


def _below(mark: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return Call("accent", (parser.argument(token[0]), Symbol(mark, "ord")))

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
    return Classed("relation", Script(Limits(base, limits=True), below, label))


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
    return Classed("relation", Script(base, None, label))


def _arrow(char: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        below = parser.option()
        above = parser.argument(token[0])
        arrow = Call("stretch", (Symbol(char, "rel"),), "size: #(100% + 0.8em)")
        return Script(
            Limits(arrow, limits=True),
            below if below and below.items else None,
            above if not (isinstance(above, Sequence) and not above.items) else Space("quad"),
        )

    return read


def _cancel(options: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return Call("cancel", (parser.argument(token[0]),), options)

    return read


def _cancel_to(parser: Parser, token: Token) -> Node:
    value, body = parser.argument(token[0]), parser.argument(token[0])
    return Script(Call("cancel", (body,)), None, value)


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
        node = Call("cancel", (target,))
        return Classed("relation", node) if target.kind == "rel" else node
    return Call("cancel", (target,))


def _sideset(parser: Parser, token: Token) -> Node:
    r"""Read ``\sideset{_a^b}{_c^d}\sum`` and the limits that follow."""
    left, right = _corner(parser, token), _corner(parser, token)
    operator = parser.argument(token[0])
    base = Call(
        "attach",
        tuple(node for node in (operator, *left, *right) if node is not None),
    )
    names = [
        name
        for name, node in zip(("bl", "tl", "br", "tr"), (*left, *right), strict=True)
        if node is not None
    ]
    base.options = "named:" + ",".join(names)
    return Limits(Operator(base, limits=True), limits=True) if names else operator


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


def _class(name: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return Classed(name, parser.argument(token[0]))

    return read


def _operator(parser: Parser, token: Token) -> Node:
    return Operator(parser.argument(token[0]), limits=True)


def _named_operator(parser: Parser, token: Token) -> Node:
    starred = parser.stream.star()
    return Operator(Font("rm", parser.argument(token[0])), limits=starred)


COMMANDS: Final[dict[str, Handler]] = {
    **{f"\\{name}": _narrow(function) for name, function in _NARROW.items()},
    **{f"\\{name}": _wide(function) for name, function in _WIDE.items()},
    **{f"\\{name}": _below(mark) for name, mark in _BELOW.items()},
    **{f"\\{name}": _arrow(char) for name, char in _ARROWS.items()},
    "\\overset": _over,
    "\\accentset": _over,
    "\\underaccent": _under,
    "\\underset": _under,
    "\\overunderset": _both,
    "\\stackrel": _relation,
    "\\stackbin": _relation,
    "\\buildrel": _built_relation,
    "\\cancel": _cancel(""),
    "\\bcancel": _cancel("inverted: #true"),
    "\\xcancel": _cancel("cross: #true"),
    "\\sout": _cancel("angle: #90deg"),
    "\\cancelto": _cancel_to,
    "\\not": _not,
    "\\centernot": _not,
    "\\slashed": _not,
    "\\sideset": _sideset,
    "\\prescript": _prescript,
    "\\mathord": _class("normal"),
    "\\mathbin": _class("binary"),
    "\\mathrel": _class("relation"),
    "\\mathopen": _class("opening"),
    "\\mathclose": _class("closing"),
    "\\mathpunct": _class("punctuation"),
    "\\mathinner": _class("normal"),
    "\\mathop": _operator,
    "\\operatorname": _named_operator,
    "\\operatornamewithlimits": lambda parser, token: Operator(
        Font("rm", parser.argument(token[0])), limits=True
    ),
}
