"""A contribution and its authors."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model.base import Line, Record, RelativePath, Slug, Text
from sphinx_proceedings.model.identifier import Doi, Email, Language, WebUrl
from sphinx_proceedings.model.person import Name, Organization


class Author(Record):
    """An author of one paper, as printed there; a plain string is the person's identifier."""

    shorthand: ClassVar[str | None] = "person"

    person: Slug
    name: Name | None = Field(None, description="as printed here, if not as in people.yml")
    affiliations: tuple[Organization, ...] | None = Field(
        None, description="as printed here; otherwise those of people.yml"
    )
    email: Email | None = None
    corresponding: bool = False
    equal: bool = Field(default=False, description="contributed equally")


class Links(Record):
    """Where else the paper is to be found, in the order in which it is shown."""

    website: WebUrl | None = None
    preprint: WebUrl | None = None
    pdf: WebUrl | None = None
    code: WebUrl | None = None
    data: WebUrl | None = None
    slides: WebUrl | None = None
    poster: WebUrl | None = None
    video: WebUrl | None = None
    talk: WebUrl | None = Field(None, description="the page of the talk")
    review: WebUrl | None = None

    def given(self) -> list[tuple[str, str]]:
        """Return the links there are, as pairs of kind and address."""
        return [(kind, url) for kind in type(self).model_fields if (url := getattr(self, kind))]


class Paper(Record):
    """A paper: the frontmatter of a MyST file in ``papers/``; its text, if any, follows it."""

    set_on_loading: ClassVar[frozenset[str]] = frozenset(
        {"id", "edition", "has_text", "path", "source"}
    )

    id: Slug = Field(description="the name of the file")
    edition: Slug
    title: Line
    short_title: Line | None = Field(None, description="for running heads")
    subtitle: Line | None = None
    authors: tuple[Author, ...] = Field(min_length=1)
    abstract: Text | None = Field(None, description="MyST")
    keywords: tuple[Line, ...] = ()
    track: Slug | None = None
    session: Slug | None = None
    awards: tuple[Line, ...] = ()
    links: Links = Links()
    doi: Doi | None = None
    license: Line | None = Field(None, description="SPDX identifier, e.g. CC-BY-4.0")
    language: Language | None = None
    pdf: RelativePath | None = Field(None, description="camera-ready file, beside this one")
    has_text: bool = Field(
        default=False, description="whether the file has text after its frontmatter"
    )
    path: str = Field(description="relative to the proceedings folder, e.g. a-2026/papers/x.md")
    source: Location = Location("")

    @property
    def key(self) -> str:
        """``edition/id``: unique among all editions."""
        return f"{self.edition}/{self.id}"
