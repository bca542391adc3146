"""People, and the names and affiliations under which they appear."""

from __future__ import annotations

import re
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model.base import Line, Record, RelativePath, Slug, Text
from sphinx_proceedings.model.identifier import Orcid, Ror, WebUrl

# Han, Kana and Hangul.
_SPACELESS = re.compile(
    "[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]+"
)


class Organization(Record):
    """An institution: an affiliation, a convener, a funder, a publisher."""

    shorthand: ClassVar[str | None] = "name"

    name: Line = Field(description="its name")
    short: Line | None = Field(None, description="short name or acronym")
    url: WebUrl | None = Field(None, description="its page")
    ror: Ror | None = Field(None, description="ROR identifier")
    place: Line | None = Field(None, description="city and country")


class Name(Record):
    """A name as printed.

    ``particle`` is what stands before the family name without being sorted (van, de la),
    ``suffix`` what follows it (Jr., III). ``family_first`` prints the family name before the
    given name, as in Chinese, Japanese, Korean or Hungarian use. A mononym has ``family`` alone.
    """

    shorthand: ClassVar[str | None] = "full"

    full: Line | None = Field(None, description="the whole name, when its parts are not known")
    given: Line | None = Field(None, description="given names")
    particle: Line | None = Field(
        None, description="before the family name, not sorted by: van, de la"
    )
    family: Line | None = Field(None, description="family name; a mononym is this alone")
    suffix: Line | None = Field(None, description="after the name: Jr., III")
    family_first: bool = Field(
        default=False, description="print the family name before the given name"
    )
    sort: Line | None = Field(None, description="how it is filed, e.g. Lovelace, Ada")

    @model_validator(mode="after")
    def _has_a_name(self) -> Name:
        if not (self.full or self.family):
            raise ValueError("a name needs `family`, or `full`")
        return self

    def __str__(self) -> str:
        """Return the name as it is printed."""
        if self.full:
            return self.full
        family = " ".join(part for part in (self.particle, self.family) if part)
        parts = (family, self.given) if self.family_first else (self.given, family)
        given = [part for part in (*parts, self.suffix) if part]
        # Scripts that set no spaces between words set none in names.
        space = "" if self.family_first and all(map(_SPACELESS.fullmatch, given)) else " "
        return space.join(given)

    @property
    def sort_key(self) -> str:
        """The name as an index files it: family name first.

        Where only the whole name is known its last word is taken as the family name; ``sort``
        says otherwise.
        """
        if self.sort:
            return self.sort
        if self.family:
            rest = " ".join(part for part in (self.given, self.particle, self.suffix) if part)
            return f"{self.family}, {rest}" if rest else self.family
        words = str(self.full).split(" ")
        return f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else words[0]


class Person(Record):
    """A human being, listed once in ``people.yml``."""

    set_on_loading: ClassVar[frozenset[str]] = frozenset({"id", "source"})

    id: Slug
    name: Name = Field(description="as they are known")
    kind: Literal["person", "organization"] = Field(
        "person", description="an organization's name is never divided into given and family name"
    )
    names: tuple[Name, ...] = Field((), description="other names they publish under")
    orcid: Orcid | None = Field(None, description="ORCID iD")
    url: WebUrl | None = Field(None, description="their own page")
    affiliations: tuple[Organization, ...] = Field(
        (), description="where nothing more particular is said"
    )
    biography: Text | None = Field(None, description="a few sentences, in MyST Markdown")
    portrait: RelativePath | None = Field(None, description="image, relative to people.yml")
    unconfirmed: bool = Field(default=False, description="appears nowhere until this is removed")
    source: Location = Location("")

    @model_validator(mode="after")
    def _files_an_organization_whole(self) -> Self:
        if self.kind == "organization" and not self.name.sort:
            whole = self.name.model_copy(update={"sort": str(self.name)})
            object.__setattr__(self, "name", whole)  # it is frozen, and still being made
        return self
