"""Builds projects with the builders, in folders that a test owns."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..made_font import make_font

ROOTS = Path(__file__).parent / "roots"


@dataclass
class Built:
    """A build: its folders, what it said, and its application."""

    source: Path
    out: Path
    app: Sphinx
    status: str
    warnings: str

    def typst(self, docname: str) -> str:
        tree = self.out / ".typst" if (self.out / ".typst").exists() else self.out
        return (tree / "docs" / f"{docname}.typ").read_text(encoding="utf-8")


class Project:
    """A project in a folder, built as often as a test likes."""

    def __init__(self, source: Path) -> None:
        self.source = source

    def build(self, builder: str = "typst", **options: object) -> Built:
        out = self.source.parent / f"{self.source.name}-{builder}"
        status, warnings = StringIO(), StringIO()
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=self.source,
                confdir=self.source,
                outdir=out,
                doctreedir=self.source.parent / f"{self.source.name}-doctrees",
                buildername=builder,
                confoverrides=options,
                status=status,
                warning=warnings,
            )
            app.build()
        said, warned = plain(status.getvalue()), plain(warnings.getvalue())
        return Built(self.source, out, app, said, warned)

    def run(self, builder: str = "typstpdf", *options: str) -> str:
        """Build in a process of its own, as a user does."""
        out = self.source.parent / f"{self.source.name}-{builder}"
        command = [sys.executable, "-m", "sphinx", "-b", builder, *options]
        command += [str(self.source), str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return plain(done.stdout + done.stderr)


def plain(text: str) -> str:
    """Take colours out of messages."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.fixture
def project(tmp_path):
    """Make a project of files: `project({"index.md": ...}, "conf lines")`."""

    def make(files, conf=""):
        source = tmp_path / "project"
        source.mkdir(exist_ok=True)
        (source / "conf.py").write_text(
            f'extensions = ["myst_parser", "sphinx_typst"]\nproject = "Small"\n{conf}\n'
        )
        for name, content in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, encoding="utf-8")
        return Project(source)

    return make


@pytest.fixture
def root(tmp_path):
    """Copy a project of this folder: `root("kitchen")`."""

    def copy(name):
        shutil.copytree(ROOTS / name, tmp_path / name)
        return Project(tmp_path / name)

    return copy


@pytest.fixture(scope="session")
def families(tmp_path_factory):
    """Write one document for each family of nodes, once."""
    folder = tmp_path_factory.mktemp("families") / "families"
    shutil.copytree(ROOTS / "families", folder)
    built = Project(folder).build("typst")
    (warning,) = built.warnings.splitlines()
    assert warning.endswith("WARNING: raw HTML is left out [typst.raw]")
    return built


@pytest.fixture(scope="session")
def kitchen(tmp_path_factory, made_fonts):
    """Print the book with everything in it, once."""
    folder = tmp_path_factory.mktemp("kitchen") / "kitchen"
    shutil.copytree(ROOTS / "kitchen", folder)
    return Project(folder).build("typstpdf", typst_font_paths=[str(made_fonts)])


@pytest.fixture(scope="session")
def made_fonts(tmp_path_factory):
    """Draw fonts with the letters of the tests, under names of fonts that exist; give the folder.

    Two with serifs, one for each script, and one without them that has all letters.
    """
    folder = tmp_path_factory.mktemp("fonts")
    text = "".join(path.read_text("utf-8") for path in sorted(ROOTS.glob("*/*.md")))
    text += "المحتويات ملاحظة تحرير 中文 目录 备注 索引 编 第页"
    arabic = {letter for letter in text if "\u0600" <= letter < "\u0700"}
    chinese = {letter for letter in text if letter >= "\u2e80"}
    make_font(folder / "naskh.ttf", "Noto Naskh Arabic", arabic)
    make_font(folder / "serif-cjk.ttf", "Noto Serif CJK SC", chinese)
    make_font(folder / "sans-cjk.ttf", "Noto Sans CJK SC", arabic | chinese)
    return folder


@pytest.fixture(scope="session")
def books(request, tmp_path_factory, made_fonts):
    """Print books in Arabic, Chinese, and all six languages, once.

    With `--system-fonts` in the fonts of this machine, as the session `languages` does.
    """
    folder = tmp_path_factory.mktemp("languages") / "languages"
    shutil.copytree(ROOTS / "languages", folder)
    if request.config.getoption("--system-fonts"):
        return Project(folder).build("typstpdf", typst_system_fonts=True)
    return Project(folder).build("typstpdf", typst_font_paths=[str(made_fonts)])
