"""A contribution and its authors."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.model.base import (
    Line,
    Record,
    RelativePath,
    SitePath,
    Slug,
    Text,
    fail,
)
from sphinx_proceedings.model.correction import Correction
from sphinx_proceedings.model.identifier import Doi, Email, Language, WebUrl
from sphinx_proceedings.model.person import Name, Organization


class Author(Record):
    """An author of one paper, as printed there."""

    shorthand: ClassVar[str | None] = "person"

    person: Slug = Field(description="identifier in people.yml")
    name: Name | None = Field(None, description="as printed here, if not as in people.yml")
    affiliations: tuple[Organization, ...] | None = Field(
        None, description="as printed here; otherwise those of people.yml"
    )
    email: Email | None = Field(None, description="address for readers")
    corresponding: bool = Field(default=False, description="whether readers should write to them")
    equal: bool = Field(default=False, description="contributed equally")


class Links(Record):
    """Where else the paper is to be found, in the order in which it is shown."""

    website: WebUrl | None = Field(None, description="page of the work")
    preprint: WebUrl | None = Field(None, description="e.g. on arXiv")
    pdf: WebUrl | None = Field(None, description="the PDF elsewhere")
    code: WebUrl | None = Field(None, description="source code")
    data: WebUrl | None = Field(None, description="data")
    slides: WebUrl | None = Field(None, description="slides")
    poster: WebUrl | None = Field(None, description="poster")
    video: WebUrl | None = Field(None, description="recording")
    talk: WebUrl | None = Field(None, description="the page of the talk")
    review: WebUrl | None = Field(None, description="public reviews")

    def given(self) -> list[tuple[str, str]]:
        """Return the links there are, as pairs of kind and address."""
        return [(kind, url) for kind in type(self).model_fields if (url := getattr(self, kind))]


def _macro_name(value: str) -> str:
    if not re.fullmatch(r"\\?[A-Za-z]{1,50}", value):
        raise fail(
            Code.INVALID_VALUE, f'"{value[:60]}" cannot be the name of a macro: letters only'
        )
    return value.removeprefix("\\")


MacroName = Annotated[str, AfterValidator(_macro_name)]
"""The name of a command of LaTeX, without its backslash."""

# A whole definition in place of what it defines: authors copy them from their preamble.
_OPERATOR = re.compile(r"\\DeclareMathOperator\s*(\*?)\s*\{?\s*\\[A-Za-z]+\s*\}?\s*(\{.*\})")


class Macro(Record):
    """A command of the formulas of one paper, in LaTeX.

    `#1` to `#9` in the definition stand for the arguments; with `default`, the first of them is
    optional.
    """

    shorthand: ClassVar[str | None] = "definition"
    listed: ClassVar[tuple[str, ...]] = ("definition", "arguments", "default")

    definition: Line = Field(description="what the command stands for")
    arguments: int = Field(0, ge=0, le=9, description="how many arguments it takes")
    default: Line | None = Field(None, description="of the first argument, if it is left out")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        used = {int(number) for number in re.findall(r"#([1-9])", self.definition)}
        if used and max(used) > self.arguments:
            raise fail(
                Code.INVALID_VALUE,
                f"the definition uses #{max(used)}, and the macro takes {self.arguments} arguments",
            )
        if self.default is not None and not self.arguments:
            raise fail(Code.INVALID_VALUE, "a default needs an argument")
        for text in (self.definition, self.default or ""):
            if not _is_balanced(text):
                raise fail(Code.INVALID_VALUE, f"the braces in {text[:60]} are not paired")
        return self

    @property
    def latex(self) -> str:
        """The definition, an operator's declaration written out."""
        found = _OPERATOR.fullmatch(self.definition)
        return rf"\operatorname{found[1]}{found[2]}" if found else self.definition


def _is_balanced(text: str) -> bool:
    depth = 0
    for found in re.findall(r"\\.|[{}]", text):
        depth += (found == "{") - (found == "}")
        if depth < 0:
            return False
    return depth == 0


class Paper(Record):
    """A paper: the frontmatter of a MyST file in ``papers/``; its text, if any, follows it."""

    set_on_loading: ClassVar[frozenset[str]] = frozenset(
        {"id", "edition", "has_text", "path", "source"}
    )

    id: Slug = Field(description="the name of the file")
    edition: Slug
    title: Line = Field(description="as printed")
    short_title: Line | None = Field(None, description="for running heads")
    subtitle: Line | None = Field(None, description="as printed, below the title")
    authors: tuple[Author, ...] = Field(min_length=1, description="in the order of printing")
    abstract: Text | None = Field(None, description="in MyST Markdown")
    keywords: tuple[Line, ...] = Field((), description="keywords")
    track: Slug | None = Field(None, description="identifier of a track in event.yml")
    session: Slug | None = Field(None, description="identifier of a session in event.yml")
    awards: tuple[Line, ...] = Field((), description="names of awards")
    math: dict[MacroName, Macro] = Field(
        default_factory=dict, description="macros of its formulas, by name"
    )
    links: Links = Field(Links(), description="where else it is to be found")
    date: dt.date | None = Field(None, description="of publication, if not that of the volume")
    doi: Doi | None = Field(None, description="DOI, without https://doi.org/")
    license: Line | None = Field(None, description="SPDX identifier, e.g. CC-BY-4.0")
    language: Language | None = Field(
        None, description="BCP 47 language tag, if not that of the volume"
    )
    pdf: RelativePath | None = Field(None, description="camera-ready file, beside this one")
    corrections: tuple[Correction, ...] = Field(
        (), description="what was changed after publication, and why"
    )
    moved_from: tuple[SitePath, ...] = Field(
        (), description="where in the site its page was before; who comes there is led here"
    )
    has_text: bool = Field(
        default=False, description="whether the file has text after its frontmatter"
    )
    path: str = Field(description="relative to the proceedings folder, e.g. a-2026/papers/x.md")
    source: Location = Location("")

    @property
    def key(self) -> str:
        """``edition/id``: unique among all editions."""
        return f"{self.edition}/{self.id}"

    @property
    def is_retracted(self) -> bool:
        """Whether the paper is not to be relied on."""
        return any(correction.kind == "retraction" for correction in self.corrections)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the text of the paper is no longer published."""
        return any(correction.kind == "withdrawal" for correction in self.corrections)
