"""What a volume holds, and who wrote it."""

from __future__ import annotations

from collections import defaultdict

from docutils import nodes

from sphinx_proceedings.model import Edition, Paper, printed_name
from sphinx_proceedings.sphinx.directives.base import Options
from sphinx_proceedings.sphinx.nodes import print_only, screen_only, site_file
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.part import (
    bullets,
    empty,
    inline,
    joined,
    link,
    paragraph,
    to_document,
)
from sphinx_proceedings.sphinx.volume import dialogues_in_order


def volume_contents(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return the dialogues and papers of a volume in order, with page numbers in print."""
    edition = context.edition(context.node["argument"] or wanted.edition)
    context.ask("volume", edition.id)
    items: list[list[nodes.Node]] = []
    for dialogue in dialogues_in_order(edition):
        docname = context.site.document(dialogue)
        items.append([_entry(context, dialogue.title, docname)])
    for paper in edition.papers_in_order:
        docname = context.site.document(paper)
        names = ", ".join(str(printed_name(a, p)) for a, p in context.catalogue.authors(paper))
        items.append([_entry(context, paper.title, docname), paragraph("sp-authors", names)])
    if not items:
        return empty("Nothing has been published yet.")
    result: list[nodes.Node] = [bullets("sp-contents", items)]
    if edition.volume:
        pdf = site_file("", "The volume as PDF", path=pdf_path(context, edition))
        pdf["classes"].append("sp-volume-pdf")
        result.append(paragraph("sp-links", screen_only("", "", pdf)))
    return result


def pdf_path(context: Context, edition: Edition) -> str:
    """Return where the printed volume lies in the built site."""
    folder = context.site.settings.pdf_folder.strip("/")
    return f"{folder}/{edition.id}.pdf" if folder not in {"", "."} else f"{edition.id}.pdf"


def _entry(context: Context, title: str, docname: str) -> nodes.paragraph:
    if docname not in context.env.found_docs:
        return paragraph("sp-title", title)
    page = to_document(title, docname, "sp-page")
    return paragraph("sp-title", to_document(title, docname), print_only("", "", page))


def author_index(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return everybody who wrote something of an edition, as indexes file names."""
    edition = context.edition(context.node["argument"] or wanted.edition)
    context.ask("volume", edition.id)
    works: dict[str, list[Paper]] = defaultdict(list)
    names: dict[str, str] = {}
    for paper in edition.papers_in_order:
        for _, person in context.catalogue.authors(paper):
            works[person.id].append(paper)
            names[person.id] = person.name.sort_key
    if not works:
        return empty("Nobody has published here yet.")
    items: list[list[nodes.Node]] = []
    for identifier in sorted(works, key=lambda i: (names[i].casefold(), i)):
        line = paragraph("sp-index-entry", *_indexed(context, names[identifier], works[identifier]))
        person = context.catalogue.people[identifier]
        context.anchor(line, "person", identifier, str(person.name))
        items.append([line])
    return [bullets("sp-index", items)]


def _indexed(context: Context, name: str, papers: list[Paper]) -> list[nodes.Node]:
    titles: list[nodes.Node | str] = []
    pages: list[nodes.Node | str] = []
    for paper in papers:
        docname = context.site.document(paper)
        if docname in context.env.found_docs:
            titles.append(to_document(paper.title, docname))
            pages.append(to_document(paper.title, docname, "sp-page"))
        else:
            titles.append(link(paper.title, None))
    result: list[nodes.Node] = [
        inline("sp-name", name),
        screen_only("", ": ", inline("sp-works", *joined(titles, "; "))),
    ]
    if pages:
        result.append(print_only("", ", ", inline("sp-pages", *joined(pages, ", "))))
    return result
