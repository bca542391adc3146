"""Looks whether a file names somebody who is not confirmed; what is said does not repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.privacy import Mentions
from sphinx_proceedings.volume.intake.destination import Bookmark
from sphinx_proceedings.volume.intake.finding import Finding, error, listed
from sphinx_proceedings.volume.intake.letters import joined
from sphinx_proceedings.volume.intake.look import Page


def check(
    pages: list[Page], bookmarks: Iterable[Bookmark], unnamed: Mapping[str, str]
) -> list[Finding]:
    """Return an error for everybody who is named and not confirmed."""
    names = Mentions(unnamed)
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1) if names else ():
        for whom in dict.fromkeys(one.whom for one in names.find(joined(page.text))):
            found.setdefault(whom, []).append(number)
    for mark in bookmarks if names else ():
        for one in names.find(mark.title):
            found.setdefault(one.whom, [])
    return [
        error(
            Code.UNCONFIRMED_AUTHOR,
            f"somebody who is not confirmed is named {place(numbers)}",
            f"take the name out of the PDF, which is not published until then; once confirmed,"
            f" remove the mark at {whom}",
        )
        for whom, numbers in found.items()
    ]


def place(numbers: list[int]) -> str:
    """Return where somebody is named."""
    return f"on {listed(numbers)}" if numbers else "in the bookmarks"


def redacted(findings: list[Finding], unnamed: Mapping[str, str]) -> list[Finding]:
    """Return findings that quote nobody who is not confirmed."""
    names = Mentions(unnamed)
    if not names:
        return findings
    return [replace(one, message=names.redacted(one.message)) for one in findings]
