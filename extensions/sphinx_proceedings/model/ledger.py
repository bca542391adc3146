"""The page range of every paper of a volume, as printed."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from pydantic import Field, model_validator

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model.base import Line, Record, Slug, Text, fail

LEDGER_FILE = "ledger.json"
"""The name of a frozen ledger, in the folder of its edition."""


class PageRange(Record):
    """The first and the last page of an entry, as printed on them."""

    listed: ClassVar[tuple[str, ...]] = ("first", "last")

    first: int = Field(ge=1, le=100_000, description="folio of the first page")
    last: int = Field(ge=1, le=100_000, description="folio of the last page")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last < self.first:
            raise fail(Code.INVALID_VALUE, f"page {self.last} comes before page {self.first}")
        return self

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        """Return ``5`` or ``5\N{EN DASH}9``, as citations have it."""
        return str(self.first) if self.first == self.last else f"{self.first}\N{EN DASH}{self.last}"


class Reissue(Record):
    """A later printing of a frozen volume in which pages have moved."""

    date: dt.date = Field(description="of the new printing")
    note: Text = Field(description="why, for the imprint; plain text")
    moved: tuple[Slug, ...] = Field((), description="papers and dialogues whose pages changed")


class Ledger(Record):
    """Where each paper and dialogue of a volume is; fixed once it has a date.

    The print build writes one at every run. ``sphinx-proceedings freeze`` puts it beside
    ``volume.yml`` as ``ledger.json``, with its date: from then on it is what others have cited.
    """

    set_on_loading: ClassVar[frozenset[str]] = frozenset()

    edition: Slug = Field(description="the edition of the volume")
    frozen: dt.date | None = Field(None, description="since when the pages are fixed")
    sha256: Line | None = Field(
        None, pattern="^[0-9a-f]{64}$", description="SHA-256 of the volume's PDF when it was fixed"
    )
    pages: int | None = Field(None, ge=1, description="pages of the PDF, preliminaries included")
    papers: dict[Slug, PageRange] = Field(default_factory=dict, description="by identifier")
    dialogues: dict[Slug, PageRange] = Field(default_factory=dict, description="by identifier")
    citations: dict[Slug, Text] = Field(
        default_factory=dict, description="each paper as it is to be cited, when it was fixed"
    )
    reissues: tuple[Reissue, ...] = Field((), description="later printings, oldest first")
