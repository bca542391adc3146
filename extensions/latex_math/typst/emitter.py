"""The tree to Typst's mathematics: what is side by side, and what carries scripts.

Whatever an author typed leaves this room either as a character that means itself (escaped where
Typst would see syntax in it) or inside a string; all functions are called by name from here. That
is what keeps formulas from becoming programs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from latex_math.tree import (
    Accent,
    Binomial,
    Bold,
    Bounded,
    Classed,
    Coloured,
    Corners,
    Fenced,
    Filled,
    Font,
    Fraction,
    Framed,
    Group,
    Lapped,
    Limits,
    Magnified,
    Node,
    Operator,
    Phantom,
    Raised,
    Root,
    Rule,
    Scaled,
    Script,
    Sequence,
    Size,
    Sized,
    Stretched,
    Struck,
    Symbol,
    Turned,
)
from latex_math.typst.alphabet import WORD_FUNCTIONS, styled
from latex_math.typst.markup import EMPTY, glue, is_single, literal, quoted
from latex_math.typst.word import edge, in_word, is_relation

# Braces and brackets over or under which LaTeX sets the script of that side as a label.
_LABELLED: Final = {
    "⏟": "underbrace", "⎵": "underbracket", "⏝": "underparen", "⏞": "overbrace",
    "⎴": "overbracket", "⏜": "overparen",
}  # fmt: skip
SMALLER: Final[dict[Size, Size]] = {
    "display": "script", "inline": "script", "script": "sscript", "sscript": "sscript",
}  # fmt: skip
# What is one piece in Typst, whatever is in it.
SINGLE: Final = (
    *(Symbol, Limits, Classed, Operator, Fenced, Sized, Accent, Fraction, Binomial, Root, Struck),
    *(Stretched, Corners, Coloured, Magnified, Scaled, Turned, Phantom, Lapped, Raised, Rule),
    *(Framed, Filled, Bounded),
)


class Emitter:
    """Writes one formula; keeps the alphabet and the style that hold at the moment."""

    __slots__ = ("_writers", "alphabet", "bold", "size")

    def __init__(self, size: Size, writers: Writers) -> None:
        self.size: Size = size
        self.alphabet: str | None = None
        self.bold = False
        self._writers = writers

    def emit(self, node: Node) -> str:
        """Write a node."""
        kind = type(node)
        if kind is Symbol:
            return self._symbol(node)  # type: ignore[arg-type]  # the type was just asked for
        return self._writers[kind](self, node)

    def sequence(self, node: Sequence) -> str:
        """Write nodes side by side, joining what is one number or one word."""
        items = node.items
        if len(items) == 1:
            return self.emit(items[0])
        parts: list[str] = []
        index, count = 0, len(items)
        while index < count:
            item = items[index]
            kind = item.kind if type(item) is Symbol else None
            if kind == "digit":
                index = self._number(items, index, parts)
            elif kind == "text" or (kind == "letter" and self.alphabet in WORD_FUNCTIONS):
                index = self._word(items, index, parts)
            else:
                parts.append(self.emit(item))
                index += 1
        return glue(parts)

    def in_size(self, node: Node, size: Size) -> str:
        """Write a node as it is in another style."""
        outer, self.size = self.size, size
        markup = self.emit(node)
        self.size = outer
        return markup

    def argument(self, node: Node) -> str:
        """Write a node where something must stand."""
        return self.emit(node) or EMPTY

    def _number(self, items: list[Node], index: int, parts: list[str]) -> int:
        """Write digits, with a point between them, as one number; return where it ends."""
        digits = ""
        scripts = ""
        count = len(items)
        while index < count:
            item = items[index]
            if type(item) is Symbol and item.kind == "digit":
                digits += item.char
            elif _is_point(item) and "." not in digits and _starts_with_digit(items, index + 1):
                digits += "."
            elif type(item) is Script and _is_digit(item.base):
                digits += item.base.char  # type: ignore[union-attr]  # a digit is a symbol
                scripts = self.scripts(item.sub, item.sup)
                index += 1
                break
            else:
                break
            index += 1
        if self.bold or self.alphabet not in {None, "rm", "it", "cal", "scr", "frak"}:
            shown = [
                styled(digit, self.alphabet, bold=self.bold) if digit != "." else "\\."
                for digit in digits
            ]
            parts.append(glue(shown) + scripts)
        else:
            parts.append(digits + scripts)
        return index

    def _word(self, items: list[Node], index: int, parts: list[str]) -> int:
        """Write letters of an upright alphabet as one word; return where it ends."""
        start = index
        word = ""
        scripted: Script | None = None
        count = len(items)
        while index < count:
            item = items[index]
            if type(item) is Symbol and in_word(item, word):
                word += item.char
                index += 1
                continue
            if (
                word
                and type(item) is Script
                and type(item.base) is Symbol
                and in_word(item.base, word)
            ):
                word += item.base.char
                scripted = item
                index += 1
            break
        if len(word) <= 1 and items[start].kind == "letter":  # type: ignore[attr-defined]
            parts.append(self.emit(items[start]))
            return start + 1
        markup = self.word(word)
        if scripted is not None:
            markup += self.scripts(scripted.sub, scripted.sup)
        parts.append(markup)
        return index

    def word(self, word: str) -> str:
        """Write a word in the alphabet that holds."""
        alphabet = self.alphabet or "rm"
        markup = quoted(word)
        function = WORD_FUNCTIONS.get(alphabet, "")
        if function:
            markup = f"{function}({markup})"
        if alphabet == "bfit":
            markup = f"italic({markup})"
        if (self.bold and alphabet != "bf") or alphabet == "sfbf":
            markup = f"sans({markup})" if alphabet == "sfbf" else f"bold({markup})"
        return markup

    def _symbol(self, node: Symbol) -> str:
        char, kind = node.char, node.kind
        if kind in {"letter", "digit"}:
            return styled(char, self.alphabet, bold=self.bold)
        if kind == "text":
            return self.word(char)
        if self.bold or self.alphabet == "bf":
            bold = styled(char, "bf", bold=False)
            if bold != char:
                return bold
        return literal(char, kind)

    def group(self, node: Group) -> str:
        """Write braces; what would space itself from the neighbours is made ordinary."""
        items = node.body.items
        if not items:
            return EMPTY
        markup = self.sequence(node.body)
        if edge(items[0]) or edge(items[-1]):
            return f'class("normal", {markup})'
        return markup

    def script(self, node: Script) -> str:
        """Write a base with its scripts."""
        base, sub, sup = node.base, node.sub, node.sup
        if base is None:
            return EMPTY + self.scripts(sub, sup)
        if type(base) is Accent and (function := _LABELLED.get(base.mark)):
            label = sub if function.startswith("under") else sup
            if label is not None:
                inner = self.in_size(label, SMALLER[self.size])
                markup = f"{function}({self.argument(base.body)}, {inner or EMPTY})"
                if function.startswith("under"):
                    return markup + self.scripts(None, sup)
                return markup + self.scripts(sub, None)
        markup = self.base(base)
        if is_relation(base):
            markup = f"scripts({markup})"
        return markup + self.scripts(sub, sup)

    def base(self, node: Node) -> str:
        """Write what carries scripts, as one piece."""
        markup = self.emit(node)
        if not markup:
            return EMPTY
        while isinstance(node, Group | Sequence | Font | Bold):
            if isinstance(node, Font | Bold):
                node = node.body
                continue
            items = node.items if isinstance(node, Sequence) else node.body.items
            if len(items) != 1:
                break
            node = items[0]
        if isinstance(node, SINGLE) or is_single(markup):
            return markup
        return f'class("normal", {markup})'

    def scripts(self, sub: Node | None, sup: Node | None) -> str:
        """Write what is below and above a base."""
        size = SMALLER[self.size]
        markup = ""
        if sub is not None and (below := self.in_size(sub, size)):
            markup = f"_({below})"
        if sup is not None and (above := self.in_size(sup, size)):
            markup += f"^({above})"
        return markup


# Writes a node of one kind, which a type cannot say.
Writer: TypeAlias = Callable[[Emitter, Any], str]
Writers: TypeAlias = Mapping[type[Node], Writer]

WRITERS: Final[Writers] = {
    Sequence: Emitter.sequence, Group: Emitter.group, Script: Emitter.script,
}  # fmt: skip


def _is_digit(node: Node | None) -> bool:
    return type(node) is Symbol and node.kind == "digit"


def _is_point(node: Node) -> bool:
    return type(node) is Symbol and node.char == "."


def _starts_with_digit(items: list[Node], index: int) -> bool:
    if index >= len(items):
        return False
    item = items[index]
    return _is_digit(item.base if type(item) is Script else item)
