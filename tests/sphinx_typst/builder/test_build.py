"""Builds of small projects: what is written again, and what is said about bad input."""

import base64
import os
import time
from pathlib import Path

import pypdf
import pytest
import typst

pytestmark = pytest.mark.slow

# Small grey pictures in base64; the GIF moves.
KINDS = {
    "png": (
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAAEElEQVR4nGNsYGBgYmBgAAADmACEBmiz"
        "0AAAAABJRU5ErkJggg=="
    ),
    "jpg": (
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////"
        "////////////////////////////////////////wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAA"
        "AAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z"
    ),
    "webp": ("UklGRiQAAABXRUJQVlA4IBgAAABQAQCdASoDAAIADMDOJaQABHQAAAAAAAA="),
    "gif": (
        "R0lGODdhAwACAIEAAICAgAAAAAAAAAAAACwAAAAAAwACAAAIBgABCBwYEAAh+QQBAAABACwAAAAAAwAC"
        "AIEJCQkAAAAAAAAAAAAIBgABCBwYEAA7"
    ),
}
PAGES = {
    "index.md": "# Index\n\n```{toctree}\none\ntwo\n```\n",
    "one.md": "# One\n\nSome text.\n",
    "two.md": "# Two\n\nSee {doc}`one`.\n",
}
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


def text(path):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def extension(name):
    """Configure an extension that lies beside conf.py."""
    return (
        "import sys, pathlib\n"
        "sys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
        f"extensions.append({name!r})\n"
    )


def later(path, content):
    """Write a file so that its time differs from what was built."""
    path.write_text(content, encoding="utf-8")
    stamp = time.time() + 2
    os.utime(path, (stamp, stamp))


def written(built):
    return {
        line.split("] ")[-1]
        for line in built.status.replace("\r", "\n").splitlines()
        if line.startswith("writing Typst...")
    }


def test_a_second_build_writes_and_prints_nothing(project):
    made = project(PAGES)
    made.build("typstpdf")
    again = made.build("typstpdf")
    assert written(again) == set()
    assert "small.pdf is up to date" in again.status


def test_one_page_is_written_again(project):
    made = project(PAGES)
    first = made.build("typstpdf")
    before = (first.out / "small.pdf").read_bytes()
    later(made.source / "one.md", "# One\n\nOther words.\n")
    again = made.build("typstpdf")
    # The one with the toctree comes with it, and the one that refers to it, for its title.
    assert written(again) == {"index", "one", "two"}
    assert (again.out / "small.pdf").read_bytes() != before
    assert "Other words." in text(again.out / "small.pdf")


def test_what_has_nothing_to_do_with_a_change_is_not_written_again(project):
    made = project(PAGES)
    made.build("typstpdf")
    later(made.source / "two.md", PAGES["two.md"] + "\nOther words.\n")
    assert "one" not in written(made.build("typstpdf"))


def test_a_changed_title_is_printed_in_references_to_it(project):
    made = project(
        {**PAGES, "two.md": "# Two\n\nSee {doc}`one` and {ref}`there <not-there-yet>`.\n"}
    )
    made.build("typstpdf")
    later(made.source / "one.md", "# Another title\n\nSome text.\n")
    again = made.build("typstpdf")
    assert written(again) == {"index", "one", "two"}
    assert "See Another title" in text(again.out / "small.pdf")


def test_a_reference_is_resolved_when_its_target_is_there(project):
    made = project({**PAGES, "two.md": "# Two\n\nSee {ref}`not-there-yet`.\n"})
    assert "not-there-yet" in made.build("typstpdf").warnings
    later(made.source / "one.md", "(not-there-yet)=\n# One\n\nSome text.\n")
    again = made.build("typstpdf")
    assert "See One (p. 1)." in text(again.out / "small.pdf").replace("\xa0", " ")


def test_a_title_that_changed_while_the_site_was_built_is_printed(project):
    made = project(PAGES)
    made.build("typstpdf")
    later(made.source / "one.md", "# Another title\n\nSome text.\n")
    made.build("html")
    assert "See Another title" in text(made.build("typstpdf").out / "small.pdf")


def test_a_touched_page_is_not_printed_again(project):
    made = project(PAGES)
    made.build("typstpdf")
    later(made.source / "one.md", PAGES["one.md"])
    again = made.build("typstpdf")
    assert "one" in written(again)
    assert "up to date" in again.status


