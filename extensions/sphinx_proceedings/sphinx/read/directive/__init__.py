"""The directives, by the names that authors write."""

from __future__ import annotations

from sphinx_proceedings.sphinx.read.directive.base import CatalogueDirective, Options
from sphinx_proceedings.sphinx.read.directive.correction import CorrectionsDirective
from sphinx_proceedings.sphinx.read.directive.dialogue import DialogueDirective, StatementDirective
from sphinx_proceedings.sphinx.read.directive.event import DatesDirective, ScheduleDirective
from sphinx_proceedings.sphinx.read.directive.paper import PaperCardDirective, PaperListDirective
from sphinx_proceedings.sphinx.read.directive.person import PeopleDirective, SpeakerDirective
from sphinx_proceedings.sphinx.read.directive.volume import (
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
