"""Files of people we do not know: nothing of them runs, and nothing of them stops the build."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.slow

WORKSHOP = Path(__file__).parents[2] / "roots" / "workshop"
PAPER = "proceedings/alpha-2031/papers/test-paper"

TITLES = [
    "<script>alert(1)</script>",
    '#read("/etc/passwd")',
    "The price of $x$ is $100 \\$",
    "\\textbf{a} \\n `code` *not emphasis* [link](javascript:alert(1))",
    "Quotes \" and ' and <!-- comment",
    "{{ env.app }} {% raw %}",
    "العنوان في اللغة العربية",
    "A `{paper}` role and {person}`ada-example`",
]


REFUSED = [
    ("```{toctree}\nx <javascript://%0aalert(1)>\n```\n", "forbidden-markup", 5),
    ("$x \\input{/etc/passwd}$\n", "forbidden-markup", 5),
    ("```{math}\n\\immediate\\write18{ls}\n```\n", "forbidden-markup", 5),
    ("```{autofunction} os.system\n```\n", "forbidden-markup", 5),
    ("[x](../../../conf.py)\n", "outside-tree", 5),
    ("[x](path:/conf.py)\n", "outside-tree", 5),
    ("```{image} data:image/svg+xml,x\n```\n", "outside-tree", 5),
    ("```{raw} html\n<script>alert(1)</script>\n```\n", "forbidden-markup", 5),
    ("```{eval-rst}\n.. raw:: html\n\n   <b>x</b>\n```\n", "forbidden-markup", 5),
    ("```{meta}\n:http-equiv=refresh: 0;url=//evil.example\n```\n", "forbidden-markup", 5),
    ("```{role} evil(raw)\n:format: html\n```\n\n{evil}`<script>`\n", "forbidden-markup", 5),
    ("```{include} ../../../../conf.py\n```\n", "outside-tree", 5),
    ("```{include} /etc/passwd\n```\n", "outside-tree", 5),
    ("```{include} <../../../../../../../../etc/passwd>\n```\n", "outside-tree", 5),
    ("```{literalinclude} /conf.py\n```\n", "outside-tree", 5),
    ("```{csv-table}\n:file: ../../../../conf.py\n```\n", "outside-tree", 5),
    ("```{csv-table}\n:url: file:///etc/passwd\n```\n", "forbidden-markup", 5),
    ("```{include} counting-sheep.md\n:parser: rst\n```\n", "forbidden-markup", 5),
    ("Text.\n\n![x](../../../../conf.py)\n", "outside-tree", 7),
    ("```{figure} /../../x.png\n```\n", "outside-tree", 5),
    ("See {download}`../../../../conf.py`.\n", "outside-tree", 5),
    ("```{button-link} javascript:alert(1)\nx\n```\n", "forbidden-markup", 5),
    ("```{image} counting-sheep.md\n:target: JavaScript:alert(1)\n```\n", "forbidden-markup", 5),
    ("$\\href{javascript:alert(1)}{x}$\n", "forbidden-markup", 5),
    ("$$\n\\style{background:url(//x)}{x}\n$$\n", "forbidden-markup", 5),
    ("```{card} T\n:link: vbscript:x\nT\n```\n", "forbidden-markup", 5),
]


@pytest.fixture(scope="module")
def papers(tmp_path_factory, build_site):
    """One site in which each title and each piece of markup is a paper of its own."""
    target = tmp_path_factory.mktemp("hostile") / "site"
    shutil.copytree(WORKSHOP, target)
    folder = target / "proceedings/alpha-2031/papers"

    def write(name, title, body):
        front = f"---\ntitle: {title}\nauthors: [ada-example]\n---\n"
        (folder / f"{name}.md").write_text(front + body, encoding="utf-8")

    cards = []
    for number, title in enumerate(TITLES):
        write(f"title-{number}", "'" + title.replace("'", "''") + "'", "## Text\n\nHere.\n")
        cards.append(f"```{{paper-card}} title-{number}\n```\n\n{{paper}}`title-{number}`\n")
    for number, (body, _code, _line) in enumerate(REFUSED):
        write(f"refused-{number}", "A Test", f"{body}\nThe rest stays.\n")
    (target / "papers.md").write_text("# Papers\n\n" + "\n".join(cards), encoding="utf-8")
    # autodoc stands for every extension that runs code.
    extensions = ["sphinx_proceedings", "sphinx.ext.autodoc"]
    return build_site(target, extensions=extensions)


def article(result, docname):
    """The part of a page that its source makes."""
    return result.html(docname).split('<div class="body"')[1].split("sphinxsidebar")[0]


@pytest.mark.parametrize("number", range(len(TITLES)))
def test_a_title_is_text_and_nothing_else(papers, number):
    name = f"proceedings/alpha-2031/papers/title-{number}"
    assert f"{name}.md" not in papers.log
    for page in ("papers", name):
        soup = BeautifulSoup(papers.html(page), "html.parser")
        data = soup.find_all("script", type="application/ld+json")
        # What describes the page is read as data, by a parser that knows no markup.
        assert all(json.loads(script.text) for script in data)
        scripts = [script for script in soup.find_all("script") if script not in data]
        assert not any("alert" in script.text for script in scripts)
        assert not soup.find_all(href=re.compile("^javascript"))
    title = papers.app.env.get_doctree(name)[0][0]
    assert title.astext() == TITLES[number]
    assert len(title.children) == 1


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=lambda number: REFUSED[number][0][:30])
def test_what_could_run_is_refused_at_its_line(papers, number):
    _body, code, line = REFUSED[number]
    name = f"proceedings/alpha-2031/papers/refused-{number}"
    assert re.search(rf"{name}\.md:{line}(:\d+)?: error\[{code}\]: ", papers.log)
    text = article(papers, name)
    assert "The rest stays." in text
    soup = BeautifulSoup(text, "html.parser")
    assert not soup.find_all(["script", "iframe", "object", "meta", "base", "form"])
    assert not soup.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
    for private in ("root:x:", "extensions ="):
        assert private not in text.lower()
    assert not re.search(r'(href|src)="\w*script:', text, re.IGNORECASE)
    assert not any("conf" in path.name for path in papers.out.rglob("_downloads/**/*"))


def test_no_traceback(papers):
    assert "Traceback" not in papers.log
    assert "exception" not in papers.log.lower()


def test_html_loses_what_runs(workshop, paper, build_site):
    paper('<img src=x onerror="alert(1)">\n\nAn <b onclick="x()">inline</b> tag.\n')
    result = build_site(workshop)
    text = article(result, PAPER)
    assert "An <strong>inline</strong> tag." in text
    assert "alert" not in text
    assert "onclick" not in text
    for name in ("onerror", "onclick"):
        assert f'error[forbidden-markup]: the attribute "{name}"' in result.log


def test_jinja_is_not_evaluated(workshop, paper, build_site):
    paper("{{ env.config.project }} and {{ 6 * 7 }}\n")
    extensions = ["substitution", "colon_fence"]
    result = build_site(workshop, myst_enable_extensions=extensions)
    text = article(result, PAPER)
    assert "6 * 7" in text
    assert "env.config.project" in text
    assert "and 42" not in text


def test_frontmatter_does_not_configure_the_parser(workshop, build_site):
    path = workshop / "proceedings/alpha-2031/preliminaries/preface.md"
    path.write_text(
        "---\nmyst:\n  enable_extensions: [substitution]\n  html_meta:\n"
        '    "http-equiv=refresh": 0\ntocdepth: 1\n---\n\n# Preface\n\n{{ 6 * 7 }}\n',
        encoding="utf-8",
    )
    result = build_site(workshop)
    html = result.html("proceedings/alpha-2031/preliminaries/preface")
    assert "http-equiv=refresh" not in html
    assert "6 * 7" in html
    metadata = result.app.env.metadata["proceedings/alpha-2031/preliminaries/preface"]
    assert metadata["tocdepth"] == 1


def test_a_drawing_loses_its_script(workshop, paper, build_site):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    folder = workshop / "proceedings/alpha-2031/papers"
    (folder / "evil.svg").write_text(svg, encoding="utf-8")
    (folder / "good.svg").write_text(svg.replace("<script>alert(1)</script>", ""), "utf-8")
    paper("![A drawing](evil.svg)\n\n![Another](good.svg)\n")
    result = build_site(workshop)
    assert 'altered-file]: the drawing "evil.svg" holds a script' in result.log
    assert "good.svg" not in result.log
    for name in ("evil", "good"):
        assert "script" not in (result.out / f"_images/{name}.svg").read_text("utf-8")


def test_a_link_out_of_the_tree_is_not_followed(workshop, paper, tmp_path, build_site):
    (tmp_path / "secret.txt").write_text("secret")
    (workshop / "proceedings/alpha-2031/papers/link.txt").symlink_to(tmp_path / "secret.txt")
    paper("```{literalinclude} link.txt\n```\n")
    result = build_site(workshop)
    assert "error[outside-tree]" in result.log
    assert "secret" not in result.html(PAPER)


def test_a_bibliography_cannot_run(workshop, paper, build_site):
    bib = "@misc{x, title={Evil <script>alert(1)</script>}, url={javascript:alert(1)}, year=2031}"
    (workshop / "proceedings/alpha-2031/papers/own.bib").write_text(bib, encoding="utf-8")
    paper("See {cite}`x`.\n\n```{bibliography} own.bib\n```\n")
    text = article(build_site(workshop), PAPER)
    assert "<script>alert" not in text
    assert 'href="javascript' not in text


def test_three_hundred_authors(workshop, paper, page, build_site):
    people = "".join(f"author-{n}:\n  name: Author {n}\n" for n in range(300))
    with (workshop / "proceedings/people.yml").open("a", encoding="utf-8") as file:
        file.write(people)
    paper("", authors="[" + ", ".join(f"author-{n}" for n in range(300)) + "]")
    page("# Home\n\n```{paper-card} test-paper\n```\n")
    result = build_site(workshop)
    assert not result.log
    assert "Author 299" in result.html(PAPER)
    assert "and 288 more" in result.html("index")


def test_a_right_to_left_name_is_shown_as_it_is(workshop, page, build_site):
    with (workshop / "proceedings/people.yml").open("a", encoding="utf-8") as file:
        file.write("amina-mithal:\n  name: {full: أمينة مثال}\n")
    page("# Home\n\n```{speaker} amina-mithal\n```\n")
    result = build_site(workshop)
    assert not result.log
    assert "أمينة مثال" in result.html("index")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [\n---\nText of a secret.\n",
        "---\nauthors: [ada-example]\n---\nA secret.\n",
        "",
    ],
)
def test_a_paper_that_cannot_be_read_has_a_page_that_says_so(workshop, build_site, text):
    (workshop / f"{PAPER}.md").write_text(text, encoding="utf-8")
    result = build_site(workshop)
    assert f"{PAPER}.md" in result.log
    assert "Traceback" not in result.log
    assert "cannot be read" in result.html(PAPER)
    assert "secret" not in result.html(PAPER)
    assert "Ada Example" in result.html("people")


def test_other_kinds_of_source_are_no_pages(workshop, build_site):
    (workshop / "proceedings/alpha-2031/papers/evil.rst").write_text(
        "Evil\n====\n\n.. raw:: html\n\n   <script>alert(1)</script>\n", encoding="utf-8"
    )
    result = build_site(workshop)
    assert "error[forbidden-markup]" in result.log
    html = result.html("proceedings/alpha-2031/papers/evil")
    assert "alert(1)" not in html


def test_pages_of_the_organizers_may_use_html(workshop, page, build_site):
    page("# Home\n\n<b>bold</b>\n\n```{raw} html\n<i>raw</i>\n```\n")
    result = build_site(workshop)
    assert not result.log
    assert "<b>bold</b>" in result.html("index")
    assert "<i>raw</i>" in result.html("index")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("portrait.png", None),
        ("portrait.svg", "invalid-value"),
        ("../secret.png", "outside-tree"),
        ("link.png", "outside-tree"),
        ("missing.png", "missing-file"),
    ],
)
def test_a_portrait_is_a_photograph_of_the_tree(workshop, page, build_site, name, code):
    folder = workshop / "proceedings"
    dot = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    )
    for path in (folder / "portrait.png", workshop / "secret.png"):
        path.write_bytes(dot)
    (folder / "portrait.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "link.png").symlink_to("../secret.png")
    people = folder / "people.yml"
    text = people.read_text(encoding="utf-8")
    people.write_text(
        text.replace("erik-empty:\n", f"erik-empty:\n  portrait: {name}\n"), encoding="utf-8"
    )
    page("# P\n\n```{speaker} erik-empty\n```\n")
    result = build_site(workshop)
    assert not result.log if code is None else f"error[{code}]" in result.log
    found = BeautifulSoup(result.html("index"), "html.parser").find(class_="sp-portrait")
    assert (found is not None) == (code is None)
    assert "Erik Empty" in result.html("index")
    if found is not None:
        assert found["alt"] == "Portrait of Erik Empty"
    assert not (result.out / "_images/secret.png").exists()
