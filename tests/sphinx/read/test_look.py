"""Authors say how something looks by classes of a list; nothing of theirs covers a page."""

from __future__ import annotations

import io
import re

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from PIL import Image

from sphinx_proceedings.sphinx.read import allowed
from sphinx_proceedings.sphinx.read.circle import closing

pytestmark = pytest.mark.slow

PAPER = "proceedings/alpha-2031/papers/test-paper"
COVERING = ("fixed-top", "modal")

# What gives classes: `X` stands for their names.
GIVEN = {
    "span": "[words]{.X}",
    "code": "`words`{.X}",
    "link": "[words](https://example.org/){.X}",
    "admonition": ":::{note}\n:class: X\nWords.\n:::",
    "titled": ":::{note} Title\n:class: X\nWords.\n:::",
    "yaml": "```{note}\n---\nclass: X\n---\nWords.\n```",
    "nested": "````{note}\n```{tip}\n:class: X\nWords.\n```\n````",
    "again": "````{note}\n```{note}\n:class: X\nWords.\n```\n````",
    "container": ":::{container} X\nWords.\n:::",
    "div": ":::{div} X\nWords.\n:::",
    "fence": ":::X\nWords.\n:::",
    "figure": "```{figure} x.png\n:figclass: X\n:alt: dots\n\nWords.\n```",
    "card": "```{card} Title\n:class-card: X\nWords.\n```",
    "card-body": "```{card} Title\n:class-body: X\nWords.\n```",
    "dropdown": "```{dropdown} Title\n:class-container: X\nWords.\n```",
    "button": "```{button-link} https://example.org/\n:class: X\nwords\n```",
    "math": "```{math}\n:class: X\nx\n```",
    "octicon": "Words {octicon}`alert;1em;X`",
    "icon": "Words {fas}`flag;X`",
    "icon-name": "Words {fas}`flag X`",
}


@pytest.fixture(scope="module")
def picture():
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
    return file.getvalue()


def build(workshop, paper, build_site, body, picture):
    (workshop / PAPER).with_name("x.png").write_bytes(picture)
    paper(f"{body}\n\nThe rest stays.\n")
    result = build_site(workshop)
    html = result.html(PAPER).split('<div class="body"')[1].split("sphinxsidebar")[0]
    assert "The rest stays." in html
    return result, html


@pytest.mark.parametrize("kind", GIVEN)
@pytest.mark.parametrize("covering", COVERING)
def test_a_class_that_covers_is_left_out(  # noqa: PLR0917
    workshop, paper, build_site, picture, kind, covering
):
    before, after = GIVEN[kind].split("X", 1)
    line = 5 + before.count("\n")
    body = before + covering + after.replace("X", covering)
    result, html = build(workshop, paper, build_site, body, picture)
    assert "ords" in html or kind == "math"
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(class_=covering)
    finding = rf'{PAPER}\.md:{line}(:\d+)?: warning\[unknown-class\]: there is no class "{covering}'
    assert len(re.findall(finding, result.log)) == 1


@pytest.mark.parametrize("kind", sorted(GIVEN.keys() - {"fence", "octicon", "icon-name"}))
def test_a_class_of_the_list_stays(workshop, paper, build_site, picture, kind):
    body = GIVEN[kind].replace("X", "small")
    result, html = build(workshop, paper, build_site, body, picture)
    assert "unknown-class" not in result.log
    assert BeautifulSoup(html, "html.parser").find(class_="small")


def test_what_stays_of_several_is_what_is_on_the_list(workshop, paper, build_site, picture):
    body = ":::{card} T\n:class-card: small vh-100 sd-bg-dark sd-stretched-link\n:::"
    result, html = build(workshop, paper, build_site, body, picture)
    card = BeautifulSoup(html, "html.parser").find(class_="sd-card")
    assert {"small", "sd-bg-dark", "sd-card"} <= set(card["class"])
    assert not {"vh-100", "sd-stretched-link"} & set(card["class"])
    assert result.log.count("unknown-class") == 2


def test_a_site_can_have_classes_of_its_own(workshop, paper, page, build_site):
    paper(":::{container} own-box\nWords.\n:::\n")
    # The organizers' own pages may do anything.
    page("# Home\n\n:::{note}\n:class: fixed-top\nWords.\n:::\n")
    result = build_site(workshop, proceedings_classes=["own-box"])
    assert not result.log
    assert "own-box" in result.html(PAPER)
    assert "fixed-top" in result.html("index")


@pytest.mark.parametrize(
    "name",
    ["align-center", "only-light", "no-scaled-link", "language-ar", "sd-text-center", "sd-mt-3"],
)
def test_names_that_say_how_something_looks(name):
    assert allowed.is_class(name)


@pytest.mark.parametrize(
    "name",
    [
        *("position-fixed", "modal", "sd-stretched-link", "sd-card-img-overlay", "sd-tab-set"),
        *("sd-text-center\n", "Align-center", "sp-author", 'small"', "", "stretched-link"),
    ],
)
def test_names_that_do_more(name):
    assert not allowed.is_class(name)


