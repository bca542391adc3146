"""Markdown that others wrote: which of it is read, and by which parser."""

from __future__ import annotations

import dataclasses

from docutils import nodes
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser

from sphinx_proceedings.sphinx.read import cells, html, invisible, limit
from sphinx_proceedings.sphinx.read.renderer import CarefulRenderer
from sphinx_proceedings.sphinx.site import site_of

_DEEPEST = 200


def careful(config: MdParserConfig) -> MdParserConfig:
    """Return a MyST configuration in which nothing is evaluated.

    ``substitution`` evaluates Jinja expressions that can reach all of Python; ``html_image`` and
    ``html_admonition`` read HTML in another way than we do.
    """
    extensions = set(config.enable_extensions) - {"substitution", "html_image", "html_admonition"}
    return dataclasses.replace(
        config,
        enable_extensions=extensions,
        # "$5 and $6" are prices.
        dmath_allow_digits=False,
        substitutions={},
        html_meta={},
    )


def markdown_parser(document: nodes.document) -> MarkdownIt:
    """Return the parser of Markdown of people we do not know, which adds to a document."""
    config = careful(document.settings.env.myst_config)
    parser = create_md_parser(config, CarefulRenderer)
    for part in (html, limit, cells):
        parser.use(part.plugin)
    parser.options["document"] = document
    # Below its own limit, the parser leaves text out and says nothing; ours is reported.
    parser.options["maxNesting"] = _DEEPEST
    return parser


class ProceedingsParser(MystParser):
    """MyST, with care for documents in the proceedings folder."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a document into ``document``."""
        env = document.settings.env
        if not site_of(env.config).holds(env.current_document.docname):
            super().parse(inputstring, document)
            return
        settings = document.settings
        before = settings.raw_enabled
        settings.raw_enabled = False
        try:
            limit.check_lines(inputstring)
            invisible.report(document, inputstring)
            markdown_parser(document).render(inputstring)
        finally:
            settings.raw_enabled = before
