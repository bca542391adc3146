from sphinx_typst import TypstDocument

project = "Families"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "sphinx_typst"]
myst_enable_extensions = ["colon_fence", "dollarmath", "attrs_inline"]
bibtex_bibfiles = ["refs.bib"]
numfig = True
html_baseurl = "https://example.org/"
names = [
    "structure",
    "inline",
    "lists",
    "tables",
    "admonitions",
    "figures",
    "code",
    "references",
    "citations",
    "domain",
    "design",
    "formula",
]
typst_documents = [TypstDocument("index", "families", "Families", chapters=tuple(names))]
