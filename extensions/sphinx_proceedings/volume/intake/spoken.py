"""Compares what a piece of text shows with what it says that it is (ActualText).

Such a text is there for ligatures, hyphens at ends of lines, formulas and letters that a font does
not map. It is what is searched, copied and read by machines, so that it may say anything.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake.finding import Finding, quoted
from sphinx_proceedings.volume.intake.glyph import Font
from sphinx_proceedings.volume.intake.letters import letters

_COMMAND: Final = re.compile(r"\\[a-zA-Z]+")
_CLUSTER: Final = 4  # letters that one glyph may stand for
_LEAST: Final = 8  # letters that differ before it is said
_SHARE: Final = 0.25
_MOST_SAID: Final = 5
_LONGEST: Final = 2_000  # characters of a text that are compared
_DRAWN: Final = 20  # letters that a drawing without text may be said to be


@dataclass
class Open:
    """A text that says what it is, until its end is met."""

    index: int
    """Of the operator that opened it."""
    actual: str
    shown: list[str] = field(default_factory=list)
    length: int = 0
    unknown: int = 0
    drawn: bool = False
    """Whether something is drawn in it that is no text."""

    def show(self, text: str, unknown: int) -> None:
        """Note what is shown in it."""
        self.unknown += unknown
        self.length += len(text)
        if self.length <= 4 * _LONGEST:
            self.shown.append(text)


@dataclass
class Spoken:
    """What the texts of a file are said to be, and are not."""

    false: list[tuple[str, str]] = field(default_factory=list)
    """What is read, and what is shown."""
    _fonts: dict[tuple[int, int], Font] = field(default_factory=dict)

    def font(self, font: Any) -> Font:
        """Return the letters of a font, read once."""
        key = font.objgen
        if key == (0, 0):
            return Font(font)
        if key not in self._fonts:
            self._fonts[key] = Font(font)
        return self._fonts[key]

    def is_true(self, one: Open) -> bool:
        """Tell whether a text may stay; notes it if it misleads."""
        shown = "".join(one.shown)
        if one.length > 4 * _LONGEST or len(one.actual) > _LONGEST:
            differ: float = _differ(one.actual[:_LONGEST], shown[:_LONGEST])
            if differ > _SHARE * _LONGEST:
                self._note(one.actual, shown)
            return False
        said, seen = letters(_COMMAND.sub(" ", one.actual)), letters(shown)
        if not one.unknown and not seen and not one.shown:
            # Nothing to compare with: a word that is drawn, or nothing at all.
            if len(said) > _DRAWN:
                self._note(one.actual, "")
            return one.drawn and len(said) <= _DRAWN
        more = len(_COMMAND.findall(one.actual))
        missing = sum((Counter(seen) - Counter(said)).values())
        added = sum((Counter(said) - Counter(seen)).values())
        excused = _CLUSTER * one.unknown + 2 * more
        differ = max(0, missing - 2 * more - one.unknown) + max(0, added - excused)
        if differ >= _LEAST and differ > _SHARE * max(len(said), len(seen)):
            self._note(one.actual, shown)
        return not differ

    def _note(self, actual: str, shown: str) -> None:
        if len(self.false) < 1000:  # noqa: PLR2004 - nobody reads more
            self.false.append((actual, shown))

    def check(self) -> list[Finding]:
        """Return what is said of texts that mislead."""
        return [
            Finding(
                Code.PDF_ACTUAL_TEXT,
                f"what is read is not what is shown: {quoted(actual)} in place of"
                f" {quoted(shown) if shown.strip() else 'a drawing'}; it is removed",
                "make the PDF from its source again, with ActualText only where a program sets it",
            )
            for actual, shown in list(dict.fromkeys(self.false))[:_MOST_SAID]
        ]


def _differ(one: str, other: str) -> int:
    first, second = Counter(letters(one)), Counter(letters(other))
    return sum((first - second).values()) + sum((second - first).values())
