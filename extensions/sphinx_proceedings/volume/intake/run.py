"""Runs the inspection of files: each in a process with limits, unchanged ones from the cache."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from sphinx_proceedings.diagnostics import Code, Diagnostic, in_order
from sphinx_proceedings.volume.intake.answer import Answer
from sphinx_proceedings.volume.intake.finding import Finding, error
from sphinx_proceedings.volume.intake.process import Outcome, run
from sphinx_proceedings.volume.intake.report import Expected, Limits, Report

_DEFAULT: Final = Limits()
_KEPT_FOR: Final = 30 * 24 * 60 * 60
"""Seconds after which a report that nobody has asked for is forgotten."""
_CHILD: Final = (sys.executable, "-m", "sphinx_proceedings.volume.intake.child")


class _Kept(BaseModel):
    """A report in the cache."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: Answer
    cleaned: str
    """The name of the copy is its own digest; empty without one."""


def inspect(path: Path, expected: Expected, folder: Path, *, limits: Limits = _DEFAULT) -> Report:
    """Report what is wrong with an author's PDF; never raises for a bad one, never hangs.

    `folder` keeps cleaned copies and reports, so that an unchanged file costs a hash.
    """
    refused, digest = _digest(path, limits)
    if refused:
        return _report(Answer(usable=False, findings=[refused]), expected, digest, None)
    folder.mkdir(parents=True, exist_ok=True)
    key = _key(digest, expected, limits)
    kept = _read(folder, key, limits)
    if kept is None:
        outcome, copy = _look(path, expected, folder, limits)
        kept = _Kept(answer=outcome.answer, cleaned=copy)
        if outcome.is_final:
            _replace(folder / f"{key}.json", kept.model_dump_json().encode())
    cleaned = folder / f"{kept.cleaned}.pdf" if kept.cleaned else None
    return _report(kept.answer, expected, digest, cleaned)


def inspect_all(
    jobs: Iterable[tuple[Path, Expected]],
    folder: Path,
    workers: int = 2,
    *,
    limits: Limits = _DEFAULT,
) -> list[Report]:
    """Inspect several files, `workers` at a time; the reports are in the order of the jobs."""
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        waiting = [
            pool.submit(inspect, path, expected, folder, limits=limits) for path, expected in jobs
        ]
        reports = [job.result() for job in waiting]
    _forget(folder)
    return reports


def _report(answer: Answer, expected: Expected, digest: str, cleaned: Path | None) -> Report:
    diagnostics = [
        Diagnostic(
            finding.code,
            f"{expected.shown}: {finding.message}",
            expected.location,
            finding.hint,
            finding.severity,
        )
        for finding in answer.findings
    ]
    return Report(
        usable=answer.usable,
        diagnostics=tuple(in_order(diagnostics)),
        sha256=digest,
        pages=len(answer.sizes),
        sizes=tuple(answer.sizes),
        boxes=tuple(answer.boxes),
        tagged=answer.tagged,
        fonts_embedded=answer.fonts_embedded,
        extractable=answer.extractable,
        bookmarks=answer.bookmarks,
        links=dict(answer.links),
        language=answer.language,
        cleaned=cleaned if answer.usable else None,
    )


def _look(path: Path, expected: Expected, folder: Path, limits: Limits) -> tuple[Outcome, str]:
    """Return what a process of its own says, and the name of the copy that it made."""
    request = {
        "path": str(path.resolve()),
        "expected": _request(expected),
        "limits": asdict(limits),
    }
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as name:
        work = Path(name)
        outcome = run(_CHILD, request, work, limits)
        copy = work / "cleaned.pdf"
        if not outcome.answer.usable:
            return outcome, ""
        digest = _hash(copy)
        copy.replace(folder / f"{digest}.pdf")
        return outcome, digest


# Files and their digests


def _digest(path: Path, limits: Limits) -> tuple[Finding | None, str]:
    """Return why a file is not even opened, if so, and the digest of its bytes."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device could be read for ever.
            return error(Code.UNREADABLE_FILE, "it is no file", "send a PDF"), ""
        if status.st_size > limits.file_size:
            return error(
                Code.PDF_TOO_LARGE,
                f"the file has {status.st_size / 1e6:,.0f} MB, and at most"
                f" {limits.file_size / 1e6:,.0f} MB are read",
                "reduce its pictures to 300 dpi",
            ), ""
        with path.open("rb") as file:
            return None, hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return error(Code.MISSING_FILE, "there is no such file", "check `pdf` in the record"), ""
    except OSError as failure:
        reason = failure.strerror or "it cannot be read"
        return error(Code.UNREADABLE_FILE, reason, "check the permissions of the file"), ""


def _key(digest: str, expected: Expected, limits: Limits) -> str:
    wanted = [digest, _request(expected), asdict(limits), _version()]
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()


@functools.cache
def _version() -> list[str]:
    """Return what changes when the inspection does: its own source, and what reads PDF for it."""
    source = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        source.update(path.read_bytes())
    return [source.hexdigest(), *(metadata.version(name) for name in ("pikepdf", "pypdfium2"))]


def _request(expected: Expected) -> dict[str, Any]:
    """Return of what is expected what the findings depend on; where they are shown is not."""
    return {
        "title": expected.title,
        "authors": expected.authors,
        "page_limit": expected.page_limit,
        "paper_size": expected.paper_size,
        "clear": expected.clear,
        "unnamed": dict(expected.unnamed),
    }


def _read(folder: Path, key: str, limits: Limits) -> _Kept | None:
    """Return a report of the cache, if it and its copy are whole."""
    try:
        data = (folder / f"{key}.json").read_bytes()
        kept = _Kept.model_validate_json(data)
        if kept.cleaned:
            copy = folder / f"{kept.cleaned}.pdf"
            if copy.stat().st_size > limits.written or _hash(copy) != kept.cleaned:
                return None
            os.utime(copy)
        os.utime(folder / f"{key}.json")
    except (OSError, ValidationError):
        return None
    return kept


def _forget(folder: Path) -> None:
    """Remove what no build has asked for in a long time; another one may be at work here now."""
    latest = time.time() - _KEPT_FOR
    for path in [*folder.glob("*.json"), *folder.glob("*.pdf")]:
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < latest:
                path.unlink()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)
