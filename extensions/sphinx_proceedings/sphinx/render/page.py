"""Pages without a source: what each of them begins with, and who writes the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docutils import nodes

from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.correction import corrections_in
from sphinx_proceedings.sphinx.render.part import inline, plain
from sphinx_proceedings.sphinx.render.profile import people_page, person_page
from sphinx_proceedings.sphinx.render.topic import keyword_page, keywords_page, session_page
from sphinx_proceedings.sphinx.site.pages import Page

Content = tuple[str, list[nodes.Node]]
"""The title of a page, and what stands below it."""


def _corrections_page(context: Context, edition: str) -> Content:
    """Return the page with all that was corrected in an edition."""
    return "Corrections", corrections_in(context, context.catalogue.editions[edition])


_PAGES: Mapping[str, Callable[[Context, str], Content]] = {
    "people": people_page,
    "person": person_page,
    "keywords": keywords_page,
    "keyword": keyword_page,
    "session": session_page,
    "corrections": _corrections_page,
}
# Pages that print as what volumes end with; the others are of the site alone.
_PRINTED = frozenset({"corrections"})


def write(context: Context, page: Page) -> None:
    """Write all of a page that has no source."""
    if page.kind == "session":
        context.ask("session", *page.name.split("/"))
    elif page.kind not in _PRINTED:
        context.ask("about", page.kind, page.name)
    title, blocks = _PAGES[page.kind](context, page.name)
    document = context.document
    section = nodes.section("", nodes.title("", "", *_title(context, page, title)), *blocks)
    section["classes"] += ["tex2jax_ignore", "mathjax_ignore"]
    if page.kind not in _PRINTED:
        section["classes"] += ["sp-page-of", f"sp-{page.kind}-page"]
    section.source, section.line = document["source"], 1
    section["names"].append(nodes.fully_normalize_name(title))
    document.children = []
    document += section
    document.note_implicit_target(section, section)


def _title(context: Context, page: Page, title: str) -> list[nodes.Node]:
    """Return a title; what tells namesakes apart is said in a lower voice."""
    apart = context.site.generated.people.distinctions.get(page.name)
    if page.kind != "person" or apart is None:
        return [plain(title)]
    mark = f" ({apart})"
    return [plain(title.removesuffix(mark)), inline("sp-which", mark)]
