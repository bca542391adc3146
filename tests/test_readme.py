"""The README's example is a whole workshop: it builds by the commands beside it, and again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

README = Path(__file__).parents[1] / "README.md"


def part(name: str) -> str:
    """Return what is between the marks of a part."""
    text = README.read_text(encoding="utf-8")
    return text.split(f"<!-- {name}: begin -->")[1].split(f"<!-- {name}: end -->")[0]


def example() -> dict[str, str]:
    """Return the files of the README's example: a path in backticks, then its fenced text."""
    form = r"^`([\w./-]+)`\n\n(`{3,})\w+\n(.*?)^\2\n"
    found = re.findall(form, part("example"), re.MULTILINE | re.DOTALL)
    return {name: body for name, _, body in found}


def commands() -> list[list[str]]:
    """Return the commands of the README's example, with warnings as errors."""
    programs = {
        "sphinx-proceedings": ["-c", "from sphinx_proceedings.cli import main; main()"],
        "sphinx-build": ["-m", "sphinx", "-W", "--keep-going"],
    }
    lines = [line.split() for line in part("commands").splitlines() if line[:1].isalpha()]
    return [[sys.executable, *programs[name], *rest] for name, *rest in lines]


@pytest.mark.slow
def test_the_example_builds_and_builds_again(tmp_path: Path) -> None:
    files = example()
    assert {"conf.py", "index.md", "proceedings/people.yml"} < files.keys()
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    # What an environment in the folder holds is no page.
    (package := tmp_path / ".venv/lib/package").mkdir(parents=True)
    (package / "LICENSE.md").write_text("# Licence\n", encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("READTHE")}
    run = commands()
    assert len(run) == 3
    # Again: what the builds have left in the folder is no page either.
    for command in [*run, *run]:
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    html = tmp_path / "_build/html"
    text = BeautifulSoup((html / "index.html").read_bytes(), "html.parser").get_text(" ")
    for words in ("Submissions close", "Ada Example", "Counting Sheep"):
        assert words in text
    ledger = json.loads((tmp_path / "_build/pdf/examples-2027.ledger.json").read_bytes())
    assert ledger["papers"] == {"counting-sheep": {"first": 1, "last": 1}}
    paper = html / "proceedings/examples-2027/papers/counting-sheep"
    assert (paper / "counting-sheep.pdf").read_bytes()[:5] == b"%PDF-"
    assert "p.\N{NO-BREAK SPACE}1" in (paper / "index.html").read_text(encoding="utf-8")
    found = [path.relative_to(html) for path in html.rglob("*.html")]
    assert not [path for path in found if "LICENSE" in path.parts or "_build" in path.parts]


def test_its_links_and_pictures_are_there() -> None:
    text = README.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", text)
    assert "docs/_static/readme.png" in links
    assert [link for link in links if not (README.parent / link).exists()] == []
