"""A site about nothing: every person, paper and institution here is made up for tests."""

project = "Workshop of Examples"
author = "Nobody"
project_copyright = "2031, Nobody"
extensions = ["sphinx_proceedings"]
html_static_path = []
