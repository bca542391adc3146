"""Writes a PNG anew from the chunks that make the picture, moving ones too."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.raster.exif import only_orientation
from sphinx_proceedings.media.raster.profile import MOST, is_profile
from sphinx_proceedings.media.size import check_parts, check_size

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
# Chunks without which there is no picture: a fault in one is a fault of the file.
_CRITICAL: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_MANY: Final = frozenset({b"IDAT", b"fcTL", b"fdAT"})
# What is kept besides, and how long it may be. None of these has room for words.
# Source: W3C, "PNG Specification (Third Edition)", section 11.3.
_LENGTHS: Final = {
    b"IHDR": (13, 13),
    b"PLTE": (3, 768),
    b"tRNS": (1, 256),
    b"cHRM": (32, 32),
    b"gAMA": (4, 4),
    b"sRGB": (1, 1),
    b"sBIT": (1, 4),
    b"cICP": (4, 4),
    b"mDCV": (24, 24),
    b"cLLI": (8, 8),
    b"bKGD": (1, 6),
    b"pHYs": (9, 9),
    b"acTL": (8, 8),
    b"fcTL": (26, 26),
}


def clean(data: bytes) -> bytes:
    """Return the same picture without texts, times, and all else that is not on the list."""
    pieces = [_SIGNATURE]
    seen: set[bytes] = set()
    frames = 1
    for count, (name, body, sound) in enumerate(_chunks(data)):
        check_parts(count)
        if name in seen and name not in _MANY:
            continue
        if not seen and name != b"IHDR":
            break
        if name in _CRITICAL and not sound:
            raise FaultError("is damaged")
        kept = _kept(name, body) if sound else None
        if name == b"IHDR" and kept:
            width, height = _number(body[:4]), _number(body[4:8])
            check_size(width, height)
        frames += name == b"fcTL"
        if kept is not None:
            seen.add(name)
            pieces.append(_chunk(name, kept))
    if not seen >= {b"IHDR", b"IDAT", b"IEND"}:
        raise FaultError("is damaged: a part of it is missing")
    check_size(width, height, frames)
    return b"".join(pieces)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Give name and body of each chunk up to the last, and whether its checksum is right."""
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        length = _number(data[at : at + 4])
        name, end = data[at + 4 : at + 8], at + 8 + length
        if end + 4 > len(data):
            raise FaultError("is damaged: a part of it is missing")
        yield (
            name,
            data[at + 8 : end],
            zlib.crc32(data[at + 4 : end]) == _number(data[end : end + 4]),
        )
        if name == b"IEND":
            return  # what follows is no part of the picture
        at = end + 4


def _kept(name: bytes, body: bytes) -> bytes | None:  # noqa: PLR0911 (one for each family)
    """Return what is kept of a chunk, or None if it goes."""
    if name in {b"IDAT", b"fdAT"}:
        return body
    if name == b"IEND":
        return b""
    if name == b"eXIf":
        return only_orientation(body) or None
    if name == b"iCCP":
        return _profile(body)
    if name not in _LENGTHS:
        if not name[:1].islower():
            raise FaultError("is damaged")  # only what is not needed has a small first letter
        return None
    least, most = _LENGTHS[name]
    if least <= len(body) <= most:
        return body
    if name in _CRITICAL:
        raise FaultError("is damaged")
    return None


def _profile(body: bytes) -> bytes | None:
    """Return a colour profile, packed as it was but under a name that says nothing."""
    _, _, packed = body.partition(b"\0")
    if packed[:1] != b"\0":
        return None
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(packed[1:], MOST + 1)
    except zlib.error:
        return None
    if not unpacker.eof or not is_profile(profile):
        return None
    end = len(packed) - len(unpacker.unused_data)
    return b"ICC\0" + packed[:end]


def _chunk(name: bytes, body: bytes) -> bytes:
    return b"".join(
        (len(body).to_bytes(4, "big"), name, body, zlib.crc32(name + body).to_bytes(4, "big"))
    )


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
