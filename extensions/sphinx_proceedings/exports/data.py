"""Data as JSON has it, without what is not known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


def present(data: Mapping[str, Json]) -> dict[str, Json]:
    """Return what is known of a record: neither nothing nor an empty text, list or record."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def written(data: Json) -> str:
    """Return data as JSON text with a line end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