def test_a_changed_style_prints_again_without_writing_documents(project):
    made = project(
        {
            **PAGES,
            "one.md": "# One\n\n```{eval-rst}\n.. container:: special\n\n   Text\n```\n",
            "s.typ": "#let styles = (special: (classes, body) => [BEFORE #body])\n",
        },
        'typst_styles = ["s.typ"]',
    )
    assert "BEFORE" in text(made.build("typstpdf").out / "small.pdf")
    (made.source / "s.typ").write_text(
        "#let styles = (special: (classes, body) => [AFTER #body])\n"
    )
    again = made.build("typstpdf")
    assert written(again) == set()
    assert "AFTER" in text(again.out / "small.pdf")


def test_a_changed_image_prints_again(project):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h{0}v5z"/></svg>'
    )
    made = project({**PAGES, "one.md": "# One\n\n![x](x.svg)\n", "x.svg": drawing.format(5)})
    first = made.build("typstpdf")
    before = (first.out / "small.pdf").read_bytes()
    later(made.source / "x.svg", drawing.format(7))
    again = made.build("typstpdf")
    assert (again.out / ".typst" / "images" / "x.svg").read_text() == drawing.format(7)
    assert (again.out / "small.pdf").read_bytes() != before


def test_a_project_may_be_read_in_parallel(project):
    made = project({**PAGES, **{f"p{n}.md": f"---\norphan: true\n---\n# P{n}\n" for n in range(9)}})
    output = made.run("typstpdf", "-j2", "-v")
    assert "WARNING" not in output
    assert "Some text." in text(made.source.parent / "project-typstpdf" / "small.pdf")


def test_only_members_of_volumes_are_written(project):
    made = project(
        {**PAGES, "three.md": "---\norphan: true\n---\n# Three\n"},
        'typst_documents = [("one", "first", "First", "Nobody", "article", False)]',
    )
    assert written(made.build("typst")) == {"one"}


def test_a_reference_to_a_document_that_is_not_printed_is_text_or_leads_to_the_site(project):
    documents = 'typst_documents = [("two", "two", "Two", "", "article")]'
    plain = project(PAGES, documents).build("typstpdf")
    assert "See One." in text(plain.out / "two.pdf")
    linked = project(PAGES, documents + '\nhtml_baseurl = "https://example.org/"').build("typstpdf")
    page = pypdf.PdfReader(linked.out / "two.pdf").pages[0]
    uris = [item.get_object()["/A"]["/URI"] for item in page["/Annots"]]
    assert uris == ["https://example.org/one.html"]


def test_a_reference_to_a_printed_document_has_its_page(project):
    built = project(PAGES).build("typstpdf")
    assert "See One (p. 1)." in text(built.out / "small.pdf").replace("\xa0", " ")


def test_a_page_number_reference(project):
    conf = (
        "from docutils import nodes\n"
        "def mark(app, doctree, name):\n"
        "    for node in doctree.findall(nodes.reference):\n"
        "        node['classes'].append('page-number')\n"
        "def setup(app):\n"
        "    app.connect('doctree-resolved', mark)\n"
    )
    made = project({**PAGES, "two.md": "# Two\n\nOn page {doc}`x <one>`.\n"}, conf)
    assert "On page 1." in text(made.build("typstpdf").out / "small.pdf")


def test_visitors_under_the_format_are_honoured(project):
    module = (
        "from docutils import nodes\n"
        "from docutils.parsers.rst import Directive\n"
        "from sphinx_typst.markup import call\n"
        "class mine(nodes.Element): pass\n"
        "class Mine(Directive):\n"
        "    def run(self): return [mine('', nodes.paragraph('', 'inner words'))]\n"
        "def visit(self, node): self.push()\n"
        "def depart(self, node): self.emit(call('align', call('text', 'outer words')));"
        " self.emit(self.pop())\n"
        "def setup(app):\n"
        "    app.add_node(mine, typst=(visit, depart))\n"
        "    app.add_directive('mine', Mine)\n"
    )
    files = {"index.md": "# A\n\n```{mine}\n```\n", "visited_extension.py": module}
    built = project(files, extension("visited_extension")).build("typst")
    assert built.warnings == ""
    assert 'align(text("outer words"))' in built.typst("index")
    assert 'par("inner words")' in built.typst("index")


def test_an_unknown_node_prints_its_content_and_is_named_with_its_place(project):
    module = (
        "from docutils import nodes\n"
        "from docutils.parsers.rst import Directive\n"
        "class strange(nodes.Element): pass\n"
        "class Strange(Directive):\n"
        "    def run(self):\n"
        "        node = strange('', nodes.paragraph('', 'kept words'))\n"
        "        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)\n"
        "        return [node]\n"
        "def setup(app):\n"
        "    app.add_directive('strange', Strange)\n"
    )
    files = {"index.rst": "A\n=\n\n.. strange::\n", "strange_extension.py": module}
    built = project(files, extension("strange_extension")).build("typst")
    assert 'par("kept words")' in built.typst("index")
    assert "index.rst:4: WARNING: unknown node" in built.warnings
    assert "strange: only its text is printed [typst.unknown_node]" in built.warnings


