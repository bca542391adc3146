"""Formulas of documents, from their source to the PDF."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.slow

CONF = (
    'myst_enable_extensions = ["dollarmath", "amsmath"]\n'
    'typst_documents = [("index", "book", "Book", "Nobody")]\n'
    "numfig = True\n"
)
PAGE = r"""# Page

```{math}
:label: eq-one

a = 1
```

$$
b = 2
$$ (eq-two)

\begin{align}
c &= 3 \tag{C} \label{eq-c} \\
d &= 4
\end{align}

$$ e = 5 \tag{E} $$

See {eq}`eq-one`, {eq}`eq-two` and {math:numref}`eq-two`; inside: $x \overset{\eqref{eq-two}}{=} y$,
$x \overset{\eqref{eq-c}}{=} z$.

```{math}
:label: eq-three

f &= 6 \\
  &= 7
```

Last {eq}`eq-three`.
"""


def links(path):
    reader = PdfReader(path)
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            yield annotation.get_object()


def test_references_print_the_numbers_of_equations_and_lead_to_them(project):
    built = project({"index.md": PAGE}, CONF).build("typstpdf")
    assert built.warnings == ""
    path = built.out / "book.pdf"
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    flat = " ".join(text.split())
    assert "See (1), (2) and " in flat
    assert "Last (" in flat
    # The number of the block of three lines comes after the ones above it.
    third = built.app.env.domains["math"].equations["eq-three"][1]
    assert f"Last ({third})" in flat
    assert len(list(links(path))) >= 4
    written = built.typst("index")
    assert r'alt: "b = 2"' in written
    assert 'number: "(2)"' in written
    assert 'number: "(E)"' in written
    assert r'limits(=)^("(2)")' in written
    assert r'limits(=)^("(C)")' in written


def test_an_unknown_equation_inside_a_formula_is_reported_and_shows_its_name(project):
    built = project({"index.md": "# A\n\nText\nand $a \\eqref{none} b$.\n"}, CONF).build()
    assert "no equation is called `none`" in built.warnings
    assert '"(none)"' in built.typst("index")


def test_a_formula_that_fails_is_reported_at_its_line_and_stops_nothing(project):
    page = (
        "# A\n\nOne\ntwo $\\wrongone$ three.\n\n$$\na\n+ \\wrongtwo\n$$\n\n"
        "```{math}\n:label: x\n\nb \\\\\n\\wrongthree\n```\n\n"
        "\\begin{align}\na &= b \\\\\nc &= \\wrongfour\n\\end{align}\n\nThe end, $x^2$.\n"
    )
    built = project({"index.md": page}, CONF).build()
    for line, name in ((4, "one"), (8, "two"), (15, "three"), (20, "four")):
        found = next(row for row in built.warnings.splitlines() if f"wrong{name}" in row)
        assert f"index.md:{line}: WARNING:" in found
    written = built.typst("index")
    assert 'code("\\\\wrongone")' in written
    assert 'block-source(ctx, "a\\n+ \\\\wrongtwo"' in written
    assert "x^(2)" in written


def test_macros_of_the_front_matter_hold_for_their_document_alone(project):
    files = {
        "index.md": "# A\n\n```{toctree}\none\ntwo\n```\n",
        "one.md": (
            "---\nmath:\n  own: '\\mathbf{o}'\n  pair: ['(#1, #2)', 2, 'd']\n---\n"
            "# One\n\n$\\own + \\pair{x}$\n"
        ),
        "two.md": "# Two\n\n$\\own$\n",
    }
    built = project(files, CONF).build()
    assert "𝐨+\\(d\\,x\\)" in built.typst("one")
    assert "two.md:3: WARNING: a formula is printed as its source: `\\own` is unknown" in (
        built.warnings
    )
    assert "one.md" not in built.warnings


@pytest.mark.parametrize("given", ["7", "[a]", "{x: 7}", "{x: [a, b, c, d]}"])
def test_front_matter_that_is_no_macros_is_reported(project, given):
    built = project({"index.md": f"---\nmath: {given}\n---\n# A\n\n$x$\n"}, CONF).build()
    assert "the macros of this document cannot be read" in built.warnings
    assert "inline-formula($ x $.body" in built.typst("index")
