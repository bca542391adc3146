"""Indexes of a volume: one entry a person, one a keyword; and numbers that begin anew."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

pytestmark = pytest.mark.slow

ALPHA = "proceedings/alpha-2031"


def entries(result, docname: str) -> list[str]:
    tree = result.app.env.get_doctree(docname)
    lines = [p.astext() for p in tree.findall(nodes.paragraph) if "sp-index-entry" in p["classes"]]
    return [re.sub(r"\s+", " ", line) for line in lines]


def test_a_person_has_one_entry_with_all_names(workshop, paper, page, build_site):
    name = "{given: Ada, family: Zimmer}"
    paper(
        "", authors=f"[{{person: ada-example, name: {name}}}, {{person: erik-empty, name: E. E.}}]"
    )
    page("# Index\n\n```{author-index} alpha-2031\n```\n")
    result = build_site(workshop, "dummy")
    assert not result.log
    found = entries(result, "index")
    (ada,) = (line for line in found if line.startswith("Example, Ada"))
    assert ada.startswith("Example, Ada (also Ada Zimmer): Counting Sheep; A Test")
    assert "Zimmer, Ada, see Example, Ada" in found
    # Where a name is filed that has no parts nobody knows.
    assert any(line.startswith("Empty, Erik (also E. E.): ") for line in found)
    assert not any("see Empty" in line for line in found)
    assert found == sorted(found, key=str.casefold)


def test_spellings_of_a_keyword_are_one_entry(workshop, paper, page, build_site):
    path = paper("")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("---\n", "---\nkeywords: [Sheep, Éclair, zebra]\n", 1), encoding="utf-8"
    )
    page("# Index\n\n```{keyword-index} alpha-2031\n```\n")
    result = build_site(workshop, "dummy")
    assert not result.log
    found = entries(result, "index")
    words = [line.partition(":")[0] for line in found]
    assert words == ["counting", "Éclair", "sheep", "zebra"]
    assert found[2].startswith("sheep: Counting Sheep; A Test")


def test_there_may_be_no_keywords(workshop, page, build_site):
    page("# Index\n\n```{keyword-index} beta-2030\n```\n")
    result = build_site(workshop, "text")
    assert not result.log
    assert "There are no keywords." in (result.out / "index.txt").read_text(encoding="utf-8")


FIGURE = "\n:::{{table}} {0}\n:name: {0}\n\n| a |\n| - |\n| b |\n:::\n"
FORMULA = "\n$$\nx = {0}\n$$ ({0})\n"


def test_a_table_more_in_one_paper_changes_no_number_in_another(workshop, paper, build_site):
    first = workshop / f"{ALPHA}/papers/counting-sheep.md"
    text = first.read_text(encoding="utf-8")
    first.write_text(text + FIGURE.format("one") + FORMULA.format("eq-one"), encoding="utf-8")
    paper("Text." + FIGURE.format("two") + FORMULA.format("eq-two"))
    result = build_site(workshop)
    assert not result.log
    docname = f"{ALPHA}/papers/test-paper"
    before = result.app.env.toc_fignumbers[docname]
    assert before == {"table": {"two": (1,)}, "displaymath": {"equation-eq-two": (1,)}}
    assert "Table 1" in result.html(docname)
    more = "".join(FIGURE.format(name) for name in ("one", "three"))
    first.write_text(text + more + FORMULA.format("eq-one"), encoding="utf-8")
    again = build_site(workshop)
    numbers = again.app.env.toc_fignumbers
    assert numbers[f"{ALPHA}/papers/counting-sheep"]["table"] == {"one": (1,), "three": (2,)}
    assert numbers[docname] == before
    assert docname not in again.read()
