"""``paper-card`` and ``paper-list``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sphinx_proceedings.sphinx.directives.base import (
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
    empty: str | None = option(help="what to say while there are none")


class PaperListDirective(CatalogueDirective):
    """The papers of an edition in the order of its volume."""

    kind = "paper-list"
    wants = PaperListOptions
