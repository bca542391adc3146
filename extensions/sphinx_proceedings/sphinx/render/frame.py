"""The frame of a page that the catalogue makes: its one section, groups of cards, the way back."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.part import container, paragraph, plain, to_document

Content = tuple[str, list[nodes.Node]]
"""The title of a page, and what stands below it."""

NO_FORMULAS = ("tex2jax_ignore", "mathjax_ignore")
"""As MyST marks the sections it makes: a dollar in a title is no formula."""


def page_section(
    document: nodes.document, name: str, title: Sequence[nodes.Node], *, line: int = 1
) -> nodes.section:
    """Put one section in place of all that a document has, and return it."""
    section = nodes.section("", nodes.title("", "", *title), classes=[*NO_FORMULAS])
    section.source, section.line = document["source"], line
    section["names"].append(nodes.fully_normalize_name(name))
    document.children = []
    document += section
    document.note_implicit_target(section, section)
    return section


def heading(text: str) -> nodes.rubric:
    """Return a heading below the title of a page; it is in no list of contents."""
    head = nodes.rubric("", "", plain(text), classes=["sp-group-title"])
    head["heading-level"] = 2
    return head


def group(title: str, cards: Sequence[nodes.Node]) -> nodes.container:
    """Return cards below a heading."""
    return container("sp-paper-group", heading(title), container("sp-papers", *cards))


def back(context: Context, kind: str, text: str) -> list[nodes.Node]:
    """Return the way to the index of all such pages, if there is one."""
    docname = context.site.generated.docname(kind)
    if docname not in context.env.found_docs:
        return []
    return [paragraph("sp-back", to_document(text, str(docname)))]
