"""Checks what records say about corrections of published papers."""

from __future__ import annotations

from sphinx_proceedings.content.draft import Draft
from sphinx_proceedings.diagnostics import Code, Location, Severity
from sphinx_proceedings.model import Paper, Volume


def check(draft: Draft, paper: Paper, volume: Volume | None) -> None:
    """Report corrections from before there was anything to correct, out of order, or twice."""
    seen = set()
    for before, correction in zip((None, *paper.corrections), paper.corrections, strict=False):
        place = draft.positions.of(correction, "date")
        if volume is not None and correction.date < volume.date:
            _warn(
                draft,
                f"this is before the volume, which is of {volume.date}",
                place,
                "what is changed before publication is no correction",
            )
        if before is not None and correction.date < before.date:
            _warn(
                draft,
                f"this is before the correction above it, which is of {before.date}",
                place,
                "list the oldest first",
            )
        if before is not None and before.kind == "withdrawal" and correction.kind != "withdrawal":
            _warn(draft, "this comes after the withdrawal of the paper", place)
        if (correction.kind, correction.date) in seen:
            draft.report.add(
                Code.DUPLICATE_ENTRY,
                f"the {correction.kind} of {correction.date} is listed twice",
                place,
            )
        seen.add((correction.kind, correction.date))
    if paper.corrections and volume is None:
        place = draft.positions.of(paper, "corrections")
        _warn(draft, "the paper is in no volume", place, "corrections are of what is published")


def _warn(draft: Draft, message: str, place: Location, hint: str = "") -> None:
    draft.report.add(Code.INCONSISTENT_CORRECTIONS, message, place, hint, Severity.WARNING)
