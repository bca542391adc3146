"""What is one number or one word, found among nodes side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from latex_math.mathml.letter import JOINING
from latex_math.tree import Group, Node, Script, Sequence, Symbol

_THOUSAND: Final = 3


@dataclass(slots=True)
class Number(Node):
    """Digits that are one number, with their point and their commas."""

    text: str


@dataclass(slots=True)
class Word(Node):
    """Letters that are one word."""

    text: str


def flat(node: Node) -> list[Node]:
    """Return nodes side by side, those of sequences among them too."""
    if not isinstance(node, Sequence):
        return [node]
    found: list[Node] = []
    for item in node.items:
        if isinstance(item, Sequence):
            found += flat(item)
        else:
            found.append(item)
    return found


def joined(items: list[Node], alphabet: str | None) -> list[Node]:
    """Return nodes side by side with numbers and words as one node each.

    What carries scripts is the whole number or word.
    """
    found: list[Node] = []
    index = 0
    while index < len(items):
        item = items[index]
        end, text = _number(items, index)
        made: type[Number | Word] = Number
        if not text:
            end, text = _word(items, index, alphabet)
            made = Word
        if not text:
            found.append(item)
            index += 1
            continue
        last = items[end - 1]
        if isinstance(last, Script):
            found.append(Script(made(text), last.sub, last.sup))
        else:
            found.append(made(text))
        index = end
    return found


def _number(items: list[Node], start: int) -> tuple[int, str]:
    """Return where the number ends that begins here, and its characters."""
    text, index, point = "", start, False
    while index < len(items):
        digit = _char(items[index], "digit")
        if digit:
            text += digit
            index += 1
            if isinstance(items[index - 1], Script):
                break
        elif not point and _is_point(items[index]) and _digits(items, index + 1, 1):
            text, index, point = text + ".", index + 1, True
        elif text and not point and _is_comma(items[index]) and _digits(items, index + 1, 3):
            text, index = text + ",", index + 1
        else:
            break
    return index, text


def _word(items: list[Node], start: int, alphabet: str | None) -> tuple[int, str]:
    text, index = "", start
    while index < len(items):
        item = items[index]
        char = _char(item, "text")
        if not char and alphabet in JOINING:
            char = _char(item, "letter")
            char = char if char.isascii() else ""
        if not char:
            break
        text += char
        index += 1
        if isinstance(item, Script):
            break
    return index, text


def _char(item: Node, kind: str) -> str:
    """Return the character of a symbol of some kind, perhaps with scripts at it."""
    base = item.base if isinstance(item, Script) else item
    return base.char if isinstance(base, Symbol) and base.kind == kind else ""


def _digits(items: list[Node], start: int, count: int) -> bool:
    """Say whether so many digits follow."""
    following = items[start : start + count]
    if len(following) < count or not all(_char(item, "digit") for item in following):
        return False
    if count < _THOUSAND:
        return True
    beyond = start + count
    return beyond >= len(items) or not _char(items[beyond], "digit")


def _is_point(item: Node) -> bool:
    return isinstance(item, Symbol) and item.char == "."


def _is_comma(item: Node) -> bool:
    """Say whether an item is a comma in braces, which parts thousands."""
    items = item.body.items if isinstance(item, Group) else []
    return len(items) == 1 and isinstance(items[0], Symbol) and items[0].char == ","
