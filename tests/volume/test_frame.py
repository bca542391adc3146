"""The room for authors' pages is what the template leaves, for each size of paper."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typst

import sphinx_typst
from sphinx_proceedings.volume import frame

TEMPLATES = Path(sphinx_typst.__file__).parent / "templates"


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> dict[str, dict[str, float]]:
    """The table of the template, in points, as Typst itself reads it."""
    text = (TEMPLATES / "base.typ").read_text(encoding="utf-8")
    table = text[text.index("#let papers = (") : text.index("\n)\n", text.index("papers = (")) + 3]
    main = tmp_path_factory.mktemp("frame") / "main.typ"
    main.write_text(
        f"{table}\n"
        "#metadata(papers.pairs().map(((name, paper)) => (name, ("
        "width: paper.size.at(0).pt(), height: paper.size.at(1).pt(), inside: paper.inside.pt(), "
        "outside: paper.outside.pt(), top: paper.top.pt(), bottom: paper.bottom.pt())))"
        ".to-dict()) <papers>\n",
        encoding="utf-8",
    )
    found: dict[str, dict[str, float]] = json.loads(
        typst.query(str(main), "<papers>", field="value", one=True)
    )
    return found


def test_measures_are_those_of_the_template(papers) -> None:
    ours = {
        name: {key: getattr(paper, key) * 72 / 25.4 for key in papers[name]}
        for name, paper in frame.PAPERS.items()
    }
    assert ours == {name: pytest.approx(measures) for name, measures in papers.items()}


def test_head_and_folio_are_where_the_template_has_them() -> None:
    text = (TEMPLATES / "book.typ").read_text(encoding="utf-8")
    ascent, descent = (
        re.search(rf"{name}: (\d+)%", text) for name in ("header-ascent", "footer-descent")
    )
    assert ascent is not None
    assert descent is not None
    assert (int(ascent[1]) / 100, int(descent[1]) / 100) == (frame.HEAD, frame.FOLIO)


@pytest.mark.parametrize("name", frame.PAPERS)
def test_the_type_area_lies_in_the_clear_part_of_the_page(name: str) -> None:
    found = frame.frame_of(name)
    width, height = found.size
    for area in (found.recto, found.verso):
        assert 0 < area[0] < area[2] < width
        assert 0 < found.clear[1] < area[1] < area[3] < found.clear[3] < height
    assert found.recto[0] + found.verso[2] == pytest.approx(width, abs=0.01)
