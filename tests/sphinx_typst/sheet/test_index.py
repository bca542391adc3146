"""The general index: entries of the documents of a volume, with the pages they are on."""

import pypdf
import pytest

pytestmark = pytest.mark.slow

FRUIT = """\
# Fruit

```{index} single: apple; red
```
```{index} pair: loop; statement
```
Text on an {index}`apple` and a {index}`pear <single: pear; "sweet" #fruit>`.

```{index} see: fruit; apple
```
```{index} seealso: pear; apple
```

```{index} ! apple
```
The main place for apples. {index}`zebra` and {index}`Émile` and {index}`3D`.
"""
PAGES = {
    "index.md": "# I\n\n```{toctree}\nfruit\nmore\n```\n",
    "fruit.md": FRUIT,
    "more.md": (
        "# More\n\nAn {index}`apple`, another {index}`apple`. See {ref}`genindex`.\n\n"
        "```{glossary}\ngloss\n  A word, see {term}`other`.\n\nother\n  Another word.\n```\n"
    ),
    "aside.md": "---\norphan: true\n---\n# Aside\n\nNot printed: {index}`unprinted`.\n",
}
DOCUMENT = (
    "from sphinx_typst import TypstDocument\n"
    "typst_documents = [TypstDocument('index', 'small', 'S', {})]"
)
EXPECTED = """\
Index
Symbols
3D, 1
A
apple, 1, 2
red, 1
E
Émile, 1
F
fruit
see apple
G
gloss, 2
L
loop
statement, 1
O
other, 2
P
pear
"sweet" #fruit, 1
see also apple
S
statement
loop, 1
Z
zebra, 1
"""


def lines(reader):
    return [line.strip() for line in reader.pages[-1].extract_text().splitlines() if line.strip()]


def test_the_index_is_that_of_the_site_with_pages(project):
    built = project(PAGES).build("typstpdf")
    assert built.warnings == ""
    reader = pypdf.PdfReader(built.out / "small.pdf")
    assert lines(reader) == [*EXPECTED.splitlines(), "3"]


def test_it_is_in_the_contents_and_its_pages_are_links(project):
    reader = pypdf.PdfReader(project(PAGES).build("typstpdf").out / "small.pdf")
    assert [item.title for item in reader.outline][-1] == "Index"
    # A letter is a heading, and would only fill the bookmarks.
    assert "Symbols" not in str(reader.outline)
    # One for each page of each entry.
    assert len(reader.pages[-1]["/Annots"]) == 11
    assert "See Index (p. 3)." in " ".join(reader.pages[-2].extract_text().split())


def test_the_index_is_sorted_as_on_the_site(project):
    project(PAGES).build("html")
    made = project(PAGES)
    site = (made.build("html").out / "genindex.html").read_text(encoding="utf-8")
    letters = [line for line in EXPECTED.splitlines() if len(line) == 1 or line == "Symbols"]
    places = [site.index(f'<h2 id="{letter}">') for letter in letters]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        ("typst_use_index = False", False),
        ('typst_documents = [("index", "small", "Small", "", "article")]', False),
        (
            DOCUMENT.format("template='article', index=True"),
            True,
        ),
        (
            DOCUMENT.format("index=False"),
            False,
        ),
    ],
)
def test_whether_there_is_an_index_is_configuration(project, conf, expected):
    reader = pypdf.PdfReader(project(PAGES, conf).build("typstpdf").out / "small.pdf")
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert ("see also apple" in text) == expected
    assert "See Index" in text


def test_a_book_without_entries_has_no_index(project):
    built = project({"index.md": "# A\n\n## B\n\nSee {ref}`genindex`.\n"}).build("typstpdf")
    assert built.warnings == ""
    text = [page.extract_text() for page in pypdf.PdfReader(built.out / "small.pdf").pages]
    assert "See Index." in text[-1]


def test_the_index_obeys_the_standards_for_accessible_and_archival_documents(project):
    built = project(PAGES).build("typstpdf", typst_pdf_standards=["ua-1", "a-2a"])
    assert built.warnings == ""


def test_hostile_entries_are_text(project):
    entry = '#panic("no") \\ $x$ "q" @label'
    built = project({"index.rst": f"A\n=\n\n.. index:: single: {entry}\n\nB\n-\n\nText.\n"}).build(
        "typstpdf"
    )
    assert built.warnings == ""
    assert '#panic("no")' in lines(pypdf.PdfReader(built.out / "small.pdf"))[-2]


MODULES = """\
# Modules

```{py:module} zoo
:synopsis: Animals, made up
```
## The zoo

```{py:module} zoo.birds
```
Text.

```{py:module} garden
```
Text.
"""


def test_modules_have_a_part_of_their_own_in_the_index(project):
    files = {"index.md": "# I\n\n```{toctree}\nmodules\n```\n", "modules.md": MODULES}
    built = project(files).build("typstpdf", typst_pdf_standards=["ua-1", "a-2a"])
    assert built.warnings == ""
    found = lines(pypdf.PdfReader(built.out / "small.pdf"))
    part = found[found.index("Python Module Index") :]
    assert part[:4] == [
        "Python Module Index",
        "garden, 1",
        "zoo: Animals, made up, 1",
        "zoo.birds, 1",
    ]
