"""What is read: documents of people we do not know, and what they ask of the catalogue."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_proceedings.sphinx.config import given, set_defaults
from sphinx_proceedings.sphinx.nodes import inline_placeholder, line_break, placeholder
from sphinx_proceedings.sphinx.read import (
    circle,
    domain,
    file,
    generated,
    guard,
    line,
    numbering,
    source,
    unclaimed,
)
from sphinx_proceedings.sphinx.read.dialect import ProceedingsParser
from sphinx_proceedings.sphinx.read.directive import DIRECTIVES
from sphinx_proceedings.sphinx.read.leftover import Leftover
from sphinx_proceedings.sphinx.read.located import Locate
from sphinx_proceedings.sphinx.read.pair import Pair
from sphinx_proceedings.sphinx.read.picture import PublishPictures
from sphinx_proceedings.sphinx.read.role import ROLES
from sphinx_proceedings.sphinx.read.safety import Sanitise, check_citations

# Where builds go, if the pages lie at the top of a repository and conf.py excludes nothing.
_BUILDS = ("_build",)

_DEFAULTS = {
    # ``attrs_block`` is not among them: only it can give a paragraph of ours another class.
    "myst_enable_extensions": [
        "attrs_inline",
        "colon_fence",
        "deflist",
        "dollarmath",
        "amsmath",
        "fieldlist",
        "smartquotes",
    ],
    # Three levels of headings can be linked to by their text.
    "myst_heading_anchors": 3,
    # Figures and tables of proceedings are numbered, and referred to by number.
    "numfig": True,
    # What a picture shows is said in words, on the site as in print.
    "typst_check_alternatives": True,
}


def register(app: Sphinx) -> None:
    """Register the dialect, what it can name, and what happens while documents are read."""
    app.add_source_parser(ProceedingsParser, override=True)
    app.connect("config-inited", _configure, priority=100)
    app.connect("builder-inited", generated.add)
    app.connect("builder-inited", guard.guard)
    app.connect("env-get-outdated", domain.outdated)
    app.connect("source-read", generated.prepare)
    app.connect("source-read", domain.note_entry)
    app.connect("source-read", source.take_frontmatter_out)
    # Before bibtex asks for the order of all pages.
    app.connect("env-updated", circle.cut, priority=100)
    app.connect("env-updated", unclaimed.find)
    app.connect("doctree-resolved", check_citations)
    app.connect("missing-reference", domain.text_alone)
    app.add_domain(domain.ProceedingsDomain)
    for directive in DIRECTIVES:
        app.add_directive(directive.kind, directive)
    for name, role in ROLES.items():
        app.add_role(name, role)
    app.add_node(placeholder)
    app.add_node(inline_placeholder)
    app.add_node(line_break, html=line.HTML, latex=line.LATEX)
    app.add_transform(Sanitise)
    app.add_transform(Locate)
    app.add_transform(Pair)
    app.add_post_transform(PublishPictures)
    app.add_transform(Leftover)
    numbering.register(app)


def _configure(app: Sphinx, settings: Config) -> None:
    if "exclude_patterns" not in given(settings):
        settings.exclude_patterns = [*_BUILDS]
    file.leave_strays_out(app, settings)
    set_defaults(settings, _DEFAULTS)
