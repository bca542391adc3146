"""Every case in ``cases/``: the files, and exactly the findings that ``check`` prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import sphinx_proceedings
from sphinx_proceedings.content import Loaded
from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Catalogue

ROOMS = Path(sphinx_proceedings.__file__).parent


def told(loaded: Loaded) -> str:
    """Return all that a catalogue says, as text."""
    catalogue = loaded.catalogue
    parts = [
        *catalogue.people.values(),
        *(
            record
            for edition in catalogue.editions.values()
            for record in (
                edition.event,
                edition.volume,
                *edition.papers.values(),
                *edition.dialogues.values(),
            )
        ),
    ]
    return json.dumps([part.model_dump(mode="json") for part in parts if part], indent=1)


def test_case(case, run, tmp_path: Path) -> None:
    loaded, found = run(case, tmp_path)
    assert found == case.finds
    catalogue = loaded.catalogue
    assert_closed(catalogue)
    if case.people is not None:
        assert list(catalogue.people) == case.people
    if case.editions is not None:
        assert list(catalogue.editions) == case.editions
    if case.papers is not None:
        papers = [p.key for e in catalogue.editions.values() for p in e.papers.values()]
        assert papers == case.papers
    for text in case.nowhere:
        assert text not in told(loaded)


def assert_closed(catalogue: Catalogue) -> None:
    """Each reference in a catalogue leads to a record in it."""
    for edition in catalogue.editions.values():
        event, volume = edition.event, edition.volume
        for holders in event.roles.values():
            assert all(h.person in catalogue.people and not h.unconfirmed for h in holders)
        for session in event.sessions:
            assert {*session.chairs} <= catalogue.people.keys()
            for talk in session.talks:
                assert talk.paper is None or talk.paper in edition.papers
                assert {*talk.people} <= catalogue.people.keys()
        for paper in edition.papers.values():
            assert paper.authors
            assert all(author.person in catalogue.people for author in paper.authors)
            assert paper.track is None or event.track(paper.track)
            assert paper.session is None or event.session(paper.session)
        for dialogue in edition.dialogues.values():
            for attendance in dialogue.attendance:
                assert all(dialogue.meeting(meeting) for meeting in attendance.meetings)
        if volume:
            assert {*volume.papers} <= edition.papers.keys()
            assert {*volume.dialogues} <= edition.dialogues.keys()
            assert {*volume.editors} <= catalogue.people.keys()


def test_every_code_of_loading_has_a_case(all_cases) -> None:
    text = "\n".join(case.finds for case in all_cases)
    sources = [p for room in ("content", "privacy", "model") for p in (ROOMS / room).glob("*.py")]
    used = {
        name
        for path in sources
        for name in re.findall(r"\bCode\.([A-Z0-9_]+)", path.read_text(encoding="utf-8"))
    }
    assert len(used) > 40
    assert {name for name in used if f"[{Code[name]}]:" not in text} == set()


def test_titles_are_unique(all_cases) -> None:
    titles = [case.title for case in all_cases]
    assert len(set(titles)) == len(titles)
