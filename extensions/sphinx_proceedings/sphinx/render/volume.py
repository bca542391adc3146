"""What a volume holds."""

from __future__ import annotations

from pathlib import PurePosixPath

from docutils import nodes

from sphinx_proceedings.exports.formats import CITE, FORMATS
from sphinx_proceedings.model import Edition
from sphinx_proceedings.sphinx.nodes import print_only, screen_only, site_file, web_only
from sphinx_proceedings.sphinx.read.directive.base import Options
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.correction import badge
from sphinx_proceedings.sphinx.render.late import pages
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    bullets,
    empty,
    paragraph,
    to_document,
)
from sphinx_proceedings.volume.order import dialogues_in_order


def volume_contents(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return the dialogues and papers of a volume in order, with page numbers in print."""
    edition = context.volume_edition(wanted.edition)
    items: list[list[nodes.Node]] = []
    for dialogue in dialogues_in_order(edition):
        docname = context.site.document(dialogue)
        entry = _entry(context, dialogue.title, docname)
        entry += pages(context, dialogue, before=", ")
        items.append([entry])
    for paper in edition.papers_of_volume:
        docname = context.site.document(paper)
        names = ", ".join(context.catalogue.printed_names(paper))
        entry = _entry(context, paper.title, docname)
        entry += [*pages(context, paper, before=", "), *badge(paper)]
        items.append([entry, paragraph("sp-authors", names)])
    if not items:
        return empty("Nothing has been published yet.")
    result: list[nodes.Node] = [bullets("sp-contents", items)]
    if edition.volume:
        pdf = site_file("", "The volume as PDF", path=pdf_path(context, edition))
        pdf["classes"].append("sp-volume-pdf")
        more = [*_records(context, edition), *_corrections(context, edition)]
        result.append(paragraph("sp-links", screen_only("", "", pdf), *more))
    return result


def _records(context: Context, edition: Edition) -> list[nodes.Node]:
    """Return links to the records of the volume and its papers, if it has the page they lie at."""
    page = context.site.page(edition.id, "index")
    if page not in context.env.found_docs:
        return []
    folder = PurePosixPath(page).parent
    found: list[nodes.Node] = []
    for name in CITE:
        kind = FORMATS[name]
        if name != "reference":
            path = str(folder / f"{edition.id}{kind.suffix}")
            link = site_file("", kind.title, path=path, classes=["sp-volume-record"])
            found.append(web_only("", MIDDLE_DOT, link))
    return found


def _corrections(context: Context, edition: Edition) -> list[nodes.Node]:
    """Return a link to what was corrected since, if anything was; print has it at its end."""
    docname = context.site.generated.docname("corrections", edition.id)
    if docname is None or docname not in context.env.found_docs:
        return []
    return [web_only("", MIDDLE_DOT, to_document("Corrections", docname))]


def pdf_path(context: Context, edition: Edition) -> str:
    """Return where the printed volume lies in the built site."""
    folder = context.site.settings.pdf_folder.strip("/")
    return f"{folder}/{edition.id}.pdf" if folder not in {"", "."} else f"{edition.id}.pdf"


def _entry(context: Context, title: str, docname: str) -> nodes.paragraph:
    if docname not in context.env.found_docs:
        return paragraph("sp-title", title)
    page = to_document(title, docname, "sp-page")
    return paragraph("sp-title", to_document(title, docname), print_only("", "", page))
