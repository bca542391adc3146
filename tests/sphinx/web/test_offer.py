"""The volumes in the site, whichever is built last; what fails a build; lists of references."""

from __future__ import annotations

import base64
import shutil

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ALPHA = "proceedings/alpha-2031"
# One grey pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
BIB = """@book{one, author = {Example, Ada}, title = {One}, publisher = {P}, year = {2030}}
@book{two, author = {Example, Ada}, title = {Two}, publisher = {P}, year = {2031}}
"""


@pytest.fixture
def publish(workshop):
    """Build into neighbouring folders, as the guide says."""

    def build(builder: str, folder: str, **overrides: object) -> Sphinx:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                workshop,
                workshop,
                workshop.parent / "build" / folder,
                workshop.parent / "doctrees",
                builder,
                confoverrides={"html_theme": "basic", **overrides},
                status=None,
                warning=None,
            )
            app.build()
        return app

    return build


@pytest.mark.slow
@pytest.mark.parametrize("order", [("typstpdf", "dirhtml"), ("dirhtml", "typstpdf")])
def test_volumes_are_in_the_site_whichever_is_made_last(publish, workshop, order):
    folders = {"typstpdf": "pdf", "dirhtml": "html"}
    for builder in order:
        publish(builder, folders[builder])
    build = workshop.parent / "build"
    offered = (build / "html/pdf/alpha-2031.pdf").read_bytes()
    assert offered == (build / "pdf/alpha-2031.pdf").read_bytes()
    assert sorted(path.name for path in (build / "html/pdf").iterdir()) == ["alpha-2031.pdf"]


@pytest.mark.slow
def test_a_page_is_written_again_when_another_builder_has_read_it(publish, workshop):
    publish("dirhtml", "html")
    people = workshop / "proceedings/people.yml"
    people.write_text(people.read_text(encoding="utf-8").replace("Erik Empty", "Erik Void"))
    publish("text", "text")
    publish("dirhtml", "html")
    for page in ("people", f"{ALPHA}/papers/plain-record"):
        written = (workshop.parent / f"build/html/{page}/index.html").read_text(encoding="utf-8")
        assert "Erik Void" in written
        assert "Erik Empty" not in written


@pytest.mark.slow
def test_neighbours_show_a_new_title_and_no_page_that_is_gone(publish, workshop):
    html = workshop.parent / "build/html"
    theme = {"html_theme": "pydata_sphinx_theme"}
    publish("dirhtml", "html", **theme)
    neighbour = html / "people/index.html"
    (workshop / "dates.md").write_text("# Renamed\n", encoding="utf-8")
    publish("dirhtml", "html", **theme)
    assert "Renamed" in neighbour.read_text(encoding="utf-8")
    (workshop / "dates.md").unlink()
    index = workshop / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("\ndates\n", "\n"))
    publish("dirhtml", "html", **theme)
    assert "Renamed" not in neighbour.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_page_that_could_not_be_read_comes_back(publish, workshop):
    people = workshop / "proceedings/people.yml"
    good = people.read_text(encoding="utf-8")
    page = workshop.parent / f"build/html/{ALPHA}/papers/plain-record/index.html"
    people.write_text(good + "x: [\n", encoding="utf-8")
    publish("dirhtml", "html")
    assert "cannot be read" in page.read_text(encoding="utf-8")
    people.write_text(good, encoding="utf-8")
    publish("dirhtml", "html")
    assert "Erik Empty" in page.read_text(encoding="utf-8")


@pytest.mark.slow
def test_no_address_is_given_where_none_is_known(publish, workshop):
    publish("dirhtml", "html")
    page = (workshop.parent / "build/html/index.html").read_text(encoding="utf-8")
    assert 'property="og:title"' in page
    assert "og:url" not in page


@pytest.mark.slow
def test_nothing_is_put_into_a_folder_that_is_no_site(publish, workshop):
    neighbour = workshop.parent / "build/html"
    neighbour.mkdir(parents=True)
    publish("typstpdf", "pdf")
    assert not any(neighbour.iterdir())


@pytest.mark.slow
def test_a_paper_is_printed_in_its_language(publish, workshop):
    paper = workshop / f"{ALPHA}/papers/plain-record.md"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text.replace("title:", "language: fr\ntitle:", 1), encoding="utf-8")
    publish("typst", "typst")
    folder = workshop.parent / f"build/typst/docs/{ALPHA}/papers"
    assert '"fr"' in (folder / "plain-record.typ").read_text(encoding="utf-8")
    assert '"fr"' not in (folder / "counting-sheep.typ").read_text(encoding="utf-8")


