"""What a build remembers for the next one: small files of JSON beside what it made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

Kept = TypeVar("Kept", dict[str, str], list[str])


def recall(path: Path, kind: type[Kept]) -> Kept:
    """Return what was kept; nothing where nothing was, or a file that cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return kind()
    return found if isinstance(found, kind) else kind()


def keep(path: Path, value: dict[str, str] | list[str]) -> None:
    """Remember something in a file of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=0, sort_keys=True), encoding="utf-8")
