"""Measures what a file unpacks to, and what it draws, before anything is unpacked or drawn.

A file of a few kilobytes can unpack to gigabytes, or draw one form a million times: nothing that
looks at it would come to an end. Such a file is refused for what it is.
"""

from __future__ import annotations

import base64
import contextlib
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake.finding import RefusedError
from sphinx_proceedings.volume.intake.plain import word

_CHUNK: Final = 1 << 20
_FIRST: Final = 1 << 10
_STREAM: Final = re.compile(rb"stream\r?\n")
_FLATE: Final = frozenset({"/FlateDecode", "/Fl"})
_ASCII: Final = {
    **dict.fromkeys(("/ASCIIHexDecode", "/AHx"), "hex"),
    **dict.fromkeys(("/ASCII85Decode", "/A85"), "85"),
}
_RUNS: Final = frozenset({"/RunLengthDecode", "/RL"})
_GROWING: Final = _RUNS | {"/LZWDecode", "/LZW"}
_PICTURES: Final = frozenset(
    {"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"}
)
_NESTED: Final = 50_000_000
_DRAWS: Final = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
_DEEPEST: Final = 60


def refuse(most: int, what: str = "unpacks to") -> RefusedError:
    """Return what is said of a file that is too much of something."""
    return RefusedError(
        Code.PDF_TOO_LARGE,
        f"a content bomb: the file {what} more than {most // 1_000_000:,} MB",
        "reduce what it holds: pictures at 300 dpi, no hidden pages, figures with fewer points",
    )


def check_raw(data: bytes, most: int) -> None:
    """Refuse a file whose packed parts unpack to more than `most` bytes, before it is opened.

    Opening a file unpacks the streams that hold its objects.
    """
    left = most
    for found in _STREAM.finditer(data):
        begin = found.end()
        if not _is_zlib(data[begin : begin + 2]):
            continue
        left -= inflated(memoryview(data)[begin:], left)
        if left < 0:
            raise refuse(most)


def check_streams(pdf: pikepdf.Pdf, most: int) -> None:
    """Refuse an open file whose streams unpack to more than `most` bytes."""
    left = most
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            left -= _unpacked(item, left)
            if left < 0:
                raise refuse(most)
            if _pixels(item) > most:
                raise refuse(most, "holds a picture of")


def check_content(pdf: pikepdf.Pdf, most: int) -> None:
    """Refuse an open file a page or form of which has more than `most` bytes of drawing.

    What draws is read mark by mark, which takes a thousand times as long as to unpack it.
    """
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype", None) == "/Form":
            _check_size([item], most)
    for page in pdf.pages:
        content = page.obj.get("/Contents", None)
        parts = content if isinstance(content, pikepdf.Array) else [content]
        _check_size([one for one in parts if isinstance(one, pikepdf.Stream)], most)


def _check_size(parts: list[Any], most: int) -> None:
    left = most
    for part in parts:
        left -= _unpacked(part, left)
        if left < 0:
            raise refuse(most, "draws a page or a figure of")


def check_drawing(pdf: pikepdf.Pdf, most: int) -> None:
    """Refuse a file whose forms draw each other so often that it would not come to an end."""
    known: dict[tuple[int, int], int] = {}
    total = 0
    for page in pdf.pages:
        content = page.obj.get("/Contents", None)
        if isinstance(content, pikepdf.Stream):
            total += _weight(content, page.obj.get("/Resources", None), known, 0)
        if total > most:
            raise refuse(most, "draws")


def inflated(data: Any, most: int) -> int:
    """Count the bytes that packed data give, in pieces that are thrown away."""
    unpacker = zlib.decompressobj()
    size = 0
    # Damaged: what came before counts, and the renderer sees no more.
    with contextlib.suppress(zlib.error):
        begin, step = 0, _FIRST
        while begin < len(data) and size <= most:
            piece = bytes(data[begin : begin + step])
            # What is no packed data is found out soon, at little cost.
            begin, step = begin + step, min(4 * step, _CHUNK)
            while piece and size <= most and not unpacker.eof:
                size += len(unpacker.decompress(piece, _CHUNK))
                piece = unpacker.unconsumed_tail
            if unpacker.eof:
                break
    return size


def _is_zlib(head: bytes) -> bool:
    """Tell whether packed data may begin so (RFC 1950)."""
    return head[:1] in {
        b"\x08",
        b"\x18",
        b"\x28",
        b"\x38",
        b"\x48",
        b"\x58",
        b"\x68",
        b"\x78",
    } and (int.from_bytes(head, "big") % 31 == 0)


