"""The text of papers in JATS beside their pages: a whole site, by the schema."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[1] / "roots" / "volume"
PAPERS = "proceedings/samples-2031/papers"

pytestmark = pytest.mark.slow

HOSTILE = r"""---
title: Made-up Text That Means No Good
authors: [ada-example]
math: {N: "\\mathbb{N}"}
---

# One ]]> <b>two</b> &amp;

A <!-- comment -->, `]]>`, &#0; &#8; and \]\]\>.
A formula: $a < \N]]>b$, [a link](#one-b-two-b-amp)[^n].

[^n]: A note with $n$.

    ```python
    x = "]]>"
    ```

> A quotation
>
> | a | b |
> |---|---|
> | 1 | ]]> |

term
: definition

  > quoted

- item

  :::{note}
  Mind [this](https://example.org/?a=1&b="2").

  $$
  x &= 1 \\ y &= 2
  $$ (two)
  :::

:field: value

```{code-block} python
:caption: A *caption*
:name: listing

pass
```

5. five

## Two

#### Four {eq}`two`, {numref}`listing`

End.
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "source"
    shutil.copytree(ROOT, folder)
    (folder / PAPERS / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    return folder


def build(source: Path, builder: str = "dirhtml") -> Path:
    # Files of some authors are missing, which is no matter here.
    out = source.parent / builder
    command = [sys.executable, "-m", "sphinx", "-Q", "-b", builder, "-D", "html_theme=basic"]
    subprocess.run([*command, source, out], check=False, timeout=300)
    return out


@pytest.fixture(scope="module")
def site(source):
    return build(source)


def test_each_text_is_valid(site, jats_errors):
    found = {path.name: path for path in site.rglob("*.jats.xml")}
    names = {"counting-sheep", "fences", "hostile", "one-flock", "wool-by-numbers"}
    assert {f"{name}.jats.xml" for name in names} <= found.keys()
    assert "barn-survey.jats.xml" not in found
    for name, path in found.items():
        assert jats_errors(path.read_text(encoding="utf-8")) == [], name


def test_a_paper_is_all_there(site):
    page = site / PAPERS / "counting-sheep"
    assert 'href="counting-sheep.jats.xml"' in (page / "index.html").read_text(encoding="utf-8")
    root = ET.parse(page / "counting-sheep.jats.xml").getroot()
    body, back = root.find("body"), root.find("back")
    assert [one.text for one in body.findall("sec/title")] == [
        "Introduction", "The gate", "The estimate", "Limitations", "Conclusion",
    ]  # fmt: skip
    # Macros of the paper are written out.
    assert r"\mathbb{E}\left[X\right] = np ." in body.findtext(".//disp-formula//tex-math")
    assert [one.text for one in body.iter("label")] == [
        "Fig. 1", "(1)", "(2)", "Table 1", "Fig. 2",
    ]  # fmt: skip
    assert len(back.findall("fn-group/fn")) == len(back.findall("ref-list/ref")) == 2
    names = {one.get("id") for one in root.iter()}
    assert {one.get("rid") for one in body.iter("xref")} <= names
    text = " ".join(" ".join(body.itertext()).split())
    assert "Berta von Muster 2,1" not in text
    places = [text.index(one) for one in ("Sheep have been", "nearly asleep", "Sheep can be")]
    assert places == sorted(places)


def test_a_hostile_paper_is_text(site):
    root = ET.parse(site / PAPERS / "hostile/hostile.jats.xml").getroot()
    formulas = [one.text for one in root.iter("tex-math")]
    assert r"a < \mathbb{N}]]>b" in formulas
    assert "]]>" in [one.text for one in root.iter("monospace")]


def test_a_withdrawn_text_goes_and_a_lost_one_comes_back(source, site):
    path = site / PAPERS / "one-flock/one-flock.jats.xml"
    kept = site / PAPERS / "counting-sheep/counting-sheep.jats.xml"
    assert path.is_file()
    kept.unlink()
    paper = source / PAPERS / "one-flock.md"
    text = paper.read_text(encoding="utf-8")
    notice = "corrections: [{kind: withdrawal, date: 2031-12-01, reason: R.}]\ntitle:"
    paper.write_text(text.replace("title:", notice, 1), encoding="utf-8")
    build(source)
    assert not path.exists()
    assert kept.is_file()
