"""Reads pictures that a drawing holds in itself, and writes them as pictures are published."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.kind import kind_of
from sphinx_proceedings.media.raster.clean import SUFFIXES, clean
from sphinx_proceedings.media.raster.decode import opened
from sphinx_proceedings.media.size import check_size

_ADDRESS: Final = re.compile(r"\s*data:image/[a-z0-9.+-]{1,40};base64,", re.IGNORECASE)
_SPACE: Final = re.compile(rb"\s+")


class Pictures:
    """All pictures inside one drawing, which together may be as large as one picture."""

    def __init__(self) -> None:
        self._pixels = 0

    def rewrite(self, address: str) -> str:
        """Return the address of a picture that is held in the drawing, its bytes clean."""
        head = _ADDRESS.match(address)
        if head is None:
            raise FaultError("is in another file", "embed it as PNG or JPEG")
        try:
            data = _SPACE.sub(b"", unquote_to_bytes(address[head.end() :]))
            data = base64.b64decode(data.rstrip(b"=") + b"=" * (-len(data.rstrip(b"=")) % 4))
        except (binascii.Error, ValueError) as error:
            raise FaultError("is damaged") from error
        kind = kind_of(data)
        if kind not in SUFFIXES:
            raise FaultError(f"is {kind.value}", "embed it as PNG or JPEG")
        data = clean(data, kind)
        with opened(data, kind.name) as image:
            self._pixels += image.width * image.height
        check_size(self._pixels, 1)
        # What it says it is, it is: the kind is that of the bytes.
        return f"data:image/{kind.name.lower()};base64,{base64.b64encode(data).decode('ascii')}"
