"""Opens pictures with Pillow; whatever stops it is a fault of the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.size import check_size


@contextmanager
def opened(data: bytes, form: str) -> Iterator[Image.Image]:
    """Open a picture of one format, its size checked and its pixels not yet read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are checked here, and of metadata
            with Image.open(io.BytesIO(data), formats=[form]) as image:
                check_size(*image.size)
                yield image
    except FaultError:
        raise
    except Exception as error:  # its parsers raise whatever they stumble over
        raise FaultError("is damaged") from error


def check_pixels(data: bytes, form: str) -> None:
    """Refuse a picture whose pixels cannot be read to their end."""
    with opened(data, form) as image:
        # A JPEG is read to its end but not at its full size, which saves most of the time.
        image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
