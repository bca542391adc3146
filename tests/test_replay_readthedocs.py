"""What the replay of Read the Docs' jobs notices in a finished output folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pypdf
import pytest

URL = "https://site.example/en/latest/"
SCRIPT = Path(__file__).parents[1] / "tools" / "replay_readthedocs.py"


@pytest.fixture(scope="module")
def replay() -> ModuleType:
    spec = importlib.util.spec_from_file_location("replay_readthedocs", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A finished output folder as it should be: a home page, another page, a volume."""
    write_pages(tmp_path / "html")
    volume = tmp_path / "html" / "pdf" / "made-up-2026.pdf"
    volume.parent.mkdir()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(volume)
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "made-up-2026.pdf").write_bytes(volume.read_bytes())
    return tmp_path


def write_pages(site: Path) -> None:
    for address, link in (("", "pdf/made-up-2026.pdf"), ("papers/", "../pdf/made-up-2026.pdf")):
        (site / address).mkdir(parents=True, exist_ok=True)
        (site / address / "index.html").write_text(
            f'<link rel="canonical" href="{URL}{address}"><a href="{link}">PDF</a>'
        )
    (site / "404.html").write_text("<h1>Not found</h1>")
    (site / "sitemap.xml").write_text(f"<loc>{URL}</loc><loc>{URL}papers/</loc>")


def test_an_output_as_it_should_be(replay: ModuleType, output: Path) -> None:
    assert list(replay.find_problems(output, URL)) == []


def remove(name: str) -> Callable[[Path], None]:
    return lambda output: (output / name).unlink()


def add(name: str, text: str) -> Callable[[Path], None]:
    def change(output: Path) -> None:
        (output / name).write_text(text)

    return change


def empty_volume(output: Path) -> None:
    for name in ("html/pdf/made-up-2026.pdf", "pdf/made-up-2026.pdf"):
        pypdf.PdfWriter().write(output / name)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (remove("html/404.html"), "html/404.html is missing"),
        (remove("html/sitemap.xml"), "html/sitemap.xml lists no page"),
        (add("html/sitemap.xml", f"<loc>{URL}gone/</loc>"), f"lists {URL}gone/"),
        (remove("html/papers/index.html"), f"lists {URL}papers/"),
        (add("html/papers/index.html", "<p>"), "html/papers/index.html: the canonical address"),
        (add("html/index.html", '<a href="pdf/x.pdf">'), "links to pdf/x.pdf, which is not there"),
        (remove("html/pdf/made-up-2026.pdf"), "html/pdf/ holds no volume"),
        (remove("pdf/made-up-2026.pdf"), "pdf/ must hold exactly one PDF; it holds nothing"),
        (add("pdf/other.pdf", "%PDF-"), "it holds made-up-2026.pdf, other.pdf"),
        (empty_volume, "html/pdf/made-up-2026.pdf has no pages"),
    ],
)
def test_what_is_wrong_is_named(
    replay: ModuleType, output: Path, change: Callable[[Path], None], problem: str
) -> None:
    change(output)
    found = "\n".join(replay.find_problems(output, URL))
    assert problem in found


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("Made Up \xa0· pp.\xa05–9", ""),
        ("pp.\xa05–90", "does not say pp.\xa05–9"),
        ("p.\xa05", "does not say pp.\xa05–9"),
        ("", "does not say pp.\xa05–9"),
    ],
)
def test_pages_of_the_site_name_those_of_the_print(
    replay: ModuleType, tmp_path: Path, said: str, problem: str
) -> None:
    ledger = '{"edition": "x-2026", "papers": {"one": {"first": 5, "last": 9}}}'
    (tmp_path / "x-2026.ledger.json").write_text(ledger, encoding="utf-8")
    page = tmp_path / "html/proceedings/x-2026/papers/one/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"<p>{said}</p>", encoding="utf-8")
    found = list(replay.ledger_problems(tmp_path, tmp_path / "html"))
    assert [problem in one for one in found] == ([True] if problem else [])


def test_a_print_without_a_ledger_is_named(replay: ModuleType, tmp_path: Path) -> None:
    assert list(replay.ledger_problems(tmp_path, tmp_path)) == ["no ledger was printed"]


def test_the_environment_is_that_of_the_service(
    replay: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "somewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    variables = replay.variables()
    assert "PYTHONPATH" not in variables
    assert variables["PIP_INDEX_URL"] == "https://index.example/simple"
    assert variables["READTHEDOCS"] == "True"
    assert variables["PATH"].startswith(variables["READTHEDOCS_VIRTUALENV_PATH"])