@pytest.mark.parametrize("role", ["octicon", "material-regular", "fas"])
def test_an_icon_carries_no_markup(workshop, paper, build_site, picture, role):
    icon = {"octicon": "alert;1em", "material-regular": "flag;1em", "fas": "flag"}[role]
    body = f'Words {{{role}}}`{icon};"><script>alert(1)</script>`'
    result, html = build(workshop, paper, build_site, body, picture)
    assert "<script" not in html
    assert f"{PAPER}.md:5" in result.log


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (":::{div}\n:style: position:fixed;inset:0\nWords.\n:::", "forbidden-markup"),
        ("```{bibliography}\n:style: ../x\n```", "invalid-option"),
        ("```{bibliography}\n:filter: 1 < 'x'\n```", "invalid-option"),
        ("```{bibliography}\n:filter: title % '(a+)+$'\n```", "invalid-option"),
    ],
)
def test_an_option_that_reaches_too_far_is_refused(  # noqa: PLR0917
    workshop, paper, build_site, picture, body, code
):
    result, html = build(workshop, paper, build_site, body, picture)
    assert re.search(rf"{PAPER}\.md:5(:\d+)?: error\[{code}\]", result.log)
    assert 'style="position' not in html


def test_a_link_is_as_large_as_its_card_or_its_words(workshop, paper, build_site, picture):
    button = "```{button-link} https://example.org/\n:click-parent:\nwords\n```"
    body = f"{button}\n\n````{{card}} T\n{button}\n````"
    result, html = build(workshop, paper, build_site, body, picture)
    found = BeautifulSoup(html, "html.parser").find_all(class_="sd-stretched-link")
    assert len(found) == 1
    assert found[0].find_parent(class_="sd-card")
    assert f"{PAPER}.md:5: warning[invalid-option]: this link is in no card" in result.log


@pytest.mark.parametrize(
    "body",
    [
        "(pst-search-dialog)=\n## Words",
        "## PST search dialog",
        "[words]{#pst-search-dialog}",
        '<div id="pst-search-dialog">\n\nWords.\n\n</div>',
        ":::{note}\n:name: pst-search-dialog\nWords.\n:::",
    ],
)
def test_no_label_is_that_of_a_part_of_the_page(workshop, paper, build_site, picture, body):
    result, html = build(workshop, paper, build_site, f"{body}\n\nMore.", picture)
    assert 'id="pst-search-dialog"' not in html
    assert "error" not in result.log


def test_a_label_of_such_a_name_is_still_found(workshop, paper, build_site, picture):
    body = "(main-content)=\n## Words\n\nSee {ref}`main-content`."
    result, html = build(workshop, paper, build_site, body, picture)
    link = BeautifulSoup(html, "html.parser").find("a", class_="internal", string="Words")
    assert link is not None
    assert f'id="{link["href"].rpartition("#")[2]}"' in html
    assert not result.log


@pytest.mark.parametrize(
    "body",
    [
        "```{figure} data:image/png,x\n:target: https://example.org/\n:alt: dots\n\nWords.\n```",
        "```{image} https://evil.example/x.png\n:target: https://example.org/\n:alt: dots\n```",
        "```{figure} https://evil.example/x.png\n:alt: dots\n\nWords.\n```",
        "```{image} conf.py\n:target: javascript:x\n:alt: dots\n```",
        "[![dots](data:image/png,x)](https://example.org/)",
        "```{card} T\n:img-top: https://evil.example/x.png\n:link: https://example.org/\nWords.\n```",
    ],
)
def test_words_take_the_place_of_a_picture(workshop, paper, build_site, picture, body):
    result, html = build(workshop, paper, build_site, body, picture)
    assert "error[" in result.log
    assert not BeautifulSoup(html, "html.parser").find("img")
    tree = result.app.env.get_doctree(PAPER)
    assert not [node for node in tree.findall(nodes.reference) if _in_a_link(node)]


def _in_a_link(node):
    while (node := node.parent) is not None:
        if isinstance(node, nodes.reference):
            return True
    return False


def test_lists_of_contents_in_a_circle(workshop, paper, build_site, picture):
    body = "```{toctree}\n/index\n```"
    index = workshop / "proceedings/alpha-2031/index.md"
    listed = "\n```{toctree}\n:glob:\n\npapers/*\n```\n"
    index.write_text(index.read_text(encoding="utf-8") + listed, encoding="utf-8")
    result, _html = build(workshop, paper, build_site, body, picture)
    assert f'{PAPER}.md: error[invalid-option]: the page "index" lists this one' in result.log


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ({"a": ["b", "c"], "b": ["c"]}, []),
        ({"a": ["b"], "b": ["a"]}, [("b", "a")]),
        ({"a": ["a"]}, [("a", "a")]),
        ({"a": [], "x": ["y"], "y": ["z"], "z": ["x", "y"]}, [("z", "x"), ("z", "y")]),
    ],
)
def test_circles_are_found(below, found):
    assert closing(below, "a") == found
