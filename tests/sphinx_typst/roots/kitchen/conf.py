from sphinx_typst import TypstDocument

project = "Kitchen"
extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "sphinx_typst",
]
exclude_patterns = []
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist", "attrs_inline"]
bibtex_bibfiles = ["refs.bib"]
numfig = True
html_baseurl = "https://example.org/site/"
typst_html_builder = "dirhtml"
typst_documents = [
    TypstDocument(
        start="index",
        target="kitchen",
        title="A Made-up Book of Everything",
        author="Nobody Example",
        preliminaries=("preface",),
        chapters=("text", "lists", "design", "code", "long", "wide", "more"),
        data={
            "subtitle": "Every node a document can have",
            "kicker": "Test volumes, number one",
            "lines": ["Printed for a test", "Nowhere, 1 January 2026"],
            "editors": ["Nobody Example", "Someone Else Example"],
            "publisher": {"name": "Example Press", "place": "Nowhere"},
            "series": "Test volumes 1",
            "imprint": [
                {"label": "Licence", "text": "CC BY 4.0", "url": "https://example.org/by"},
                {"label": "ISSN", "text": "0000-0000"},
            ],
            "notice": ["Everything in this book is made up for a test."],
            "date": "2026",
            "paper": "a5",
            "contents_notes": {"lists": "A Made-up Author"},
            "keywords": ["test", "made up"],
        },
    ),
    TypstDocument(start="index", target="tree", title="The Whole Tree", template="article"),
]
