"""A finding about a file, before it is known where its record names the file."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_proceedings.diagnostics import Code, Severity

_SHOWN = 12
_LONGEST = 160


@dataclass(frozen=True)
class Finding:
    """One finding: what is wrong, and how to mend it."""

    code: Code
    message: str
    hint: str
    severity: Severity = Severity.WARNING


class RefusedError(Exception):
    """The file cannot be used; the finding says why."""

    def __init__(self, code: Code, message: str, hint: str) -> None:
        """Make it of its finding, which is always an error."""
        super().__init__(message)
        self.finding = error(code, message, hint)


def error(code: Code, message: str, hint: str) -> Finding:
    """Return a finding that makes a file useless."""
    return Finding(code, message, hint, Severity.ERROR)


def listed(pages: list[int]) -> str:
    """Return `page 3` or `pages 1-4, 7` for page numbers from 1, in order."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], page]
        else:
            runs.append([page])
    shown = ", ".join("-".join(map(str, run)) for run in runs[:_SHOWN])
    more = ", ..." if len(runs) > _SHOWN else ""
    return f"page{'s' if len(pages) > 1 else ''} {shown}{more}"


def quoted(text: str) -> str:
    """Return a text of the file in quotation marks, not longer than a line or two."""
    text = " ".join(text.split())
    return f"“{text[:_LONGEST].rstrip()}…”" if len(text) > _LONGEST else f"“{text}”"


def some(names: list[str]) -> str:
    """Return names one after the other, the first of very many."""
    unique = list(dict.fromkeys(names))
    text = ", ".join(name[:_LONGEST] for name in unique[:_SHOWN])
    return text + (f" and {len(unique) - _SHOWN} more" if len(unique) > _SHOWN else "")
