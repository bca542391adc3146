"""Freezing, correcting and re-issuing a volume, as organizers do it."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from pathlib import Path

import pikepdf
import pypdf
import pytest
from sphinx.application import Sphinx
from sphinx.util.console import coloron
from sphinx.util.docutils import docutils_namespace, patch_docutils
from typer.testing import CliRunner, Result

from sphinx_proceedings.cli import app

ALPHA = "docs/proceedings/alpha-2031"
LEDGER = f"{ALPHA}/ledger.json"
PAPER = f"{ALPHA}/papers/plain-record.md"
LONG = "\n\n" + "\n\n".join("Words that somebody made up, and others. " * 30 for _ in range(12))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the made-up workshop in its folder docs."""
    shutil.copytree(Path(__file__).parents[1] / "roots/workshop", tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("READTHEDOCS_CANONICAL_URL", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def freeze(*arguments: str) -> Result:
    done = run("freeze", "alpha-2031", *arguments)
    assert done.exit_code == 0, done.output
    return done


def publish(here: Path, builder: str = "typstpdf") -> tuple[int, str]:
    """Build as the guide says; return the exit status and what was warned of."""
    log = io.StringIO()
    folder = here / "_build" / {"typstpdf": "pdf", "dirhtml": "html"}[builder]
    with patch_docutils(), docutils_namespace():
        made = Sphinx(
            here / "docs",
            here / "docs",
            folder,
            here / "_build/doctrees",
            builder,
            confoverrides={"html_theme": "basic"},
            status=None,
            warning=log,
        )
        made.build()
    return made.statuscode, log.getvalue()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def correct(here: Path, kind: str, reason: str = "A word was missing.") -> None:
    line = f"corrections: [{{kind: {kind}, date: 2031-07-07, reason: {reason}}}]\ntitle:"
    edit(here / PAPER, "title:", line)


def text(pdf: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(pdf).pages]


def labels(pdf: Path) -> list[str]:
    return pypdf.PdfReader(pdf).page_labels


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "there is no edition nowhere; volumes there are: alpha-2031"),
        (["beta-2030"], "there is no volume.yml in beta-2030; volumes there are: alpha-2031"),
        (["alpha-2031", "--source", "."], "there is no conf.py in ."),
        (["alpha-2031", "--date", "today"], '"today" is not a date'),
        (["alpha-2031", "--note", "x"], "add --reissue"),
        (["alpha-2031", "--reissue"], "--reissue needs --date and --note"),
        (["alpha-2031", "--reissue", "--date", "2031-07-01", "--note", "x"], "is not frozen"),
    ],
)
def test_what_cannot_be_frozen_is_refused(here: Path, arguments: list[str], said: str) -> None:
    done = run("freeze", *arguments)
    assert done.exit_code != 0
    assert said in " ".join(done.output.replace("│", " ").split())
    assert not (here / LEDGER).exists()
    assert not list(here.glob("*.pdf"))


def test_what_has_errors_is_refused(here: Path) -> None:
    edit(here / PAPER, "title:", "titel: x\ntitle:")
    done = run("freeze", "alpha-2031", "--date", "2031-06-01")
    assert done.exit_code == 1
    assert f"{PAPER}:2:1: error[unknown-key]" in done.output
    assert "nothing is frozen: there is an error, see above" in done.output
    assert not (here / LEDGER).exists()