def test_an_unknown_node_in_a_line_is_named_with_the_line_of_its_paragraph(project):
    module = (
        "from docutils import nodes\n"
        "class odd(nodes.Inline, nodes.TextElement): pass\n"
        "def setup(app):\n"
        "    app.add_role('odd', lambda name, raw, text, *more, **named: ([odd(raw, text)], []))\n"
    )
    files = {"index.rst": "A\n=\n\nSome :odd:`words`.\n", "odd_extension.py": module}
    built = project(files, extension("odd_extension")).build("typst")
    assert "index.rst:4: WARNING: unknown node odd_extension.odd" in built.warnings


def test_names_with_initials_are_a_list_in_acknowledgements(project):
    made = project({"index.rst": "A\n=\n\n.. acks::\n\n   * A. Example\n   * B. Example\n"})
    built = made.build("typstpdf")
    assert built.warnings == ""
    assert "A. Example" in " ".join(text(built.out / "small.pdf").split())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.png", b"no image", "the image cannot be printed: x.png: failed to decode image"),
        ("y.png", b"", "there is no such image to print"),
        ("x.svg", b"<svg", "the image cannot be printed: x.svg: failed to parse SVG"),
    ],
)
def test_a_broken_image_costs_itself_and_not_the_volume(project, name, content, message):
    used = "x.png" if name == "y.png" else name
    made = project({"index.md": f"# A\n\n![what it shows]({used})\n", name: content})
    built = made.build("typstpdf")
    assert message in built.warnings
    assert "index.md:3: WARNING" in built.warnings
    assert "what it shows" in text(built.out / "small.pdf")


def test_an_image_on_another_machine_is_not_fetched_and_said_to_be_there(project):
    files = {"index.md": "# A\n\nText.\n\n![what it shows](https://example.org/x.png)\n"}
    built = project(files).build("typstpdf")
    assert (
        "index.md:5: WARNING: an image on another machine is not fetched: "
        "'https://example.org/x.png' [typst.image]"
    ) in built.warnings
    assert "what it shows" in text(built.out / "small.pdf")


def test_images_of_every_kind_print_and_pdf_where_it_may(project):
    files = {f"i.{kind}": base64.b64decode(data) for kind, data in KINDS.items()}
    files["i.pdf"] = typst.compile(b"#set page(width: 1cm, height: 1cm)\nx")
    page = "# A\n\n" + "".join(f"![shows {name}]({name})\n" for name in files)
    made = project({**files, "index.md": page})
    assert made.build("typstpdf").warnings == ""
    told = made.build("typstpdf", typst_pdf_standards=["a-2a"])
    assert "WARNING: PDF/A and PDF/UA forbid images that are PDF" in told.warnings
    assert (told.out / "small.pdf").exists()


def test_a_formula_that_cannot_be_converted_is_printed_as_its_source(project):
    page = "# A\n\nInline $\\nosuchcommand{x}$ here.\n\n$$\n\\alsonot{y}\n$$\n"
    made = project({"index.md": page}, 'myst_enable_extensions = ["dollarmath"]')
    built = made.build("typstpdf")
    assert "index.md:3: WARNING: a formula is printed as its source" in built.warnings
    assert "[typst.math]" in built.warnings
    printed = text(built.out / "small.pdf")
    assert "\\nosuchcommand{x}" in printed
    assert "\\alsonot{y}" in printed


def test_a_character_without_a_glyph_is_named_with_its_place(project):
    built = project({"index.md": "# A\n\nFirst.\n\nSome \U0010fffd text.\n"}).build("typstpdf")
    assert "index.md:5: ERROR: no font has \U0010fffd (U+10FFFD): a box" in built.warnings
    assert "U+0041" not in built.warnings
    assert built.app.statuscode == 1
    assert "Some \U0010fffd text." in text(built.out / "small.pdf")


def test_a_character_without_a_glyph_is_named_in_each_build_until_it_is_suppressed(project):
    made = project({"index.md": "# A\n\nSome 漢 text.\n"})
    first, second = made.build("typstpdf"), made.build("typstpdf")
    assert first.warnings == second.warnings != ""
    assert second.app.statuscode == 1
    quiet = made.build("typstpdf", suppress_warnings=["typst.glyph"])
    assert (quiet.warnings, quiet.app.statuscode) == ("", 0)


