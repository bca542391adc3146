"""Which addresses are refused, and how lines are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.content.frontmatter import split
from sphinx_proceedings.sphinx.read.safety import _SCHEMES, ACTIVE_MATH, scheme

# What browsers skip inside and before a scheme. Source: WHATWG URL, "URL parsing".
IGNORED = st.text("\t\n\r", max_size=3)


@given(
    word=st.sampled_from(["javascript", "vbscript", "data"]),
    before=st.text("\x00\x01 \t\n\x1f", max_size=3),
    data=st.data(),
)
def test_a_scheme_is_read_as_a_browser_reads_it(word, before, data):
    letters = [
        data.draw(st.sampled_from([letter, letter.upper()])) + data.draw(IGNORED) for letter in word
    ]
    address = before + "".join(letters) + ":alert(1)"
    assert scheme(address) == word
    assert scheme(address) not in _SCHEMES


@given(st.text())
def test_what_has_no_scheme_is_a_path(text):
    assert scheme("./" + text) == ""
    assert scheme("#" + text) == ""


@pytest.mark.parametrize("formula", [r"x_{\mathrm{in}}", r"\hat{y}\in\mathbb{R}", r"\inf \prime"])
def test_mathematics_is_allowed(formula):
    assert not ACTIVE_MATH.search(formula)


@given(
    fields=st.lists(st.text(st.characters(exclude_characters="-\r\n"), max_size=9), max_size=5),
    body=st.text(st.characters(exclude_categories=["Cs", "Zl", "Zp"]), max_size=99),
)
def test_a_body_keeps_its_lines(fields, body):
    text = "\n".join(["---", *fields, "---", body])
    parts = split(text)
    kept = "\n" * (parts.body_line - 1) + parts.body
    for number, line in enumerate(kept.split("\n")):
        assert line in {"", text.split("\n")[number]}
    assert kept.endswith(body)
