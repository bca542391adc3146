"""``sphinx-proceedings export``, run as its users run it. Everybody and everything is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sphinx_proceedings.cli import app
from sphinx_proceedings.exports.formats import FORMATS

FILES = {
    "people.yml": "ada-example: {name: {given: Ada, family: Example}}\n",
    "a-2026/event.yml": "title: A Made-Up Workshop\nstart: 2026-12-12\nstatus: current\n",
    "a-2026/volume.yml": (
        "title: Made-Up Papers\ndate: 2026-12-20\npublisher: Example Press\ndoi: 10.5555/a-2026\n"
    ),
    "a-2026/papers/one.md": (
        "---\ntitle: One\nauthors: [ada-example]\ndoi: 10.5555/one\n---\n\nText.\n"
    ),
    "a-2026/papers/two.md": "---\ntitle: Two\nauthors: [ada-example]\n---\n",
    "b-2025/event.yml": "title: An Earlier Workshop\nstart: 2025-12-12\n",
}
WHO = (
    "--base-url", "https://a.example", "--depositor-name", "A. Depositor",
    "--depositor-email", "a@example.org", "--registrant", "Example Press",
)  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (path := tmp_path / "proceedings" / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments])


def test_a_paper(here: Path) -> None:
    result = run("bibtex", "a-2026/one")
    assert result.exit_code == 0
    assert result.stdout.startswith("@inproceedings{a-2026.one,\n")
    assert "url " not in result.stdout
    assert "proceedings/a-2026/papers/one/" in run("bibtex", "a-2026/one", *WHO[:2]).stdout


def test_a_volume_is_that_of_the_current_edition(here: Path) -> None:
    assert run("ris").stdout == run("ris", "a-2026").stdout
    assert "An Earlier Workshop" in run("ris", "b-2025").stdout


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jats"])
def test_every_format_of_a_volume(here: Path, name: str) -> None:
    result = run(name, "a-2026", *WHO)
    assert result.exit_code == 0
    assert "Made-Up" in result.stdout
    assert run(name, "a-2026", *WHO).stdout == result.stdout


def test_a_file_and_the_line_ends_of_its_format(here: Path) -> None:
    result = run("ris", "a-2026/one", "--output", "out/one.ris")
    assert result.stdout == "out/one.ris\n"
    assert (here / "out" / "one.ris").read_bytes().startswith(b"TY  - CPAPER\r\n")


def test_each_paper_in_a_file_of_its_own(here: Path) -> None:
    result = run("csl-json", "a-2026", "--all", "--output", "out")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "out/a-2026.csl.json", "out/a-2026/one.csl.json", "out/a-2026/two.csl.json",
    ]  # fmt: skip
    (data,) = json.loads((here / "out" / "a-2026" / "two.csl.json").read_text("utf-8"))
    assert data["title"] == "Two"
    assert run("jats", "a-2026", "--all", "--output", "jats").stdout.splitlines() == [
        "jats/a-2026/one.jats.xml", "jats/a-2026/two.jats.xml",
    ]  # fmt: skip


def test_all_formats(here: Path) -> None:
    result = run("all", "a-2026", "--all", "--output", "out", "--base-url", "https://a.example")
    assert result.exit_code == 0
    written = {Path(line).name for line in result.stdout.splitlines()}
    for one in FORMATS.values():
        assert (f"a-2026{one.suffix}" in written) == (one.name not in {"crossref", "jats"})
    assert "one.jats.xml" in written
    assert result.stderr.startswith("crossref: no record of a-2026, a-2026.one, a-2026.two\n")
    assert result.stderr.count("--depositor-name") == 1


def test_all_formats_of_a_paper(here: Path) -> None:
    result = run("all", "a-2026/one", "--output", "out", *WHO)
    assert "out/a-2026/one.crossref.xml" in result.stdout
    assert ".ics" not in result.stdout
    assert result.stderr == ""


def test_a_deposit(here: Path) -> None:
    result = run("crossref", "a-2026", *WHO)
    assert result.exit_code == 0
    assert "<timestamp>20270115080000</timestamp>" in result.stdout
    assert result.stderr == "left out, for want of a DOI: two\n"


def test_a_deposit_that_lacks_something(here: Path) -> None:
    result = run("crossref", "a-2026/two")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "crossref: no record of a-2026.two\n"
        "  missing: who deposits (--depositor-name)\n"
        "  missing: their address (--depositor-email)\n"
        "  missing: who owns the DOIs (--registrant)\n"
        "  missing: the address of the site (--base-url)\n"
        "  missing: `doi` of the paper\n"
    )
    result = run("crossref", "a-2026", "--all", "--output", "out", *WHO)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "out/a-2026.crossref.xml", "out/a-2026/one.crossref.xml",
    ]  # fmt: skip


def test_pages_of_the_last_print(here: Path) -> None:
    ledger = {"edition": "a-2026", "papers": {"one": {"first": 3, "last": 7}}}
    (here / "a.ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    assert "pages" not in run("bibtex", "a-2026/one").stdout
    assert "{3--7}" in run("bibtex", "a-2026/one", "--ledger", "a.ledger.json").stdout


def test_a_feed_of_all_editions(here: Path) -> None:
    result = run("atom", "--base-url", "https://a.example")
    assert "<id>https://a.example/feed.atom</id>" in result.stdout
    assert result.stdout.count("<entry>") == 2
    assert run("atom").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bibtxe"], "no format bibtxe; there are: bibtex, ris, csl-json, reference,"),
        (["no\x1b[31mne"], "no format no\\x1b[31mne"),
        (["bibtex", "c-2026"], "no edition c-2026; there are: a-2026, b-2025"),
        (["bibtex", "/"], "no edition ; there are: a-2026, b-2025"),
        (["bibtex", "a-2026/three"], "a-2026 has no paper three; there are: one, two"),
        (["jats", "a-2026"], "jats is of papers: name one, or give --all"),
        (["ics", "a-2026/one"], "ics is of volumes"),
        (["all", "a-2026"], "several files need a folder: --output FOLDER"),
        (["ris", "a-2026", "--all"], "several files need a folder"),
        (["ris", "--ledger", "none.json"], "cannot read none.json"),
        (["ris", "--ledger", "proceedings/people.yml"], "proceedings/people.yml is no ledger"),
        (["ris", "--base-url", "a.example"], "a.example is no address: it begins with https://"),
        ([], "Missing argument"),
    ],
)
def test_usage(here: Path, arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "\x1b" not in result.stderr
