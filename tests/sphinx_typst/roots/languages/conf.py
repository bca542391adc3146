from sphinx_typst import TypstDocument

project = "Languages"
extensions = ["myst_parser", "sphinx_typst"]
myst_enable_extensions = ["attrs_inline", "attrs_block", "colon_fence", "dollarmath"]
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
typst_pdf_standards = ["ua-1", "a-2a"]
typst_documents = [
    TypstDocument("index", "six", "Six Languages", "Nobody Example", chapters=LANGUAGES),
    *(
        TypstDocument("index", name, f"Book {name}", chapters=(name,), language=name)
        for name in ("ar", "zh")
    ),
]