@pytest.mark.slow
def test_a_paper_that_cannot_be_printed_is_refused(here: Path) -> None:
    coloron()
    edit(here / PAPER, "title:", "pdf: broken.pdf\ntitle:")
    (here / PAPER).with_name("broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run("freeze", "alpha-2031", "--date", "2031-06-01")
    assert done.exit_code == 1
    assert "error[pdf-unreadable]" in done.output
    # What is not a terminal gets no colours.
    assert "\x1b" not in done.output
    assert "nothing is frozen" in done.output
    assert not (here / LEDGER).exists()
    assert not list(here.glob("*.pdf"))


@pytest.mark.slow
def test_freezing_leaves_a_ledger_and_the_file_that_it_describes(here: Path) -> None:
    done = freeze("--date", "2031-06-01", "--output", "out/volume.pdf")
    ledger = json.loads((here / LEDGER).read_text(encoding="utf-8"))
    pdf = here / "out/volume.pdf"
    with pikepdf.open(pdf) as opened:
        assert ledger["pages"] == len(opened.pages)
    assert (ledger["frozen"], ledger["sha256"]) == ("2031-06-01", digest(pdf))
    assert f"Next: commit {LEDGER}" in done.output
    # It names the pages that are printed.
    pages, numbers = text(pdf), labels(pdf)
    for paper, title in (("plain-record", "A Record Only"), ("counting-sheep", "Counting Sheep")):
        first = ledger["papers"][paper]["first"]
        assert title in pages[numbers.index(str(first))]
        assert f"page {first}." in ledger["citations"][paper]
    again = run("freeze", "alpha-2031", "--date", "2031-06-02")
    assert again.exit_code == 1
    assert "is frozen since 2031-06-01" in again.output
    # The source says it, so every later build has the same bytes; so has freezing it again.
    assert publish(here) == (0, "")
    assert digest(here / "_build/pdf/alpha-2031.pdf") == ledger["sha256"]
    before = (here / LEDGER).read_bytes()
    (here / LEDGER).unlink()
    freeze("--date", "2031-06-01", "--output", "out/again.pdf")
    assert (here / LEDGER).read_bytes() == before
    assert run("check", "docs/proceedings").exit_code == 0


@pytest.mark.slow
def test_an_erratum_moves_nothing_and_is_a_page_of_its_own(here: Path) -> None:
    freeze("--date", "2031-06-01")
    before = (here / LEDGER).read_bytes()
    correct(here, "erratum")
    assert publish(here) == (0, "")
    pdf = here / "_build/pdf/alpha-2031.pdf"
    pages, old = text(pdf), text(here / "alpha-2031.pdf")
    assert len(pages) > len(old)
    assert (here / LEDGER).read_bytes() == before
    ledger = json.loads(before)
    shown = pages[labels(pdf).index(str(ledger["papers"]["plain-record"]["first"]))]
    assert "A word was missing." in shown
    (erratum,) = (page for page in pages if "Erratum: A Record Only" in page)
    assert "A word was missing." in erratum
    assert "7 July 2031 · Erratum" not in erratum


@pytest.mark.slow
def test_who_would_move_others_is_told_and_the_old_volume_stays(here: Path) -> None:
    freeze("--date", "2031-06-01")
    publish(here)
    pdf = here / "_build/pdf/alpha-2031.pdf"
    before, ledger = digest(pdf), (here / "_build/pdf/alpha-2031.ledger.json").read_bytes()
    with (here / PAPER).open("a", encoding="utf-8") as file:
        file.write(LONG)
    status, log = publish(here)
    assert status == 1
    assert 'error[frozen-pages]: "plain-record" is ' in log
    assert 'pages longer than in the frozen volume, where it is on page 3: it would move "' in log
    assert '"counting-sheep"' in log
    assert "proceedings/alpha-2031/papers/plain-record.md:2:1" in log
    assert "--reissue --date" in log
    assert digest(pdf) == before
    assert (here / "_build/pdf/alpha-2031.ledger.json").read_bytes() == ledger


@pytest.mark.slow
def test_a_reissue_moves_pages_and_says_so(here: Path) -> None:
    freeze("--date", "2031-06-01")
    with (here / PAPER).open("a", encoding="utf-8") as file:
        file.write(LONG)
    early = run("freeze", "alpha-2031", "--reissue", "--date", "2031-05-01", "--note", "Too early.")
    assert early.exit_code == 1
    assert "before the last printing" in early.output
    freeze("--reissue", "--date", "2031-08-08", "--note", "A paper was cut short.")
    ledger = json.loads((here / LEDGER).read_text(encoding="utf-8"))
    assert ledger["frozen"] == "2031-06-01"
    assert ledger["reissues"] == [
        {
            "date": "2031-08-08",
            "note": "A paper was cut short.",
            "moved": ["plain-record", "counting-sheep"],
        }
    ]
    pdf = here / "alpha-2031.pdf"
    assert ledger["sha256"] == digest(pdf)
    assert any("8 August 2031: A paper was cut short." in page for page in text(pdf))
    pages, numbers = text(pdf), labels(pdf)
    moved = ledger["papers"]["counting-sheep"]["first"]
    assert moved > 5
    assert "Counting Sheep" in pages[numbers.index(str(moved))]
    assert publish(here) == (0, "")
    assert digest(here / "_build/pdf/alpha-2031.pdf") == ledger["sha256"]


@pytest.mark.slow
def test_a_failed_reissue_leaves_everything_as_it_was(here: Path) -> None:
    freeze("--date", "2031-06-01")
    before = {path: path.read_bytes() for path in (here / LEDGER, here / "alpha-2031.pdf")}
    edit(here / PAPER, "title:", "pdf: broken.pdf\ntitle:")
    (here / PAPER).with_name("broken.pdf").write_bytes(b"nothing")
    done = run(
        "freeze", "alpha-2031", "--reissue", "--date", "2031-08-08", "--note", "It never was."
    )
    assert done.exit_code == 1
    assert {path: path.read_bytes() for path in before} == before
    assert not [path for path in (here / ALPHA).rglob("*") if path.name.endswith(".new")]


@pytest.mark.slow
def test_papers_come_and_go_only_with_a_reissue(here: Path) -> None:
    freeze("--date", "2031-06-01")
    publish(here)
    pdf = here / "_build/pdf/alpha-2031.pdf"
    before = digest(pdf)
    new = here / f"{ALPHA}/papers/new-paper.md"
    new.write_text("---\ntitle: Brand New\nauthors: [ada-example]\n---\nText.\n", encoding="utf-8")
    status, log = publish(here)
    assert status == 1
    assert log.count("error[frozen-pages]") == 1
    assert 'the frozen volume has no paper "new-paper"' in log
    assert digest(pdf) == before
    freeze("--reissue", "--date", "2031-08-08", "--note", "A paper was forgotten.")
    ledger = json.loads((here / LEDGER).read_text(encoding="utf-8"))
    assert "new-paper" in ledger["papers"]
    assert publish(here) == (0, "")
    new.unlink()
    status, log = publish(here)
    assert status == 1
    assert "it is not here" in log
    assert "a paper is withdrawn by its `corrections`" in log


@pytest.mark.slow
def test_a_withdrawn_paper_leaves_its_pages_empty(here: Path) -> None:
    with (here / PAPER).open("a", encoding="utf-8") as file:
        file.write(LONG)
    freeze("--date", "2031-06-01")
    ledger = json.loads((here / LEDGER).read_text(encoding="utf-8"))
    place = ledger["papers"]["plain-record"]
    assert place["last"] > place["first"] + 1
    correct(here, "withdrawal", "The authors asked for it.")
    assert publish(here) == (0, "")
    pdf = here / "_build/pdf/alpha-2031.pdf"
    pages, numbers = text(pdf), labels(pdf)
    assert not any("Words that somebody made up" in page for page in pages)
    assert "The authors asked for it." in pages[numbers.index(str(place["first"]))]
    for folio in range(place["first"] + 1, place["last"] + 1):
        assert not pages[numbers.index(str(folio))].strip()
    after = ledger["papers"]["counting-sheep"]["first"]
    assert "Counting Sheep" in pages[numbers.index(str(after))]
    publish(here, "dirhtml")
    page = (here / "_build/html/proceedings/alpha-2031/papers/plain-record/index.html").read_text(
        encoding="utf-8"
    )
    assert f"pp.\N{NO-BREAK SPACE}{place['first']}\N{EN DASH}{place['last']}" in page


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["erratum", "retraction"])
def test_a_notice_moves_no_line(here: Path, kind: str) -> None:
    with (here / PAPER).open("a", encoding="utf-8") as file:
        file.write(LONG)
    freeze("--date", "2031-06-01")
    place = json.loads((here / LEDGER).read_text(encoding="utf-8"))["papers"]["plain-record"]
    correct(here, kind, "A word was missing. " * 30)
    assert publish(here) == (0, "")
    old, new = here / "alpha-2031.pdf", here / "_build/pdf/alpha-2031.pdf"
    for folio in range(place["first"], place["last"] + 1):
        before, after = (
            text(pdf)[labels(pdf).index(str(folio))].splitlines() for pdf in (old, new)
        )
        head = 1 if folio > place["first"] else 0
        assert [line for line in after if line in before[head:]] == before[head:], folio


