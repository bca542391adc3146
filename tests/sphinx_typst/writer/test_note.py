"""Whatever stands in a note or a citation is printed: Typst leaves blocks out of lines of text."""

import re

import pypdf
import pytest

# What may be in a note, with a word to be found again. Lines below the first are indented.
BLOCKS = {
    "paragraph": "Word",
    "list by an initial": "P. Word",
    "bullets": "* Word",
    "code": "::\n\n   Word",
    "note": ".. note:: Word",
    "formula": ".. math:: \\text{Word}",
    "definition": "Term\n   Word",
    "quotation": "Text\n\n   Word",
    "lines": "| Word\n| two",
    "field": ":name: Word",
    "table": "===== =\nWord b\n===== =\nx     y\n===== =",
    "two paragraphs": "One.\n\nWord",
    "rubric": ".. rubric:: Word",
    "figure": ".. figure:: none.png\n   :alt: x\n\n   Word",
    "list after": "One.\n\n* Word",
    "code after": "One.\n\n::\n\n   Word",
    "comment before": ".. comment\n\nWord",
}
KINDS = {
    "citation": "[C{number}] ",
    "called footnote": "[#f{number}] ",
    "loose footnote": "[#l{number}] ",
}


@pytest.mark.slow
def test_all_that_may_be_in_notes_is_printed(project):
    page, calls, words = ["T", "=", ""], [], []
    for kind, pattern in KINDS.items():
        for number, (name, text) in enumerate(BLOCKS.items()):
            word = f"w{kind[0]}{number:02d}x"
            words.append((kind, name, word))
            label = pattern.format(number=number).strip()
            first, *lines = text.replace("Word", word).split("\n")
            # Explicit markup and blocks begin below the label.
            head = f".. {label}" + (f" {first}" if name in {"paragraph", "two paragraphs"} else "")
            body = [] if head.endswith(first) else [f"   {first}"]
            page += [head, *body, *(f"   {line}".rstrip() for line in lines), ""]
            if kind != "loose footnote":
                calls.append(f"{label}_")
    page[3:3] = [" ".join(["See", *calls, "."]), ""]
    built = project({"index.rst": "\n".join(page)}).build("typstpdf")
    assert "was ignored" not in built.warnings
    found = "".join(one.extract_text() for one in pypdf.PdfReader(built.out / "small.pdf").pages)
    found = re.sub(r"\s+", "", found)
    assert [one for one in words if one[2] not in found] == []


@pytest.mark.slow
def test_what_typst_leaves_out_is_an_error(project):
    styles = "#let styles = (lost: (classes, body) => par[before #block[inside] after])\n"
    pages = {"index.rst": "A\n=\n\n.. container:: lost\n\n   Text\n", "s.typ": styles}
    built = project(pages, 'typst_styles = ["s.typ"]').build("typstpdf")
    assert "ERROR: small: block may not occur inside of a paragraph and was ignored" in (
        built.warnings
    )
