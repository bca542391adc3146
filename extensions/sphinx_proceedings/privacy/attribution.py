"""The rules of attribution, as functions of the model.

Source: Chatham House, "Chatham House Rule" (2002): "participants are free to use the information
received, but neither the identity nor the affiliation of the speaker(s), nor that of any other
participant, may be revealed."
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sphinx_proceedings.diagnostics import Code, Diagnostic
from sphinx_proceedings.model import Catalogue, Dialogue, Meeting, Person, Rule, Statement
from sphinx_proceedings.privacy.name import Names

_HINT = "remove the name, or attribute it to a role such as `:role: a diplomat`"
# The last line of a quotation that begins with a dash, or MyST's attribution of a block.
_DASHED = re.compile(r"^[ \t>*_]*(?:[\u2012-\u2015~]|--)(?P<by>[^\n]+)$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"""\{[^{}\n]*?attribution=(?:"(?P<a>[^"\n]*)"|'(?P<b>[^'\n]*)')""")


def rule(statement: Statement, dialogue: Dialogue) -> Rule | None:
    """Return the rule under which a statement was made, or None if that cannot be known.

    Where a statement leaves the meeting open, the strictest rule of them all holds.
    """
    if statement.meeting is not None:
        meeting = dialogue.meeting(statement.meeting)
        return meeting.rule if meeting else None
    rules = {meeting.rule for meeting in dialogue.meetings}
    return "chatham-house" if "chatham-house" in rules else "public"


def may_attribute(
    statement: Statement, dialogue: Dialogue, people: Iterable[Person] | Names
) -> bool:
    """Tell whether the attribution of a statement may be shown; not if in doubt.

    For many statements make the :class:`Names` of all people once.
    """
    if rule(statement, dialogue) == "public":
        return True
    if statement.person is not None:
        return False
    attribution = _attribution(statement)
    return not attribution or _names_in(attribution, _names(people)) is None


def check_statement(
    statement: Statement, meeting: Meeting, people: Iterable[Person] | Names
) -> list[Diagnostic]:
    """Return what is wrong with the attribution of a statement made at a meeting."""
    return _check(statement, meeting.rule, _names(people))


def check(catalogue: Catalogue) -> list[Diagnostic]:
    """Return what is wrong with the attribution of any statement of any dialogue."""
    names = Names(catalogue.people.values())
    return [
        finding
        for edition in catalogue.editions.values()
        for dialogue in edition.dialogues.values()
        for statement in dialogue.statements
        for finding in _check(statement, rule(statement, dialogue), names)
    ]


def _check(statement: Statement, under: Rule | None, names: Names) -> list[Diagnostic]:
    if under != "chatham-house":
        return []
    if statement.person is not None:
        message = f'"{statement.person}" is named; the meeting is under the Chatham House rule'
    elif (name := _names_in(_attribution(statement), names)) is not None:
        message = f'the attribution names "{name}"; the meeting is under the Chatham House rule'
    else:
        return []
    return [Diagnostic(Code.NAMED_UNDER_CHATHAM_HOUSE, message, statement.source, _HINT)]


def _names(people: Iterable[Person] | Names) -> Names:
    return people if isinstance(people, Names) else Names(people)


def _attribution(statement: Statement) -> list[str]:
    """Return what a statement says of who made it: its role, and lines such as ``-- Ada``."""
    found = [statement.role] if statement.role else []
    found += [line["by"] for line in _DASHED.finditer(statement.text)]
    found += [line["a"] or line["b"] or "" for line in _ATTRIBUTE.finditer(statement.text)]
    return found


def _names_in(texts: Iterable[str], names: Names) -> str | None:
    return next((name for text in texts if (name := names.first_in(text)) is not None), None)
