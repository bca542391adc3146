"""An edit costs what it touches: as much work in a volume of twelve papers as in one of six.

Work is counted, not timed: documents read and opened, pages, records and shards written.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from sphinx.environment import BuildEnvironment

pytestmark = pytest.mark.slow

_FILE = Path(__file__).parents[1] / "benchmarks" / "proceedings.py"
_SPEC = importlib.util.spec_from_file_location("made_up_proceedings", _FILE)
proceedings = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(proceedings)

SIZES = (6, 12)


def state(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def work(folder, build_site, builder, change, *, monkeypatch):
    """What the second of two builds does, after a change between them."""
    build_site(folder, builder, html_theme="pydata_sphinx_theme")
    out = folder.parent / f"_{folder.name}_{builder}"
    before = state(out)
    change(folder)
    opened = Counter()
    original = BuildEnvironment.get_doctree

    def get_doctree(env, docname):
        opened[docname] += 1
        return original(env, docname)

    with monkeypatch.context() as patched:
        patched.setattr(BuildEnvironment, "get_doctree", get_doctree)
        result = build_site(folder, builder, html_theme="pydata_sphinx_theme")
    assert not result.log
    after = state(out)
    written = {path.relative_to(out) for path in after if after[path] != before.get(path)}
    return result, opened, written


def edited(folder):
    proceedings.edit(folder, 3)


@pytest.fixture(params=SIZES)
def volume(request, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")
    folder = tmp_path / "site"
    folder.mkdir()
    proceedings.write(folder, request.param)
    return folder


EDITION = f"proceedings/{proceedings.EDITION}"
PAPER = f"{EDITION}/papers/paper-003"
# Sphinx makes these in each build, as they are of no document.
ALWAYS = {"search/index.html", "404/index.html", "404.html", "genindex/index.html"}


def pages(written):
    return {path.as_posix() for path in written if path.suffix == ".html"} - ALWAYS


def test_an_edit_touches_one_page_of_the_site(volume, build_site, monkeypatch):
    result, opened, written = work(volume, build_site, "dirhtml", edited, monkeypatch=monkeypatch)
    assert result.read() == {PAPER}
    # Sphinx writes the page again that lists the paper, and looks from the root for what to count.
    assert pages(written) == {f"{PAPER}/index.html", f"{EDITION}/index.html"}
    assert not {path for path in written if path.suffix in {".bib", ".ris", ".json"}}
    assert set(opened) <= {PAPER, f"{EDITION}/index", "index"}


def test_a_build_without_an_edit_opens_no_paper(volume, build_site, monkeypatch):
    result, opened, written = work(
        volume, build_site, "dirhtml", lambda _folder: None, monkeypatch=monkeypatch
    )
    assert result.read() == set()
    assert set(opened) <= {"index"}
    assert pages(written) == set()


def test_an_edit_prints_one_shard(volume, build_site, monkeypatch):
    result, opened, written = work(volume, build_site, "typstpdf", edited, monkeypatch=monkeypatch)
    assert result.read() == {PAPER}
    assert set(opened) <= {PAPER, f"{EDITION}/index", "index"}
    shards = {path.stem for path in written if "shards" in path.parts and path.suffix == ".pdf"}
    assert len(shards) == 1
    assert "paper-003" in shards.pop()
    typst = {path for path in written if "docs" in path.parts and path.suffix == ".typ"}
    assert [path.stem for path in typst] == ["paper-003"]
    offprints = {path for path in written if path.parent.name == proceedings.EDITION}
    assert {path.name for path in offprints if "shards" not in path.parts} == {"paper-003.pdf"}


def test_pages_are_as_large_in_a_larger_volume(tmp_path, build_site):
    """Of few papers the theme shows all, so that there must be more than it may show."""
    sizes = []
    for papers in (70, 90):
        folder = tmp_path / f"site-{papers}"
        folder.mkdir()
        proceedings.write(folder, papers)
        for path in folder.glob(f"proceedings/{proceedings.EDITION}/papers/*.md"):
            # Only the page itself is of interest here.
            text = path.read_text(encoding="utf-8")
            path.write_text(text[: text.index("## Introduction")], encoding="utf-8")
        built = build_site(
            folder,
            "dirhtml",
            html_theme="pydata_sphinx_theme",
            proceedings_people_folder=None,
        )
        page = built.out / "proceedings" / proceedings.EDITION / "papers/paper-035/index.html"
        sizes.append(len(page.read_text(encoding="utf-8")))
    assert abs(sizes[1] - sizes[0]) < 200  # titles are of different length
