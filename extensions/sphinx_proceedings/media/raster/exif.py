"""Reads the one thing of EXIF that belongs to the look of a picture, and writes it alone."""

from __future__ import annotations

from typing import Final, Literal

_PREFIX: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112
_SHORT: Final = 3
_UPRIGHT: Final = 1
_LAST: Final = 8


def orientation(block: bytes) -> int:
    """Return how a picture is turned, 1 to 8; 1, which is upright, if that cannot be told."""
    block = block.removeprefix(_PREFIX)
    order: Literal["little", "big"]
    if block[:4] == b"II*\0":
        order = "little"
    elif block[:4] == b"MM\0*":
        order = "big"
    else:
        return _UPRIGHT
    start = int.from_bytes(block[4:8], order)
    count = int.from_bytes(block[start : start + 2], order)
    for at in range(start + 2, start + 2 + 12 * count, 12):
        entry = block[at : at + 12]
        if len(entry) < 12:  # noqa: PLR2004 (an entry has twelve bytes)
            break
        if int.from_bytes(entry[:2], order) == _ORIENTATION:
            kind = int.from_bytes(entry[2:4], order)
            value = int.from_bytes(entry[8:10], order)
            return value if kind == _SHORT and _UPRIGHT <= value <= _LAST else _UPRIGHT
    return _UPRIGHT


def minimal(turned: int) -> bytes:
    """Return an EXIF block that tells how a picture is turned and nothing else; empty if upright.

    Source: JEITA CP-3451, "Exif", and Adobe, "TIFF 6.0": a header, and one directory of one entry.
    """
    if turned == _UPRIGHT:
        return b""
    entry = b"\x12\1\3\0\1\0\0\0" + turned.to_bytes(4, "little")
    return b"II*\0\x08\0\0\0" + b"\1\0" + entry + b"\0\0\0\0"


def only_orientation(block: bytes) -> bytes:
    """Return an EXIF block that says no more than how the picture is turned; empty if upright."""
    return minimal(orientation(block))
