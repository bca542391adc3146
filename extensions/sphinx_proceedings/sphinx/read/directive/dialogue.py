"""``dialogue`` and ``statement``."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_proceedings.sphinx.read.directive.base import (
    CatalogueDirective,
    Options,
    choices,
    option,
)

PARTS = ("meetings", "attendance", "takeaways")


@dataclass(frozen=True)
class DialogueOptions(Options):
    """Which parts of a dialogue."""

    show: tuple[str, ...] = option(
        PARTS, convert=choices(*PARTS), help="`meetings`, `attendance`, `takeaways`; all of them"
    )


class DialogueDirective(CatalogueDirective):
    """The facts of a dialogue; on its own page the identifier may be left out."""

    kind = "dialogue"
    wants = DialogueOptions
    optional_arguments = 1


@dataclass(frozen=True)
class StatementOptions(Options):
    """Where something was said, and by whom, as far as it may be told."""

    meeting: str | None = option(help="the identifier of the meeting")
    dialogue: str | None = option(help="the dialogue; by default that of the page")
    person: str | None = option(help="who said it; refused under the Chatham House Rule")
    role: str | None = option(help="who said it, by role")


class StatementDirective(CatalogueDirective):
    """Something said at a meeting: the body, and its attribution."""

    kind = "statement"
    wants = StatementOptions
    has_content = True
