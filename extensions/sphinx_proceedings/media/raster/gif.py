"""Writes a GIF anew from the blocks that make the picture, moving ones too."""

from __future__ import annotations

from typing import Final

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.size import check_parts, check_size

# Source: CompuServe, "Graphics Interchange Format, Version 89a".
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION, _PLAIN_TEXT = 0xF9, 0xFF, 0x01
_LOOPS: Final = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})


def clean(data: bytes) -> bytes:
    """Return the same picture without comments, texts, and what follows its end."""
    width, height = _little(data, 6), _little(data, 8)
    check_size(width, height)
    at = 13 + _palette(data, 10)
    pieces = [data[:at]]
    control = b""
    frames = count = 0
    looped = False
    while (introducer := _byte(data, at)) != _TRAILER:
        check_parts(count := count + 1)
        if introducer == _IMAGE:
            start = at
            at = _past_blocks(data, at + 11 + _palette(data, at + 9))
            pieces += (control, data[start:at])
            control = b""
            frames += 1
            check_size(width, height, frames)
            check_size(max(width, _little(data, start + 5)), max(height, _little(data, start + 7)))
        elif introducer == _EXTENSION:
            label, start = _byte(data, at + 1), at + 2
            at = _past_blocks(data, start)
            if label == _CONTROL and at - start == 6:  # noqa: PLR2004 (its fixed length)
                control = data[start - 2 : at]
            elif label == _PLAIN_TEXT:
                control = b""  # which was that of the text
            elif label == _APPLICATION and not looped and (loop := _loop(data[start:at])):
                pieces.append(loop)
                looped = True
        else:
            raise FaultError("is damaged")
    if not frames:
        raise FaultError("has no pixels")
    return b"".join((*pieces, b"\x3b"))


def _loop(blocks: bytes) -> bytes:
    """Return the block that says how often a picture moves, if this is one.

    Its name, a block of three bytes that begins with 1, and the end: nothing else fits in.
    """
    name, rest = blocks[1:12], blocks[12:]
    if blocks[0] == 11 and name in _LOOPS and len(rest) >= 5 and rest[:2] == b"\3\1":  # noqa: PLR2004
        return b"\x21\xff\x0b" + name + rest[:4] + b"\0"
    return b""


def _past_blocks(data: bytes, at: int) -> int:
    while length := _byte(data, at):
        at += 1 + length
    return at + 1


def _palette(data: bytes, at: int) -> int:
    """Return how many bytes the palette takes that the flags at a place announce."""
    flags = _byte(data, at)
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise FaultError("is damaged: a part of it is missing")
    return data[at]


def _little(data: bytes, at: int) -> int:
    return _byte(data, at) | _byte(data, at + 1) << 8
