"""Tells what a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import enum
import re
from typing import Final

from sphinx_proceedings.media.text import decoded, without_prolog


class Kind(enum.Enum):
    """What a file is, as findings name it."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"
    WEBP = "WebP"
    AVIF = "AVIF"
    SVG = "SVG"
    PDF = "PDF"
    TIFF = "TIFF"
    BMP = "BMP"
    POSTSCRIPT = "PostScript"
    HEIC = "HEIC"
    JPEG_2000 = "JPEG 2000"
    JPEG_XL = "JPEG XL"
    ICON = "an icon"
    METAFILE = "a Windows metafile"
    PHOTOSHOP = "Photoshop"
    NETPBM = "Netpbm"
    HTML = "HTML"
    XML = "XML"
    ZIP = "a ZIP archive"
    GZIP = "compressed with gzip"
    VIDEO = "a video"
    TEXT = "text"
    EMPTY = "an empty file"
    UNKNOWN = "of an unknown kind"


# The longest beginning that is looked at; the root of a drawing may come after comments.
HEAD: Final = 65_536

_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"%PDF-", Kind.PDF),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),
    (b"MM\0+", Kind.TIFF),
    (b"%!PS", Kind.POSTSCRIPT),
    (b"%!", Kind.POSTSCRIPT),
    (b"\xc5\xd0\xd3\xc6", Kind.POSTSCRIPT),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Kind.JPEG_2000),
    (b"\xff\x4f\xff\x51", Kind.JPEG_2000),
    (b"\0\0\0\x0cJXL \r\n\x87\n", Kind.JPEG_XL),
    (b"\xff\x0a", Kind.JPEG_XL),
    (b"\0\0\1\0", Kind.ICON),
    (b"\0\0\2\0", Kind.ICON),
    (b"\xd7\xcd\xc6\x9a", Kind.METAFILE),
    (b"8BPS", Kind.PHOTOSHOP),
    (b"PK\3\4", Kind.ZIP),
    (b"PK\5\6", Kind.ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"\x1aE\xdf\xa3", Kind.VIDEO),
)
_BRANDS: Final = {
    b"avif": Kind.AVIF,
    b"avis": Kind.AVIF,
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), Kind.HEIC
    ),
}
_SUFFIXES: Final = {
    ".png": Kind.PNG,
    ".apng": Kind.PNG,
    ".jpg": Kind.JPEG,
    ".jpeg": Kind.JPEG,
    ".jpe": Kind.JPEG,
    ".jfif": Kind.JPEG,
    ".gif": Kind.GIF,
    ".webp": Kind.WEBP,
    ".avif": Kind.AVIF,
    ".svg": Kind.SVG,
    ".pdf": Kind.PDF,
    ".tif": Kind.TIFF,
    ".tiff": Kind.TIFF,
    ".bmp": Kind.BMP,
    ".dib": Kind.BMP,
    ".eps": Kind.POSTSCRIPT,
    ".ps": Kind.POSTSCRIPT,
    ".heic": Kind.HEIC,
    ".heif": Kind.HEIC,
    ".jp2": Kind.JPEG_2000,
    ".j2k": Kind.JPEG_2000,
    ".jxl": Kind.JPEG_XL,
    ".ico": Kind.ICON,
    ".emf": Kind.METAFILE,
    ".wmf": Kind.METAFILE,
    ".psd": Kind.PHOTOSHOP,
    ".ppm": Kind.NETPBM,
    ".pgm": Kind.NETPBM,
    ".pbm": Kind.NETPBM,
}
# What browsers take for a page when nobody tells them the type, and a little more.
# Source: WHATWG, "MIME Sniffing", section 7.1, identifying a resource with an unknown MIME type.
_PAGE: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|script|iframe|frameset|meta|link|base|form|object|embed|"
    r"h[1-6]|div|font|table|a|style|title|b|br|p|img|video|audio|math|template|center|input)"
    r"(?=[\s/>])",
    re.IGNORECASE,
)
_ROOT: Final = re.compile(r"<(?:[^\s<>/:]{1,100}:)?([^\s<>/:]{1,100})")
_SVG_TYPE: Final = re.compile(r"<!DOCTYPE\s+(?:[^\s<>:\[]{1,100}:)?svg[\s\[>]")
_SPACE: Final = " \t\r\n\f"


def by_suffix(suffix: str) -> Kind | None:
    """Return the kind of image that a suffix stands for, if it stands for one."""
    return _SUFFIXES.get(suffix.lower())


def kind_of(data: bytes) -> Kind:  # noqa: PLR0911 (one for each way to tell)
    """Return what a file is, from its first bytes."""
    if not data:
        return Kind.EMPTY
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp":
        return _brand(data)
    if data[:2] == b"BM" and data[14:18] in _BMP_HEADERS:
        return Kind.BMP
    if data[:4] == b"\1\0\0\0" and data[40:44] == b" EMF":
        return Kind.METAFILE
    if re.match(rb"P[1-7][\s#]", data):
        return Kind.NETPBM
    return _text_kind(data[:HEAD])


# The sizes of the headers that bitmaps have had since 1990.
_BMP_HEADERS: Final = frozenset(
    size.to_bytes(4, "little") for size in (12, 16, 40, 52, 56, 64, 108, 124)
)


def _brand(data: bytes) -> Kind:
    """Return what a file in the boxes of ISO 14496-12 is: the brands stand in its first box."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, length, 4))]
    known = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    if Kind.AVIF in known:
        return Kind.AVIF
    return known[0] if known else Kind.VIDEO


def _text_kind(head: bytes) -> Kind:  # noqa: PLR0911 (one for each way to tell)
    text = decoded(head, whole=False)
    if text is None or "\0" in text:
        return Kind.UNKNOWN
    text = text.lstrip(_SPACE)
    if looks_like_page(text):
        return Kind.HTML
    xml = text.startswith(("<?xml", "<!"))
    body = without_prolog(text)
    if looks_like_page(body):
        return Kind.HTML
    if _SVG_TYPE.match(body):
        return Kind.SVG  # with declarations, for which the drawing is refused
    if found := _ROOT.match(body):
        if found[1] == "svg":
            return Kind.SVG
        return Kind.XML if xml or "xmlns" in body[:1000] else Kind.TEXT
    return Kind.XML if xml else Kind.TEXT


def looks_like_page(text: str) -> bool:
    """Tell whether a browser that is told no type takes a text for a page."""
    return bool(_PAGE.match(text.lstrip(_SPACE)))
