"""What a load collects on its way: findings, and what they are about."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity, Tally, in_order

ANY = "*"
"""In place of an identifier: nobody knows which ones were lost."""

# Looking for a similar word costs more than any other step; nobody reads that many suggestions.
_MOST_SUGGESTIONS = 50
_LONGEST = 100


class Report:
    """All findings of one load, and the identifiers of the records that they cost."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._tally = Tally()
        self._lost: set[tuple[str, str, str]] = set()
        self._suggestions = 0

    def add(
        self,
        code: Code,
        message: str,
        location: Location,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Take down a finding."""
        told = self._tally.told(Diagnostic(code, message, location, hint, severity))
        if told is not None:
            self._found.append(told)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return all findings in the order of the source."""
        return tuple(in_order(self._found))

    def lose(self, kind: str, scope: str, identifier: str = ANY) -> None:
        """Remember a record that is left out because of a finding.

        What refers to it is no second mistake, and is not reported as one.
        """
        self._lost.add((kind, scope, identifier))

    def is_lost(self, kind: str, scope: str, identifier: str) -> bool:
        """Tell whether a record of this identifier may be in the source, but is left out."""
        return not self._lost.isdisjoint({(kind, scope, identifier), (kind, scope, ANY)})

    def suggest(self, word: str, words: Iterable[str]) -> str:
        """Return ``did you mean "..."?`` if one of the words is like this one, else nothing."""
        self._suggestions += 1
        if len(word) > _LONGEST or self._suggestions > _MOST_SUGGESTIONS:
            return ""
        similar = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
        return f'did you mean "{similar[0]}"?' if similar else ""


def quote(text: str, limit: int = 60) -> str:
    """Return a text in quotes on one line, cut if it is long."""
    line = " ".join(text.split())
    return f'"{line[: limit - 1]}…"' if len(line) > limit else f'"{line}"'
