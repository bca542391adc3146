"""What the process that looked at a file says, checked before anybody believes it."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from sphinx_proceedings.volume.intake.finding import Finding

EXHAUSTED: Final = 3
"""The status of a process that ran out of memory."""

_Point = Annotated[float, Field(ge=-20_000, le=2_000_000, allow_inf_nan=False)]
_Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Answer(BaseModel):
    """The findings in one file, and the facts that placing its pages needs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    usable: bool
    findings: list[Finding] = Field(max_length=1_000)
    sizes: list[tuple[_Point, _Point]] = []
    boxes: list[tuple[_Point, _Point, _Point, _Point] | None] = []
    tagged: bool = False
    fonts_embedded: bool = False
    extractable: bool = False
    bookmarks: _Count = 0
    links: dict[str, _Count] = {}
    language: str = Field("", max_length=40)
