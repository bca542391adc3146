"""Tells whether bytes are a colour profile, which belongs to the look of a picture."""

from __future__ import annotations

from typing import Final

MOST: Final = 4_000_000
_HEADER: Final = 128


def is_profile(data: bytes) -> bool:
    """Tell whether bytes are one whole ICC profile and nothing besides.

    Source: ICC.1:2022, section 7.2: its size comes first, `acsp` stands at 36.
    """
    return (
        _HEADER < len(data) <= MOST
        and int.from_bytes(data[:4], "big") == len(data)
        and data[36:40] == b"acsp"
    )
