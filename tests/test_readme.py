"""The README's example is a whole site: it builds as it stands, without a warning."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

README = Path(__file__).parents[1] / "README.md"


def example() -> dict[str, str]:
    """Return the files of the README's example: a path in backticks, then its fenced text."""
    text = README.read_text(encoding="utf-8")
    text = text.split("<!-- example: begin -->")[1].split("<!-- example: end -->")[0]
    found = re.findall(r"^`([\w./-]+)`\n\n(`{3,})\w+\n(.*?)^\2\n", text, re.MULTILINE | re.DOTALL)
    return {name: body for name, _, body in found}


@pytest.mark.slow
def test_the_example_builds(tmp_path: Path) -> None:
    files = example()
    assert {"conf.py", "index.md", "proceedings/people.yml"} < files.keys()
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    command = ["sphinx", "-W", "--keep-going", "-b", "dirhtml", ".", "_build/html"]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    page = BeautifulSoup((tmp_path / "_build/html/index.html").read_bytes(), "html.parser")
    text = page.get_text(" ")
    assert "Submissions close" in text
    assert "Ada Example" in text
