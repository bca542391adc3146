"""The process that looks at one file: ``python -m sphinx_proceedings.volume.intake.child``.

It reads what it is to do from standard input, works in its current folder, and leaves there
``answer.json`` and, if the file can be used, ``cleaned.pdf``. It is started for one file, with
limits, and may be ended at any moment.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.volume.intake.answer import EXHAUSTED
from sphinx_proceedings.volume.intake.confine import confine
from sphinx_proceedings.volume.intake.report import Expected, Limits


def main() -> int:
    """Do what standard input asks for, and return the status of the process."""
    request = json.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    confine(limits)
    # Only now what reads files of strangers; its remarks are findings of ours already.
    logging.disable(logging.CRITICAL)
    from sphinx_proceedings.volume.intake.examine import examine  # noqa: PLC0415

    wanted = request["expected"]
    expected = Expected(
        title=wanted["title"],
        authors=tuple(wanted["authors"]),
        location=Location(""),
        shown="",
        page_limit=wanted["page_limit"],
        paper_size=tuple(wanted["paper_size"]) if wanted["paper_size"] else None,
        clear=tuple(wanted["clear"]) if wanted["clear"] else None,
        unnamed=wanted["unnamed"],
    )
    try:
        answer = examine(Path(request["path"]), expected, limits, Path("cleaned.pdf"))
        Path("answer.json").write_text(answer.model_dump_json(), encoding="utf-8")
    except MemoryError:
        return EXHAUSTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
