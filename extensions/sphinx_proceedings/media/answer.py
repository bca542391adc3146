"""What is answered for a file: the bytes to publish, with notes for its author, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_proceedings.diagnostics import Severity


@dataclass(frozen=True)
class Note:
    """What the author of a published file should know: what was left out, or changed."""

    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING


@dataclass(frozen=True)
class Published:
    """The bytes to publish, the suffix that they go by, and what was noted on the way."""

    data: bytes
    suffix: str
    notes: tuple[Note, ...] = ()


class Refused(Exception):  # noqa: N818  # not an error of ours: what is not published, and why
    """A file that is not published."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class FaultError(ValueError):
    """What is wrong with some bytes, as the end of a sentence whose subject is the file."""

    def __init__(self, said: str, hint: str = "export it again") -> None:
        super().__init__(said)
        self.said = said
        self.hint = hint
