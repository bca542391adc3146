"""Runs the process that looks at one file, and turns whatever becomes of it into a finding."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake.answer import EXHAUSTED, Answer
from sphinx_proceedings.volume.intake.finding import error
from sphinx_proceedings.volume.intake.report import Limits

_PACKAGES: Final = Path(__file__).parents[3]
_HINT: Final = "make the PDF again with another program, or look whether one figure is to blame"
_OUT_OF_TIME: Final = -int(getattr(signal, "SIGXCPU", 0)) or None


@dataclass(frozen=True)
class Outcome:
    """How a process ended: with an answer, or with the reason why there is none."""

    answer: Answer
    is_final: bool
    """Whether the file itself decides it, and not what the machine had to spare."""


def run(command: Sequence[str], request: Mapping[str, Any], work: Path, limits: Limits) -> Outcome:
    """Run a process that looks at a file; whatever it does, there is an outcome in time."""
    log = work / "log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(  # noqa: S603 - our own module, with the file's name on standard input
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd=work,
            env=_environment(),
            start_new_session=True,
        ) as process,
    ):
        try:
            process.communicate(json.dumps(request).encode(), timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            return _failed(
                Code.PDF_HANGS,
                f"looking at the file did not end within {limits.seconds:g} seconds",
            )
        finally:
            _end(process)
    return _outcome(process.returncode, work, limits)


def _environment() -> dict[str, str]:
    """Return the environment of the process: where our code is, and nothing of ours to tell."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return kept | {
        "PYTHONPATH": str(_PACKAGES),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started; there is nothing to do if it has ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _outcome(status: int, work: Path, limits: Limits) -> Outcome:
    reasons = {
        EXHAUSTED: (
            Code.PDF_EXHAUSTS,
            f"looking at the file needs more than {limits.memory / 1e6:,.0f} MB of memory",
        ),
        _OUT_OF_TIME: (
            Code.PDF_HANGS,
            f"looking at the file took {limits.seconds:g} seconds of computing",
        ),
    }
    if status in reasons:
        return _failed(*reasons[status])
    if status:
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return _failed(Code.PDF_CRASHES, f"looking at the file crashed ({how}){_last(work)}")
    answer = _answer(work, limits)
    if answer is None:
        return _failed(Code.PDF_CRASHES, "looking at the file gave no report that makes sense")
    return Outcome(answer, is_final=True)


def _answer(work: Path, limits: Limits) -> Answer | None:
    """Return what a process wrote, None if it is not what it should be."""
    path = work / "answer.json"
    try:
        if path.stat().st_size > limits.report:
            return None
        answer = Answer.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    whole = len(answer.sizes) == len(answer.boxes) > 0 and (work / "cleaned.pdf").is_file()
    return answer if whole or not answer.usable else None


def _failed(code: Code, message: str) -> Outcome:
    finding = error(code, message, _HINT)
    return Outcome(Answer(usable=False, findings=[finding]), is_final=False)


def _last(work: Path) -> str:
    """Return the last line that a process left, which tells us more than its author."""
    with (work / "log").open("rb") as file:
        lines = file.read(100_000).decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1][:200]}" if lines else ""
