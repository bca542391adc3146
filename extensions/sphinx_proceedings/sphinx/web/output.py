"""Files that we put into a site: what is right stays as it is, what is not wanted any more goes.

Sphinx leaves such files, and they would be published: the page of somebody who is not to be shown,
the record of a paper that is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.memory import keep, recall


def write(file: Path, text: str) -> None:
    """Write a file unless it says the same already; lines end as the text has them."""
    written = text.encode()
    if not file.is_file() or file.read_bytes() != written:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written)


def remove(
    app: Sphinx, kind: str, wanted: Iterable[str], *, ours: Callable[[Path], bool] | None = None
) -> None:
    """Delete the files of a kind that this builder made earlier and that are not wanted now.

    ``wanted`` are paths relative to the output; they are remembered for the next build. ``ours``
    tells whether a file is still what was made: something else may lie in its place by now.
    """
    memory, out = Path(app.doctreedir, f"{app.builder.name}.{kind}.json"), Path(app.outdir)
    now = sorted(set(wanted))
    for path in set(map(str, recall(memory, list))).difference(now):
        file = out / path
        if not file.is_file() or not file.resolve().is_relative_to(out.resolve()):
            continue
        if ours is None or ours(file):
            file.unlink()
            folder = file.parent
            while folder != out and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent
    keep(memory, now)
