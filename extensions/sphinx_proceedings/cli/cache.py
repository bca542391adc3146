"""Where commands keep what can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def cache() -> Path:
    """Return the folder of this user for what can be made again.

    Source: XDG Base Directory Specification.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return folder / "sphinx-proceedings"
