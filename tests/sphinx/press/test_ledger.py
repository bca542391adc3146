"""Printed pages on the site: from the frozen ledger, else from the last print, else none."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

pytestmark = pytest.mark.slow

ALPHA = "proceedings/alpha-2031"
SHEEP = f"{ALPHA}/papers/counting-sheep"
LEDGER = {
    "edition": "alpha-2031",
    "papers": {
        "plain-record": {"first": 3, "last": 3},
        "counting-sheep": {"first": 5, "last": 9},
    },
    "dialogues": {"round-table": {"first": 1, "last": 1}},
}
FROZEN = {"frozen": "2031-06-01", "sha256": "0" * 64, "pages": 20}
SHOWN = "pp.\N{NO-BREAK SPACE}5\N{EN DASH}9"


class Made:
    """A build: its application, what it read and what it warned of."""

    def __init__(self, app: Sphinx, status: str, log: str) -> None:
        self.app, self.status, self.log = app, status, log

    def page(self, docname: str) -> str:
        folder = Path(self.app.outdir, docname.removesuffix("/index"))
        return (folder / "index.html").read_text(encoding="utf-8")

    @property
    def read(self) -> set[str]:
        """The documents that this build read."""
        plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", self.status).replace("\r", "\n")
        return set(re.findall(r"^reading sources\.\.\. \[ *\d+%\] +(\S+)", plain, re.MULTILINE))


@pytest.fixture
def build(workshop):
    """Build into neighbouring folders, as the guide says."""

    def make(builder: str = "dirhtml", **overrides: object) -> Made:
        status, log = io.StringIO(), io.StringIO()
        folder = {"typstpdf": "pdf", "dirhtml": "html"}[builder]
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                workshop,
                workshop,
                workshop.parent / "build" / folder,
                workshop.parent / "doctrees",
                builder,
                confoverrides={"html_theme": "basic", **overrides},
                status=status,
                warning=log,
            )
            app.build()
        return Made(app, status.getvalue(), log.getvalue())

    return make


@pytest.fixture
def last(workshop):
    """Write the ledger of a last print, changed as asked."""
    path = workshop.parent / "build/pdf/alpha-2031.ledger.json"
    path.parent.mkdir(parents=True)

    def write(**changes: object) -> None:
        path.write_text(json.dumps({**LEDGER, **changes}), encoding="utf-8")

    return write


@pytest.fixture
def frozen(workshop):
    """Freeze the volume, whatever its pages are."""
    path = workshop / f"{ALPHA}/ledger.json"

    def write(**changes: object) -> None:
        path.write_text(json.dumps({**LEDGER, **FROZEN, **changes}), encoding="utf-8")

    return write


def test_without_a_print_there_are_no_pages(build):
    made = build()
    assert "pp." not in made.page(SHEEP)
    assert "p.\N{NO-BREAK SPACE}" not in made.page(f"{ALPHA}/index")


def test_pages_are_those_of_the_last_print(build, last):
    last()
    made = build()
    assert SHOWN in made.page(SHEEP)
    assert SHOWN in made.page(f"{ALPHA}/index")
    assert "p.\N{NO-BREAK SPACE}1<" in made.page(f"{ALPHA}/index")


def test_frozen_pages_count_whatever_was_printed_last(build, last, frozen):
    last(papers={**LEDGER["papers"], "counting-sheep": {"first": 7, "last": 8}})
    frozen()
    assert SHOWN in build().page(SHEEP)


@pytest.mark.parametrize(
    "changes",
    [
        {"papers": {"counting-sheep": {"first": 5, "last": 9}}},
        {"papers": {**LEDGER["papers"], "gone": {"first": 11, "last": 12}}},
        {"dialogues": {}},
        {"edition": "beta-2030"},
        {"papers": {"counting-sheep": {"first": 9, "last": 5}}},
    ],
)
def test_a_stale_or_broken_ledger_leaves_pages_out(build, last, changes):
    last(**changes)
    made = build()
    assert SHOWN not in made.page(SHEEP)
    assert "pp." not in made.page(f"{ALPHA}/index")
    assert not made.log


def test_new_pages_are_written_without_reading_anything_again(build, last):
    last()
    build()
    last(papers={**LEDGER["papers"], "counting-sheep": {"first": 7, "last": 8}})
    made = build()
    assert made.read == set()
    assert "pp.\N{NO-BREAK SPACE}7\N{EN DASH}8" in made.page(SHEEP)
    assert SHOWN not in made.page(f"{ALPHA}/index")
    assert "[100%]" not in build().status


def test_print_and_site_agree_in_one_run(build, workshop):
    printed = build("typstpdf")
    assert not printed.log
    ledger = json.loads((workshop.parent / "build/pdf/alpha-2031.ledger.json").read_text())
    made = build()
    # But for the pages that only the site has.
    assert not any(name.startswith(ALPHA) for name in made.read)
    for paper, pages in ledger["papers"].items():
        assert pages["first"] == pages["last"]
        said = f"p.\N{NO-BREAK SPACE}{pages['first']}<"
        assert said in made.page(f"{ALPHA}/papers/{paper}")
        assert said in made.page(f"{ALPHA}/index")


def test_an_offprint_lies_beside_the_page_and_is_linked(build, workshop):
    build("typstpdf")
    made = build()
    site = workshop.parent / "build/html"
    offprint = workshop.parent / "build/pdf/alpha-2031/counting-sheep.pdf"
    assert (site / SHEEP / "counting-sheep.pdf").read_bytes() == offprint.read_bytes()
    assert 'href="counting-sheep.pdf">PDF<' in made.page(SHEEP)
    assert f'href="../{SHEEP}/counting-sheep.pdf">PDF<' in made.page("papers")
    # Of a talk there is a record only.
    assert not list((site / ALPHA / "papers/plain-record").glob("*.pdf"))
    before = offprint.stat().st_mtime_ns
    build("typstpdf")
    assert offprint.stat().st_mtime_ns == before


def test_a_withdrawn_paper_has_no_offprint_any_more(build, workshop):
    build("typstpdf")
    build()
    path = workshop / f"{SHEEP}.md"
    text = path.read_text(encoding="utf-8")
    withdrawn = "corrections: [{kind: withdrawal, date: 2031-08-02, reason: R.}]\ntitle:"
    path.write_text(text.replace("title:", withdrawn, 1), encoding="utf-8")
    build("typstpdf")
    made = build()
    assert not list((workshop.parent / "build").rglob("counting-sheep.pdf"))
    assert "counting-sheep.pdf" not in made.page(SHEEP)
    assert "counting-sheep.pdf" not in made.page("papers")


def test_the_print_does_not_depend_on_the_print_before(build, workshop):
    pdf = workshop.parent / "build/pdf/alpha-2031.pdf"
    build("typstpdf")
    first = pdf.read_bytes()
    shutil.rmtree(workshop.parent / "doctrees")
    build("typstpdf")
    assert pdf.read_bytes() == first


@pytest.mark.parametrize("ledger", ["{", '{"edition": "alpha-2031"}', ""])
def test_a_frozen_ledger_that_cannot_be_read_stops_the_volume(build, workshop, ledger):
    pdf = workshop.parent / "build/pdf/alpha-2031.pdf"
    build("typstpdf")
    before = pdf.stat().st_mtime_ns
    (workshop / f"{ALPHA}/ledger.json").write_text(ledger, encoding="utf-8")
    people = workshop / "proceedings/people.yml"
    people.write_text(people.read_text(encoding="utf-8").replace("Erik Empty", "Erik Void"))
    made = build("typstpdf")
    assert made.app.statuscode == 1
    assert f"{ALPHA}/ledger.json" in made.log
    assert pdf.stat().st_mtime_ns == before
