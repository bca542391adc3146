"""Returns the pixels of a picture in a container that holds nothing else."""

from __future__ import annotations

from sphinx_proceedings.media.kind import Kind
from sphinx_proceedings.media.raster import gif, jpeg, png, webp
from sphinx_proceedings.media.raster.decode import check_pixels

SUFFIXES = {Kind.PNG: ".png", Kind.JPEG: ".jpg", Kind.GIF: ".gif", Kind.WEBP: ".webp"}
_CLEANERS = {Kind.PNG: png.clean, Kind.JPEG: jpeg.clean, Kind.GIF: gif.clean, Kind.WEBP: webp.clean}


def clean(data: bytes, kind: Kind) -> bytes:
    """Return the same pixels without metadata; what comes out can be read to its end."""
    cleaned = _CLEANERS[kind](data)
    check_pixels(cleaned, kind.name)
    return cleaned
