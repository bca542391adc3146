"""What an earlier build put into a site and this one does not want there any more.

Sphinx leaves such files, and they would be published: the page of somebody who is not to be shown,
the record of a paper that is gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from sphinx.application import Sphinx


def remove(
    app: Sphinx, kind: str, wanted: Iterable[str], *, ours: Callable[[Path], bool] | None = None
) -> None:
    """Delete the files of a kind that this builder made earlier and that are not wanted now.

    ``wanted`` are paths relative to the output; they are remembered for the next build. ``ours``
    tells whether a file is still what was made: something else may lie in its place by now.
    """
    record, out = Path(app.doctreedir, f"{app.builder.name}.{kind}.json"), Path(app.outdir)
    now = sorted(set(wanted))
    for path in _before(record).difference(now):
        file = out / path
        if not file.is_file() or not file.resolve().is_relative_to(out.resolve()):
            continue
        if ours is None or ours(file):
            file.unlink()
            folder = file.parent
            while folder != out and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
    record.write_text(json.dumps(now, indent=0), encoding="utf-8")


def _before(record: Path) -> set[str]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {path for path in found if isinstance(path, str)} if isinstance(found, list) else set()
