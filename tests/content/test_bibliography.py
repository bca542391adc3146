"""Bibliographies: what survives a mistake, and that nothing raises or takes long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_proceedings.content import load
from sphinx_proceedings.content.bibliography import beside
from sphinx_proceedings.content.bibtex import parse
from sphinx_proceedings.content.report import Report

BROKEN = [
    "@misc{bad, title = {Not closed,\n  year = 2020,\n}\n",
    '@misc{bad, title = "Not closed,\n}\n',
    "@misc{bad\n",
    "@misc{bad, title {x}}\n",
    "@misc{, title = {x}}\n",
    "@misc{bad, title = {x}, year = nomacro}\n",
    "@misc{bad, title = {" + "{" * 3000 + "}" * 3000 + "}}\n",
    "@misc{bad, title = {x}\n",
    "@string{a = \n",
    '@preamble{"\n',
    "@misc{bad, title = {x}}}}}\n",
    "@misc{bad, = }\n",
    "@misc(bad, title = {x}}\n",
    "} { \" @ @{ @( % '\n",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "proceedings"
    folder.mkdir()
    (folder / "people.yml").write_text("ada-example: {name: Ada Example}\n")
    return folder


def works(folder: Path) -> dict[str, dict[str, str]]:
    files = load(folder).bibliography.files
    return {one.key: dict(one.fields) for file in files for one in file.works}


@pytest.mark.parametrize("broken", BROKEN, ids=lambda text: text[:20])
def test_entries_before_and_after_a_broken_one_survive(folder: Path, broken: str) -> None:
    (folder / "all.bib").write_text(
        f"@misc{{before, title = {{Before}}}}\n{broken}@misc{{after,\n  title = {{After}},\n}}\n"
    )
    found = works(folder)
    assert found["before"] == {"title": "Before"}
    assert found["after"] == {"title": "After"}


def test_other_files_are_read_wherever_they_lie(folder: Path, tmp_path: Path) -> None:
    (docs := tmp_path / "docs" / "bib").mkdir(parents=True)
    (docs / "site.bib").write_text("@misc{x, title = {X}, year = y}\n")
    (tmp_path / "docs" / "top.bib").write_text("@misc{z, title = {Z}}\n")
    found = beside(tmp_path / "docs")
    assert [path.name for path in found] == ["site.bib", "top.bib"]
    loaded = load(folder, bibliographies=found)
    assert [str(d).splitlines()[0] for d in loaded.diagnostics] == [
        'docs/bib/site.bib:1:30: error[unknown-abbreviation]: no @string defines "y"'
    ]
    assert [file.path for file in loaded.bibliography.files] == found
    assert {key: str(place) for key, place in loaded.bibliography.keys.items()} == {
        "x": "docs/bib/site.bib:1:7",
        "z": "docs/top.bib:1:7",
    }


def test_a_file_with_two_names_is_read_once(folder: Path, tmp_path: Path) -> None:
    (folder / "all.bib").write_text("@misc{x, title = {X}}\n")
    (tmp_path / "link.bib").symlink_to("proceedings/all.bib")
    loaded = load(folder, bibliographies=[tmp_path / "link.bib"])
    assert not loaded.diagnostics
    assert len(loaded.bibliography.files) == 1


def test_a_bibliography_that_is_named_must_exist(folder: Path, tmp_path: Path) -> None:
    loaded = load(folder, bibliographies=[tmp_path / "none.bib"])
    assert [str(d) for d in loaded.diagnostics] == [
        'none.bib: error[unreadable-file]: "none.bib" is not a file'
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "@misc{x, title = {" * 30_000,
        "@misc{x, title = {\n" * 20_000,
        "@comment{" * 200_000,
        "@" * 500_000,
        "%@" * 1_000_000,
        "@misc{x}" * 40_000,
        '@misc{x, a = "' + "{}" * 900_000,
        "@misc{x, " + "a = 1, " * 50_000,
        "@misc{x, a = 1 " + "# 1 " * 250_000,
        "@misc{x, title = {}" * 100_000,
        "@string{a = a # a}" * 100_000,
        "@misc{x, author = {" + "a and " * 300_000 + "}}",
        "@misc{x, title = {" + "\n a " * 400_000,
    ],
    ids=lambda text: text[:20],
)
def test_large_nonsense_takes_no_time(folder: Path, text: str) -> None:
    (folder / "all.bib").write_text(text)
    begin = time.perf_counter()
    load(folder)
    assert time.perf_counter() - begin < 10


pieces = st.lists(
    st.sampled_from(
        ["@misc{", "@string(", "@comment{", "a", ",", "title", " = ", "{", "}", '"', "#", "1",
         "jan", "%", "\n", "@", ")", "\\", "\u202e", "author", " and ", "é", "crossref", "url"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=pieces)
def test_no_text_raises_and_every_place_is_in_it(folder: Path, text: str) -> None:
    report = Report()
    parse(text, "x.bib", report)
    (folder / "all.bib").write_text(text, encoding="utf-8", newline="")
    lines = text.split("\n")
    for found in (*report.diagnostics(), *load(folder).diagnostics):
        assert "\n" not in found.message
        assert 1 <= found.location.line <= len(lines)
        assert 1 <= found.location.column <= len(lines[found.location.line - 1]) + 1
