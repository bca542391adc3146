"""A name that no font has is an error where the name is written, and prints as boxes."""

import re

import pypdf
import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ...sphinx_typst.conftest import plain

pytestmark = pytest.mark.slow

# All of it is made up.
FILES = {
    "conf.py": 'project = "Made up"\nextensions = ["sphinx_proceedings"]\n',
    "index.md": "# Home\n",
    "proceedings/people.yml": (
        "nobody-real:\n  name: {given: 愛, family: Nobody}\n  affiliations: [Made-up 例 College]\n"
    ),
    "proceedings/made-2031/event.yml": "title: Workshop\nstart: 2031-05-01\n",
    "proceedings/made-2031/volume.yml": "title: Proceedings ሀ\ndate: 2031-05-02\n",
    "proceedings/made-2031/papers/one.md": (
        "---\ntitle: A title 題\nauthors: [nobody-real]\n---\n\nText 水 and &#x706b;.\n"
    ),
}


@pytest.mark.parametrize("standards", [[], ["ua-1", "a-2a"]], ids=["plain", "archival"])
def test_a_name_that_no_font_has_is_reported_where_it_is_written(tmp_path, standards):
    for name, text in FILES.items():
        (path := tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    with log, patch_docutils(), docutils_namespace():
        app = Sphinx(
            *(tmp_path / "source", tmp_path / "source", tmp_path / "out", tmp_path / "trees"),
            "typstpdf",
            confoverrides={"typst_pdf_standards": standards},
            status=None,
            warning=log,
        )
        app.build()
        log.seek(0)
        said = plain(log.read()).replace(f"{tmp_path}/source/proceedings/", "")
    said = said.replace("proceedings/", "")
    found = re.findall(r"^(\S+): error\[missing-glyph\]: no font has (\S+)", said, re.MULTILINE)
    assert sorted(found) == [
        ("made-2031/papers/one.md:2:16", "題"),
        ("made-2031/papers/one.md:6", "火"),
        ("made-2031/papers/one.md:6:6", "水"),
        ("made-2031/volume.yml:1:20", "ሀ"),
        ("people.yml:2:17", "愛"),
        ("people.yml:3:26", "例"),
    ]
    assert said.count("help: put a font into a folder of `typst_font_paths`") == len(found)
    assert app.statuscode == 1
    pages = pypdf.PdfReader(tmp_path / "out" / "made-2031.pdf").pages
    text = "".join(page.extract_text() for page in pages)
    for words in ("愛 Nobody", "例 College", "Proceedings ሀ", "A title 題", "Text 水 and 火."):
        assert words in text
