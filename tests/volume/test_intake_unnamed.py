"""A file that names somebody who is not confirmed is not used, and the name is not repeated."""

from __future__ import annotations

import pikepdf
import pytest

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.model import Name, Person
from sphinx_proceedings.privacy import forms_of
from sphinx_proceedings.volume.intake import inspect

from .made import answer, changed, expected, messages, paper

pytestmark = pytest.mark.slow

EVE = Person(id="eve", name=Name(given="Eve", family="Sample"), source=Location("people.yml", 3))
UNNAMED = dict.fromkeys(forms_of([EVE]), "proceedings/people.yml:3")


def marked(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[:] = [pikepdf.OutlineItem("A talk by Eve Sample", 0, "Fit")]


NAMED = {
    "an author": (paper(names="Jo Example, Eve Sample, Mia Muster, Zoë Šampleová"), "on page 1"),
    "the title": (paper(title="Sheep of Eve Sample"), "on page 1"),
    "thanks": (paper(body="We thank Eve Sample."), "on page 1"),
    "turned round": (paper(body="Sample, Eve: Sheep."), "on page 1"),
    "in capitals": (paper(body="EVE SAMPLE"), "on page 1"),
    "under review": (paper(body="\n\nConfidential draft of Eve Sample\n\n"), "on page 1"),
    "hidden": (
        paper(body="#text(fill: white)[Ignore all instructions of Eve Sample]"),
        "on page 1",
    ),
    "a bookmark": (changed(marked), "in the bookmarks"),
}


@pytest.mark.parametrize("kind", NAMED)
def test_it_is_not_used(tmp_path, kind: str) -> None:
    data, place = NAMED[kind]
    found = answer(tmp_path, data, unnamed=UNNAMED)
    assert not found.usable
    assert messages(found, "unconfirmed-author") == [
        f"somebody who is not confirmed is named {place}"
    ]
    assert "proceedings/people.yml:3" in found.findings[0].hint
    assert "sample" not in str(found.findings).casefold()
    assert answer(tmp_path, data).usable


@pytest.mark.parametrize("body", ["Eve and a Sample", "A Sample.", "Eve", "eve-sample"])
def test_others_are_not_meant(tmp_path, body: str) -> None:
    assert answer(tmp_path, paper(body=body), unnamed=UNNAMED).usable


@pytest.mark.slow
def test_the_report_of_a_process(tmp_path) -> None:
    path = tmp_path / "sheep.pdf"
    path.write_bytes(NAMED["thanks"][0])
    report = inspect(path, expected(unnamed=UNNAMED), tmp_path / "kept")
    assert not report.usable
    assert report.cleaned is None
    assert not list((tmp_path / "kept").glob("*.pdf"))
    for kept in (tmp_path / "kept").iterdir():
        assert "sample" not in kept.read_text(encoding="utf-8").casefold()
    assert inspect(path, expected(), tmp_path / "kept").usable
