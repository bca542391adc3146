"""The only place that makes Typst text: literals, calls and blocks in Typst's code mode.

Markup mode has some thirty characters with a meaning; a string literal in code mode has two.
So nothing an author writes is ever markup: it is a string literal, handed to a function.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

__all__ = [
    "EMPTY",
    "Code",
    "Value",
    "block",
    "call",
    "comment",
    "formula",
    "string",
    "text_of",
    "unescaped",
    "value",
]


class Code(str):
    """A Typst expression (or a line comment) in code mode, safe to be put into a file."""

    __slots__ = ()


# What `value` turns into a literal. `object` in the containers keeps JSON data acceptable.
Value = Code | str | bool | int | float | None | Sequence[object] | Mapping[str, object]


class Literal(Code):
    """A string literal; two of them side by side are one."""

    __slots__ = ()


class Block(Code):
    """Expressions in braces; in another block, the braces are not needed."""

    __slots__ = ()


class Comment(Code):
    """A line comment."""

    __slots__ = ()


EMPTY: Final = Code("[]")

_NAME: Final = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*\Z")
_KEYWORD: Final = re.compile(r"[a-z][a-z0-9-]*\Z")
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPED: Final = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
# Quotes and backslashes end or extend a literal. Control characters, separators and bidirectional
# controls are written as escapes, so that what a person sees in the file is what Typst reads.
_SPECIAL: Final = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_OPENING: Final = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _POP),
    **dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE),
}
_CLOSING: Final = (_POP, _POP_ISOLATE)
_DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Before what begins a line, or a column, and is not Latin.
_BREAK: Final = re.compile("[\t\n\r\x85\u2028\u2029](?=[^\x00-\u02ff])")
_WORD_JOINER: Final = "\u2060"
# Nothing prints for these, and PDF/A forbids some; they carry no text.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"  # half a character cannot be written as UTF-8
    return _ESCAPES.get(character) or f"\\u{{{ord(character):x}}}"


def string(text: str) -> Literal:
    """Write `text` as a string literal; control characters other than tab and newline go.

    What changes the direction of text is closed with it, so that it cannot reorder what follows,
    as the page number in a table of contents.
    """
    text = _BREAK.sub(_hold, closed(_CONTROL.sub("", text)))
    return Literal('"' + _SPECIAL.sub(_escape, text) + '"')


def _hold(match: re.Match[str]) -> str:
    """Give a mark that begins a line a joiner to stand on: alone, it may get no font."""
    following = match.string[match.end()]
    alone = unicodedata.category(following)[0] == "M"
    return match.group() + _WORD_JOINER if alone else match.group()


def text_of(literal: str) -> str:
    """Read a string literal back."""
    return unescaped(literal[1:-1])


def unescaped(source: str) -> str:
    """Give a source, or the inside of a literal, with characters in the place of their escapes."""
    return _ESCAPED.sub(_unescape, source)


def _unescape(match: re.Match[str]) -> str:
    code, letter = match.groups()
    return chr(int(code, 16)) if code else _LETTERS.get(letter, letter)


def closed(text: str) -> str:
    """End the embeddings, overrides and isolates that a text begins; drop ends of none."""
    if not _DIRECTION.search(text):
        return text
    waiting: list[str] = []
    parts: list[str] = []
    for character in text:
        if character in _OPENING:
            waiting.append(_OPENING[character])
        elif character in _CLOSING:
            if character not in waiting:
                continue
            while waiting[-1] != character:
                parts.append(waiting.pop())
            waiting.pop()
        parts.append(character)
    return "".join([*parts, *reversed(waiting)])


def value(item: object) -> Code:  # noqa: PLR0911 - a case for each kind of literal
    """Write a Python value as a literal: numbers, strings, lists, mappings with string keys."""
    if isinstance(item, Code):
        return item
    if item is None:
        return Code("none")
    if isinstance(item, bool):
        return Code("true" if item else "false")
    if isinstance(item, int | float):
        return _number(item)
    if isinstance(item, str):
        return string(item)
    if isinstance(item, Mapping):
        if not item:
            return Code("(:)")
        pairs = ", ".join(f"{string(str(key))}: {value(entry)}" for key, entry in item.items())
        return Code(f"({pairs})")
    if isinstance(item, Iterable):
        return Code("(" + "".join(f"{value(entry)}, " for entry in item).rstrip(" ") + ")")
    raise TypeError(f"no Typst literal for {item!r}")


def _number(item: float) -> Code:
    if isinstance(item, int) and not -(2**63) <= item < 2**63:
        item = float(item)
    if not isinstance(item, int) and not math.isfinite(item):
        raise TypeError(f"no Typst literal for {item!r}")
    # A bare minus would bind to what stands before it.
    return Code(f"({item!r})" if item < 0 else repr(item))


def call(name: str, /, *arguments: object, **named: object) -> Code:
    """Write a function call. `_` in a keyword stands for `-`; other names are ours, and checked."""
    if not _NAME.match(name):
        raise ValueError(f"not the name of a Typst function: {name!r}")
    parts = [value(argument) for argument in arguments]
    for key, argument in named.items():
        keyword = key.rstrip("_").replace("_", "-")
        if not _KEYWORD.match(keyword):
            raise ValueError(f"not the name of a Typst argument: {key!r}")
        parts.append(Code(f"{keyword}: {value(argument)}"))
    return Code(f"{name}({', '.join(parts)})")


def block(items: Iterable[Code]) -> Code:
    """Join expressions into one: nothing is empty content, one is itself, more are a block."""
    lines: list[Code] = []
    for item in items:
        if isinstance(item, Literal) and lines and isinstance(lines[-1], Literal):
            lines[-1] = Literal(lines[-1][:-1] + item[1:])
        elif isinstance(item, Block):
            lines.append(Code(item[2:-2]))
        else:
            lines.append(item)
    if all(isinstance(line, Comment) for line in lines):
        return EMPTY
    if len(lines) == 1 and "\n" not in lines[0]:
        return lines[0]
    return Block("{\n" + "\n".join(lines) + "\n}")


def comment(text: str) -> Comment:
    """Write a line comment; it ends with the line, so `text` may not contain one."""
    if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", text):
        raise ValueError("a comment is one line")
    return Comment(f"// {text}")


def formula(markup: str) -> Code:
    """Take the inside of `$...$` as the body of an equation; `markup` is the math room's own."""
    # The spaces keep a trailing backslash or a leading letter from touching the dollar signs.
    return Code(f"$ {markup} $.body")


_UNITS: Final = {"%": "%", "pt": "pt", "mm": "mm", "cm": "cm", "in": "in", "em": "em"}
_SCALED: Final = {"px": (0.75, "pt"), "": (0.75, "pt"), "pc": (12.0, "pt"), "ex": (0.5, "em")}
_LENGTH: Final = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-z%]*)\s*\Z")


def length(text: object) -> Code | None:
    """Write a length of docutils (`50%`, `200px`, `10em`); None for what is no such length."""
    match = _LENGTH.match(str(text).lower())
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    if unit in _SCALED:
        factor, unit = _SCALED[unit]
        number *= factor
    if unit not in _UNITS:
        return None
    return Code(f"{number:.4g}{unit}")
