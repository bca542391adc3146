"""The command, run as its users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import sphinx_proceedings
from sphinx_proceedings.cli import app

pytestmark = pytest.mark.slow

GOOD = {
    "people.yml": "ada-example: {name: Ada Example}\n",
    "a-2026/event.yml": "title: A Made-Up Workshop\nshort: W\nstart: 2026-12-12\n",
    "a-2026/papers/one.md": "---\ntitle: One\nauthors: [ada-example]\n---\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (path := folder / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    # What help looks like depends on the width and the colours of the terminal.
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_nothing_wrong(here: Path) -> None:
    write(here / "proceedings", GOOD)
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == ("nothing to report (1 person, 1 edition, 1 paper, 0 dialogues)\n")


def test_errors(here: Path) -> None:
    write(here / "proceedings", GOOD | {"a-2026/volume.yml": "title: V\ndat: 2026-12-12\n"})
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == (
        'proceedings/a-2026/volume.yml:2:1: error[unknown-key]: "dat" means nothing here\n'
        '  help: did you mean "date"?\n'
    )
    assert result.stderr.startswith("1 error (1 person,")


def test_warnings_alone_do_not_fail_unless_asked(here: Path) -> None:
    text = GOOD["a-2026/event.yml"] + "deadlines: [{title: D, date: 2016-01-01}]\n"
    write(here / "proceedings", GOOD | {"a-2026/event.yml": text})
    result = run("check")
    assert result.exit_code == 0
    assert "warning[outside-event]" in result.stdout
    assert result.stderr.startswith("1 warning (")
    assert run("check", "--strict").exit_code == 1


def test_what_must_not_be_said_is_an_error(here: Path) -> None:
    write(
        here / "proceedings",
        GOOD
        | {
            "a-2026/dialogues/maps.md": "---\ntitle: M\nmeetings: [{id: m, title: M, "
            "date: 2026-01-01, form: webinar, rule: chatham-house}]\n---\n"
            ":::{statement}\n:person: ada-example\n\nText.\n:::\n"
        },
    )
    result = run("check")
    assert result.exit_code == 1
    assert "maps.md:6:10: error[named-under-chatham-house]" in result.stdout


def test_annotations(here: Path) -> None:
    write(here / "proceedings", GOOD | {"a-2026/volume.yml": "title: V\ndat: 100%, 2026: x\n"})
    result = run("check", "--format", "github")
    assert result.exit_code == 1
    assert result.stdout == (
        "::error file=proceedings/a-2026/volume.yml,line=2,col=16,title=invalid-yaml::"
        "mapping values are not allowed in this context "
        "(put text that has a colon and a space in it in quotes)\n"
    )


def test_the_folder(here: Path) -> None:
    write(here / "docs" / "proceedings", {"people.yml": "x: 1\n"})
    assert run("check").stdout.startswith("docs/proceedings/people.yml:1:4: ")
    write(here / "proceedings", {"people.yml": "x: 1\n"})
    assert run("check").stdout.startswith("proceedings/people.yml:1:4: ")
    write(here / "elsewhere", {"people.yml": "x: 1\n"})
    assert run("check", "elsewhere").stdout.startswith("elsewhere/people.yml:1:4: ")


def test_a_linked_folder_is_named_by_where_it_is(here: Path) -> None:
    write(here / "proceedings", {"people.yml": "x: 1\n"})
    (here / "docs").mkdir()
    (here / "docs" / "proceedings").symlink_to("../proceedings")
    assert run("check", "docs/proceedings").stdout.startswith("proceedings/people.yml:1:4: ")


def test_a_folder_elsewhere(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = write(tmp_path_factory.mktemp("other") / "book", {"people.yml": "x: 1\n"})
    assert run("check", str(other)).stdout.startswith("book/people.yml:1:4: ")


def test_from_inside_the_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(here / "proceedings", {"people.yml": "x: 1\n"}))
    assert run("check", ".").stdout.startswith("people.yml:1:4: ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check"], "neither ./proceedings nor ./docs/proceedings"),
        (["check", "none"], "there is no folder or file none"),
        (["check", "no\x1b[31mne"], "there is no folder or file no\\x1b[31mne"),
        (["check", "--format", "xml"], "'xml' is not"),
        (["chekc"], "No such command"),
        (["export", "ics", "a-2026"], "neither ./proceedings"),
    ],
)
def test_usage(here: Path, arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "\x1b" not in result.stderr


def test_nothing_that_a_terminal_obeys_is_printed(here: Path) -> None:
    files = {
        "people.yml": 'ada: {"na\\e]0;x\\amed": x}\n"\\u202ebob": {}\n',
        "a-2026/event.yml": 'title: T\nstart: "\\e[2J"\n',
        "a-2026/papers/\x1b[2Jx.md": "",
    }
    write(here / "proceedings", files)
    (here / "proceedings" / "a-2026" / "papers" / os.fsdecode(b"\xff.md")).write_text("")
    for form in ("text", "github"):
        result = run("check", "--format", form)
        assert result.exit_code == 1
        assert result.stdout.isprintable() or set(result.stdout) - {"\n"} == {
            character for character in result.stdout if character.isprintable()
        }
        assert "\\x1b[2J" in result.stdout
        assert "\\udcff.md" in result.stdout


def test_schemas(here: Path) -> None:
    result = run("export", "schemas", "--output", "made/schemas")
    assert result.exit_code == 0
    names = ["people", "event", "volume", "paper", "dialogue"]
    assert result.stdout.splitlines() == [f"made/schemas/{name}.schema.json" for name in names]
    for name in names:
        schema = json.loads((here / f"made/schemas/{name}.schema.json").read_text("utf-8"))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.slow
def test_schemas_are_what_an_editor_checks_with(here: Path) -> None:
    """The tool that many editors and hooks use, on files as authors write them."""
    run("export", "schemas")
    write(here / "proceedings", GOOD | {"bad.yml": "title: T\nstrat: 2026-12-12\n"})

    def checked(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                sys.executable, "-m", "check_jsonschema",
                "--schemafile", "schemas/event.schema.json", f"proceedings/{name}",
            ],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert checked("a-2026/event.yml").returncode == 0
    bad = checked("bad.yml")
    assert bad.returncode == 1
    assert "strat" in bad.stdout


def test_a_file_that_cannot_be_written(here: Path) -> None:
    (here / "taken").write_text("a file")
    result = run("export", "schemas", "--output", "taken")
    assert result.exit_code == 1
    assert result.stderr.startswith("cannot write taken/people.schema.json: ")


def test_a_calendar(here: Path) -> None:
    write(here / "proceedings", GOOD)
    printed = run("export", "ics", "a-2026", "--base-url", "https://example.org")
    assert printed.exit_code == 0
    assert printed.stdout_bytes.startswith(b"BEGIN:VCALENDAR\r\n")
    assert "URL:https://example.org" in printed.stdout
    result = run(
        "export", "ics", "a-2026", "--base-url", "https://example.org",
        "--folder", "proceedings", "--output", "out/a.ics",
    )  # fmt: skip
    assert result.stdout == "out/a.ics\n"
    assert (here / "out" / "a.ics").read_bytes() == printed.stdout_bytes


def test_a_calendar_of_nothing(here: Path) -> None:
    write(here / "proceedings", GOOD)
    result = run("export", "ics", "b-2026")
    assert result.exit_code == 2
    assert "no edition b-2026; there are: a-2026" in result.stderr


def test_version(here: Path) -> None:
    assert run("--version").stdout == f"{sphinx_proceedings.__version__}\n"


def test_help_names_every_command(here: Path) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "check" in result.stdout
    assert "export" in result.stdout


@pytest.mark.slow
def test_a_terminal_that_knows_few_characters(here: Path) -> None:
    write(here / "proceedings", {"people.yml": "例: {name: Zoë}\n"})
    source = str(Path(sphinx_proceedings.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", "from sphinx_proceedings.cli import main; main()", "check"],
        env={"PYTHONIOENCODING": "latin-1", "PYTHONPATH": source},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert 'error[invalid-identifier]: "\\u4f8b" is not an identifier' in done.stdout
    assert "Traceback" not in done.stderr


def test_works_are_looked_for_where_the_site_has_them(here: Path) -> None:
    text = "---\ntitle: One\nauthors: [ada-example]\n---\nSee {cite}`a,b,c,d`.\n"
    text += "```{bibliography}\n```\n"
    write(here / "proceedings", GOOD | {"a-2026/papers/one.md": text, "a-2026/a.bib": "@misc{a}"})
    works = {name: f"@misc{{{Path(name).stem}, title = {{T}}}}" for name in ("b.bib", "bib/c.bib")}
    write(here, {"docs/b.bib": works["b.bib"], "docs/bib/c.bib": works["bib/c.bib"]})
    result = run("check")
    assert result.exit_code == 0
    assert "proceedings/a-2026/a.bib:1:7: warning[missing-key]" in result.stdout
    assert [line for line in result.stdout.splitlines() if "unknown-citation" in line] == [
        'proceedings/a-2026/papers/one.md:5:18: warning[unknown-citation]: no bibliography has "d"'
    ]
    write(here, {"else/d.bib": "@misc{d, title = {D}, year = y}"})
    result = run("check", "--bib", "else/d.bib")
    assert result.exit_code == 1
    assert "else/d.bib:1:30: error[unknown-abbreviation]" in result.stdout
    assert 'no bibliography has "b"' in result.stdout
    assert 'no bibliography has "d"' not in result.stdout


def test_texts_are_checked_without_building(here: Path) -> None:
    text = GOOD["a-2026/papers/one.md"] + "By {person}`ada-exampel`.\n"
    write(here / "proceedings", GOOD | {"a-2026/papers/one.md": text})
    result = run("check")
    assert result.exit_code == 1
    assert "proceedings/a-2026/papers/one.md:5:13: error[unknown-person]" in result.stdout


@pytest.mark.slow
def test_camera_ready_files_are_looked_into(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    record = "---\ntitle: Two\nauthors: [ada-example]\npdf: two.pdf\n---\n"
    files = {"a-2026/papers/two.md": record, "a-2026/papers/two.pdf": "This is no PDF."}
    write(here / "proceedings", GOOD | files)
    for _ in range(2):
        result = run("check")
        assert result.exit_code == 1
        assert "proceedings/a-2026/papers/two.md:4:6: error[pdf-" in result.stdout
        assert "two.pdf: " in result.stdout
    assert list((here / "cache").rglob("*.json"))
    assert run("check", "--no-pdf").exit_code == 0


PAPER = "---\ntitle: One\nauthors: [ada-example]\n---\n"


def test_programs_are_told_in_json(here: Path) -> None:
    text = PAPER + "{nosuch}`x` and [](#none)\n"
    write(here / "proceedings", GOOD | {"a-2026/papers/one.md": text})
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert [(one["line"], one["column"], one["code"]) for one in told["findings"]] == [
        (5, 1, "unknown-markup"),
        (5, 21, "unknown-reference"),
    ]
    assert told["findings"][0]["path"] == "proceedings/a-2026/papers/one.md"
    assert told["findings"][0]["severity"] == "error"
    assert told["summary"]["codes"] == {"unknown-markup": 1, "unknown-reference": 1}
    assert told["summary"]["papers_without_finding"] == 0


def test_some_codes_alone(here: Path) -> None:
    text = PAPER + "{nosuch}`x` and [](#none) and [](https://example.org)\n"
    write(here / "proceedings", GOOD | {"a-2026/papers/one.md": text})
    codes = [
        (["--select", "unknown-markup"], ["unknown-markup"]),
        (["--ignore", "unknown-markup"], ["empty-link", "unknown-reference"]),
        (["--severity", "error"], ["unknown-markup", "unknown-reference"]),
    ]
    for options, wanted in codes:
        told = json.loads(run("check", "--format", "json", *options).stdout)
        assert [one["code"] for one in told["findings"]] == wanted
    assert "there is no code nosuch" in run("check", "--select", "nosuch").stderr


def test_one_paper(here: Path) -> None:
    files = {
        "a-2026/papers/one.md": PAPER + "{nosuch}`x` and [](#label-of-two) and [](#none)\n",
        "a-2026/papers/two.md": PAPER + "(label-of-two)=\n## Two\n\n{other}`x`\n",
    }
    write(here / "proceedings", GOOD | files)
    result = run("check", "proceedings/a-2026/papers/one.md", "--format", "json")
    codes = [one["code"] for one in json.loads(result.stdout)["findings"]]
    # What it refers to in another paper is not missed.
    assert codes == ["unknown-markup", "unknown-reference"]


def test_a_time_that_is_none(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "proceedings", GOOD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    result = run("check")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_where_nothing_can_be_kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "proceedings", GOOD)
    (here / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "file"))
    assert run("check").exit_code == 0