@pytest.mark.slow
def test_images_of_papers_need_a_text_alternative(workshop, build_site):
    paper = workshop / f"{ALPHA}/papers/counting-sheep.md"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text + "\n![](picture.png)\n", encoding="utf-8")
    paper.with_name("picture.png").write_bytes(PIXEL)
    log = build_site(workshop).log
    line = len(text.splitlines()) + 2
    assert f"counting-sheep.md:{line}:5: warning[missing-alt-text]" in log


@pytest.mark.slow
def test_an_error_fails_the_build_and_a_warning_does_not(workshop, build_site):
    paper = workshop / f"{ALPHA}/papers/counting-sheep.md"
    text = paper.read_text(encoding="utf-8")
    paper.write_text(text + "\nSee {cite}`nobody2030`.\n", encoding="utf-8")
    warned = build_site(workshop)
    assert "warning[missing-bibliography]" in warned.log
    assert warned.app.statuscode == 0
    paper.write_text(text.replace("authors:", "authrs: x\nauthors:", 1), encoding="utf-8")
    wrong = build_site(workshop)
    assert "error[unknown-key]" in wrong.log
    assert wrong.app.statuscode == 1
    assert (wrong.out / f"{ALPHA}/papers/plain-record.html").is_file()


@pytest.mark.slow
def test_each_paper_lists_what_it_cites_itself(workshop, build_site):
    papers = workshop / f"{ALPHA}/papers"
    (papers / "references.bib").write_text(BIB, encoding="utf-8")
    for name, key in (("counting-sheep", "one"), ("plain-record", "two")):
        path = papers / f"{name}.md"
        text = path.read_text(encoding="utf-8")
        cited = f"\nAs in {{cite}}`{key}`.\n\n## References\n\n```{{bibliography}}\n```\n"
        path.write_text(text + cited, encoding="utf-8")
    result = build_site(workshop)
    assert not result.log
    first, second = (
        result.html(f"{ALPHA}/papers/{name}") for name in ("counting-sheep", "plain-record")
    )
    assert first.count('class="citation-list"') == second.count('class="citation-list"') == 1
    assert "<em>One</em>" in first
    assert "<em>Two</em>" not in first
    assert "<em>Two</em>" in second
    assert "<em>One</em>" not in second


@pytest.mark.slow
def test_a_page_that_cites_without_a_list_is_reported_at_its_line(workshop, build_site):
    papers = workshop / f"{ALPHA}/papers"
    (papers / "references.bib").write_text(BIB, encoding="utf-8")
    path = papers / "plain-record.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "", "As in {cite}`one`.", ""]), encoding="utf-8")
    log = build_site(workshop).log
    place = f"{ALPHA}/papers/plain-record.md:{len(lines) + 2}:14"
    assert f"{place}: warning[missing-bibliography]" in log


@pytest.mark.slow
def test_a_dialogue_shows_its_facts_without_being_asked(workshop, build_site):
    path = workshop / f"{ALPHA}/dialogues/round-table.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("```{dialogue}\n```\n", ""), encoding="utf-8")
    page = build_site(workshop).html(f"{ALPHA}/dialogues/round-table")
    assert page.count('class="sp-meeting docutils container"') == 2
    assert "Key takeaways" in page


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_page_is_built_with_our_theme(workshop, build_site, builder):
    lonely = "---\norphan: true\n---\n\n# Alone\n"
    for folder in ("", "proceedings", ALPHA, f"{ALPHA}/papers/deeper"):
        (workshop / folder).mkdir(exist_ok=True)
        (workshop / folder / "alone.md").write_text(lonely, encoding="utf-8")
    result = build_site(workshop, builder, html_theme="pydata_sphinx_theme")
    assert [line.partition(": ")[0] for line in result.log.splitlines()[::2]] == [
        f"{ALPHA}/papers/deeper/alone.md"
    ]
    for docname in [*result.app.env.all_docs, "search"]:
        file = result.out / result.app.builder.get_target_uri(docname)
        html = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
        assert "</html>" in html
        assert "bd-article-container" in html


@pytest.mark.slow
def test_a_page_in_no_toctree_is_built_with_our_theme(workshop, build_site):
    (workshop / "alone.md").write_text("---\norphan: true\n---\n\n# Alone\n", encoding="utf-8")
    shutil.rmtree(workshop / "proceedings/beta-2030")
    result = build_site(workshop, html_theme="pydata_sphinx_theme")
    assert "Alone" in result.html("alone")
    title = result.html("alone").partition("<title>")[2].partition("</title>")[0]
    assert "documentation" not in title