def _unpacked(stream: Any, most: int) -> int:
    """Return how many bytes a stream unpacks to; not exact above `most`."""
    names = list(_filters(stream))
    try:
        data = stream.read_raw_bytes()
    except pikepdf.PdfError:
        return 0
    size = len(data)
    for index, name in enumerate(names):
        is_last = index == len(names) - 1
        if name in _FLATE:
            if is_last or names[index + 1] in _PICTURES:
                return max(size, inflated(data, most))
            # Packed twice: the inner one has to be known to look into it.
            data = _inflate(data, min(most, _NESTED))
            size = max(size, len(data) if len(data) < _NESTED else most + 1)
        elif name in _ASCII:
            data = _plain(data, _ASCII[name])
        elif name in _GROWING:
            if name in _RUNS:
                grown = _run_length(data)
            else:  # codes may grow one step earlier or later
                grown = max(_lzw(data, most, 1), _lzw(data, most, 0))
            if not is_last and grown > _NESTED:
                return most + 1
            return max(size, grown)
        else:
            break
        if size > most:
            break
    return size


def _filters(stream: Any) -> Iterator[str]:
    filters = stream.get("/Filter", None)
    for name in list(filters) if isinstance(filters, pikepdf.Array) else [filters]:
        yield word(name)


def _plain(data: bytes, kind: str) -> bytes:
    """Return what is written in letters as bytes, as far as what is packed begins in it."""
    if kind == "hex":
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.partition(b">")[0])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    body = re.sub(rb"[^!-uz]", b"", data.partition(b"~>")[0])
    try:
        return base64.a85decode(body)
    except ValueError:
        return b""


def _run_length(data: bytes) -> int:
    """Count what runs of bytes give."""
    at, size = 0, 0
    while at < len(data):
        length = data[at]
        if length == 128:  # noqa: PLR2004 - the end
            break
        if length < 128:  # noqa: PLR2004 - that many, and one more, as they are
            size += length + 1
            at += length + 2
        else:
            size += 257 - length
            at += 2
    return size


def _lzw(data: bytes, most: int, early: int) -> int:
    """Count what codes of growing length give; the lengths of their strings are enough for that."""
    lengths = [1] * 256 + [0, 0]
    width, bits, held, size, last = 9, 0, 0, 0, 0
    for byte in data:
        held = (held << 8 | byte) & 0xFFFFFF
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == 257:  # noqa: PLR2004 - the end
            break
        if code == 256:  # noqa: PLR2004 - begin anew
            del lengths[258:]
            width, last = 9, 0
            continue
        if code > len(lengths):
            break
        length = lengths[code] if code < len(lengths) else last + 1
        size += length
        if size > most:
            break
        if last and len(lengths) < 4096:  # noqa: PLR2004 - 12 bits
            lengths.append(last + 1)
        last = length
        if len(lengths) + early >= 1 << width and width < 12:  # noqa: PLR2004
            width += 1
    return size


def _pixels(stream: Any) -> int:
    """Return how many bytes a packed picture has when it is drawn."""
    if stream.get("/Subtype", None) != "/Image":
        return 0
    try:
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        depth = 1 if stream.get("/ImageMask", False) else int(stream.get("/BitsPerComponent", 8))
    except (TypeError, ValueError):
        return 0
    return max(0, width) * max(0, height) * max(1, min(16, depth)) // 8


def _inflate(data: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(data, most)
    except zlib.error:
        return b""


def _weight(stream: Any, resources: Any, known: dict[tuple[int, int], int], depth: int) -> int:
    """Return how many bytes of content drawing a stream runs through, forms as often as drawn."""
    key = stream.objgen
    if key in known:
        return known[key]
    known[key] = 0  # what draws itself is not drawn
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        return 0
    own = stream.get("/Resources", resources)
    forms = own.get("/XObject", None) if isinstance(own, pikepdf.Dictionary) else None
    weight = len(data)
    if isinstance(forms, pikepdf.Dictionary) and depth < _DEEPEST:
        counts: dict[bytes, int] = {}
        for found in _DRAWS.finditer(data):
            counts[found[1]] = counts.get(found[1], 0) + 1
        for name, count in counts.items():
            text = re.sub(rb"#([0-9A-Fa-f]{2})", lambda hex_: bytes.fromhex(hex_[1].decode()), name)
            form = forms.get("/" + text.decode("utf-8", "replace"), None)
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype", None) == "/Form":
                weight += count * _weight(form, own, known, depth + 1)
    known[key] = weight
    return weight
