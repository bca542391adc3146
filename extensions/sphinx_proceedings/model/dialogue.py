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

    id: Slug = Field(description="identifier, for statements and attendance to name")
    title: Line = Field(description="its name")
    date: dt.date = Field(description="the day")
    form: Literal["webinar", "in-person", "hybrid"] = Field(description="how people met")
    rule: Rule = Field(
        description="how it may be reported; under chatham-house no name may be given"
    )
    attendees: int | None = Field(None, ge=0, description="how many attended")
    attendees_label: Line = Field("attendees", description="what they are called")
    place: Place | None = Field(None, description="where, if not online alone")
    url: WebUrl | None = Field(None, description="its page")


class Share(Record):
    """A part of those who attended, in percent."""

    group: Line = Field(description="who they are")
    percent: float = Field(ge=0, le=100, description="their part of all, 0 to 100")


class Attendance(Record):
    """Who came to some of the meetings taken together."""

    meetings: tuple[Slug, ...] = Field(
        min_length=1, description="identifiers of the meetings that are counted together"
    )
    shares: tuple[Share, ...] = Field((), description="parts of the whole, which add up to 100")
    experts: int | None = Field(None, ge=0, description="experts who spoke, over these meetings")
    note: Line | None = Field(None, description="a remark, shown below the chart")


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
    title: Line = Field(description="as printed")
    short_title: Line | None = Field(None, description="for running heads")
    conveners: tuple[Organization, ...] = Field((), description="who convened it")
    funders: tuple[Organization, ...] = Field((), description="who paid for it")
    meetings: tuple[Meeting, ...] = Field(min_length=1, description="in order")
    attendance: tuple[Attendance, ...] = Field((), description="who came, as shown in the charts")
    takeaways: tuple[Text, ...] = Field((), description="in MyST Markdown, one each")
    statements: tuple[Statement, ...] = Field((), description="found in the text; not written here")
    language: Language | None = Field(
        None, description="BCP 47 language tag, if not that of the volume"
    )
    sources: tuple[WebUrl, ...] = Field((), description="where this is published")
    path: str = Field(description="relative to the proceedings folder")
    source: Location = Location("")

    @property
    def key(self) -> str:
        """``edition/id``: unique among all editions."""
        return f"{self.edition}/{self.id}"

    def meeting(self, identifier: str) -> Meeting | None:
        """Return the meeting of this identifier."""
        return next((m for m in self.meetings if m.id == identifier), None)