@pytest.mark.parametrize("bound", [False, True])
@pytest.mark.parametrize("standards", [[], ["ua-1", "a-2a"]], ids=["plain", "archival"])
def test_nothing_else_is_lost_for_a_character_that_no_font_has(project, bound, standards):
    conf = f"""
from sphinx_typst import TypstDocument
typst_pdf_standards = {standards!r}
typst_documents = [
    TypstDocument("index", "small", "Title 漢", "Anna 字", chapters=("a", "b"), bound={bound})
]
"""
    pages = {
        "index.md": "# I\n\n```{toctree}\na\nb\n```\n",
        "a.md": "# Heading 漢\n\nText q\u20dd and \ue000.[^n] `code 字`\n\n[^n]: A note 漢.\n",
        "b.md": "# Plain\n\nNothing here.\n",
    }
    built = project(pages, conf).build("typstpdf")
    found = text(built.out / "small.pdf")
    for words in ("Heading 漢", "code 字", "A note 漢", "Plain", "Nothing here."):
        assert words in found
    lines = built.warnings.splitlines()
    places = [line.split(":")[:2] for line in lines]
    assert [(Path(path).name, line) for path, line in places][:2] == [("a.md", "1"), ("a.md", "3")]
    assert all("ERROR: no font has " in line for line in lines)
    assert "b.md" not in built.warnings


def test_names_of_files_are_not_printed_and_need_no_font(project):
    pages = {
        "index.md": "# A\n\n```{image} 漢.png\n:alt: A picture 漢\n```\n\n(字)=\n## B\n\n[C](#字), [D](https://例.example/)\n",
        "漢.png": PIXEL,
    }
    built = project(pages).build("typstpdf")
    assert built.warnings == ""


def test_the_package_with_a_font_for_a_character_is_named(project):
    pages = {"index.md": "# A\n\nFirst.\n\nA bird: \u9ce5, and \u12a0.\n"}
    built = project(pages).build("typstpdf")
    assert (
        "index.md:5: ERROR: no font has \u12a0 (U+12A0), \u9ce5 (U+9CE5): a box that tells its "
        "code point is printed; put a font into a folder of `typst_font_paths`: Debian has some in "
        "fonts-noto-cjk and fonts-noto-core [typst.glyph]"
    ) in built.warnings


def test_an_error_in_a_style_is_told_with_its_file_and_no_traceback(project):
    made = project(
        {
            "index.rst": "A\n=\n\n.. container:: special\n\n   Text\n",
            "s.typ": '#let styles = (special: (classes, body) => panic("no"))\n',
        },
        'typst_styles = ["s.typ"]',
    )
    built = made.build("typstpdf")
    assert "s.typ:1" in built.warnings or "index.rst:4" in built.warnings
    assert "ERROR: small: panicked with: " in built.warnings
    assert "Traceback" not in built.warnings
    assert not (built.out / "small.pdf").exists()
    assert built.app.statuscode == 1


@pytest.mark.parametrize(
    "line",
    ["* level {0}", "level {0}", "term\n{1}level {0}", ".. note:: level {0}"],
    ids=["list", "quote", "definition", "admonition"],
)
def test_what_is_nested_too_deeply_is_flattened_and_said(project, line):
    step = "   " if line.startswith("..") else "  "
    page = "A\n=\n\n" + "".join(
        step * depth + line.format(depth, step * (depth + 1)) + "\n\n" for depth in range(60)
    )
    built = project({"index.rst": page}).build("typstpdf")
    assert "typst.compile" not in built.warnings
    assert "[typst.nesting]" in built.warnings
    printed = " ".join(text(built.out / "small.pdf").split())
    assert "level 58" in printed


def test_raw_typst_is_executed_only_if_allowed(project):
    page = "A\n=\n\n.. raw:: typst\n\n   #(1 + 41) words\n"
    refused = project({"index.rst": page}).build("typstpdf")
    assert "index.rst:4: WARNING: raw Typst is left out" in refused.warnings
    assert "42 words" not in text(refused.out / "small.pdf")
    allowed = project({"index.rst": page}, "typst_raw_enabled = True").build("typstpdf")
    assert "42 words" in text(allowed.out / "small.pdf")


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>words</p>", True),
        ("<img src='x.png'>", True),
        ("<iframe src='https://example.org'></iframe>", True),
        ("<a id='here'></a>", False),
        ("<!-- words -->", False),
        ("<style>p { color: red }</style><script>words()</script>", False),
    ],
)
def test_raw_html_that_shows_something_is_left_out_with_a_warning(project, html, told):
    page = f"A\n=\n\nB\n-\n\n.. raw:: html\n\n   {html}\n\nText.\n"
    built = project({"index.rst": page}).build("typst")
    warning = "index.rst:7: WARNING: raw HTML is left out [typst.raw]"
    assert (warning in built.warnings) == told
    assert told or built.warnings == ""


