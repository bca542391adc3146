"""Pages without a source: what each of them begins with, and who writes the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docutils import nodes

from sphinx_proceedings.sphinx.page import Page
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.frame import Content, page_section
from sphinx_proceedings.sphinx.render.keyword import keyword_page, keywords_page
from sphinx_proceedings.sphinx.render.part import inline, plain
from sphinx_proceedings.sphinx.render.profile import people_page, person_page
from sphinx_proceedings.sphinx.render.session import session_page

_PAGES: Mapping[str, Callable[[Context, str], Content]] = {
    "people": people_page,
    "person": person_page,
    "keywords": keywords_page,
    "keyword": keyword_page,
    "session": session_page,
}


def write(context: Context, page: Page) -> None:
    """Write all of a page that has no source."""
    if page.kind == "session":
        context.ask("session", *page.name.split("/"))
    else:
        context.ask("about", page.kind, page.name)
    title, blocks = _PAGES[page.kind](context, page.name)
    section = page_section(context.document, title, _title(context, page, title))
    section["classes"] += ["sp-page-of", f"sp-{page.kind}-page"]
    section += blocks


def _title(context: Context, page: Page, title: str) -> list[nodes.Node]:
    """Return a title; what tells namesakes apart is said in a lower voice."""
    apart = context.site.generated.people.distinctions.get(page.name)
    if page.kind != "person" or apart is None:
        return [plain(title)]
    mark = f" ({apart})"
    return [plain(title.removesuffix(mark)), inline("sp-which", mark)]
