"""``dates`` and ``schedule``."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_proceedings.sphinx.read.directive.base import CatalogueDirective, Options, option


@dataclass(frozen=True)
class DatesOptions(Options):
    """Whose dates."""

    empty: str | None = option(help="what to say while there are none")


class DatesDirective(CatalogueDirective):
    """The timeline of an edition, each date with its time zone and in the reader's own."""

    kind = "dates"
    wants = DatesOptions


@dataclass(frozen=True)
class ScheduleOptions(Options):
    """Whose programme."""

    empty: str | None = option(help="what to say while there is no programme")


class ScheduleDirective(CatalogueDirective):
    """The sessions and talks of an edition, with a link to its calendar file."""

    kind = "schedule"
    wants = ScheduleOptions
