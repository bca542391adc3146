"""Writes a WebP anew from the chunks that make the picture, moving ones too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.raster.exif import only_orientation
from sphinx_proceedings.media.raster.profile import is_profile
from sphinx_proceedings.media.size import check_parts, check_size

# Source: RFC 9649, "WebP Image Format", section 2.7.
_ANIMATION, _EXIF, _ALPHA, _PROFILE = 0x02, 0x08, 0x10, 0x20
_PICTURES: Final = frozenset({b"VP8 ", b"VP8L"})
_FRAME_HEADER: Final = 16


def clean(data: bytes) -> bytes:
    """Return the same picture without EXIF, XMP, unknown chunks, and what follows its end."""
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    chunks = list(_chunks(data[12:end]))
    if not chunks:
        raise FaultError("is damaged: a part of it is missing")
    if chunks[0][0] in _PICTURES:
        check_size(*_pixels(*chunks[0]))
        return _riff([_chunk(*chunks[0])])
    if chunks[0][0] != b"VP8X" or len(chunks[0][1]) != 10:  # noqa: PLR2004 (its fixed length)
        raise FaultError("is damaged")
    return _extended(chunks[0][1], chunks[1:])


def _extended(  # noqa: C901 (one branch for each kind of chunk)
    header: bytes, chunks: list[tuple[bytes, bytes]]
) -> bytes:
    flags = header[0] & (_ALPHA | _ANIMATION)
    width, height = _little(header[4:7]) + 1, _little(header[7:10]) + 1
    check_size(width, height)
    head: list[bytes] = []
    pictures: list[bytes] = []
    seen: set[bytes] = set()
    exif = b""
    frames = 0
    for name, body in chunks:
        if name == b"ANMF" and flags & _ANIMATION:
            frames += 1
            check_size(width, height, frames)
            pictures.append(_chunk(name, _frame(body)))
            continue
        if name in seen:
            continue
        seen.add(name)
        if name == b"ICCP" and is_profile(body):
            flags |= _PROFILE
            head.append(_chunk(name, body))
        elif name == b"ANIM" and flags & _ANIMATION and len(body) == 6:  # noqa: PLR2004 (fixed)
            head.append(_chunk(name, body))
        elif not flags & _ANIMATION and (name == b"ALPH" or name in _PICTURES):
            if name in _PICTURES:
                check_size(*_pixels(name, body))
            pictures.append(_chunk(name, body))
        elif name == b"EXIF":
            exif = only_orientation(body)
    if not pictures:
        raise FaultError("has no pixels")
    if exif:
        flags |= _EXIF
        pictures.append(_chunk(b"EXIF", exif))
    return _riff([_chunk(b"VP8X", bytes((flags, 0, 0, 0)) + header[4:10]), *head, *pictures])


def _frame(body: bytes) -> bytes:
    """Return one picture of an animation, without chunks that are no part of it."""
    pieces = [body[:_FRAME_HEADER]]
    for name, part in _chunks(body[_FRAME_HEADER:]):
        if name in _PICTURES:
            check_size(*_pixels(name, part))
        if name == b"ALPH" or name in _PICTURES:
            pieces.append(_chunk(name, part))
    return b"".join(pieces)


def _pixels(name: bytes, body: bytes) -> tuple[int, int]:
    """Return width and height as the picture itself has them."""
    if name == b"VP8L":
        bits = _little(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = count = 0
    while at + 8 <= len(data):
        check_parts(count := count + 1)
        length = _little(data[at + 4 : at + 8])
        body = data[at + 8 : at + 8 + length]
        if len(body) != length:
            raise FaultError("is damaged: a part of it is missing")
        yield data[at : at + 4], body
        at += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def _riff(chunks: list[bytes]) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
