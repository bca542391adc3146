"""Markdown in a field of the catalogue, as nodes that know which file they stem from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from docutils import nodes

from sphinx_proceedings.diagnostics import Location
from sphinx_proceedings.sphinx.read import leftover
from sphinx_proceedings.sphinx.read.dialect import markdown_parser
from sphinx_proceedings.sphinx.read.failure import explained
from sphinx_proceedings.sphinx.read.renderer import CarefulRenderer
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import site_of


@contextmanager
def _written_in(document: nodes.document, source: str) -> Iterator[None]:
    """Make everything that is read, reported or made meanwhile stem from another file."""
    reporter: Any = document.reporter
    before = document["source"], reporter.source, vars(reporter).get("get_source_and_line")
    document["source"] = reporter.source = source
    reporter.get_source_and_line = lambda line=None: (source, line)
    try:
        yield
    finally:
        document["source"], reporter.source, usual = before
        if usual is None:
            del reporter.get_source_and_line
        else:
            reporter.get_source_and_line = usual


def fragment(
    document: nodes.document, text: str, place: Location, *, inline: bool = False
) -> list[Any]:
    """Return the nodes of Markdown that a YAML field holds, read with the same care.

    ``place`` is where the text begins. What cannot be read is shown as it was typed.
    """
    env = document.settings.env
    site = site_of(env.config)
    root = nodes.container()
    parser = markdown_parser(document)
    parser.options["current_node"] = root
    renderer = cast("CarefulRenderer", parser.renderer)
    with _written_in(document, str(site.base / place.path)):
        # Not `parser.render`, which would record this text's headings and words as the page's.
        renderer.setup_render(dict(parser.options), {})
        # Headings would end the card or the header that the text is part of.
        parser.disable(["heading", "lheading", "front_matter"], ignoreInvalid=True)
        try:
            renderer.nested_render_text(text, max(place.line - 1, 0), inline=inline)
        except Exception as error:  # noqa: BLE001  # a stranger's text must not end the build
            report(explained(error, place))
            typed = nodes.Text(text)
            return [typed] if inline else [nodes.paragraph("", "", typed)]
    leftover.find(document, root)
    return list(root.children)
