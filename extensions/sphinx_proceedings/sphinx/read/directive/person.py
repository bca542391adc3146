"""``speaker`` and ``people``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sphinx_proceedings.sphinx.read.directive.base import (
    CatalogueDirective,
    Options,
    choice,
    option,
)


@dataclass(frozen=True)
class SpeakerOptions(Options):
    """A person of the catalogue in a role, or one described in place."""

    role: str | None = option(help="what they do here, e.g. Keynote")
    name: str | None = option(help="in place: the name; required without an identifier")
    affiliation: str | None = option(help="in place: the affiliation")
    affiliation_url: str | None = option(help="in place: its address")
    url: str | None = option(help="in place: the person's own page")
    orcid: str | None = option(help="in place: the ORCID iD")
    portrait: str | None = option(help="in place: an image, relative to the page")
    alt: str | None = option(help="in place: what the image shows")


class SpeakerDirective(CatalogueDirective):
    """One person as a card; the body is the biography."""

    kind = "speaker"
    wants = SpeakerOptions
    optional_arguments = 1
    has_content = True


@dataclass(frozen=True)
class PeopleOptions(Options):
    """Which people, and how."""

    role: str | None = option(help="the role as `event.yml` calls it; required")
    layout: Literal["cards", "list"] = option(
        "cards", convert=choice("cards", "list"), help="`cards` or `list`"
    )
    empty: str | None = option(help="what to say while nobody is announced")


class PeopleDirective(CatalogueDirective):
    """All people in one role of an edition, in the order of ``event.yml``."""

    kind = "people"
    wants = PeopleOptions
