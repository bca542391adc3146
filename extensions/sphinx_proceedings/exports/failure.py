"""What a format asks for and the catalogue does not have."""

from __future__ import annotations

from collections.abc import Sequence


class IncompleteError(ValueError):
    """A record cannot be written: its format requires what is not known.

    ``missing`` says what, one phrase each, for the people who can supply it.
    """

    def __init__(self, what: str, missing: Sequence[str]) -> None:
        super().__init__(f"{what}: {'; '.join(missing)}")
        self.what = what
        self.missing = tuple(missing)
