"""Reads ``people.yml``."""

from __future__ import annotations

from sphinx_proceedings.content.build import Builder
from sphinx_proceedings.content.draft import Draft
from sphinx_proceedings.content.node import Mapping, Scalar, Sequence, parse
from sphinx_proceedings.content.report import quote
from sphinx_proceedings.content.slug import is_slug, report_slug
from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Person

FILE = "people.yml"


def read_people(draft: Draft) -> None:
    """Read all people, confirmed or not; a bad one costs no other."""
    path = draft.tree.root / FILE
    report = draft.report
    place = draft.tree.location(path)
    if not draft.tree.exists(path):
        report.add(
            Code.MISSING_FILE,
            f"there is no {FILE}",
            place,
            "it lists everybody once; make an empty one if there is nobody",
        )
        report.lose("Person", "")
        return
    text = draft.tree.read(path)
    node = None if text is None else parse(text, place.path, report)
    if text is not None and (node is None or (isinstance(node, Scalar) and node.is_empty)):
        return
    if not isinstance(node, Mapping):
        report.lose("Person", "")
        if isinstance(node, Scalar | Sequence):
            report.add(
                Code.WRONG_TYPE,
                "expected a mapping of identifiers to people",
                node.location,
                "each person begins with a line such as `ada-example:`",
            )
        return
    builder = Builder(place.path, report, draft.positions)
    for key, child in node.pairs:
        if not is_slug(key.text):
            report_slug(report, key.text, key.location)
            report.lose("Person", "", key.text)
            continue
        if isinstance(child, Scalar) and child.is_empty:
            report.add(
                Code.EMPTY_VALUE,
                f"nothing is said of {quote(key.text)}",
                key.location,
                f"at least a name: `{key.text}: {{name: ...}}`",
            )
            report.lose("Person", "", key.text)
            continue
        person = builder.record(Person, child, {"id": key.text, "source": key.location})
        if person is None:
            report.lose("Person", "", key.text)
            continue
        draft.people[person.id] = person
