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
    title: Line = Field(description="of the volume")
    subtitle: Line | None = Field(None, description="below the title")
    series: Line | None = Field(None, description="series of which it is a part")
    number: Line | None = Field(None, description="of the volume in its series")
    editors: tuple[Slug, ...] = Field((), description="identifiers in people.yml, in order")
    publisher: Organization | None = Field(None, description="who publishes it")
    date: dt.date = Field(description="of publication; also the time stamp of the PDF")
    isbn: Isbn | None = Field(None, description="ISBN-13 or ISBN-10")
    issn: Issn | None = Field(None, description="of the series")
    doi: Doi | None = Field(None, description="DOI, without https://doi.org/")
    license: Line | None = Field(None, description="SPDX identifier, e.g. CC-BY-4.0")
    license_url: WebUrl | None = Field(None, description="address of the licence")
    copyright: Line | None = Field(None, description="the copyright line of the imprint")
    language: Language = Field("en", description="BCP 47 language tag")
    paper_size: Literal["a4", "b5", "a5", "us-letter"] = Field(
        "a4", description="format of the page"
    )
    note: Text | None = Field(None, description="for the imprint; plain text")
    preliminaries: tuple[RelativePath, ...] = Field(
        (), description="files in preliminaries/ that come first, without .md"
    )
    papers: tuple[Slug, ...] = Field(
        (), description="identifiers in the order of printing; left out: as the sessions have them"
    )
    dialogues: tuple[Slug, ...] = Field((), description="identifiers of dialogues, in order")
    back: tuple[RelativePath, ...] = Field(
        (), description="files in preliminaries/ that come last, without .md"
    )
    source: Location = Location("")
