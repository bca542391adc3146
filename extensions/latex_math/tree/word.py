"""Words in a tree: what an operator's name and a text are, as strings."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from latex_math.tree.node import Font, Group, Node, Sequence, Space, Symbol, Text

_SPACES = {"thin": "\u2009", "med": "\u2005", "thick": "\u2004", "word": " "}
_SIGNS = {"−": "-", "∗": "*", ".": ".", "/": "/"}


def plain_words(node: Node, *, upright: bool = False) -> str | None:
    """Return the text of an operator's name, if it is nothing but upright text."""
    result: str | None = None
    if isinstance(node, Font) and node.alphabet == "rm":
        result = plain_words(node.body, upright=True)
    elif isinstance(node, Sequence | Group):
        items = node.items if isinstance(node, Sequence) else node.body.items
        parts = [plain_words(item, upright=upright) for item in items]
        known = [part for part in parts if part is not None]
        result = "".join(known) if known and len(known) == len(parts) else None
    elif isinstance(node, Symbol) and upright:
        if node.kind in {"digit", "text"} or (node.kind == "letter" and node.char.isascii()):
            result = node.char
        else:
            result = _SIGNS.get(node.char)
    elif isinstance(node, Space):
        result = _SPACES.get(node.name or "")
    elif isinstance(node, Text):
        strings = [piece for piece in node.pieces if isinstance(piece, tuple)]
        if len(strings) == len(node.pieces) and {font for _, font in strings} <= {"", "rm"}:
            result = "".join(text for text, _ in strings) or None
    return result


def typeset(text: str) -> str:
    """Return words with the dashes and the quotation marks that LaTeX makes of their signs."""
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return text.replace("`", "‘").replace("'", "’")
