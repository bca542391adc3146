"""What is published of an edition."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model.base import Line, Record, RelativePath, Slug, Text
from sphinx_proceedings.model.identifier import Doi, Isbn, Issn, Language, WebUrl
from sphinx_proceedings.model.person import Organization


class Volume(Record):
    """A volume: ``volume.yml`` in the folder of an edition.

    ``preliminaries`` and ``back`` name MyST files of the folder ``preliminaries/`` without their
    ending. ``papers`` and ``dialogues`` give the order of printing; left out, the papers follow
    the sessions and then the names of their files.
    """

    set_on_loading: ClassVar[frozenset[str]] = frozenset({"edition", "source"})

    edition: Slug
    title: Line
    subtitle: Line | None = None
    series: Line | None = None
    number: Line | None = Field(None, description="of the volume in its series")
    editors: tuple[Slug, ...] = ()
    publisher: Organization | None = None
    date: dt.date = Field(description="of publication; also the time stamp of the PDF")
    isbn: Isbn | None = None
    issn: Issn | None = None
    doi: Doi | None = None
    license: Line | None = Field(None, description="SPDX identifier, e.g. CC-BY-4.0")
    license_url: WebUrl | None = None
    copyright: Line | None = None
    language: Language = "en"
    paper_size: Literal["a4", "a5", "us-letter"] = "a4"
    note: Text | None = Field(None, description="for the imprint; plain text")
    preliminaries: tuple[RelativePath, ...] = ()
    papers: tuple[Slug, ...] = ()
    dialogues: tuple[Slug, ...] = ()
    back: tuple[RelativePath, ...] = ()
    source: Location = Location("")
