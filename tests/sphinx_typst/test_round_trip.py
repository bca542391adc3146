"""All the text of the kitchen sink is in its PDF, in order.

The text is taken from the resolved documents, without the writer; the PDF is asked for its own. A
plain template prints without page breaks and page heads, which would stand in between.
"""

import re
import shutil
import unicodedata

import pypdf
import pytest
from docutils import nodes
from sphinx.addnodes import highlightlang, index, tabular_col_spec, toctree

from .conftest import ROOTS, Project

pytestmark = pytest.mark.slow

TEMPLATE = """\
#import "/sphinx_typst/base.typ": base
#let template(volume, ctx, preliminaries: (), chapters: (), appendices: ()) = {
  show: base.with(volume)
  set page(width: 210mm, height: auto, margin: 2cm)
  set text(hyphenate: false)
  for part in chapters { part.body }
}
"""
DOCUMENTS = ("preface", "text", "lists", "design", "code", "wide", "more", "long")
CONF = f"""
typst_documents = [
    TypstDocument("index", name, name, template="flat.typ", chapters=(name,), index=False)
    for name in {DOCUMENTS!r}
]
"""
# What has no text in print, or another one than its source: formulas have tests of their own.
SILENT = (
    *(nodes.comment, nodes.raw, nodes.substitution_definition, nodes.system_message, nodes.docinfo),
    *(nodes.math, nodes.math_block, index, toctree, highlightlang, tabular_col_spec),
)
# What may stand between two words: marks of lists, numbers, names of boxes and figures, signs of
# signatures; formulas and explanations, which the text does not have. Nothing else.
BETWEEN = re.compile(
    r"(?:\(?(?:\d+(?:\.\d+)*|[a-z]{1,2}|[A-Z]|[IVX]+)[.)]{1,2}|\d+(?:\.\d+)*|[-•–—:=,.*→()\[\]]"
    r"|Note|Warning|Seealso|Attention|Caution|Danger|Error|Hint|Important|Tip|Table|Fig\.|Listing"
    r"|\(AnywhereonEarth\)|\(last-in|first-out\)|a2\+b2=c2|∫10xdx=12|x2|y=2)*"
)


@pytest.fixture(scope="module")
def flat(tmp_path_factory, made_fonts):
    folder = tmp_path_factory.mktemp("flat") / "kitchen"
    shutil.copytree(ROOTS / "kitchen", folder)
    (folder / "flat.typ").write_text(TEMPLATE)
    with (folder / "conf.py").open("a") as conf:
        conf.write(CONF)
    return Project(folder).build("typstpdf", typst_font_paths=[str(made_fonts)])


def squeezed(text):
    """Take out what print changes: white space, forms of letters, divisions."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u200b\u2060↪]+", "", text)


def words(node, notes):
    """Give the words of a document in order; those of footnotes go to `notes`."""
    if isinstance(node, SILENT) or type(node).__name__ in {"sd_icon", "fontawesome", "raw_latex"}:
        return
    if isinstance(node, nodes.footnote):
        body = [child for child in node.children if not isinstance(child, nodes.label)]
        notes.append([word for child in body for word in words(child, notes)])
    elif isinstance(node, nodes.footnote_reference):
        return
    elif isinstance(node, nodes.citation):
        # bibtex fills its citations again whenever a document is resolved: once is enough.
        for child in node.children[:2]:
            yield from words(child, notes)
    elif isinstance(node, nodes.Text):
        yield from node.astext().split()
    else:
        for child in node.children:
            yield from words(child, notes)


def resolved(flat, name):
    """Give a document as the builder gets it from Sphinx."""
    doctree = flat.app.env.get_doctree(name)
    flat.app.env.resolve_references(doctree, name, flat.app.builder)
    return doctree


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_the_text_of_a_document_is_in_the_pdf_in_order(flat, name):
    pages = pypdf.PdfReader(flat.out / f"{name}.pdf").pages
    printed = squeezed("".join(page.extract_text() for page in pages))
    notes = []
    expected = list(words(resolved(flat, name), notes))
    assert len(expected) > 20
    place = 0
    for number, word in enumerate(expected):
        found = printed.find(squeezed(word), place)
        context = f"{' '.join(expected[max(0, number - 8) : number])} >>> {word}"
        assert found >= 0, f"not printed: {context}; there is {printed[place : place + 80]!r}"
        between = printed[place:found]
        assert BETWEEN.fullmatch(between), f"before it is {between[:120]!r}: {context}"
        place = found + len(squeezed(word))
    for note in notes:
        assert squeezed("".join(note)) in printed


@pytest.mark.parametrize("lost", ["a", "note", "made-up", "is", "up"])
def test_a_word_between_two_others_is_no_mark(lost):
    assert not BETWEEN.fullmatch(f"{lost}and")
    assert not BETWEEN.fullmatch(lost)


def test_a_lost_word_would_be_found(flat):
    printed = "onethree"
    doctree = nodes.paragraph("", "one two three")
    assert [word for word in words(doctree, []) if word not in printed] == ["two"]
    assert len(list(words(resolved(flat, "more"), []))) > 200
