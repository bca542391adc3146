"""Markdown as plain text: the words stay, the marks go."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_proceedings.exports.plain import line, plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain words", "plain words"),
        ("two\nlines", "two lines"),
        ("two\n\nparagraphs", "two\n\nparagraphs"),
        ("*a* **b** ***c*** _d_ __e__", "a b c d e"),
        ("**a *b* c**", "a b c"),
        ("intra*word*emphasis", "intrawordemphasis"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        ("**half", "**half"),
        ("~~gone~~ ~10", "gone ~10"),
        (r"\*no\* \[no\](x) \$5", "*no* [no](x) $5"),
        ("`code_with_*marks*`", "code_with_*marks*"),
        ("``a ` b``", "a ` b"),
        ("`open", "`open"),
        ("$a_1 * b_2$ and $$c * d$$", "$a_1 * b_2$ and $$c * d$$"),
        ("it costs $5 and $6", "it costs $5 and $6"),
        (r"$\$5$", r"$\$5$"),
        ("{math}`a*b*c`", "$a*b*c$"),
        ("{term}`the words <target>`", "the words"),
        ("{paper}`other`", "other"),
        ("as {cite:p}`a2031,b2031` say", "as [a2031,b2031] say"),
        ("{not a role}`x`", "{not a role}x"),
        ("see [*our* page](https://a.example/x_(y) 'title')", "see our page"),
        ("[text](<a b>)", "text"),
        ("[not a link] (x)", "[not a link] (x)"),
        ("![a figure](x.png)", "a figure"),
        ("<https://a.example/_x_>", "https://a.example/_x_"),
        ("a note[^1]", "a note"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("R&amp;D &lt;b&gt; &#169;", "R&D <b> ©"),
        ("&#8238;evil &#0;", "&#8238;evil �"),
        ("# Heading #\n\ntext", "Heading\n\ntext"),
        ("- one\n- two\n  more\n3. three", "- one\n\n- two more\n\n3. three"),
        ("> quoted\n> twice", "quoted twice"),
        ("% a comment\n(label)=\n***\ntext", "text"),
        ("```{math}\n:label: x\n\na = b\nc\n```\nend", "$$a = b c$$\n\nend"),
        ("```python\nx * y\n```", "x * y"),
        (":::{note} Title\n:class: x\n\nInside\n:::", "Inside"),
        ("hard\\\nbreak", "hard break"),
        ("例え *強調* です", "例え 強調 です"),
        ("", ""),
    ],
)
def test_case(source: str, text: str) -> None:
    assert plain(source) == text


def test_a_single_line() -> None:
    assert line("one\n\n- *two*") == "one - two"


@given(st.text(st.characters(exclude_categories=("C", "Z", "P", "S")), min_size=1))
def test_words_without_marks_stay(word: str) -> None:
    assert plain(word) == " ".join(word.split())


@given(st.text(st.sampled_from("*_`$[]()<>!{}\\~&#x; \n:-ab"), max_size=60))
def test_any_marks_are_read(source: str) -> None:
    text = plain(source)
    assert set(text) <= set(source) | {" ", "\n", "-"} | set("$[]&<>")
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    "unit",
    ["`a``", "[", "*a", "![](", "{a}`", "$a$$", "_", "&#", "> ", "- ", ":::", "<http://", "[^",
     "](", "(", "**a_", "~~", "\\", "{a}`b <", "![["],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_others(unit: str) -> None:
    source = (unit * 30_000)[:60_000]
    begin = time.perf_counter()
    plain(source)
    plain("".join(f"{unit}{'`' * n}" for n in range(300)))
    assert time.perf_counter() - begin < 5
