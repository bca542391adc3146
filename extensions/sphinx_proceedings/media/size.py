"""How large a picture may be, before anything makes room for its pixels."""

from __future__ import annotations

from typing import Final

from sphinx_proceedings.media.answer import FaultError

# Cameras of today have up to 60 megapixels. Below what Pillow warns of, so that it never does.
MOST_PIXELS: Final = 80_000_000
# Of all pictures of an animation together; and how many there may be.
MOST_MOVING_PIXELS: Final = 800_000_000
MOST_FRAMES: Final = 5_000
# Of what a file is put together of; real ones have some thousands at most.
MOST_PARTS: Final = 100_000
MOST_BYTES: Final = 50_000_000

_SMALLER: Final = "make it smaller: 4000 pixels across are enough for a page"


def check_size(width: int, height: int, frames: int = 1) -> None:
    """Refuse a picture without area, or with more pixels than any page shows."""
    if width < 1 or height < 1:
        raise FaultError("has no pixels")
    if width * height > MOST_PIXELS:
        raise FaultError(f"has {width} x {height} pixels, which is too many", _SMALLER)
    if frames > MOST_FRAMES or width * height * frames > MOST_MOVING_PIXELS:
        raise FaultError(f"has {frames} pictures, which is too many", "leave some out")


def check_parts(count: int) -> None:
    """Refuse a file that is put together of too many parts to be looked at one by one."""
    if count > MOST_PARTS:
        raise FaultError(f"has more than {MOST_PARTS} parts")


def check_bytes(data: bytes) -> None:
    """Refuse a file with more bytes than a page should load."""
    if len(data) > MOST_BYTES:
        raise FaultError(f"has more than {MOST_BYTES // 1_000_000} MB", _SMALLER)
