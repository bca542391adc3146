r"""Proof trees: bussproofs, ``\infer`` of the package proof, ``\inferrule`` of mathpartir."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from latex_math.error import MathError
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.piece import parted, read
from latex_math.parse.text import words
from latex_math.parse.token import Token
from latex_math.tree import Node, Proof, Sequence

_PREMISES: Final = {
    f"\\{name}": count
    for count, names in enumerate(
        [
            ("AxiomC", "AXC", "AxC", "Axiom"),
            ("UnaryInfC", "UIC", "UnaryInf"),
            ("BinaryInfC", "BIC", "BinaryInf"),
            ("TrinaryInfC", "TIC", "TrinaryInf"),
            ("QuaternaryInfC", "QuaternaryInf"),
            ("QuinaryInfC", "QuinaryInf"),
        ]
    )
    for name in names
}
_LABELS: Final = {"\\RightLabel": "right", "\\RL": "right", "\\LeftLabel": "left", "\\LL": "left"}
_LINES: Final = {
    "\\noLine": 0, "\\singleLine": 1, "\\solidLine": 1, "\\dashedLine": 1, "\\doubleLine": 2,
    "\\alwaysNoLine": 0, "\\alwaysSingleLine": 1, "\\alwaysDoubleLine": 2,
}  # fmt: skip
_IGNORED: Final = frozenset(
    ("\\rootAtTop", "\\rootAtBottom", "\\alwaysRootAtTop", "\\alwaysRootAtBottom")
)


def read_prooftree(parser: Parser, name: str, position: int) -> Node:
    r"""Read ``\AxiomC{$A$} \UnaryInfC{$B$}`` up to the end of the environment."""
    tree = _tree(parser, parser.stream.solid(), "\\end")
    ending, place = parser.word()
    if ending != name:
        raise MathError(f"`\\end{{{ending}}}` where `\\end{{{name}}}` is expected", place)
    del position
    return tree


def _displayed(parser: Parser, token: Token) -> Node:
    r"""Read a tree outside of its environment; it ends with ``\DisplayProof``."""
    return _tree(parser, token, "\\DisplayProof")


def _tree(parser: Parser, token: Token, end: str) -> Node:
    stack: list[Node] = []
    labels: dict[str, Node | None] = {}
    line = 1
    while token[0] not in {end, "\\DisplayProof", "\\DP"}:
        text, position = token
        if text in _PREMISES:
            count = len(stack) - _PREMISES[text]
            if count < 0:
                raise MathError(f"`{text}` follows less than it needs", position)
            node = _said(parser, token)
            if _PREMISES[text]:
                sides = labels.get("left"), labels.get("right")
                node = Proof(stack[count:], node, *sides, line)
                labels, line = {}, 1
            stack[count:] = [node]
        elif text in _LABELS:
            labels[_LABELS[text]] = words(parser, token, "")
        elif text in _LINES:
            line = _LINES[text]
        elif text not in _IGNORED:
            raise MathError(f"`{text}` is no part of a proof tree", position)
        token = parser.stream.solid()
    if end == "\\end" and token[0] != end and (token := parser.stream.solid())[0] != end:
        raise MathError("something follows the end of a proof tree", token[1])
    if len(stack) != 1:
        raise MathError("a proof tree has one conclusion", token[1])
    return stack[0]


def _said(parser: Parser, token: Token) -> Node:
    """Read what stands above or below a line: words, or a formula in dollars."""
    if token[0].endswith("C"):
        return words(parser, token, "")
    opening = parser.stream.solid()
    if opening[0] != "$":
        raise MathError(f"`{token[0]}` lacks its formula in dollars", token[1])
    body = parser.list()
    if parser.stream.next()[0] != "$":
        raise MathError("a dollar sign is missing", opening[1])
    return body


def _inferred(parser: Parser, token: Token) -> Node:
    r"""Read ``\infer[label]{conclusion}{premise & premise}``."""
    sign = parser.stream.raw_solid()
    if sign[0] not in {"*", "="}:
        parser.stream.back(sign)
    label = parser.option()
    conclusion = parser.argument(token[0])
    premises = [
        read(parser, part, token[1]) for part in parted(parser.stream.raw_argument(), {"&"})
    ]
    line = 0 if token[0] == "\\deduce" else 2 if sign[0] == "=" else 1
    return Proof(_shown(premises), conclusion, None, label, line)


def _rule(parser: Parser, token: Token) -> Node:
    r"""Read ``\inferrule*[Right=name]{premise \\ premise}{conclusion}``."""
    parser.stream.star()
    option = parser.stream.raw_option()
    left = right = None
    if option:
        texts = [text for text, _ in option]
        at = texts.index("=") + 1 if "=" in texts else 0
        key = "".join(texts[: max(0, at - 1)]).strip().lower()
        parser.stream.push([("{", token[1]), *option[at:], ("}", token[1])])
        name = words(parser, token, "sc")
        left, right = (None, name) if key == "right" else (name, None)
    parts = parted(parser.stream.raw_argument(), {"\\\\", "&"})
    premises = [read(parser, part, token[1]) for part in parts]
    return Proof(_shown(premises), parser.argument(token[0]), left, right, 1)


def _shown(premises: list[Node]) -> list[Node]:
    return [node for node in premises if not (isinstance(node, Sequence) and not node.items)]


Reader = Callable[[Parser, Token], Node]

COMMANDS: Final[dict[str, Handler]] = {
    **dict.fromkeys((name for name, count in _PREMISES.items() if not count), _displayed),
    **dict.fromkeys(("\\infer", "\\deduce"), _inferred),
    **dict.fromkeys(("\\inferrule", "\\inference"), _rule),
    "\\fCenter": lambda _parser, _token: Sequence([]),
}
