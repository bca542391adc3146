"""The tree to Typst's mathematics.

Whatever an author typed leaves this module either as a character that means itself (escaped
where Typst would see syntax in it) or inside a string; all functions are called by name from
here. That is what keeps formulas from becoming programs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sphinx_typst.math.alphabet import WORD_FUNCTIONS, styled
from sphinx_typst.math.grid import (
    is_ruled_outside,
    line_markup,
    mat_markup,
    proof_markup,
    table_markup,
)
from sphinx_typst.math.markup import EMPTY, fence, glue, is_paired, is_single, literal, quoted
from sphinx_typst.math.node import (
    Bold,
    Call,
    Choice,
    Classed,
    Fenced,
    Font,
    Grid,
    Group,
    Limits,
    Middle,
    Node,
    Operator,
    Proof,
    Script,
    Sequence,
    Size,
    Sized,
    Space,
    Styled,
    Symbol,
    Text,
    Wrapped,
)
from sphinx_typst.math.word import edge, in_word, is_relation, plain_words, styled_words

# Functions under or over which LaTeX sets the script of that side as a label.
_LABELLED: Final = {
    "underbrace": "sub", "underbracket": "sub", "underparen": "sub", "overbrace": "sup",
    "overbracket": "sup", "overparen": "sup",
}  # fmt: skip
_SMALLER: Final[dict[Size, Size]] = {
    "display": "script", "inline": "script", "script": "sscript", "sscript": "sscript",
}  # fmt: skip
_SIZES: Final[tuple[Size, ...]] = ("display", "inline", "script", "sscript")


class Emitter:
    """Writes one formula; keeps the alphabet and the style that hold at the moment."""

    __slots__ = ("_alphabet", "_bold", "size")

    def __init__(self, size: Size) -> None:
        self.size: Size = size
        self._alphabet: str | None = None
        self._bold = False

    def emit(self, node: Node) -> str:
        """Write a node."""
        kind = type(node)
        if kind is Symbol:
            return self._symbol(node)  # type: ignore[arg-type]  # the type was just asked for
        return _METHODS[kind](self, node)

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
            elif kind == "text" or (kind == "letter" and self._alphabet in WORD_FUNCTIONS):
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
                scripts = self._scripts(item.sub, item.sup)
                index += 1
                break
            else:
                break
            index += 1
        if self._bold or self._alphabet not in {None, "rm", "it", "cal", "scr", "frak"}:
            shown = [
                styled(digit, self._alphabet, bold=self._bold) if digit != "." else "\\."
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
            markup += self._scripts(scripted.sub, scripted.sup)
        parts.append(markup)
        return index

    def word(self, word: str) -> str:
        """Write a word in the alphabet that holds."""
        alphabet = self._alphabet or "rm"
        markup = quoted(word)
        function = WORD_FUNCTIONS.get(alphabet, "")
        if function:
            markup = f"{function}({markup})"
        if alphabet == "bfit":
            markup = f"italic({markup})"
        if (self._bold and alphabet != "bf") or alphabet == "sfbf":
            markup = f"sans({markup})" if alphabet == "sfbf" else f"bold({markup})"
        return markup

    def _symbol(self, node: Symbol) -> str:
        char, kind = node.char, node.kind
        if kind in {"letter", "digit"}:
            return styled(char, self._alphabet, bold=self._bold)
        if kind == "text":
            return self.word(char)
        if self._bold or self._alphabet == "bf":
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
            return EMPTY + self._scripts(sub, sup)
        if type(base) is Call and (side := _LABELLED.get(base.name)):
            label = sub if side == "sub" else sup
            if label is not None:
                inner = self.in_size(label, _SMALLER[self.size])
                markup = f"{base.name}({self.argument(base.args[0])}, {inner or EMPTY})"
                if side == "sub":
                    return markup + self._scripts(None, sup)
                return markup + self._scripts(sub, None)
        markup = self.base(base)
        if is_relation(base):
            markup = f"scripts({markup})"
        return markup + self._scripts(sub, sup)

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
        if isinstance(node, _SINGLE) or is_single(markup):
            return markup
        return f'class("normal", {markup})'

    def _scripts(self, sub: Node | None, sup: Node | None) -> str:
        size = _SMALLER[self.size]
        markup = ""
        if sub is not None and (below := self.in_size(sub, size)):
            markup = f"_({below})"
        if sup is not None and (above := self.in_size(sup, size)):
            markup += f"^({above})"
        return markup

    def call(self, node: Call) -> str:
        """Write a function with its arguments."""
        if not node.size:
            arguments = [self.argument(argument) for argument in node.args]
        else:
            size = "inline" if self.size == "display" else _SMALLER[self.size]
            arguments = [self.in_size(argument, size) or EMPTY for argument in node.args]
        if node.options.startswith("named:"):
            names = node.options[6:].split(",")
            named = zip(names, arguments[1:], strict=True)
            arguments = [arguments[0], *(f"{name}: {value}" for name, value in named)]
        elif node.options:
            arguments.insert(0, node.options)
        return f"{node.name}({', '.join(arguments)})"

    def limits(self, node: Limits) -> str:
        """Write a base that says where its scripts stand."""
        function = "limits" if node.limits else "scripts"
        return f"{function}({self.argument(node.base)})"

    def classed(self, node: Classed) -> str:
        """Write a node with the class it was given."""
        return f'class("{node.name}", {self.argument(node.body)})'

    def operator(self, node: Operator) -> str:
        """Write a named function."""
        if isinstance(node.body, str):
            body = quoted(node.body)
        else:
            words = plain_words(node.body)
            body = quoted(words) if words is not None else self.argument(node.body)
        return f"op({body}, limits: #true)" if node.limits else f"op({body})"

    def styled(self, node: Styled) -> str:
        """Write a node in its style."""
        markup = self.in_size(node.body, node.size)
        return f"{node.size}({markup})" if markup else ""

    def choice(self, node: Choice) -> str:
        """Write what is meant for the style that holds."""
        return self.emit(node.bodies[_SIZES.index(self.size)])

    def font(self, node: Font) -> str:
        """Write a node in its alphabet."""
        outer, self._alphabet = self._alphabet, node.alphabet
        body = node.body
        if type(body) is Symbol:
            body = Sequence([body])
        markup = self.emit(body)
        self._alphabet = outer
        return markup

    def emboldened(self, node: Bold) -> str:
        """Write a node in bold."""
        outer, self._bold = self._bold, True
        markup = self.emit(node.body)
        self._bold = outer
        return markup

    def wrapped(self, node: Wrapped) -> str:
        """Write a node inside its code."""
        body = self.in_size(node.body, node.size or self.size)
        if not node.before.endswith("$"):
            return f"{node.before}{body}{node.after}" if body or node.before[0] == "#" else ""
        # An equation inside code begins in text style, whatever is around it.
        if (node.size or self.size) == "display":
            body = f"display({body})" if body else ""
        elif self.size in {"script", "sscript"}:
            body = f"{self.size}({body})" if body else ""
        return f"{node.before}{body or EMPTY}{node.after}"

    def text(self, node: Text) -> str:
        """Write words, and the formulas between them."""
        outer = self._alphabet, self._bold
        parts = []
        for piece in node.pieces:
            if isinstance(piece, tuple):
                self._alphabet, self._bold = None, False
                parts.append(styled_words(*piece))
            else:
                self._alphabet, self._bold = None, False
                parts.append(self.in_size(piece, "inline" if self.size == "display" else self.size))
        self._alphabet, self._bold = outer
        return glue(parts)

    def space(self, node: Space) -> str:
        """Write a space."""
        return node.markup

    def fenced(self, node: Fenced) -> str:
        """Write what stands between delimiters that grow."""
        left, right = fence(node.left, "opening"), fence(node.right, "closing")
        return f"lr({glue([left, self.sequence(node.body), right])})"

    def middle(self, node: Middle) -> str:
        """Write a delimiter in the middle."""
        return f"mid({fence(node.char, 'fence')})"

    def sized(self, node: Sized) -> str:
        """Write a delimiter of a fixed size."""
        usual = "opening" if node.kind == "" else node.kind
        markup = f"lr(size: #{node.em:g}em, {fence(node.char, usual)})"
        if node.kind == "" and not is_paired(node.char):
            return f'class("normal", {markup})'
        if node.kind == "relation" or (node.kind and not is_paired(node.char)):
            return f'class("{node.kind}", {markup})'
        return markup

    def grid(self, node: Grid) -> str:
        """Write rows and columns."""
        rows = node.rows
        if node.name == "equation" and len(rows) == 1 and len(rows[0].cells) == 1:
            return self.sequence(rows[0].cells[0])
        size = node.size
        cells = [[self.in_size(cell, size) for cell in row.cells] for row in rows]
        if not node.align:
            cells = [[line_markup(row, node.name)] for row in cells]
        if size == "display":
            cells = [[f"display({cell})" if cell else "" for cell in row] for row in cells]
        if is_ruled_outside(node, cells):
            return table_markup(node, cells)
        markup = mat_markup(node, cells)
        if node.name == "atop":
            return markup
        return f"inline({markup})" if size == "script" else self._in_display(markup)

    def proof(self, node: Proof) -> str:
        """Write a conclusion below its premises."""
        premises = [self._piece(premise) for premise in node.premises]
        labels = [
            self.in_size(label, "script") if label is not None else None
            for label in (node.left, node.right)
        ]
        return proof_markup(premises, self._piece(node.conclusion), node.lines, *labels)

    def _piece(self, node: Node) -> str:
        return self.in_size(node, "inline") or EMPTY

    def _in_display(self, markup: str) -> str:
        """Let cells be of text size, which Typst takes from a display only."""
        return markup if self.size == "display" else f"display({markup})"


_SINGLE: Final = (Symbol, Call, Limits, Classed, Operator, Fenced, Sized, Wrapped)

# Each method takes its own kind of node, which a type cannot say.
_METHODS: Final[dict[type[Node], Callable[[Emitter, Any], str]]] = {
    Sequence: Emitter.sequence, Group: Emitter.group, Script: Emitter.script,
    Call: Emitter.call, Limits: Emitter.limits, Classed: Emitter.classed,
    Operator: Emitter.operator, Styled: Emitter.styled, Choice: Emitter.choice,
    Font: Emitter.font, Bold: Emitter.emboldened, Wrapped: Emitter.wrapped,
    Text: Emitter.text, Space: Emitter.space, Fenced: Emitter.fenced,
    Middle: Emitter.middle, Sized: Emitter.sized, Grid: Emitter.grid, Proof: Emitter.proof,
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
