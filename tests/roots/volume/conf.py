"""The site of a volume that never was: every name, title and result here is made up for tests."""

project = "Workshop of Samples"
author = "Nobody"
project_copyright = "2031, Nobody"
extensions = ["sphinx_proceedings"]
html_static_path = []
html_baseurl = "https://samples.example.org/"
typst_pdf_standards = ["ua-1", "a-2a"]
typst_html_builder = "dirhtml"
# Nothing that was made up needs an address on the web: all of these end in example.org.
nitpicky = True
