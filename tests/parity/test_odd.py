"""Papers whose text looks like what is compared agree all the same: everything here is made up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_proceedings.content import load
from sphinx_proceedings.parity import Built, check

from ..made_font import make_font

pytestmark = pytest.mark.slow

FILES = {
    "conf.py": """
project = "Made up"
extensions = ["sphinx_proceedings"]
html_theme = "alabaster"
bibtex_default_style = "alpha"
""",
    "index.md": "# Home\n\n```{toctree}\nproceedings/odd-2031/index\n```\n",
    "proceedings/people.yml": """
ludwig: {name: {given: Ludwig, particle: van der, family: Muster, suffix: Jr.}, affiliations: [A]}
mono: {name: {family: Mononym}}
cjk: {name: {given: 花子, family: 見本, family_first: true}, affiliations: [見本大学]}
rtl: {name: {given: مثال, family: اختباري}, affiliations: [جامعة العينات]}
org: {name: Research and Development and Sons, kind: organization}
one: {name: {given: Ann, family: Same}, affiliations: [University A]}
other: {name: {given: Ann, family: Same}, affiliations: [University B]}
marked: {name: {given: "<b>O_\\\\{}&", family: 'O"Sign'}}
""",
    "proceedings/odd-2031/event.yml": "{title: The Odd Workshop, short: Odd, start: 2031-05-01}",
    "proceedings/odd-2031/volume.yml": """
{title: Odd Proceedings, editors: [cjk], date: 2031-06-01, license: CC-BY-4.0}
""",
    "proceedings/odd-2031/index.md": """# Odd

```{toctree}
:numbered:

papers/odd
papers/rtl
```
""",
    "proceedings/odd-2031/papers/rtl.md": """---
title: ورقة اختبار أولى
authors: [rtl, one, other]
language: ar
---

## مقدمة

نص عربي مع [رابط](https://link.example.org/).
""",
    "proceedings/odd-2031/papers/cjk.md": """---
title: 見本について：最初の研究
authors: [cjk, rtl, mono]
language: ja
corrections: [{date: 2031-07-01, kind: retraction, reason: Made up.}]
---

## 導入

本文。
""",
    "proceedings/odd-2031/papers/odd.bib": """
@article{a, author={Example, Ada and {Research and Development}}, title={On [brackets]}, year=2030}
@book{b, author={Muster, Berta}, title={Second}, publisher={P}, year=2029}
""",
    "proceedings/odd-2031/papers/odd.md": """---
title: 'An Array[int] & "100%" $x_1^2$ </script>'
subtitle: Even more
authors: [marked, ludwig, org, one]
abstract: Brackets [1] in an abstract.
---

## Brackets {cite}`b` and {math}`x^2`

An interval [0, 1] and `x[1]` and {math}`x \\in [0,1]` [sic]. See {cite}`a,b` and a footnote[^f].

[2] begins a paragraph that cites {cite}`b`.

{cite}`b` begins one.

[^f]: A footnote with {cite}`b` and a [link](https://foot.example.org/).

```{code-block} python
:caption: A listing [1] **bold**

x = [1]
```

:::{figure} odd.svg
:alt: Nothing

A caption with {cite}`a`.

And a legend {cite}`b`.
:::

:::{list-table} Table [x] 3
:header-rows: 1

* - A [1]
* - {cite}`b`
:::

## References
```{bibliography} odd.bib
```
""",
    "proceedings/odd-2031/papers/odd.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    ),
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_nothing_differs(tmp_path: Path, builder: str) -> None:
    for name, text in FILES.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    make_font(tmp_path / "fonts" / "made.ttf", "Made", "".join(FILES.values()))
    for made, out in (("typstpdf", "pdf"), (builder, "html")):
        command = [sys.executable, "-m", "sphinx", "-q", "-b", made, "-d", tmp_path / "doctrees"]
        command += ["-D", f"typst_font_paths={tmp_path / 'fonts'}"]
        command += ["-D", f"typst_html_builder={builder}", tmp_path / "source", tmp_path / out]
        done = subprocess.run(command, check=False, timeout=300, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    catalogue = load(tmp_path / "source/proceedings").catalogue
    assert len(list((tmp_path / "pdf/odd-2031").glob("*.pdf"))) == 3
    assert [one.message for one in check(catalogue, Built.within(tmp_path))] == []
