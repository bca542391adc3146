"""The directives, by the names that authors write."""

from __future__ import annotations

from sphinx_proceedings.sphinx.read.directives.base import CatalogueDirective, Options
from sphinx_proceedings.sphinx.read.directives.correction import CorrectionsDirective
from sphinx_proceedings.sphinx.read.directives.dialogue import DialogueDirective, StatementDirective
from sphinx_proceedings.sphinx.read.directives.event import DatesDirective, ScheduleDirective
from sphinx_proceedings.sphinx.read.directives.paper import PaperCardDirective, PaperListDirective
from sphinx_proceedings.sphinx.read.directives.person import PeopleDirective, SpeakerDirective
from sphinx_proceedings.sphinx.read.directives.volume import (
    AuthorIndexDirective,
    KeywordIndexDirective,
    VolumeContentsDirective,
)

DIRECTIVES: tuple[type[CatalogueDirective], ...] = (
    SpeakerDirective,
    PeopleDirective,
    PaperCardDirective,
    PaperListDirective,
    DatesDirective,
    ScheduleDirective,
    DialogueDirective,
    StatementDirective,
    VolumeContentsDirective,
    AuthorIndexDirective,
    KeywordIndexDirective,
    CorrectionsDirective,
)

__all__ = ["DIRECTIVES", "CatalogueDirective", "Options"]
