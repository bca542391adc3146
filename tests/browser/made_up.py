"""A site of made-up papers, built for the tests that need more of them than the published site has.

It is the test volume, with a list of its papers, and names of all directions and kinds; what a
print would leave beside it is made up as well. Nobody in it exists.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1] / "roots" / "volume"
EDITION = "samples-2031"

PEOPLE = """
amina-mithal: {name: {given: أمينة, family: مثال}, affiliations: [Academy of Specimens]}
tamar-dugma: {name: {given: תמר, family: דוגמה}, affiliations: [Academy of Specimens]}
sample-consortium: {name: {full: Consortium for Samples}, kind: organization}
mononym: {name: {family: Mononym}}
ada-namesake:
  name: {given: Ada, family: Example}
  affiliations: [Institute of Other Things]
"""
PAPER = """---
title: Names of All Directions
authors: [amina-mithal, tamar-dugma, sample-consortium, mononym, ada-namesake]
abstract: Names that are written from the right stay in their order, says a perspicuous sentence.
keywords: [names, "平和", "C++", sheep]
awards: [Audience Award]
session: fields
moved_from: [old/names]
---
"""
LIST = "# Papers\n\n```{paper-list}\n```\n"


def build(folder: Path) -> Path:
    """Build the site below a folder and return where it is."""
    source, out = folder / "source", folder / "html"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns("__pycache__"))
    _finished_pages(source)
    edition = source / "proceedings" / EDITION
    (source / "papers.md").write_text(LIST, encoding="utf-8")
    (edition / "papers" / "names.md").write_text(PAPER, encoding="utf-8")
    with (source / "proceedings" / "people.yml").open("a", encoding="utf-8") as file:
        file.write(PEOPLE)
    with (source / "conf.py").open("a", encoding="utf-8") as file:
        file.write('html_context = {"default_mode": "auto"}\n')
    index = source / "index.md"
    pages = "\n```{toctree}\n:hidden:\n\npapers\npeople/index\nkeywords/index\n```\n"
    index.write_text(index.read_text(encoding="utf-8") + pages, encoding="utf-8")
    _printed(edition, folder / "pdf")
    subprocess.run(  # our own command
        [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", str(source), str(out)],
        check=True,
        env={name: value for name, value in os.environ.items() if "READTHEDOCS" not in name},
    )
    return out


def _finished_pages(source: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_pages", source / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.make(source)


def _printed(edition: Path, pdf: Path) -> None:
    """Leave a ledger and offprints, as a print does."""
    papers = sorted(path.stem for path in (edition / "papers").glob("*.md"))
    pages = {name: {"first": 4 * n + 5, "last": 4 * n + 8} for n, name in enumerate(papers)}
    ledger = {
        "edition": EDITION,
        "dialogues": {p.stem: {"first": 1, "last": 4} for p in (edition / "dialogues").glob("*")},
        "papers": pages,
    }
    (pdf / EDITION).mkdir(parents=True)
    (pdf / f"{EDITION}.ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    finished = edition / "papers" / "barn-survey.pdf"
    for name in papers:
        if name != "torn-page":
            shutil.copyfile(finished, pdf / EDITION / f"{name}.pdf")
