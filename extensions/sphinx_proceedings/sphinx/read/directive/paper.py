"""``paper-card`` and ``paper-list``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sphinx_proceedings.sphinx.read.directive.base import (
    CatalogueDirective,
    Options,
    choice,
    option,
)


class PaperCardDirective(CatalogueDirective):
    """One paper as a card."""

    kind = "paper-card"
    wants = Options
    required_arguments = 1


@dataclass(frozen=True)
class PaperListOptions(Options):
    """Which papers, and how."""

    session: str | None = option(help="only the papers of this session")
    track: str | None = option(help="only the papers of this track")
    layout: Literal["cards", "list"] = option(
        "cards", convert=choice("cards", "list"), help="`cards` or `list`"
    )
    group: Literal["session", "track", "none"] = option(
        "session",
        convert=choice("session", "track", "none"),
        help="by what the papers are put together: `session` (the default), `track` or `none`",
    )
    filter: Literal["auto", "yes", "no"] = option(
        "auto",
        convert=choice("auto", "yes", "no"),
        help="whether readers can filter the cards: `yes`, `no`, or `auto`, from six papers on",
    )
    empty: str | None = option(help="what to say while there are none")


class PaperListDirective(CatalogueDirective):
    """The papers of an edition in the order of its volume."""

    kind = "paper-list"
    wants = PaperListOptions
