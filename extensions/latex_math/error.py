"""What is said when a formula cannot be converted."""

from __future__ import annotations


class MathError(ValueError):
    """A formula that cannot be converted, with the place in its source and what would help.

    ``position`` counts characters from the start of the source, from 0.
    """

    def __init__(self, message: str, position: int = 0, hint: str = "") -> None:
        super().__init__(message, position, hint)
        self.message = message
        self.position = position
        self.hint = hint

    def __str__(self) -> str:
        """Say the message, the place and the hint in one line."""
        text = f"{self.message} (at character {self.position + 1})"
        return f"{text}; {self.hint}" if self.hint else text
