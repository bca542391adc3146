"""Time what a builder does with documents that are read already: ``writing.py FOLDER BUILDER``.

Prints the seconds of writing (resolving and translating all documents) and of finishing (for us,
the compilation), as JSON. One builder a process, so that none profits from another's caches.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


def main(folder: Path, builder: str) -> None:
    """Build into a folder of its own, and print the measurements."""
    app = Sphinx(
        folder,
        folder,
        folder / f"writing-{builder}",
        folder / "doctrees",
        builder,
        confoverrides={"latex_engine": "xelatex"},
        status=None,
    )
    seconds = {"write": timed(app.builder, "write"), "finish": timed(app.builder, "finish")}
    app.builder.build_all()
    print(json.dumps({name: sum(runs) for name, runs in seconds.items()}))


def timed(builder: Any, name: str) -> list[float]:
    """Let a method of a builder take down how long it runs."""
    method = getattr(builder, name)
    seconds: list[float] = []

    def run(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return method(*arguments, **named)
        finally:
            seconds.append(time.perf_counter() - start)

    setattr(builder, name, run)
    return seconds


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
