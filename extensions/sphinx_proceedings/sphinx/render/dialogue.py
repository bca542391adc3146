"""Dialogues: meetings, who came, takeaways, and what was said."""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Attendance, Dialogue, Meeting
from sphinx_proceedings.sphinx.nodes import bar, moment, print_only
from sphinx_proceedings.sphinx.query import attributable
from sphinx_proceedings.sphinx.read.directive.dialogue import DialogueOptions, StatementOptions
from sphinx_proceedings.sphinx.render.context import Context, Unknown, did_you_mean
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    Row,
    bullets,
    container,
    inline,
    joined,
    link,
    note,
    paragraph,
    plain,
    table,
)

_FORMS = {"webinar": "Webinar", "in-person": "In person", "hybrid": "Hybrid"}
_ONE = {"webinar": "webinar", "in-person": "in-person meeting", "hybrid": "hybrid meeting"}
_PLURALS = {form: name + "s" for form, name in _ONE.items()}
_RULES = {"public": "Public", "chatham-house": "Chatham House Rule"}
_HINT = "attribute the statement to a role that points to no one person, or to nobody"
_RULE_URL = "https://www.chathamhouse.org/about-us/chatham-house-rule"


def dialogue(context: Context, wanted: DialogueOptions) -> list[nodes.Node]:
    """Return the parts of a dialogue that are asked for, in that order."""
    found = context.dialogue(context.node["argument"], wanted.edition)
    return parts_of(context, found, wanted.show)


def parts_of(context: Context, found: Dialogue, show: tuple[str, ...]) -> list[nodes.Node]:
    """Return parts of a dialogue in the order asked for."""
    parts: dict[str, Callable[[], list[nodes.Node]]] = {
        "meetings": lambda: _meetings(context, found),
        "attendance": lambda: _attendance(found),
        # Among other parts the takeaways say what they are; alone they stand below a heading.
        "takeaways": lambda: _takeaways(context, found, captioned=len(show) > 1),
    }
    return [node for part in show for node in parts[part]()]


def _meetings(context: Context, found: Dialogue) -> list[nodes.Node]:
    return [container("sp-meetings", *(_meeting(context, m) for m in found.meetings))]


def _meeting(context: Context, meeting: Meeting) -> nodes.container:
    facts: list[nodes.Node | str] = [
        moment("", context.date(meeting.date), datetime=meeting.date.isoformat()),
        inline("sp-form", _FORMS[meeting.form]),
        inline(f"sp-rule sp-rule-{meeting.rule}", _rule(meeting)),
    ]
    if meeting.place:
        facts.append(link(str(meeting.place), meeting.place.url))
    if meeting.attendees is not None:
        facts.append(
            inline(
                "sp-attendees", f"{meeting.attendees}\N{NO-BREAK SPACE}{meeting.attendees_label}"
            )
        )
    return container(
        "sp-meeting",
        paragraph("sp-title", nodes.strong("", "", link(meeting.title, meeting.url))),
        paragraph("sp-facts", *joined(facts, MIDDLE_DOT)),
    )


def _rule(meeting: Meeting) -> nodes.Node:
    name = _RULES[meeting.rule]
    return link(name, _RULE_URL) if meeting.rule == "chatham-house" else nodes.Text(name)


def _attendance(found: Dialogue) -> list[nodes.Node]:
    return [_chart(found, attendance) for attendance in found.attendance]


def _chart(found: Dialogue, attendance: Attendance) -> nodes.container:
    box = container("sp-chart", paragraph("sp-caption", f"Who attended{_over(found, attendance)}"))
    rows: list[Row] = [
        (
            ["sp-share"],
            [
                [paragraph("sp-group", share.group)],
                [
                    paragraph(
                        "sp-value",
                        _bar(share.percent),
                        inline("sp-percent", f"{share.percent:g}\N{NO-BREAK SPACE}%"),
                    )
                ],
            ],
        )
        for share in attendance.shares
    ]
    if rows:
        box += table("sp-shares", [40, 60], rows, head=("Group", "Share"))
    notes: list[str] = []
    if attendance.experts is not None:
        notes.append(f"{attendance.experts} experts spoke.")
    if attendance.note:
        notes.append(attendance.note)
    if notes:
        box += paragraph("sp-note", " ".join(notes))
    return box


