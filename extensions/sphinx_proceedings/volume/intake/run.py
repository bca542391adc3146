"""Runs the inspection of files: each in a process with limits, unchanged ones from the cache."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx_proceedings.volume.intake.report import Expected, Limits, Report

_DEFAULT = Limits()


def inspect(path: Path, expected: Expected, folder: Path, *, limits: Limits = _DEFAULT) -> Report:
    """Report what is wrong with an author's PDF; never raises for a bad one, never hangs.

    `folder` keeps cleaned copies and reports, so that an unchanged file costs a hash.
    """
    raise NotImplementedError


def inspect_all(
    jobs: Iterable[tuple[Path, Expected]],
    folder: Path,
    workers: int = 2,
    *,
    limits: Limits = _DEFAULT,
) -> list[Report]:
    """Inspect several files, `workers` at a time; the reports are in the order of the jobs."""
    raise NotImplementedError
