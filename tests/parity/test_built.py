"""A site and its volume agree with themselves, and each planted difference is found."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sphinx_proceedings.cli import app
from sphinx_proceedings.content import load
from sphinx_proceedings.parity import Built, check

ROOT = Path(__file__).parents[1] / "roots" / "volume"
PAPERS = "proceedings/samples-2031/papers"
SHEEP = f"html/{PAPERS}/counting-sheep"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print and build the made-up volume once; the source is in `source/`."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(ROOT, folder / "source")
    spec = importlib.util.spec_from_file_location("make", ROOT / "make.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    made.make(folder / "source")
    for builder, out in (("typstpdf", "pdf"), ("dirhtml", "html")):
        command = [sys.executable, "-m", "sphinx", "-Q", "-b", builder, "-d", folder / "doctrees"]
        # One of the authors' files is broken, which is an error: the rest is made all the same.
        subprocess.run([*command, folder / "source", folder / out], check=False, timeout=300)
    return folder


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "copy"))


def found(folder: Path) -> list[str]:
    catalogue = load(folder / "source" / "proceedings").catalogue
    return [finding.message for finding in check(catalogue, Built.within(folder))]


def test_nothing_differs(published: Path) -> None:
    assert found(published) == []


def replaced(path: str, before: str, after: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert before in text
        (folder / path).write_text(text.replace(before, after), encoding="utf-8")

    return plant


def exchanged(folder: Path) -> None:
    papers = folder / "html" / PAPERS
    shutil.copyfile(papers / "fences" / "fences.pdf", papers / "counting-sheep/counting-sheep.pdf")


def removed(folder: Path) -> None:
    (folder / SHEEP / "counting-sheep.ris").unlink()


PAGE = f"{SHEEP}/index.html"


def written(path: str, text: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")

    return plant


PLANTED: dict[str, tuple[Callable[[Path], None], str]] = {
    "title of the page": (
        replaced(PAGE, "<h1>Counting Sheep<", "<h1>Counting Goats<"),
        "the title of the page is “Counting Goats”",
    ),
    "title in the head": (
        replaced(
            PAGE,
            '"citation_title" content="Counting Sheep',
            '"citation_title" content="Counting Cows',
        ),
        "the title of the meta tags is “Counting Cows",
    ),
    "an author left out": (
        replaced(PAGE, "<span>Berta von Muster</span>", "<span></span>"),
        "the page does not name “Berta von Muster” among the authors",
    ),
    "order of authors": (
        replaced(
            f"{SHEEP}/counting-sheep.bib",
            "author     = {Example, Ada and von Muster, Berta",
            "author     = {von Muster, Berta and Example, Ada",
        ),
        "the authors of the BibTeX are in another order",
    ),
    "an affiliation": (
        replaced(PAGE, "Academy of Specimens", "Academy of Something"),
        "the page does not give the affiliation “Academy of Specimens”",
    ),
    "a heading": (replaced(PAGE, "<h2>References", "<h2>Literature"), "the headings differ"),
    "the number of a figure": (
        replaced(PAGE, '"caption-number">Fig. 2', '"caption-number">Fig. 3'),
        "the numbered figures differ, number 2: page “Fig. 3”, PDF “Fig. 2”",
    ),
    "the number of a table": (
        replaced(PAGE, '"caption-number">Table 1', '"caption-number">Table 9'),
        "the numbered tables differ, number 1: page “Table 9”",
    ),
    "the number of an equation": (
        replaced(PAGE, '"eqno">(1)', '"eqno">(4)'),
        "the numbered equations differ, number 1: page “(4)”, PDF “(1)”",
    ),
    "a reference": (
        replaced(PAGE, "Sheep: How Many Are There", "Sheep: How Many Were There"),
        "the references differ, number 2",
    ),
    "a citation": (
        replaced(PAGE, ">2</a>]</span>", ">7</a>]</span>"),
        "the citations differ",
    ),
    "where a link leads": (
        replaced(PAGE, "https://doi.org/10.5555/goats.2029", "https://example.org/goats"),
        "the page leads to https://example.org/goats, the PDF does not",
    ),
    "pages": (
        replaced(f"{SHEEP}/counting-sheep.ris", "EP  - 6", "EP  - 7"),
        "the RIS says pages 3–7, the ledger 3–6",
    ),
    "pages of the page": (
        replaced(PAGE, "pp.\N{NO-BREAK SPACE}3–6", "pp.\N{NO-BREAK SPACE}4–6"),
        "the page says pages 4–6, the ledger 3–6",
    ),
    "DOI": (
        replaced(f"{SHEEP}/counting-sheep.csl.json", "10.5555/samples.2031.1", "10.5555/x"),
        "the DOI of the CSL-JSON is 10.5555/x",
    ),
    "title in the data for search engines": (
        replaced(PAGE, '"headline": "Counting Sheep', '"headline": "Counting Lambs'),
        "the title of the JSON-LD is “Counting Lambs",
    ),
    "no data for search engines": (
        replaced(PAGE, "application/ld+json", "application/json"),
        "the JSON-LD gives no title",
    ),
    "only a sign of a title": (
        replaced(f"{SHEEP}/counting-sheep.ris", "TI  - Counting Sheep", "TI  - Counting Sheep++"),
        "the title of the RIS is “Counting Sheep++",
    ),
    "no DOI": (
        replaced(f"{SHEEP}/counting-sheep.ris", "DO  - ", "N1  - "),
        "the RIS gives no DOI, the record 10.5555/samples.2031.1",
    ),
    "no pages": (
        replaced(f"{SHEEP}/counting-sheep.bib", "  pages ", "  note "),
        "the BibTeX gives no pages, the ledger 3–6",
    ),
    "no authors": (
        replaced(f"{SHEEP}/counting-sheep.csl.json", '"author"', '"editor"'),
        "the CSL-JSON does not name “Ada Example”",
    ),
    "a record that was cut off": (
        written(f"{SHEEP}/counting-sheep.csl.json", '[{"id": '),
        "counting-sheep.csl.json cannot be read",
    ),
    "a record of nothing": (
        written(f"{SHEEP}/counting-sheep.bib", ""),
        "counting-sheep.bib cannot be read",
    ),
    "a page that was cut off": (written(PAGE, "<html><h1"), "the page gives no title"),
    "a PDF that is none": (
        written(f"{SHEEP}/counting-sheep.pdf", "%PDF-1.7 and no more"),
        "counting-sheep.pdf cannot be read",
    ),
    "an exported record": (
        written(
            "records/samples-2031/counting-sheep.dc.xml",
            '<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Sheep</dc:title></dc>',
        ),
        "the title of the Dublin Core is “Sheep”",
    ),
    "entities in an exported record": (
        written(
            "records/samples-2031/counting-sheep.jats.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'
        ),
        "counting-sheep.jats.xml cannot be read: entities are declared",
    ),
    "the PDF of another paper": (exchanged, "the title of the PDF is “Fences That Hold"),
    "a record that is not there": (removed, "has no counting-sheep.ris beside its page"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_difference_is_found(copy: Path, kind: str) -> None:
    plant, message = PLANTED[kind]
    plant(copy)
    messages = found(copy)
    assert any(message in one for one in messages), messages
    assert all(one.startswith('"samples-2031/counting-sheep"') for one in messages)


def test_a_retraction_that_a_record_keeps_quiet_about(copy: Path) -> None:
    page = f"html/{PAPERS}/wool-by-numbers"
    replaced(f"{page}/wool-by-numbers.ris", "RETRACTED: ", "")(copy)
    assert found(copy) == [
        '"samples-2031/wool-by-numbers": the title of the RIS does not say RETRACTED:'
    ]


def test_exported_records_agree(copy: Path) -> None:
    command = ["export", "all", "samples-2031", "--all", "--output", str(copy / "records")]
    command += ["--folder", str(copy / "source/proceedings")]
    command += ["--base-url", "https://samples.example.org/"]
    command += ["--depositor-name", "A", "--depositor-email", "a@example.org", "--registrant", "R"]
    assert CliRunner().invoke(app, command).exit_code == 0
    for suffix in ("dc.xml", "jsonld", "jats.xml", "crossref.xml", "cff"):
        assert (copy / f"records/samples-2031/counting-sheep.{suffix}").is_file()
    assert found(copy) == []


def test_the_command_compares(copy: Path) -> None:
    PLANTED["title of the page"][0](copy)
    result = CliRunner().invoke(
        app, ["check", str(copy / "source/proceedings"), "--no-pdf", "--built", str(copy)]
    )
    assert result.exit_code == 1
    assert "error[parity]" in result.output
    assert "counting-sheep.md:" in result.output


def test_the_command_needs_something_built(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(ROOT / "proceedings"), "--built", str(tmp_path)])
    assert result.exit_code == 2
    assert "publish" in result.output
