"""Writes a JPEG anew from the segments that make the picture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.raster.exif import only_orientation
from sphinx_proceedings.media.raster.profile import is_profile
from sphinx_proceedings.media.size import check_parts, check_size

# Source: ITU-T T.81, table B.1.
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})  # those that browsers draw
_OTHER_FRAMES: Final = frozenset({0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})  # Huffman, quantization, restart interval
_ALONE: Final = 0x01
# A marker, but neither a stuffed byte, a byte that fills, nor one that restarts inside a scan.
_MARKER: Final = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_ICC: Final = b"ICC_PROFILE\0"
# Each scan of a picture is drawn over the last: a small file may ask for thousands.
_MOST_SCANS: Final = 200


@dataclass
class _Picture:
    """What is found of a picture on the way through its file."""

    jfif: bytes = b""
    adobe: bytes = b""
    exif: bytes | None = None
    profile: dict[int, bytes] = field(default_factory=dict)
    profile_parts: int = 0
    pieces: list[bytes] = field(default_factory=list)
    frames: int = 0
    scans: int = 0


def clean(data: bytes) -> bytes:
    """Return the same picture without EXIF, XMP, IPTC, comments, and what follows its end."""
    picture = _Picture()
    at, count = 2, 0
    while found := _MARKER.search(data, at):
        check_parts(count := count + 1)
        code, at = found[1][0], found.end()
        if code == _EOI:
            break
        if code == _ALONE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        body = data[at + 2 : at + length]
        if code == _SOI or len(body) != length - 2:
            raise FaultError("is damaged")
        at += length
        if code == _SOS:
            picture.scans += 1
            following = _MARKER.search(data, at)
            end = following.start() if following else len(data)
            picture.pieces += (_segment(code, body), data[at:end])
            at = end
        else:
            _read(picture, code, body)
    return _written(picture)


def _read(picture: _Picture, code: int, body: bytes) -> None:
    if code in _FRAMES:
        picture.frames += 1
        check_size(int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))
    elif code in _OTHER_FRAMES:
        raise FaultError("is a JPEG of a kind that browsers do not show")
    if code in _FRAMES or code in _TABLES:
        picture.pieces.append(_segment(code, body))
    elif code == _APP0 and body[:5] == b"JFIF\0" and not picture.jfif:
        picture.jfif = body[:12].ljust(12, b"\0") + b"\0\0"  # without a small picture of its own
    elif code == _APP1 and body[:6] == b"Exif\0\0" and picture.exif is None:
        picture.exif = only_orientation(body)
    elif code == _APP2 and body.startswith(_ICC) and len(body) > len(_ICC) + 2:
        picture.profile_parts = body[13]
        picture.profile.setdefault(body[12], body[14:])
    elif code == _APP14 and body[:5] == b"Adobe" and not picture.adobe:
        picture.adobe = body[:12] if len(body) >= 12 else b""  # noqa: PLR2004 (its fixed length)


def _written(picture: _Picture) -> bytes:
    if picture.frames != 1 or not 0 < picture.scans <= _MOST_SCANS:
        raise FaultError("is damaged")
    head = [b"\xff\xd8"]
    if picture.jfif:
        head.append(_segment(_APP0, picture.jfif))
    if picture.exif:
        head.append(_segment(_APP1, b"Exif\0\0" + picture.exif))
    head += _profile(picture)
    if picture.adobe:
        head.append(_segment(_APP14, picture.adobe))
    return b"".join((*head, *picture.pieces, b"\xff\xd9"))


def _profile(picture: _Picture) -> list[bytes]:
    """Return the segments of a colour profile, if they make a whole one.

    Source: ICC.1:2022, annex B.4: each has its number from 1, and how many there are.
    """
    count = picture.profile_parts
    parts = [picture.profile.get(number, b"") for number in range(1, count + 1)]
    if not parts or not all(parts) or not is_profile(b"".join(parts)):
        return []
    return [
        _segment(_APP2, _ICC + bytes((number, count)) + part)
        for number, part in enumerate(parts, 1)
    ]


def _segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + (len(body) + 2).to_bytes(2, "big") + body
