"""The reference of the formats in the guide: its tables are made, and its examples load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_proceedings.content import load, reference

PAGES = Path(__file__).parents[2] / "docs" / "guide" / "formats"


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_tables_of_a_page_are_made_from_the_models(
    name: str, request: pytest.FixtureRequest
) -> None:
    """To renew them, run with ``--force-regen``."""
    path = PAGES / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    end = f"\n{reference.page(name)}\n"
    if not text.endswith(end) and request.config.getoption("force_regen"):
        written = text.partition(f"\n{reference.page(name).splitlines()[0]}\n")[0]
        path.write_text(f"{written.rstrip()}\n{end}", encoding="utf-8")
    assert text.endswith(end)


def test_every_page_is_of_a_format() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(reference.PAGES)


def test_the_examples_of_the_pages_are_one_folder_without_findings(tmp_path: Path) -> None:
    places = {
        "people": "people.yml",
        "event": "a-2026/event.yml",
        "volume": "a-2026/volume.yml",
        "paper": "a-2026/papers/an-example.md",
        "dialogue": "a-2026/dialogues/exemplary.md",
    }
    for name, place in places.items():
        text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
        (example,) = re.findall(
            r"^```(?:yaml|markdown)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE
        )
        (path := tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example, encoding="utf-8")
    (folder := tmp_path / "a-2026" / "preliminaries").mkdir()
    for name in ("preface", "author-index"):
        (folder / f"{name}.md").write_text("# Title\n")
    loaded = load(tmp_path)
    assert list(map(str, loaded.diagnostics)) == []
    edition = loaded.catalogue.editions["a-2026"]
    assert list(edition.papers) == ["an-example"]
    assert len(edition.dialogues["exemplary"].statements) == 1
    assert list(loaded.catalogue.people) == ["ada-example", "wei-example"]
