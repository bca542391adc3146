"""The tree to Typst's mathematics.

Whatever an author typed leaves this module either as a character that means itself (escaped
where Typst would see syntax in it) or inside a string; all functions are called by name from
here. That is what keeps formulas from becoming programs.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final

from sphinx_typst.math.alphabet import WORD_FUNCTIONS, styled
from sphinx_typst.math.grid import is_ruled_outside, line_markup, mat_markup, table_markup
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
        count = len(items)
        while index < count and type(item := items[index]) is Symbol:
            if item.kind == "digit":
                digits += item.char
            elif (
                item.char == "."
                and "." not in digits
                and index + 1 < count
                and type(after := items[index + 1]) is Symbol
                and after.kind == "digit"
            ):
                digits += "."
            else:
                break
            index += 1
        if self._bold or self._alphabet not in {None, "rm", "it", "cal", "scr", "frak"}:
            shown = [
                styled(digit, self._alphabet, bold=self._bold) if digit != "." else "\\."
                for digit in digits
            ]
            parts.append(glue(shown))
        else:
            parts.append(digits)
        return index

    def _word(self, items: list[Node], index: int, parts: list[str]) -> int:
        """Write letters of an upright alphabet as one word; return where it ends."""
        start = index
        word = ""
        scripted: Script | None = None
        count = len(items)
        while index < count:
            item = items[index]
            if type(item) is Symbol and _in_word(item, word):
                word += item.char
                index += 1
                continue
            if type(item) is Script and type(item.base) is Symbol and _in_word(item.base, word):
                if word:
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
        if alphabet in {"bfit"}:
            markup = f"italic({markup})"
        if (self._bold and alphabet != "bf") or alphabet == "sfbf":
            markup = f"sans({markup})" if alphabet == "sfbf" else f"bold({markup})"
        return markup

    def _symbol(self, node: Symbol) -> str:
        char, kind = node.char, node.kind
        if kind == "letter" or kind == "digit":
            return styled(char, self._alphabet, bold=self._bold)
        if kind == "text":
            return self.word(char)
        if self._bold or self._alphabet == "bf":
            bold = styled(char, "bf", bold=False)
            if bold != char:
                return bold
        return literal(char, kind)

    def _group(self, node: Group) -> str:
        items = node.body.items
        if not items:
            return EMPTY
        markup = self.sequence(node.body)
        if _edge(items[0]) or _edge(items[-1]):
            return f'class("normal", {markup})'
        return markup

    def _script(self, node: Script) -> str:
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
        if _is_relation(base):
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

    def _call(self, node: Call) -> str:
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

    def _limits(self, node: Limits) -> str:
        function = "limits" if node.limits else "scripts"
        return f"{function}({self.argument(node.base)})"

    def _classed(self, node: Classed) -> str:
        return f'class("{node.name}", {self.argument(node.body)})'

    def _operator(self, node: Operator) -> str:
        if isinstance(node.body, str):
            body = quoted(node.body)
        else:
            words = _plain_words(node.body)
            body = quoted(words) if words is not None else self.argument(node.body)
        return f"op({body}, limits: #true)" if node.limits else f"op({body})"

    def _styled(self, node: Styled) -> str:
        markup = self.in_size(node.body, node.size)
        return f"{node.size}({markup})" if markup else ""

    def _choice(self, node: Choice) -> str:
        return self.emit(node.bodies[_SIZES.index(self.size)])

    def _font(self, node: Font) -> str:
        outer, self._alphabet = self._alphabet, node.alphabet
        body = node.body
        if type(body) is Symbol:
            body = Sequence([body])
        markup = self.emit(body)
        self._alphabet = outer
        return markup

    def _emboldened(self, node: Bold) -> str:
        outer, self._bold = self._bold, True
        markup = self.emit(node.body)
        self._bold = outer
        return markup

    def _wrapped(self, node: Wrapped) -> str:
        body = self.in_size(node.body, node.size or self.size)
        if not node.before.endswith("$"):
            return f"{node.before}{body}{node.after}" if body or node.before[0] == "#" else ""
        # An equation inside code begins in text style, whatever is around it.
        if (node.size or self.size) == "display":
            body = f"display({body})" if body else ""
        elif self.size in {"script", "sscript"}:
            body = f"{self.size}({body})" if body else ""
        return f"{node.before}{body or EMPTY}{node.after}"

    def _text(self, node: Text) -> str:
        outer = self._alphabet, self._bold
        parts = []
        for piece in node.pieces:
            if isinstance(piece, tuple):
                self._alphabet, self._bold = None, False
                parts.append(_styled_words(*piece))
            else:
                self._alphabet, self._bold = None, False
                parts.append(self.in_size(piece, "inline" if self.size == "display" else self.size))
        self._alphabet, self._bold = outer
        return glue(parts)

    def _space(self, node: Space) -> str:
        return node.markup

    def _fenced(self, node: Fenced) -> str:
        left, right = fence(node.left, "opening"), fence(node.right, "closing")
        return f"lr({glue([left, self.sequence(node.body), right])})"

    def _middle(self, node: Middle) -> str:
        return f"mid({fence(node.char, 'fence')})"

    def _sized(self, node: Sized) -> str:
        usual = "opening" if node.kind == "" else node.kind
        markup = f"lr(size: #{node.em:g}em, {fence(node.char, usual)})"
        if node.kind == "" and not is_paired(node.char):
            return f'class("normal", {markup})'
        if node.kind == "relation" or (node.kind and not is_paired(node.char)):
            return f'class("{node.kind}", {markup})'
        return markup

    def _grid(self, node: Grid) -> str:
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

    def _in_display(self, markup: str) -> str:
        """Let cells be of text size, which Typst takes from a display only."""
        return markup if self.size == "display" else f"display({markup})"


_SINGLE: Final = (Symbol, Call, Limits, Classed, Operator, Fenced, Sized, Wrapped)

_METHODS: Final[dict[type[Node], Callable[[Emitter, Node], str]]] = {
    Sequence: Emitter.sequence, Group: Emitter._group, Script: Emitter._script,
    Call: Emitter._call, Limits: Emitter._limits, Classed: Emitter._classed,
    Operator: Emitter._operator, Styled: Emitter._styled, Choice: Emitter._choice,
    Font: Emitter._font, Bold: Emitter._emboldened, Wrapped: Emitter._wrapped,
    Text: Emitter._text, Space: Emitter._space, Fenced: Emitter._fenced,
    Middle: Emitter._middle, Sized: Emitter._sized, Grid: Emitter._grid,
}  # type: ignore[dict-item]  # each method takes its own kind of node  # fmt: skip


def _in_word(node: Symbol, word: str) -> bool:
    """Say whether a symbol goes on with a word of an upright alphabet."""
    char = node.char
    if node.kind == "text":
        return True
    if node.kind in {"letter", "digit"}:
        return char.isascii() and (node.kind == "letter" or bool(word))
    return bool(word) and char == "." and not word.isdigit()


def _edge(node: Node) -> bool:
    """Say whether a node at the edge of a group would space itself from the neighbours."""
    while True:
        if isinstance(node, Symbol):
            return node.kind in {"bin", "rel", "op", "punct"}
        if isinstance(node, Operator):
            return True
        if isinstance(node, Classed):
            return node.name != "normal"
        if isinstance(node, Script | Limits) and node.base is not None:
            node = node.base
        elif isinstance(node, Font | Bold | Styled):
            node = node.body
        elif isinstance(node, Sequence) and node.items:
            node = node.items[0]
        else:
            return False


def _is_relation(node: Node) -> bool:
    """Say whether Typst would set scripts over and under a node, where LaTeX does not."""
    while isinstance(node, Group | Sequence | Classed):
        if isinstance(node, Classed):
            node = node.body
            continue
        items = node.items if isinstance(node, Sequence) else node.body.items
        if len(items) != 1:
            return False
        node = items[0]
    return isinstance(node, Symbol) and node.kind == "rel"


def _plain_words(node: Node) -> str | None:
    """Return the text of an operator's name, if it is nothing but text."""
    if isinstance(node, Font) and node.alphabet == "rm":
        return _plain_words(node.body)
    if isinstance(node, Sequence | Group):
        items = node.items if isinstance(node, Sequence) else node.body.items
        parts = [_plain_words(item) for item in items]
        known = [part for part in parts if part is not None]
        return "".join(known) if known and len(known) == len(parts) else None
    if isinstance(node, Symbol):
        if node.kind in {"digit", "text"} or (node.kind == "letter" and node.char.isascii()):
            return node.char
        return {"−": "-", "∗": "*", ".": ".", "/": "/"}.get(node.char)
    if isinstance(node, Space):
        return {"thin": "\u2009", "med": "\u2005", "thick": "\u2004", '" "': " "}.get(node.markup)
    if isinstance(node, Text) and all(isinstance(piece, tuple) for piece in node.pieces):
        return "".join(text for text, font in node.pieces if font in {"", "rm"}) or None  # type: ignore[misc]
    return None


def _styled_words(text: str, font: str) -> str:
    """Write words of a text in their font."""
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = text.replace("`", "‘").replace("'", "’")
    if font == "sc":
        return _small_capitals(text)
    markup = quoted(text)
    function = WORD_FUNCTIONS.get(font, "")
    if function:
        markup = f"{function}({markup})"
    return f"italic({markup})" if font == "bfit" else markup


def _small_capitals(text: str) -> str:
    """Write small capitals as smaller capitals: fonts of mathematics have no others."""
    parts = []
    for small, group in groupby(text, key=str.islower):
        run = quoted("".join(group).upper())
        parts.append(f"text(size: #0.8em, {run})" if small else run)
    return glue(parts)