def _over(found: Dialogue, attendance: Attendance) -> str:
    """Name the meetings that are counted together: by their form if that tells them apart."""
    counted = [meeting for meeting in found.meetings if meeting.id in attendance.meetings]
    if len(counted) == len(found.meetings):
        return ""
    forms = {meeting.form for meeting in counted}
    if len(forms) == 1 and not any(m.form in forms for m in found.meetings if m not in counted):
        return f" the {_PLURALS[forms.pop()] if len(counted) > 1 else _ONE[forms.pop()]}"
    return f" ({', '.join(meeting.title for meeting in counted)})"


def _bar(percent: float) -> nodes.Node:
    # The printed bar needs something to be the look of: a character without a width.
    body = print_only("", "", plain("\N{ZERO WIDTH SPACE}"))
    return bar("", "", body, percent=percent, classes=["sp-bar", f"sp-w-{round(percent)}"])


def _takeaways(context: Context, found: Dialogue, *, captioned: bool) -> list[nodes.Node]:
    if not found.takeaways:
        return []
    items = [context.markdown(text, found.source, "takeaways", text) for text in found.takeaways]
    caption = [paragraph("sp-caption", "Key takeaways")] if captioned else []
    return [container("sp-takeaways", *caption, bullets("", items))]


def statement(context: Context, wanted: StatementOptions) -> list[nodes.Node]:
    """Return what was said, attributed as far as the rule of the meeting allows.

    A name that may not be told is not published, whatever else is wrong.
    """
    quote = nodes.block_quote("", *context.node.children)
    box = container("sp-statement", quote)
    if not context.node.children:
        raise context.unknown(Code.EMPTY_VALUE, "the statement is empty")
    try:
        if _named_in_text(context, wanted):
            return [note("a statement that names its speaker is left out")]
        attribution = _attribution(context, wanted)
    except Unknown as problem:
        return [box, note(problem.message)]
    if attribution:
        quote += nodes.attribution("", "", *attribution, classes=["sp-attribution"])
    return [box]


def _named_in_text(context: Context, wanted: StatementOptions) -> bool:
    """Report a name in the role or in a closing line; tell whether the text itself has one."""
    found = context.dialogue(wanted.dialogue or "", wanted.edition)
    if wanted.person or (wanted.meeting and not found.meeting(wanted.meeting)):
        return False
    statement = (found.key, wanted.meeting or "", "", context.node.rawsource)
    by_role = (found.key, wanted.meeting or "", wanted.role or "", "")
    for said in (statement, by_role):
        context.ask("attributable", *said)
    if not attributable(context.catalogue, *statement):
        context.problem(Code.NAMED_UNDER_CHATHAM_HOUSE, "the statement names its speaker", _HINT)
        return True
    if not attributable(context.catalogue, *by_role):
        message = "the role names a person; the meeting is under the Chatham House rule"
        raise context.unknown(Code.NAMED_UNDER_CHATHAM_HOUSE, message, _HINT)
    return False


def _attribution(context: Context, wanted: StatementOptions) -> list[nodes.Node]:
    if wanted.person and wanted.role:
        message = "a statement is attributed to a person or to a role, not to both"
        raise context.unknown(Code.AMBIGUOUS_ATTRIBUTION, message)
    found = context.dialogue(wanted.dialogue or "", wanted.edition)
    meeting = _meeting_of(context, found, wanted.meeting)
    if wanted.person:
        # Where the meeting is left open, its rule is the strictest of all.
        rules = {meeting.rule} if meeting else {m.rule for m in found.meetings}
        if "chatham-house" in rules:
            where = f'"{meeting.title}"' if meeting else "a meeting of this dialogue"
            raise context.unknown(
                Code.NAMED_UNDER_CHATHAM_HOUSE,
                f"{where} was held under the Chatham House Rule: nobody may be named",
                _HINT,
            )
        person = context.person(wanted.person)
        return [link(str(person.name), person.url)]
    return [plain(wanted.role)] if wanted.role else []


def _meeting_of(context: Context, found: Dialogue, identifier: str | None) -> Meeting | None:
    if identifier is None:
        return found.meetings[0] if len(found.meetings) == 1 else None
    meeting = found.meeting(identifier)
    if meeting is None:
        hint = did_you_mean(identifier, (m.id for m in found.meetings))
        message = f'the dialogue "{found.id}" has no meeting "{identifier}"'
        raise context.unknown(Code.UNKNOWN_MEETING, message, hint)
    return meeting
