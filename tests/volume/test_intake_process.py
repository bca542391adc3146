"""Each file has a process of its own: whatever becomes of it, there is a report in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake import Limits, inspect, inspect_all, process, run

from .made import AUTHORS, changed, expected, paper

LIMITS = Limits(seconds=20)


def outcome(tmp_path: Path, code: str, **limits) -> process.Outcome:
    """Return what becomes of a process that runs this instead of looking at a file."""
    return process.run([sys.executable, "-c", code], {"a": 1}, tmp_path, Limits(**limits))


def finding(found: process.Outcome):
    assert not found.answer.usable
    (only,) = found.answer.findings
    assert only.severity == "error"
    assert only.hint
    return only


@pytest.fixture
def sheep(tmp_path) -> Path:
    path = tmp_path / "sheep.pdf"
    path.write_bytes(paper())
    return path


def test_a_process_that_hangs(tmp_path) -> None:
    started = time.monotonic()
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"
    found = outcome(tmp_path, code, seconds=0.3)
    assert finding(found).code == Code.PDF_HANGS
    assert not found.is_final
    assert time.monotonic() - started < 5


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of resources")
@pytest.mark.parametrize(
    ("code", "limits", "expects"),
    [
        ("while True: pass", {"seconds": 1}, Code.PDF_HANGS),
        ("x = [bytearray(10**6) for _ in range(10**6)]", {"memory": 10**8}, Code.PDF_EXHAUSTS),
    ],
)
def test_limits_hold(tmp_path, code: str, limits, expects) -> None:
    """The process confines itself, and only then looks at anything."""
    confined = (
        "import sys\n"
        "from sphinx_proceedings.volume.intake.confine import confine\n"
        "from sphinx_proceedings.volume.intake.answer import EXHAUSTED\n"
        "from sphinx_proceedings.volume.intake.report import Limits\n"
        f"confine(Limits(**{limits}))\n"
        f"try:\n    {code}\nexcept MemoryError:\n    sys.exit(EXHAUSTED)\n"
    )
    found = process.run([sys.executable, "-c", confined], {}, tmp_path, Limits(seconds=10))
    assert finding(found).code == expects


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not those of Windows")
def test_a_process_that_crashes(tmp_path) -> None:
    found = outcome(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert finding(found).code == Code.PDF_CRASHES
    assert "signal 11" in finding(found).message


def test_a_process_that_fails_says_how(tmp_path) -> None:
    found = outcome(tmp_path, "raise ValueError('made up')")
    assert finding(found).message == (
        "looking at the file crashed (status 1): ValueError: made up"
    )  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        "", "[]", "{", '{"usable": true, "findings": []}',
        '{"usable": true, "findings": [], "sizes": [[1, 1]], "boxes": [null]}',  # and no copy
        '{"usable": false, "findings": [{"code": "no-such", "message": "", "hint": ""}]}',
        '{"usable": false, "findings": [], "more": 1}',
        '{"usable": true, "findings": [], "sizes": [[1e999, 1]], "boxes": [null]}',
    ],
)  # fmt: skip
def test_what_a_process_says_is_checked(tmp_path, answer: str) -> None:
    (tmp_path / "answer.json").write_text(answer)
    assert finding(outcome(tmp_path, "pass")).code == Code.PDF_CRASHES


def test_a_report_without_end_is_not_read(tmp_path) -> None:
    (tmp_path / "answer.json").write_text('{"usable": false, "findings": []}' + " " * 5000)
    assert finding(outcome(tmp_path, "pass", report=4000)).code == Code.PDF_CRASHES


def test_nothing_of_ours_is_in_its_environment(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("MADE_UP_TOKEN", "secret")
    outcome(tmp_path, "import json, os; json.dump(dict(os.environ), open('seen', 'w'))")
    seen = json.loads((tmp_path / "seen").read_text())
    assert "MADE_UP_TOKEN" not in seen
    assert "HOME" not in seen
    assert "secret" not in seen.values()


def test_its_input_is_a_request(tmp_path) -> None:
    outcome(tmp_path, "import sys; open('seen', 'w').write(sys.stdin.read())")
    assert json.loads((tmp_path / "seen").read_text()) == {"a": 1}


# From file to report


@pytest.mark.slow
def test_a_report(tmp_path, sheep) -> None:
    report = inspect(sheep, expected(title="Something Else"), tmp_path / "kept", limits=LIMITS)
    assert report.usable
    assert report.pages == len(report.sizes) == len(report.boxes) == 2
    title = next(one for one in report.diagnostics if one.code == Code.PDF_TITLE)
    assert title.location.line == 7
    assert title.message.startswith("papers/sheep.pdf: the first page does not have the title")
    assert str(tmp_path) not in "".join(map(str, report.diagnostics))
    assert report.cleaned
    with pikepdf.open(report.cleaned) as copy:
        assert len(copy.pages) == 2
    # Nothing is left of the process.
    kept = {path.suffix for path in (tmp_path / "kept").iterdir()}
    assert kept == {".json", ".pdf"}


@pytest.mark.slow
def test_an_unchanged_file_costs_a_hash(tmp_path, sheep, monkeypatch) -> None:
    first = inspect(sheep, expected(), tmp_path / "kept", limits=LIMITS)
    monkeypatch.setattr(run, "run", lambda *_: pytest.fail("a process was started"))
    assert inspect(sheep, expected(), tmp_path / "kept", limits=LIMITS) == first
    # Where a finding is shown is not a reason to look again.
    elsewhere = inspect(sheep, expected(shown="b.pdf"), tmp_path / "kept", limits=LIMITS)
    assert elsewhere.diagnostics[0].message.startswith("b.pdf: ")


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["report", "copy", "record", "file", "code"])
def test_what_changed_is_looked_at_again(tmp_path, sheep, monkeypatch, harm: str) -> None:
    kept = tmp_path / "kept"
    report = inspect(sheep, expected(), kept, limits=LIMITS)
    wanted = expected()
    if harm == "report":
        next(kept.glob("*.json")).write_text("{")
    elif harm == "copy":
        assert report.cleaned
        report.cleaned.write_bytes(b"%PDF-")
    elif harm == "record":
        wanted = expected(authors=AUTHORS[::-1])
    elif harm == "file":
        sheep.write_bytes(paper(pages=3))
    else:
        monkeypatch.setattr(run, "_version", lambda: ["of the future"])
    started = []
    look = run.run
    monkeypatch.setattr(run, "run", lambda *args: started.append(1) or look(*args))
    again = inspect(sheep, wanted, kept, limits=LIMITS)
    assert started
    assert again.usable
    assert again.cleaned
    assert again.cleaned.stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of resources")
def test_a_file_that_needs_too_much_memory(tmp_path) -> None:
    def blow(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(b"q " * 60_000_000)

    path = tmp_path / "bomb.pdf"
    path.write_bytes(changed(blow))
    assert path.stat().st_size < 2_000_000
    called = inspect(path, expected(), tmp_path / "named")
    assert [str(one.code) for one in called.diagnostics] == ["pdf-too-large"]
    assert "a content bomb" in called.diagnostics[0].message
    # Where it is not called what it is, the process ends.
    limits = Limits(memory=300_000_000, decoded=10**10, drawn=10**10)
    report = inspect(path, expected(), tmp_path / "kept", limits=limits)
    assert not report.usable
    assert report.diagnostics[0].code in {Code.PDF_EXHAUSTS, Code.PDF_CRASHES}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of resources")
def test_a_copy_that_grows_too_large(tmp_path, sheep) -> None:
    limits = Limits(written=3000, report=3000)
    report = inspect(sheep, expected(), tmp_path / "kept", limits=limits)
    assert [str(one.code) for one in report.diagnostics] == ["pdf-too-large"]


@pytest.mark.slow
def test_one_bad_file_among_many(tmp_path, sheep) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 made up")
    jobs = [
        (sheep, expected()),
        (tmp_path / "broken.pdf", expected()),
        (tmp_path / "nowhere.pdf", expected()),
        (sheep, expected(page_limit=1)),
    ]
    reports = inspect_all(jobs, tmp_path / "kept", limits=LIMITS)
    assert [report.usable for report in reports] == [True, False, False, True]
    assert reports[2].diagnostics[0].code == Code.MISSING_FILE
    assert any(one.code == Code.PDF_PAGE_LIMIT for one in reports[3].diagnostics)
    assert reports[0].cleaned == reports[3].cleaned


def test_what_is_no_file_is_not_opened(tmp_path) -> None:
    assert inspect(tmp_path, expected(), tmp_path).diagnostics[0].code == Code.UNREADABLE_FILE
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pdf")
        report = inspect(tmp_path / "pipe.pdf", expected(), tmp_path)
        assert report.diagnostics[0].code == Code.UNREADABLE_FILE


def test_a_file_that_is_too_large_is_not_opened(tmp_path, sheep) -> None:
    report = inspect(sheep, expected(), tmp_path / "kept", limits=Limits(file_size=100))
    assert [str(one.code) for one in report.diagnostics] == ["pdf-too-large"]
    assert report.sha256 == ""


@pytest.mark.slow
def test_reading_reports_needs_no_reader_of_pdf() -> None:
    """The process of the build never opens what a stranger sent."""
    code = (
        "import sys, sphinx_proceedings.volume.intake\n"
        "print([name for name in ('pikepdf', 'pypdfium2') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env=process._environment(),
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_reports_that_nobody_asks_for_are_forgotten(tmp_path, sheep) -> None:
    kept = tmp_path / "kept"
    inspect_all([(sheep, expected())], kept, limits=LIMITS)
    used = set(kept.iterdir())
    for path in used:
        os.utime(path, (0, 0))
    others = [kept / "0.json", kept / "0.pdf", kept / "new.json"]
    for path in others:
        path.write_text("old")
    for path in others[:2]:
        os.utime(path, (0, 0))
    inspect_all([(sheep, expected())], kept, limits=LIMITS)
    assert set(kept.iterdir()) == used | {others[2]}
