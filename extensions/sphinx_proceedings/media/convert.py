"""Makes a PNG of a picture that browsers do not show."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any, Final

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from sphinx_proceedings.diagnostics import Severity
from sphinx_proceedings.media.answer import FaultError, Note
from sphinx_proceedings.media.kind import Kind
from sphinx_proceedings.media.raster.decode import opened
from sphinx_proceedings.media.raster.exif import only_orientation
from sphinx_proceedings.media.size import check_size

_RESOLUTION: Final = 200  # dots for an inch: as fine as print needs
_POINTS: Final = 72
_MOST_DRAWN: Final = 16_000_000  # pixels of a page: a poster is drawn more coarsely
# What a PNG can hold as it is.
_AS_IT_IS: Final = frozenset({"1", "L", "LA", "I;16", "P", "RGB", "RGBA"})
_BY_CONVERSION: Final = {
    "CMYK": "RGB", "YCbCr": "RGB", "LAB": "RGB", "RGBX": "RGB", "PA": "RGBA", "La": "LA",
    "RGBa": "RGBA", "I;16B": "I;16", "I;16L": "I;16",
}  # fmt: skip


def convert(data: bytes, kind: Kind) -> tuple[bytes, list[Note]]:
    """Return a file as a PNG, and what of it that does not show."""
    return CONVERTED[kind](data, kind)


def _page(data: bytes, kind: Kind) -> tuple[bytes, list[Note]]:
    del kind
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise FaultError("opens only with a password", "save it without one") from error
        raise FaultError("is damaged") from error
    try:
        pages = len(document)
        if not pages:
            raise FaultError("has no pages")
        image = _drawn(document)
    except pdfium.PdfiumError as error:
        raise FaultError("is damaged") from error
    finally:
        document.close()
    said = "was drawn as pixels, because browsers show no PDF in a page"
    notes = [Note(said, "export it as SVG to keep it sharp", Severity.INFO)]
    return _png(image), notes + _first_of(pages, "page")


def _drawn(document: Any) -> Image.Image:
    page = document[0]
    try:
        width, height = page.get_size()
        if not (width >= 1 and height >= 1 and math.isfinite(width * height)):
            raise FaultError("has a page without area")
        scale = min(_RESOLUTION / _POINTS, math.sqrt(_MOST_DRAWN / (width * height)))
        check_size(math.ceil(width * scale), math.ceil(height * scale))
        # The page alone: what lies on it are comments and fields, which are no picture.
        bitmap = page.render(
            scale=scale, draw_annots=False, may_draw_forms=False, rev_byteorder=True
        )
        try:
            image: Image.Image = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
    finally:
        page.close()
    return image


def _pixels(data: bytes, kind: Kind) -> tuple[bytes, list[Note]]:
    with opened(data, kind.name) as image:
        frames = _frames(image)
        # TIFF is turned by Pillow; what the other formats say of it is said in the PNG.
        exif = b"" if kind is Kind.TIFF else only_orientation(image.info.get("exif") or b"")
        image.load()
        check_size(*image.size)
        mode = image.mode if image.mode in _AS_IT_IS else _BY_CONVERSION.get(image.mode)
        if mode is None:
            raise FaultError("has colours of a kind that no browser shows", "export it as PNG")
        profile = image.info.get("icc_profile") if mode == image.mode else None
        plain = image if mode == image.mode else image.convert(mode)
        return _png(plain, profile, exif), _first_of(frames, "picture")


def _frames(image: Image.Image) -> int:
    """Return how many pictures a file holds; they are only counted as far as they can be."""
    return int(getattr(image, "n_frames", 1))


def _png(image: Image.Image, profile: bytes | None = None, exif: bytes = b"") -> bytes:
    """Return pixels as PNG with nothing besides; `raster` takes out what Pillow might add."""
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    buffer = io.BytesIO()
    image.save(buffer, "PNG", icc_profile=profile, exif=exif)
    return buffer.getvalue()


def _first_of(count: int, what: str) -> list[Note]:
    if count == 1:
        return []
    return [Note(f"shows the first of {count} {what}s", f"give each {what} a file of its own")]


CONVERTED: Final[dict[Kind, Callable[[bytes, Kind], tuple[bytes, list[Note]]]]] = {
    Kind.PDF: _page,
    Kind.TIFF: _pixels,
    Kind.BMP: _pixels,
    Kind.AVIF: _pixels,
}
