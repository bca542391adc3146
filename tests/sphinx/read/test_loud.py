"""What an author writes is read, or kept as text and reported at its place; nothing is dropped."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import en

from sphinx_proceedings.sphinx.check import check
from sphinx_proceedings.sphinx.said import witness

pytestmark = pytest.mark.slow

WORKSHOP = Path(__file__).parents[2] / "roots" / "workshop"
PAPERS = "proceedings/alpha-2031/papers"

# What a paper's text is from line 5 on, a piece of the page that it makes, and the findings: the
# place in the file and the code of each.
READ = {
    "comment": ("Before <!-- SECRET --> after.", "<p>Before  after.</p>", []),
    "comment-block": ("<!-- SECRET one.\n\nSECRET *two*. -->\n\nAfter.", "<p>After.</p>", []),
    "comment-in-list": ("- one\n  <!-- SECRET -->\n- two", "<li><p>two</p></li>", []),
    "comment-in-cell": ("|a|b|\n|-|-|\n|x <!-- SECRET -->|y|", "<td><p>y</p></td>", []),
    "comment-in-quote": ("> <!-- SECRET -->\n> Words.", "<p>Words.</p>", []),
    "comment-in-heading": ("## Head <!-- SECRET -->", "<h2>Head", []),
    "comment-in-directive": (":::{note}\n<!-- SECRET -->\nWords.\n:::", "<p>Words.</p>", []),
    "comment-in-code": ("`<!-- kept -->`", "&lt;!--", []),
    "comment-open": ("Text <!-- kept", "Text &lt;!", [("5:6", "forbidden-markup")]),
    "comment-open-block": ("<!-- kept\n\nmore", "more", [("5:1", "forbidden-markup")]),
    "arrow": ("A --> B", "<p>A", []),
    "comment-in-formula": ("$x <!-- kept --> y$", "kept", [("5", "forbidden-markup")]),
    "comment-of-tex": ("$$\ny % SECRET\n$$", "<mi>y</mi>", []),
    "comment-in-role": ("{sub}`a <!-- k -->`", "a", [("5:9", "forbidden-markup")]),
    "comment-in-option": (
        "```{note}\n:name: x <!-- k -->\nBody.\n```",
        "Body.",
        [("5", "invalid-option")],
    ),
    "anchor-named": ('A <a name="here">b</a> [c](#here).', 'href="#here"', []),
    "cells": ("|a|b|\n|-|-|\n|1|2|LOST|", "LOST", [("7:6", "unread-markup")]),
    "cells-of-code": ("|a|b|\n|-|-|\n|x|`a|b` LOST|", "LOST", [("7:7", "unread-markup")]),
    "deep-quote": ("> " * 20 + "deep", "deep", []),
    "deep-list": (
        "".join(f"{'  ' * n}- {n}\n" for n in range(12)) + "  " * 12 + "deep",
        "deep",
        [],
    ),
    "fields": (":Author: Ada", "Ada", []),
    "equation": ("By $\\eqref{nolabel}$ x.", "x.", [("5:12", "unknown-reference")]),
    "break": ("One\\\ntwo.", "<p>One<br>\ntwo.</p>", []),
    "break-spaces": ("One  \ntwo.", "<p>One<br>\ntwo.</p>", []),
    "br": ("One<br>two<br/>three<BR />four.", "One<br>\ntwo<br>\nthree<br>\nfour.", []),
    "marks": (
        "<b>b *e*</b> <i>i</i> <em>e</em> <strong>s</strong> H<sub>2</sub>O x<sup>2</sup>",
        "<strong>b <em>e</em></strong> <em>i</em> <em>e</em> <strong>s</strong> H<sub>2</sub>O",
        [],
    ),
    "lines": (
        "<u>u</u> <del>d</del>",
        '<span class="underline">u</span> <span class="strike">d</span>',
        [],
    ),
    "kbd": ("<kbd>Ctrl</kbd>", '<kbd class="kbd docutils literal notranslate">Ctrl</kbd>', []),
    "nested": ("<b>a <i>b</i> c</b>", "<strong>a <em>b</em> c</strong>", []),
    "abbr": ('<abbr title="Long">S</abbr>', '<abbr title="Long">S</abbr>', []),
    "anchor": ('<a href="https://example.org">x</a>', 'href="https://example.org">x</a>', []),
    "anchor-marked": ('<a href="https://example.org">*x*</a>', "<em>x</em></a>", []),
    "anchor-runs": ('<a href="javascript:x()">j</a>', ">j<", [("5:10", "unknown-reference")]),
    "center": ("<center>\n\nWords.\n\n</center>", '<div class="align-center docutils">', []),
    "center-line": ("<center>Words.</center>", "<p>Words.</p>\n</div>", []),
    "div": ('<div class="x">\n\n*Words.*\n\n</div>', "<p><em>Words.</em></p>\n</div>", []),
    "span": ('A <span class="x">word</span>.', "<p>A <span>word</span>.</p>", []),
    "details": (
        "<details>\n<summary>More</summary>\n\nWords.\n\n</details>",
        '<span class="sd-summary-text">More</span>',
        [],
    ),
    "details-whole": ("<details><summary>M</summary>Words.</details>", "Words.</p>", []),
    "table": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td colspan=2>1 <b>x</b></td></tr></table>",
        '<td colspan="2"><p>1 <strong>x</strong></p></td>',
        [],
    ),
    "table-spans": (
        "<table><tr><td rowspan=3>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        '<td rowspan="2"><p>a</p></td>',
        [],
    ),
    "table-stray": (
        "<table>lost <tr><td>a</td></tr></table>",
        "lost",
        [("5:8", "forbidden-markup")],
    ),
    "figure": (
        '<figure id="f-x"><figcaption>Words</figcaption><img src="x.png" alt="dots"></figure>',
        '<span class="caption-text">Words</span>',
        [],
    ),
    "img": ('<img src="x.png" alt="dots" width="50%">', 'alt="dots"', []),
    "img-missing": ('<img src="no.png" alt="dots">', "", [("5:11", "missing-file")]),
    "list": ("<ul><li>one</li><li>two</li></ul>", "<li><p>two</p></li>", []),
    "script": ("<script>x()</script>", "&lt;script&gt;x()", [("5:1", "forbidden-markup")]),
    "script-inline": ("A <script>x</script>.", "&lt;script&gt;", [("5:3", "forbidden-markup")]),
    "style": ("<style>p{}</style>", "&lt;style&gt;p{}", [("5:1", "forbidden-markup")]),
    "iframe": ('<iframe src="//x"></iframe>', "&lt;iframe", [("5:1", "forbidden-markup")]),
    "svg": (
        "<svg><circle/></svg>",
        "&lt;svg&gt;",
        [("5:1", "forbidden-markup"), ("5:6", "forbidden-markup")],
    ),
    "form": ("<form>x</form>", "&lt;form&gt;x", [("5:1", "forbidden-markup")]),
    "unclosed": ("A <b>word.", "&lt;b&gt;word.", [("5:3", "forbidden-markup")]),
    "unopened": ("A word</b>.", "word&lt;/b&gt;.", [("5:7", "forbidden-markup")]),
    "crossed": (
        "*a <b>c*</b>",
        "&lt;b&gt;c",
        [("5:4", "forbidden-markup"), ("5:9", "forbidden-markup")],
    ),
    "generic": ("A List<int> of.", "List&lt;int&gt;", [("5:7", "forbidden-markup")]),
    "handler": ('<b onclick="x()">w</b>', "<strong>w</strong>", [("5:4", "forbidden-markup")]),
    "declaration": ("<!DOCTYPE html>", "DOCTYPE html", [("5:1", "forbidden-markup")]),
    "instruction": ("<?php x ?>", "php x", [("5:1", "forbidden-markup")]),
    "cdata": ("<![CDATA[ words ]]>", "words", [("5:1", "forbidden-markup")]),
    "role": ("Water is {chem}`H2O`.", "H2O", [("5:10", "unknown-markup")]),
    "role-forbidden": ("A {raw-html}`words`.", "words", [("5:3", "unknown-markup")]),
    "directive": (
        ":::{nosuch} Arg\n*Body.*\n:::",
        "<p><em>Body.</em></p>",
        [("5:4", "unknown-markup")],
    ),
    "directive-fence": ("```{nosuch} Arg\nBody.\n```", "Arg\nBody.", [("5:4", "unknown-markup")]),
    "directive-forbidden": (
        "```{raw} html\n<b>x</b>\n```",
        "&lt;b&gt;x",
        [("5:4", "forbidden-markup")],
    ),
    "directive-failing": (
        "```{figure}\n:alt: x\n\nWords.\n```",
        "Words.",
        [("5:5", "invalid-option")],
    ),
    "option": ("```{note}\n:nosuch: x\nBody.\n```", "Body.", [("6:2", "invalid-option")]),
    "option-large": (
        "```{code-block} python\n:emphasize-lines: 1-1999999999\nx = 1\n```",
        "1999999999\nx = 1",
        [("5", "invalid-option")],
    ),
    "columns": ("```{hlist}\n:columns: 99999999\n- one\n```", "one", [("5", "invalid-option")]),
    "no-columns": ("```{hlist}\n:columns: 0\n- one\n```", "one", [("5", "invalid-option")]),
    "title": (":::{warning} Mind\nBody.\n:::", '<p class="admonition-title">Mind</p>', []),
    "money": ("Costs $5 and $6 each.", "$5 and $6 each", []),
    "display": ("$$\ny = 3\n\nWords.", "Words.", [("5:1", "unread-markup")]),
    "cite": (r"As \cite{foo} says.", r"\cite{foo}", [("5:4", "unread-markup")]),
    "citep": (r"As \citep[p. 3]{foo} says.", r"\citep", [("5:4", "unread-markup")]),
    "ref": (r"Figure~\ref{x}.", r"\ref{x}", [("5:8", "unread-markup")]),
    "latex": ("\\begin{itemize}\n\\item x\n\\end{itemize}", "item x", None),
    "brackets": ("As [@foo; @bar] say.", "[@foo; @bar]", [("5:4", "unread-markup")]),
    "mail": ("Write to ada@example.org or @ada.", "ada@example.org", []),
    "pipes": ("| a | b |\n|---|\n| 1 | 2 |", "| a | b |", [("6:1", "unread-markup")]),
    "image-spaces": ("![x](a b.png)", "![x](a b.png)", None),
    "empty-link": (
        "See [](https://example.org/).",
        ">https://example.org/</a>",
        [("5:5", "empty-link")],
    ),
    "no-target": (
        "See [](#nothing) and [words](#nothing).",
        "words",
        [("5:9", "unknown-reference")],
    ),
    "no-label": ("See {ref}`nothing`.", "nothing", [("5:11", "unknown-reference")]),
    "no-note": ("A note[^none].", "", None),
    "heading": ("## A\n\n#### B", "B", [("7", "heading-level")]),
    "language": ("```{code-block} python\n$ = 1 ?\n```", "$ = 1 ?", [("6:1", "code-language")]),
}
LABELS = "(same)=\n## One\n\n(same)=\n## Two\n"


def _paper(text):
    return f"---\ntitle: Made up\nauthors: [ada-example]\n---\n{text}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory, build_site):
    target = tmp_path_factory.mktemp("loud") / "site"
    shutil.copytree(WORKSHOP, target)
    for name, (text, _, _) in READ.items():
        (target / PAPERS / f"{name}.md").write_text(_paper(text), encoding="utf-8")
    (target / PAPERS / "labels.md").write_text(_paper(LABELS), encoding="utf-8")
    shutil.copy(
        next((target / "proceedings").rglob("*.png"), None) or _picture(target),
        target / PAPERS / "x.png",
    )
    return build_site(target)


def _picture(folder):
    path = folder / "made.png"
    path.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
            "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
        )
    )
    return path


def _found(log, name):
    pattern = rf"^{PAPERS}/{name}\.md:([\d:]+): \w+\[([\w-]+)\]"
    return re.findall(pattern, log, re.MULTILINE)


@pytest.mark.parametrize("name", READ)
def test_it_is_read_or_kept_and_reported(site, name):
    _, shown, wanted = READ[name]
    html = site.html(f"{PAPERS}/{name}")
    article = html[html.index('role="main"') :]
    if shown:
        soup = BeautifulSoup(article, "html.parser")
        text = soup.get_text()
        assert shown in article or shown in text or shown.replace("&lt;", "<") in text
    assert "SECRET" not in html
    found = _found(site.log, name)
    assert found if wanted is None else sorted(found) == sorted(wanted)


def test_nothing_hidden_is_in_any_file(site):
    for path in site.out.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".xml", ".json", ".js", ".txt"}:
            assert b"SECRET" not in path.read_bytes(), path


def test_two_things_of_one_label(site):
    assert ("duplicate-label" in code for _, code in _found(site.log, "labels"))


def test_check_finds_what_the_build_finds(site, tmp_path):
    source = Path(site.app.srcdir)
    found = check(source / "proceedings", tmp_path, with_files=False)
    said = {one.diagnostic for one in witness(site.app).findings if one.diagnostic}
    ours = {one for one in found.findings if one.location.path.startswith("proceedings/")}
    assert {str(one) for one in ours} == {str(one) for one in said}


def test_one_paper_alone_says_what_it_says_among_all(site, tmp_path):
    path = Path(site.app.srcdir, PAPERS, "unclosed.md")
    found = check(Path(site.app.srcdir, "proceedings"), tmp_path, only=path)
    assert [(str(one.location).rpartition(".md:")[2], one.code) for one in found.findings] == [
        ("5:3", "forbidden-markup")
    ]


def test_what_was_said_is_said_again(tmp_path, build_site):
    """A second build of unchanged sources, in one process or two."""
    source = tmp_path / "site"
    shutil.copytree(WORKSHOP, source)
    for name in ("role", "unclosed", "no-label", "handler", "heading", "empty-link"):
        (source / PAPERS / f"{name}.md").write_text(_paper(READ[name][0]), encoding="utf-8")
    (source / "made.md").write_text("# Page\n\n{nosuch}`x` [](#none)\n", encoding="utf-8")
    logs = [sorted(set(build_site(source, jobs=jobs).log.splitlines())) for jobs in (2, 1, 2)]
    assert logs[0] == logs[1] == logs[2]
    assert any("made.md:3: WARNING" in line for line in logs[0])
    assert any("no-label.md:5:11: error" in line for line in logs[0])
    (source / PAPERS / "no-label.md").write_text(_paper("Words."), encoding="utf-8")
    assert "no-label.md" not in build_site(source).log


def test_suppressed_messages_stay_so(tmp_path, build_site):
    source = tmp_path / "site"
    shutil.copytree(WORKSHOP, source)
    (source / PAPERS / "one.md").write_text(_paper("{ref}`none`"), encoding="utf-8")
    log = build_site(source, suppress_warnings=["ref.ref"]).log
    assert "one.md" not in log
    assert "one.md" not in build_site(source, suppress_warnings=["ref.ref"]).log


# For every name that docutils, Sphinx, MyST and the design extension know.


def _names():
    from docutils.parsers.rst import roles  # noqa: PLC0415

    from sphinx_proceedings.sphinx.read import allowed  # noqa: PLC0415

    known = {*en.directives, *directives._directives, *allowed.DIRECTIVES}
    return sorted(known), sorted({*en.roles, *roles._roles, *allowed.ROLES})


DIRECTIVES, ROLES = _names()
ARGUMENTS = ["", "argword"]
# What a directive of this kind shows is no text of its own.
TEXTLESS = {"class", "highlight", "index", "toctree", "only", "contents"}


@pytest.fixture(scope="module")
def names(tmp_path_factory, build_site):
    """A paper for each directive, with and without an argument, and for each role."""
    target = tmp_path_factory.mktemp("names") / "site"
    shutil.copytree(WORKSHOP, target)
    for number, (name, argument) in enumerate(itertools.product(DIRECTIVES, ARGUMENTS)):
        text = f":::{{{name}}} {argument}\nbodyword\n:::\n"
        (target / PAPERS / f"directive-{number}.md").write_text(_paper(text), encoding="utf-8")
    for number, name in enumerate(ROLES):
        text = f"A {{{name}}}`roleword` here.\n"
        (target / PAPERS / f"role-{number}.md").write_text(_paper(text), encoding="utf-8")
    return build_site(target)


@pytest.mark.parametrize("number", range(len(DIRECTIVES) * len(ARGUMENTS)))
def test_a_directive_keeps_its_content_or_is_reported(names, number):
    name, argument = list(itertools.product(DIRECTIVES, ARGUMENTS))[number]
    html = names.html(f"{PAPERS}/directive-{number}")
    article = html[html.index('role="main"') :]
    shown = "bodyword" in article and argument in article
    assert shown or _found(names.log, f"directive-{number}"), name


@pytest.mark.parametrize("number", range(len(ROLES)))
def test_a_role_keeps_its_text_or_is_reported(names, number):
    html = names.html(f"{PAPERS}/role-{number}")
    shown = "roleword" in html[html.index('role="main"') :]
    assert shown or _found(names.log, f"role-{number}"), ROLES[number]