def test_tags_in_a_line_lose_nothing_and_a_break_is_one(project):
    built = project({"index.md": "# A\n\nPress <kbd>Q</kbd>.<br>Next.\n"}).build("typstpdf")
    assert built.warnings == ""
    assert "Press Q.\nNext." in text(built.out / "small.pdf")


def test_an_unknown_document_is_reported(project):
    conf = (
        "from sphinx_typst import TypstDocument\n"
        "typst_documents = [TypstDocument('index', 'x', 'X', chapters=('one', 'nowhere'))]"
    )
    built = project(PAGES, conf).build("typstpdf")
    assert "x: there is no document 'nowhere' to print [typst.unknown_document]" in built.warnings
    assert "Some text." in text(built.out / "x.pdf")


def test_hostile_names_and_titles(project):
    name = "we \"ird #$ %na'me"
    title = '#read("/etc/passwd") $ \\ "q" </script>'
    conf = (
        "from sphinx_typst import TypstDocument\n"
        f"typst_documents = [TypstDocument('index', 'x', {title!r}, {title!r},"
        f" data={{'subtitle': {title!r}, 'editors': [{title!r}]}})]"
    )
    escaped = title.replace("\\", "\\\\").replace("<", "\\<").replace("$", "\\$")
    pages = {
        "index.md": f"# A\n\n```{{toctree}}\n:glob:\n*\n```\n\n{{doc}}`/{name}`\n",
        f"{name}.md": f"# {escaped}\n\nText.\n",
    }
    built = project(pages, conf).build("typstpdf")
    reader = pypdf.PdfReader(built.out / "x.pdf")
    assert reader.metadata.title == title
    assert title.replace(" ", "") in text(built.out / "x.pdf").replace(" ", "").replace("\n", "")