@pytest.mark.slow
def test_what_comes_last_does_not_take_the_pages_of_a_withdrawn_paper(here: Path) -> None:
    last = here / f"{ALPHA}/papers/counting-sheep.md"
    with last.open("a", encoding="utf-8") as file:
        file.write(LONG)
    freeze("--date", "2031-06-01")
    place = json.loads((here / LEDGER).read_text(encoding="utf-8"))["papers"]["counting-sheep"]
    gone = "corrections: [{kind: withdrawal, date: 2031-07-07, reason: R.}]\ntitle:"
    edit(last, "title:", gone)
    assert publish(here) == (0, "")
    old, new = here / "alpha-2031.pdf", here / "_build/pdf/alpha-2031.pdf"
    assert place["last"] > place["first"] + 1
    for pdf in (old, new):
        (index,) = (
            label
            for label, page in zip(labels(pdf), text(pdf), strict=True)
            if page.startswith("Index of authors")
        )
        assert int(index) > place["last"]


@pytest.mark.slow
def test_of_talks_that_share_pages_a_notice_is_one_word(here: Path) -> None:
    """A volume of records only, in which papers follow each other on a page."""
    shutil.rmtree(here / ALPHA / "dialogues")
    sheep = here / f"{ALPHA}/papers/counting-sheep.md"
    front = sheep.read_text(encoding="utf-8").split("---\n")[1]
    sheep.write_text(f"---\n{front}---\n", encoding="utf-8")
    freeze("--date", "2031-06-01")
    ledger = json.loads((here / LEDGER).read_text(encoding="utf-8"))
    assert ledger["papers"]["counting-sheep"] == ledger["papers"]["plain-record"]
    correct(here, "retraction", "All of it was made up. " * 20)
    assert publish(here) == (0, "")
    pdf = here / "_build/pdf/alpha-2031.pdf"
    page = text(pdf)[labels(pdf).index("1")]
    assert "Retracted" in page
    assert "All of it was made up." not in page
    assert any("All of it was made up." in other for other in text(pdf))


@pytest.mark.slow
def test_a_title_or_authors_that_changed_since_are_errors(here: Path) -> None:
    freeze("--date", "2031-06-01")
    sheep = here / f"{ALPHA}/papers/counting-sheep.md"
    before = sheep.read_text(encoding="utf-8")
    assert run("check", "docs/proceedings", "--select", "frozen-record").exit_code == 0
    sheep.write_text(before.replace("title: Counting", "title: Shearing"), encoding="utf-8")
    done = run("check", "docs/proceedings", "--select", "frozen-record")
    assert done.exit_code == 1
    assert "the title is not as in the frozen volume, which is cited as" in done.output
    assert f"{ALPHA}/papers/counting-sheep.md:2:" in done.output
    lines = before.split("\n")
    first = lines.index("authors:") + 1
    lines[first : first + 2] = reversed(lines[first : first + 2])
    sheep.write_text("\n".join(lines), encoding="utf-8")
    done = run("check", "docs/proceedings", "--select", "frozen-record")
    assert "the authors, or their order, are not as in the frozen volume" in done.output
