"""On web pages, what is in a language that runs the other way says so."""

import re

import pytest

from sphinx_typst.direction import directed
from sphinx_typst.language import Language

ENGLISH = Language("en")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<span lang="ar">x</span>', '<span lang="ar" dir="rtl">x</span>'),
        ('<p class="a" lang="he-IL" id="b">', '<p class="a" lang="he-IL" id="b" dir="rtl">'),
        ('<img alt="a &lt; b" lang="fa"/>', '<img alt="a &lt; b" lang="fa" dir="rtl"/>'),
        ('<span dir="ltr" lang="ar">', '<span dir="ltr" lang="ar">'),
        ('<span lang="fr">', '<span lang="fr">'),
        ("<p>lang=&quot;ar&quot;</p>", "<p>lang=&quot;ar&quot;</p>"),
        ('<span data-lang="ar">', '<span data-lang="ar">'),
    ],
)
def test_elements_that_run_the_other_way_say_so(body, expected):
    assert directed(body, ENGLISH) == expected


def test_around_arabic_english_is_the_other_way():
    assert directed('<i lang="en">a</i>', Language("ar")) == '<i lang="en" dir="ltr">a</i>'
    assert directed('<i lang="he">a</i>', Language("ar")) == '<i lang="he">a</i>'


TEXT = """\
---
language: {language}
---
# Title

A [word]{{.language-ar}} and [another]{{.language-fr}}.
"""


@pytest.mark.slow
def test_pages_say_their_language_and_that_of_their_spans(project):
    files = {"index.md": TEXT.format(language="en"), "ar.md": TEXT.format(language="ar")}
    files["index.md"] += "\n```{toctree}\nar\n```\n"
    built = project(files, 'myst_enable_extensions = ["attrs_inline"]').build("html")
    assert not built.warnings
    english, arabic = ((built.out / name).read_text() for name in ("index.html", "ar.html"))
    assert re.search(r'<span class="[^"]*" lang="ar" dir="rtl">word', english) or re.search(
        r'<span lang="ar" dir="rtl">', english
    )
    assert 'lang="fr">' in english
    assert '<section lang="ar" dir="rtl" id="title">' in arabic
    assert '<section id="title">' in english
    # Arabic in Arabic is no other way; French is.
    assert 'lang="fr" dir="ltr"' in arabic
    assert 'lang="ar" dir="rtl">word' not in arabic