def test_a_date_is_in_the_document_only_if_one_was_given(project, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    undated = project(PAGES).build("typstpdf")
    path = undated.out / "small.pdf"
    assert "/CreationDate" not in pypdf.PdfReader(path).metadata
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    project(PAGES).build("typstpdf")
    assert pypdf.PdfReader(path).metadata.creation_date.year == 2023


def test_a_template_of_ones_own(project):
    template = (
        '#import "/sphinx_typst/base.typ": base\n'
        "#let template(volume, ctx, preliminaries: (), chapters: (), appendices: ()) = {\n"
        "  show: base.with(volume)\n"
        "  [MINE: #volume.title, #volume.data.extra]\n"
        "  for part in chapters { part.body }\n"
        "}\n"
    )
    conf = (
        "from sphinx_typst import TypstDocument\n"
        "typst_documents = [TypstDocument('one', 'x', 'X', template='t/mine.typ',"
        " data={'extra': 'words'})]"
    )
    built = project({**PAGES, "t/mine.typ": template}, conf).build("typstpdf")
    assert "MINE: X, words" in text(built.out / "x.pdf")


@pytest.mark.parametrize(
    "conf",
    [
        'typst_documents = ["index"]',
        'typst_documents = [("index", "a/b", "T")]',
        'typst_documents = [("index", "..", "T")]',
        'typst_documents = [("index", "a", "T", "", "../x.typ")]',
        'typst_documents = [("index", "a", "T", "", "nosuch")]',
        'typst_show_urls = "always"',
        'typst_html_builder = "singlehtml"',
        'typst_toplevel_sectioning = "paragraph"',
        'typst_paper_size = "a0"',
        'typst_fonts = {"serif": ["A"]}',
        'typst_fonts = {"text": "A"}',
        'typst_math_macros = {"x": 7}',
    ],
)
def test_a_configuration_that_cannot_be_used_is_refused_with_its_name(project, conf):
    from sphinx.errors import ConfigError  # noqa: PLC0415

    with pytest.raises(ConfigError, match="typst_"):
        project(PAGES, conf).build("typst")


def test_autodoc_of_a_plain_project(project):
    module = (
        '"""A made-up module."""\n\n'
        "class Example:\n"
        '    """A class.\n\n    :param first: the first\n    """\n\n'
        "    def method(self, first: int = 1) -> str:\n"
        '        """Do nothing.\n\n'
        '        .. code-block:: python\n\n           x = 1\n        """\n'
        '        return ""\n'
    )
    conf = (
        "import sys, pathlib\n"
        "sys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
        "extensions = ['sphinx.ext.autodoc', 'sphinx_typst']\n"
        "project = 'Plain'\n"
    )
    page = "Reference\n=========\n\n.. automodule:: made_up_for_typst\n   :members:\n"
    made = project({"index.rst": page, "made_up_for_typst.py": module}, conf)
    output = made.run()
    assert "WARNING" not in output
    found = text(made.source.parent / "project-typstpdf" / "plain.pdf").replace("\n", " ")
    assert "class\xa0made_up_for_typst.Example" in found
    assert "method(first:\xa0int\xa0=\xa01) → str" in found
    assert "Do nothing." in found


def test_extensions_of_sphinx_print(project):
    module = (
        '"""A made-up module."""\n\ndef first():\n    """Give the first."""\n\n'
        'def second():\n    """Give the second."""\n'
    )
    conf = (
        "import sys, pathlib\n"
        "sys.path.insert(0, str(pathlib.Path(__file__).parent))\n"
        "extensions += ['sphinx.ext.' + name for name in ('autodoc', 'autosummary', 'napoleon',"
        " 'todo', 'graphviz', 'ifconfig', 'viewcode')]\n"
        "autosummary_generate = True\ntodo_include_todos = True\n"
    )
    page = (
        "Reference\n=========\n\n.. autosummary::\n   :toctree: made\n\n"
        "   made_up_for_summary.first\n   made_up_for_summary.second\n\n"
        ".. todo:: Something to do.\n\n.. todolist::\n\n"
        ".. ifconfig:: project == 'Small'\n\n   A small project.\n\n"
        ".. ifconfig:: project == 'Large'\n\n   A large project.\n\n"
        ".. digraph:: example\n   :alt: One leads to two\n\n   one -> two\n\n"
        ".. only:: special\n\n   Specially tagged.\n\n.. only:: not special\n\n   Untagged.\n"
    )
    made = project({"index.rst": page, "made_up_for_summary.py": module}, conf)
    output = made.run("typstpdf", "-t", "special")
    warnings = [line for line in output.splitlines() if "WARNING" in line]
    assert len(warnings) == 1
    # Sphinx does not say where a graph is; the section around it is known.
    assert "index.rst:2: WARNING: a diagram of Graphviz is printed as its source" in warnings[0]
    found = " ".join(text(made.source.parent / "project-typstpdf" / "small.pdf").split())
    # In the table, and in the documents that follow.
    assert found.count("Give the second.") == 2
    for expected in ("Something to do.", "A small project.", "One leads to two", "one -> two"):
        assert expected in found
    assert "Specially tagged." in found
    assert "Untagged." not in found
    assert "A large project." not in found


def test_a_class_sets_the_language_of_a_word_and_of_a_block(project):
    page = (
        "A\n=\n\n.. role:: language-de\n\n:language-de:`Wort`\n\n"
        ".. container:: language-ar\n\n   Text\n\n.. container:: language-nosuch\n\n   Text\n"
    )
    built = project({"index.rst": page}).build("typstpdf")
    written = built.typst("index")
    assert 'in-language("de", none, "Wort")' in written
    assert written.count("in-language(") == 2
    assert "typst.compile" not in built.warnings


def test_short_chapters_may_follow_each_other(project):
    conf = (
        "from sphinx_typst import TypstDocument\n"
        "typst_documents = [TypstDocument('index', 'x', 'X', chapters=('one', 'two'),"
        " data={'openings': 'run-on', 'contents_notes': {'one': 'Nobody Example'}})]"
    )
    reader = pypdf.PdfReader(project(PAGES, conf).build("typstpdf").out / "x.pdf")
    body = reader.pages[reader.page_labels.index("1")].extract_text()
    assert "Some text." in body
    assert "See One" in body
    assert "Nobody Example" in reader.pages[4].extract_text()


def test_a_running_head_may_be_shorter_than_the_title(project):
    text = "\n\n".join(f"Paragraph {number} of made-up text." for number in range(120))
    conf = (
        "from sphinx_typst import TypstDocument\n"
        "typst_documents = [TypstDocument('index', 'x', 'X', chapters=('long', 'other'),"
        " data={'short_titles': {'long': 'In Short'}})]"
    )
    pages = {
        "index.md": "# I\n",
        "long.md": f"---\norphan: true\n---\n# A Title That Is Long\n\n{text}\n",
        "other.md": f"---\norphan: true\n---\n# Another Title\n\n{text}\n",
    }
    reader = pypdf.PdfReader(project(pages, conf).build("typstpdf").out / "x.pdf")
    heads = [
        page.extract_text().split("\n")[0]
        for page, label in zip(reader.pages, reader.page_labels, strict=True)
        if label.isdecimal()
    ]
    assert any("In Short" in head for head in heads[1:])
    assert any("Another Title" in head for head in heads[2:])
    assert sum("A Title That Is Long" in head for head in heads) <= 1


def test_titles_of_documents_may_be_those_of_parts(project):
    sections = "## First chapter of {0}\n\nText.\n\n### A section\n\nText.\n\n## Second of {0}\n"
    pages = {
        "index.md": "# I\n\n```{toctree}\none\ntwo\n```\n",
        "one.md": "# One\n\n" + sections.format("one"),
        "two.md": "# Two\n\n" + sections.format("two"),
        "preface.md": "---\norphan: true\n---\n# Preface\n\nText.\n",
        "end.md": "---\norphan: true\n---\n# The end\n\n## A section\n\nText.\n",
    }
    conf = (
        "from sphinx_typst import TypstDocument\n"
        "typst_toplevel_sectioning = 'part'\ntypst_pdf_standards = ['ua-1']\n"
        "typst_documents = [TypstDocument('index', 'x', 'X', preliminaries=('preface',),"
        " appendices=('end',))]"
    )
    built = project(pages, conf).build("typstpdf")
    assert built.warnings == ""
    found = [page.extract_text() for page in pypdf.PdfReader(built.out / "x.pdf").pages]
    body = [page.split("\n") for page in found[6:]]
    assert [page[0] for page in body] == [
        *("One", "First chapter of one", "Second of one"),
        *("Two", "First chapter of two", "Second of two", "The end"),
    ]
    assert body[1][:4] == ["First chapter of one", "Text.", "A section", "Text."]
    assert body[-1][:2] == ["The end", "A section"]
    assert "Second of two" in found[4]


def test_titles_of_documents_may_be_those_of_sections(project):
    built = project(PAGES, "typst_toplevel_sectioning = 'section'").build("typstpdf")
    reader = pypdf.PdfReader(built.out / "small.pdf")
    page = reader.pages[reader.page_labels.index("1")].extract_text()
    assert "One\n" in page
    assert "Two\n" in page


def test_the_paper_is_configuration(project):
    built = project(PAGES, "typst_paper_size = 'us-letter'").build("typstpdf")
    page = pypdf.PdfReader(built.out / "small.pdf").pages[0]
    assert round(float(page.mediabox.width)) == 612


def test_footnotes_of_short_chapters_are_numbered_anew(project):
    conf = (
        "from sphinx_typst import TypstDocument\n"
        "typst_documents = [TypstDocument('index', 'x', 'X', chapters=('one', 'two'),"
        " data={'openings': 'run-on'})]"
    )
    note = "Words[^n].\n\n[^n]: The note of {0}.\n"
    pages = {**PAGES, "one.md": "# One\n\n" + note.format("one")}
    pages["two.md"] = "# Two\n\n" + note.format("two")
    found = text(project(pages, conf).build("typstpdf").out / "x.pdf")
    assert "1The note of one." in found.replace("\n", "").replace("1 The", "1The")
    assert "1The note of two." in found.replace("\n", "").replace("1 The", "1The")


def test_text_before_the_first_chapter_is_not_under_the_contents(project):
    words = "Words before the first chapter. " * 300
    built = project({"index.md": f"# A\n\n{words}\n\n## B\n\nText.\n"}).build("typstpdf")
    reader = pypdf.PdfReader(built.out / "small.pdf")
    number = reader.page_labels.index("1")
    assert reader.pages[number].extract_text().startswith("1\nWords before")


def test_signatures_and_entries_of_the_index_are_not_divided_at_syllables(project):
    names = [f"extraordinarily_internationalised{number}" for number in range(9)]
    page = "A\n=\n\nB\n-\n\n" + f".. py:function:: made.up.f({', '.join(names)})\n\n   Words.\n"
    built = project({"index.rst": page}).build("typstpdf")
    found = text(built.out / "small.pdf")
    assert "\u00ad" not in found
    assert all(name in "".join(found.split()) for name in names)


def test_a_document_that_no_volume_prints_any_more_is_removed(project):
    made = project(PAGES)
    assert (made.build("typst").out / "docs" / "two.typ").exists()
    one = project(PAGES, 'typst_documents = [("one", "one", "One")]').build("typst")
    assert (one.out / "docs" / "one.typ").exists()
    assert not (one.out / "docs" / "two.typ").exists()
    assert not (one.out / "docs" / "two.json").exists()


def test_a_style_that_gives_a_block_in_a_line_keeps_its_words(project):
    files = {
        "index.rst": "A\n=\n\n.. role:: special\n\nBefore :special:`kept words` after.\n",
        "s.typ": "#let styles = (special: (classes, body) => block(body))\n",
    }
    built = project(files, 'typst_styles = ["s.typ"]').build("typstpdf")
    assert built.warnings == ""
    assert "Before kept words after." in text(built.out / "small.pdf")


def test_addresses_may_be_printed(project):
    files = {"index.md": "# A\n\nSee [there](https://example.org/there).\n"}
    for choice, expected in (
        ("no", "See there."),
        ("inline", "See there (https://example.org/there)."),
        ("footnote", "See there1."),
    ):
        built = project(files, f"typst_show_urls = {choice!r}").build("typstpdf")
        found = text(built.out / "small.pdf")
        assert expected in found
        assert ("https://example.org/there" in found) == (choice != "no")


def test_a_footnote_of_a_title_is_printed_once_and_called_again(project):
    page = "# A title[^n]\n\nAgain[^n].\n\n[^n]: The note, made up.\n"
    built = project({"index.md": "# I\n\n```{toctree}\none\n```\n", "one.md": page}).build(
        "typstpdf"
    )
    assert built.warnings == ""
    reader = pypdf.PdfReader(built.out / "small.pdf")
    assert "The note" not in reader.pages[4].extract_text()
    assert text(built.out / "small.pdf").count("The note, made up.") == 1
    assert "Again1." in text(built.out / "small.pdf")


def test_words_too_long_for_their_cell_are_broken_without_leaving_a_trace(project):
    words = " ".join(letter * 20 for letter in "abcdefghij")
    row = "| " + " | ".join(words.split()) + " |\n"
    page = f"# A\n\n{row}|{'---|' * 10}\n{row}\n\n{'x' * 200}\n"
    built = project({"index.md": page}).build("typstpdf")
    found = "".join(text(built.out / "small.pdf").split())
    assert "x" * 200 in found
    assert "\u200b" not in found
    # Typst says where it divided a word at its syllables.
    assert all(found.replace("\u00ad", "").count(word) == 2 for word in words.split())


@pytest.mark.parametrize(
    ("columns", "nested", "turned"), [(5, "", False), (8, "", True), (8, "> ", False)]
)
def test_a_table_too_wide_for_small_type_is_turned(project, columns, nested, turned):
    cells = [f"institutional{number}" for number in range(columns)]
    row = f"| {' | '.join(cells)} |"
    rows = [row, f"|{'---|' * columns}", *[row] * 60]
    page = "# A\n\n## B\n\nBefore.\n\n" + "".join(f"{nested}{line}\n" for line in rows)
    built = project({"index.md": page + "\nAfter.\n"}).build("typstpdf")
    assert built.warnings == ""
    pages = pypdf.PdfReader(built.out / "small.pdf").pages
    wide = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert bool(wide) == turned
    # The head is there again on each page.
    assert len(wide) != 1
    assert all("institutional0" in page.extract_text() for page in wide)
    assert "After." in pages[-1].extract_text()


@pytest.mark.parametrize("unit", ["/a-b", "x.", "]{.a}", "a" * 24, "a.b ", "\u00e9\u0431"])
def test_a_run_of_any_length_costs_no_volume(project, unit):
    run = unit * 700
    page = (
        f"Page\n====\n\n{run}\n\n``{run.strip()}``\n\n::\n\n    {run}\n\n"
        f".. code-block:: python\n\n    {run}\n\n"
        f".. list-table::\n\n   * - {run}\n     - ``{run.strip()}``\n"
    )
    built = project({"index.rst": page}).build("typstpdf")
    assert "typst.compile" not in built.warnings
    found = "".join(p.extract_text() for p in pypdf.PdfReader(built.out / "small.pdf").pages)
    # In the text, in both kinds of code, and in both cells.
    assert found.count(unit[0]) >= 6 * 700


def test_a_long_line_of_code_goes_on_below_with_a_mark(project):
    line = "value = " + " + ".join(f"number_{count}" for count in range(12))
    page = f"# A\n\n```{{code-block}} python\n:linenos:\n\nshort = 1\n\n{line}\n```\n"
    built = project({"index.md": page}).build("typstpdf")
    found = text(built.out / "small.pdf")
    assert found.count("\u21aa") == 2
    code = found.replace("\u21aa", "")
    assert line.replace(" ", "") in "".join(code.split())


def test_words_of_templates_that_are_not_printed_need_no_font(project):
    """Of a language, they are looked after; that they are not used is no error."""
    conf = (
        "from sphinx_typst import TypstDocument\n"
        'typst_documents = [TypstDocument("index", "small", "T", language="ja")]\n'
    )
    built = project({"index.md": "---\nlanguage: en\n---\n# A\n\nText.\n"}, conf).build("typstpdf")
    assert "glyph" not in built.warnings
    assert built.app.statuscode == 0
