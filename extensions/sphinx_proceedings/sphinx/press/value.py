"""What templates can be told."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"


def day(date: dt.date) -> str:
    """Return a day as it is printed."""
    return f"{date.day} {date:%B %Y}"


def license_name(identifier: str) -> str:
    """Return a licence as people write it: `CC BY 4.0` for `CC-BY-4.0`."""
    if not identifier.startswith("CC"):
        return identifier
    kind, _, version = identifier.rpartition("-")
    name = kind.removeprefix("CC-")
    return f"{identifier[:2]} {name} {version}" if name != kind else identifier.replace("-", " ")
