"""Titles, addresses and paths are data: Typst reads what was written, and runs none of it."""

import json
import re
import unicodedata

import pypdf
import pytest
import typst
from docutils import nodes
from docutils.utils import new_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx import addnodes
from sphinx_typst.file import portable
from sphinx_typst.markup import _CONTROL, closed, string, text_of
from sphinx_typst.sheet.finding import locate
from sphinx_typst.writer import write
from sphinx_typst.writer.references import SCHEMES

from .conftest import Project
from .tags import elements

NO_FONTS = typst.Fonts(include_system_fonts=False)
# The words of a piece of content before it is set; those of notes are somewhere else.
WORDS = """
let words(it) = if type(it) == str { it } else if it == [ ] { " " } else if it.has("text") {
  words(it.text)
} else if it.has("children") { ("", ..it.children.map(words)).join("") } else if (
  it.has("body") and it.func() != footnote
) { words(it.body) } else if it.has("child") { words(it.child) } else { "" }
"""
ATTACKS = st.sampled_from(
    [
        '#read("/etc/passwd")',
        '"); panic("executed"); ("',
        '"',
        "\\",
        '\\"',
        "\\u{41}",
        "#panic()",
        "$ #panic() $",
        "```",
        "// ",
        "/*",
        "*/",
        "]#panic()[",
        "}",
        "<label>",
        "@reference",
        "#include",
        "/../../",
        "..",
        "%2e%2e/",
        "\n",
        "\r",
        "\u2028",
        "\x00",
        "\u202e",
        "\u2067",
        "\ufeff",
        "\ud800",
        "javascript:",
        " ",
    ]
)
HOSTILE = st.lists(ATTACKS | st.text(st.characters(codec=None), max_size=8), max_size=6).map(
    "".join
)
builds = settings(
    max_examples=settings.default.max_examples * 3 // 10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def expected(text):
    """Give what comes back of a literal: all but controls and half characters, closed."""
    whole = "".join("\ufffd" if unicodedata.category(c) == "Cs" else c for c in text)
    return closed(_CONTROL.sub("", whole))


def shown(text):
    """Give what is printed of text in a line, where any white space is one space."""
    return expected(re.sub(r"[ \t\r\n\f\v]+", " ", text))


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Give a function that writes a section with the real writer, and asks Typst about it."""
    folder = tmp_path_factory.mktemp("hostile") / "project"
    folder.mkdir()
    (folder / "conf.py").write_text('extensions = ["sphinx_typst"]\n')
    (folder / "index.rst").write_text("Index\n=====\n")
    built = Project(folder).build("typst")
    builder = built.app.builder
    main = built.out / "hostile.typ"
    main.write_text(
        '#import "/sphinx_typst/kit.typ": make-context, render\n'
        '#import "/docs/hostile.typ" as module\n'
        f"#{WORDS.strip()}\n"
        "#let told = (classes, body) => [#metadata(words(body))<told>]\n"
        "#let styles = (topic-title: told, admonition-title: told, rubric: told)\n"
        "#[#metadata(module.sources)<sources>]\n"
        '#render(make-context(modules: ("index": module), styles: styles), "index", 0)\n'
    )

    def answer(question, *children, title="Title"):
        document = new_document(str(folder / "index.rst"))
        document.settings.env = builder.env
        document["docname"] = "index"
        document += nodes.section("", nodes.title("", title), *children, ids=["section"])
        text = write(document, builder.create_translator(document, builder, builder.context)).text
        (built.out / "docs" / "hostile.typ").write_text(text, encoding="utf-8")
        compiler = typst.Compiler(str(main), root=str(built.out), font_paths=NO_FONTS)
        return json.loads(compiler.eval(f"{{ {WORDS}\n {question} }}"))

    return answer


@builds
@given(HOSTILE)
def test_titles_of_sections(ask, title):
    (found,) = ask("query(heading).map(it => words(it.body))", title=title)
    # Some are kept from the number beside them.
    assert found in {shown(title), f"\u2068{shown(title)}\u2069"}


@builds
@given(HOSTILE)
def test_captions_and_titles_of_boxes(ask, words):
    figure = nodes.figure("", nodes.caption("", words), ids=["figure"])
    cell = nodes.row("", nodes.entry("", nodes.paragraph("", words)))
    group = nodes.tgroup("", nodes.colspec(), nodes.tbody("", cell), cols=1)
    table = nodes.table("", nodes.title("", words), group, ids=["table"])
    listing = nodes.container(
        "",
        nodes.caption("", words),
        nodes.literal_block("x", "x"),
        literal_block=True,
        ids=["listing"],
        classes=["literal-block-wrapper"],
    )
    found = ask("query(figure).map(it => words(it.caption.body))", figure, table, listing)
    assert found == [shown(words)] * 3
    topic = nodes.topic("", nodes.title("", words), nodes.paragraph("", "x"))
    note = nodes.admonition("", nodes.title("", words), nodes.paragraph("", "x"))
    rubric = nodes.rubric("", words)
    found = ask("query(<told>).map(it => it.value)", topic, note, rubric)
    # There is no box around nothing.
    assert found == [shown(words)] * 3 or not words.strip()


def links(text):
    return nodes.paragraph(
        "", "", nodes.reference("", "words", refuri=text), nodes.reference("", text, refuri=text)
    )


@builds
@given(st.sampled_from([*SCHEMES, "javascript", "file", "data", "x-volume", "HTTPS"]), HOSTILE)
def test_addresses(ask, scheme, rest):
    address = f"{scheme}:{rest}"
    found = ask("query(link).map(it => it.dest)", links(address))
    allowed = scheme.lower() in SCHEMES
    assert found == ([expected(address)] * 2 if allowed else [])


@builds
@given(HOSTILE)
def test_what_is_no_address_leads_nowhere_but_into_the_document(ask, text):
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text)
    found = ask("query(link).map(it => it.dest)", links(text))
    # The start of a document is where all is that is not known by a name.
    allowed = {'label("index#section")', *([expected(text)] if scheme else [])}
    assert set(found) <= allowed


@pytest.mark.parametrize("letter", ["a", "\u0434"])
def test_addresses_longer_than_typst_allows_print_as_text(ask, letter):
    address = f"https://example.org/{letter * 7985}"
    assert ask("query(link).map(it => it.dest)", links(address)) == []


@builds
@given(HOSTILE)
def test_addresses_and_names_of_images_that_are_not_there(ask, text):
    for uri in (text, f"https://example.org/{text}"):
        image = nodes.paragraph("", "Before ", nodes.image(uri=uri, candidates={}))
        (printed,) = ask("query(par).map(it => words(it.body))", image)
        assert printed == f"Before {expected(uri)}"


@builds
@given(HOSTILE)
def test_alternative_text(ask, text):
    formula = nodes.math_block(text, text)
    answer = ask("query(math.equation).map(it => it.alt)", formula)
    # What docutils makes of it, which drops some controls.
    assert answer in ([expected(formula.astext().strip())], [])


@builds
@given(HOSTILE, HOSTILE)
def test_names_of_files_in_text_and_in_the_marks_of_lines(ask, name, included):
    download = addnodes.download_reference("", name, filename=name, reftarget=name)
    line = nodes.paragraph("", "Here: ", download)
    line.source, line.line = included or "index.rst", 7
    found = ask("(query(<sources>).first().value, query(par).map(it => words(it.body)))", line)
    assert found == [[expected(line.source)], [f"Here: {shown(name)}"]]


@given(HOSTILE)
def test_a_literal_is_read_back_as_typst_reads_it(text):
    assert text_of(string(text)) == expected(text)


@builds
@given(HOSTILE)
def test_identifiers(ask, name):
    target = nodes.target("", "", ids=[name], refid=name)
    line = nodes.paragraph("", "", nodes.reference("", "words", refid=name))
    kinds = "query(link).map(it => type(it.dest) == label)"
    assert ask(kinds, target, line) == [True]


NAMES = HOSTILE.filter(lambda name: name.strip("/") and not {"", ".", ".."} & set(name.split("/")))


@builds
@given(NAMES)
def test_files_of_any_name_can_be_opened(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("names")
    path = folder / "docs" / f"{portable(name)}.typ"
    assert path.resolve().is_relative_to(folder / "docs")
    path.parent.mkdir(parents=True)
    path.write_text('#let found = "it"')
    main = folder / "main.typ"
    path = string(f"/docs/{portable(name)}.typ")
    main.write_text(f"#import {path}: found\n#[#metadata(found)<it>]\n")
    compiler = typst.Compiler(str(main), root=str(folder), font_paths=NO_FONTS)
    assert json.loads(compiler.eval("query(<it>).first().value")) == "it"


@given(NAMES, NAMES)
def test_other_names_give_other_files(one, other):
    assert (portable(one) == portable(other)) == (one == other)
    assert all(len(part.encode()) <= 200 for part in portable(one).split("/"))


def test_names_of_files_are_their_own_where_that_is_possible():
    assert portable("papers/a-b_c, d (2).png") == "papers/a-b_c, d (2).png"
    assert portable("статья/ورقة") == "статья/ورقة"
    assert portable('a"b') == "a%22b"
    assert portable("x.typ/y.typ") == "x%2Etyp/y.typ"
    long = portable("a/" + "л" * 120 + ".png")
    assert long.endswith(".png")
    assert len(long.encode()) < 220


def test_the_line_of_a_file_with_an_odd_name_is_found(tmp_path):
    name = 'a\u202e"\\b.md'
    text = f"#let sources = ({string(name)},)\n// @0:7\npar(1)\n"
    assert locate(text, 3, tmp_path).endswith("\\b.md\u202c:7")


# All in one real project: what gets into files, labels, links and metadata.

ODD = [
    'quo"te',
    "apo'strophe",
    "back\\slash",
    "ha#sh",
    '#read("x")',
    "дом 中文",
    "per%41cent",
    "$x$ `y` *z*",
    "<label> @at [x]",
    "semi;colon {brace}",
    "\u202eback",
    "n" * 240,
]
DOCUMENTS = """
from sphinx_typst import TypstDocument
TITLE = '#panic() "$x$" \\\\ <l> @r'
typst_documents = [
    TypstDocument("index", "whole", TITLE, TITLE, "article"),
    TypstDocument("index", "bound", TITLE, TITLE, chapters=tuple(CHAPTERS), bound=True),
]
typst_pdf_standards = ["ua-1", "a-2a"]
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    from .builder.test_build import PIXEL  # noqa: PLC0415 - slow tests share it

    folder = tmp_path_factory.mktemp("odd") / "project"
    (folder / "odd").mkdir(parents=True)
    chapters = ["index", *(f"odd/{name}" for name in ODD)]
    (folder / "conf.py").write_text(
        f'extensions = ["myst_parser", "sphinx_typst"]\nCHAPTERS = {chapters!r}\n{DOCUMENTS}'
    )
    (folder / "index.md").write_text("# Index\n\n```{toctree}\n:glob:\n\nodd/*\n```\n")
    for number, name in enumerate(ODD):
        picture = f"{number}\"#panic()'[x]$&;{{}}@.png"
        (folder / "odd" / picture).write_bytes(PIXEL)
        (folder / "odd" / f"{name}.md").write_text(
            f"# Title {number} #panic() \\\\\n\nWords {number}, {{doc}}`/index`, "
            f"<https://example.org/{number}?a=#panic()&b=%22>.\n\n"
            f'```{{figure}} {picture}\n:alt: A "#panic()" {number}\n\n'
            f'Caption {number} #panic() "\n```\n'
        )
    return Project(folder).build("typstpdf")


@pytest.mark.slow
@pytest.mark.parametrize("target", ["whole", "bound"])
def test_a_volume_of_documents_with_odd_names(odd, target):
    assert odd.warnings == ""
    reader = pypdf.PdfReader(odd.out / f"{target}.pdf")
    assert reader.metadata.title == '#panic() "$x$" \\ <l> @r'
    text = " ".join(page.extract_text() for page in reader.pages)
    for number in range(len(ODD)):
        assert f"Title {number} #panic() \\" in text
        assert f"Words {number}, Index" in text
        assert f"Caption {number} #panic() “" in text
    annotations = [item.get_object() for page in reader.pages for item in page.get("/Annots", [])]
    addresses = {str(item["/A"]["/URI"]) for item in annotations if "/URI" in item.get("/A", {})}
    wanted = {f"https://example.org/{number}?a=#panic()&b=%22" for number in range(len(ODD))}
    assert addresses == wanted
    pictures = elements(reader.trailer["/Root"]["/StructTreeRoot"], "/Figure")
    assert len(pictures) == len(ODD)
