"""A convened exchange: its meetings, who came, and what may be reported of them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model.base import Line, Record, Slug, Text
from sphinx_proceedings.model.event import Place
from sphinx_proceedings.model.identifier import Language, WebUrl
from sphinx_proceedings.model.person import Organization

Rule = Literal["public", "chatham-house"]
"""How a meeting may be reported. ``chatham-house``: what was said, never by whom.

Source: Chatham House, "Chatham House Rule" (2002 wording).
"""


class Meeting(Record):
    """One gathering, under one rule."""

    id: Slug
    title: Line
    date: dt.date
    form: Literal["webinar", "in-person", "hybrid"]
    rule: Rule
    attendees: int | None = Field(None, ge=0)
    attendees_label: Line = Field("attendees", description="what they are called")
    place: Place | None = None
    url: WebUrl | None = None


class Share(Record):
    """A part of those who attended, in percent."""

    group: Line
    percent: float = Field(ge=0, le=100)


class Attendance(Record):
    """Who came to some of the meetings taken together."""

    meetings: tuple[Slug, ...] = Field(min_length=1)
    shares: tuple[Share, ...] = ()
    experts: int | None = Field(None, ge=0, description="experts who spoke, over these meetings")
    note: Line | None = None


class Statement(Record):
    """Something said at a meeting, attributed to a person, to a role, or to nobody."""

    meeting: Slug | None = None
    person: Slug | None = None
    role: Line | None = None
    text: Text
    source: Location = Location("")


class Dialogue(Record):
    """A dialogue: the frontmatter of a MyST file in ``dialogues/``; the summary follows it."""

    set_on_loading: ClassVar[frozenset[str]] = frozenset(
        {"id", "edition", "statements", "path", "source"}
    )

    id: Slug = Field(description="the name of the file")
    edition: Slug
    title: Line
    short_title: Line | None = None
    conveners: tuple[Organization, ...] = ()
    funders: tuple[Organization, ...] = ()
    meetings: tuple[Meeting, ...] = Field(min_length=1)
    attendance: tuple[Attendance, ...] = ()
    takeaways: tuple[Text, ...] = Field((), description="MyST, one each")
    statements: tuple[Statement, ...] = Field((), description="found in the text; not written here")
    language: Language | None = None
    sources: tuple[WebUrl, ...] = ()
    path: str = Field(description="relative to the proceedings folder")
    source: Location = Location("")

    @property
    def key(self) -> str:
        """``edition/id``: unique among all editions."""
        return f"{self.edition}/{self.id}"

    def meeting(self, identifier: str) -> Meeting | None:
        """Return the meeting of this identifier."""
        return next((m for m in self.meetings if m.id == identifier), None)
