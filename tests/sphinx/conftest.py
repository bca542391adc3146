"""Building small sites of made-up data."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

WORKSHOP = Path(__file__).parents[1] / "roots" / "workshop"


@dataclass
class Built:
    app: Sphinx
    status: str
    log: str

    @property
    def out(self) -> Path:
        return Path(self.app.outdir)

    def doctree(self, docname: str) -> str:
        """The nodes of a document as indented text, without the places of files."""
        tree = self.app.env.get_doctree(docname)
        text = "".join(child.pformat() for child in tree.children)
        return re.sub(r' (source|translation_progress)="[^"]*"', "", text)

    def html(self, docname: str) -> str:
        return (self.out / f"{docname}.html").read_text(encoding="utf-8")

    def read(self) -> set[str]:
        """The documents that this build read."""
        plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", self.status).replace("\r", "\n")
        return set(re.findall(r"^reading sources\.\.\. \[ *\d+%\] +(\S+)", plain, re.MULTILINE))


Build = Callable[..., Built]


@pytest.fixture(scope="session")
def build_site() -> Build:
    def build(source: Path, builder: str = "html", *, jobs: int = 1, **overrides: object) -> Built:
        status, log = io.StringIO(), io.StringIO()
        out = source.parent / f"_{source.name}_{builder}"
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                source,
                source,
                out,
                source.parent / f"_{source.name}_doctrees",
                builder,
                # A theme that is quick to write; what our theme makes of it the browser tests.
                confoverrides={"html_theme": "basic", **overrides},
                status=status,
                warning=log,
                parallel=jobs,
            )
            app.build()
        plain = re.sub(r"\x1b\[[0-9;]*m", "", log.getvalue())
        return Built(app, status.getvalue(), plain)

    return build


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the made-up workshop, on a day between its dates."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")
    monkeypatch.delenv("READTHEDOCS_CANONICAL_URL", raising=False)
    target = tmp_path / "site"
    shutil.copytree(WORKSHOP, target)
    return target


@pytest.fixture
def page(workshop: Path) -> Callable[[str], None]:
    """Replace all pages outside the proceedings by one."""

    def write(text: str) -> None:
        for path in workshop.glob("*.md"):
            path.unlink()
        editions = "```{toctree}\n:hidden:\n:glob:\n\nproceedings/*/index\n```\n"
        (workshop / "index.md").write_text(f"{text}\n{editions}", encoding="utf-8")

    return write


@pytest.fixture
def paper(workshop: Path) -> Callable[..., Path]:
    """Write a paper of the made-up workshop."""

    def write(body: str, *, title: str = "A Test", authors: str = "[ada-example]") -> Path:
        path = workshop / "proceedings/alpha-2031/papers/test-paper.md"
        front = f"---\ntitle: {title}\nauthors: {authors}\n---\n"
        path.write_text(front + body, encoding="utf-8")
        return path

    return write
