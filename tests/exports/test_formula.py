"""Formulas of abstracts: MathML beside TeX where a record has a place for it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from sphinx_proceedings.exports import crossref, jats
from sphinx_proceedings.exports.crossref import Deposit
from sphinx_proceedings.exports.formula import mathml, paragraphs

DEPOSIT = Deposit("A", "a@example.org", "R", 20320203000000)
MATH = "{http://www.w3.org/1998/Math/MathML}math"
ABSTRACT = "Of $x_1 < 2$ and `$y$` and \\$5.\n\n$$z$$\n\nBad $\\nosuch{q}$. <!-- hidden -->"


def written(name: str, item) -> str:
    return jats.article(item) if name == "jats" else crossref.paper(item, DEPOSIT)


@pytest.mark.parametrize("name", ["jats", "crossref"])
def test_abstracts_have_formulas(titled, name) -> None:
    text = written(name, titled("Made up", doi="10.5555/x", abstract=ABSTRACT))
    abstract = next(one for one in ET.fromstring(text).iter() if one.tag.endswith("abstract"))
    tags = [one.tag.rpartition("}")[2] for one in abstract.iter()]
    assert tags.count("inline-formula") == 2
    assert tags.count("disp-formula") == 1
    assert tags.count("tex-math") == 3
    assert len(list(abstract.iter(MATH))) == 2  # what cannot be read is TeX alone
    words = " ".join("".join(abstract.itertext()).split())
    assert words.startswith("Of x_1 < 2")
    assert "$y$" in words
    assert "hidden" not in words


def test_they_are_valid(titled, crossref_errors, jats_errors) -> None:
    item = titled("Made up", doi="10.5555/x", abstract=ABSTRACT)
    assert not crossref_errors(written("crossref", item))
    assert not jats_errors(written("jats", item))


def test_any_text_stays(titled) -> None:
    item = titled("Made up", abstract="A \ue000 and $x$ \ue001 $unclosed")
    (made,) = paragraphs(item.paper, "p", lambda source, _display: ET.Element("f", x=source))
    assert "".join(made.itertext()) == "A  and   $unclosed"
    assert [one.get("x") for one in made] == ["x"]


def test_what_cannot_be_read_is_none() -> None:
    assert mathml(r"\nosuch", display=False) is None
