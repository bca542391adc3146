"""The statements that MyST texts hold, as records, so that they can be checked without Sphinx."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from sphinx_proceedings.content.directives import Directive
from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.model import Statement


@dataclass(frozen=True, slots=True)
class Found:
    """A statement, the dialogue it says it belongs to, and where its options stand."""

    statement: Statement
    dialogue: str | None
    location: Location
    options: dict[str, Location]


def find(directives: Iterable[Directive], path: str, report: Report) -> list[Found]:
    """Return the statements among the directives of a file; reports those that cannot be read."""
    statements = (one for one in directives if one.name == "statement")
    return [found for one in statements if (found := _statement(one, path, report))]


def _statement(directive: Directive, path: str, report: Report) -> Found | None:
    place = Location(path, directive.line, directive.column)
    places = {key: Location(path, o.line, o.column) for key, o in directive.options.items()}
    values = {
        key: option.value
        for key, option in directive.options.items()
        if key in {"meeting", "person", "role"} and option.value
    }
    # The place of a statement is that of its attribution: there the rule is kept or broken.
    source = _first(places, ("person", "role")) or place
    bad: set[str] = set()
    while True:
        try:
            statement = Statement.model_validate(
                {**values, "text": directive.body, "source": source}
            )
        except ValidationError as error:
            keys = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
            if not keys & values.keys():
                report.add(Code.EMPTY_VALUE, "the statement has no text", place)
                return None
            for key in sorted(keys & values.keys()):
                bad.add(key)
                report.add(
                    Code.INVALID_IDENTIFIER if key != "role" else Code.INVALID_VALUE,
                    f"{quote(values.pop(key))} cannot be the {key} of a statement",
                    places[key],
                )
        else:
            return Found(statement, _dialogue(directive), place, places)


def _dialogue(directive: Directive) -> str | None:
    """Return the dialogue that a statement names, as ``[edition/]id``."""
    named = directive.options.get("dialogue")
    if named is None or not named.value:
        return None
    edition = directive.options.get("edition")
    if edition is None or not edition.value or "/" in named.value:
        return named.value
    return f"{edition.value}/{named.value}"


def _first(places: dict[str, Location], keys: Iterable[str]) -> Location | None:
    return next((places[key] for key in keys if key in places), None)
