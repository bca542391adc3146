"""What only the print knows, filled in when a page is written: page numbers, and offprints."""

from __future__ import annotations

from pathlib import PurePosixPath

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from sphinx_proceedings.model import Dialogue, PageRange, Paper
from sphinx_proceedings.sphinx.nodes import late
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.site import SITES, Site, site_of

_UNTAGGED = (
    "The PDF shows the authors\N{RIGHT SINGLE QUOTATION MARK} own pages as pictures, without tags "
    "for screen readers."
)


def pages(context: Context, entry: Paper | Dialogue, *, before: str = "") -> list[nodes.Node]:
    """Return the page numbers of an entry in its volume, as far as anybody knows them."""
    return _late(context, "pages", entry, before, "")


def offprint(context: Context, paper: Paper, *, after: str = "") -> list[nodes.Node]:
    """Return a link to the offprint of a paper, if there is one."""
    printed = context.catalogue.editions[paper.edition].publishes(paper)
    # A talk of which there is only a record has no pages to itself. What no volume prints is
    # offered as its authors made it.
    offered = paper.has_text or paper.pdf if printed else paper.pdf
    if paper.is_withdrawn or not offered:
        return []
    return _late(context, "offprint", paper, "", after)


def untagged(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return what readers should know of an offprint that shows its authors' own pages."""
    printed = context.catalogue.editions[paper.edition].publishes(paper)
    if not paper.pdf or not printed or not (found := offprint(context, paper)):
        return []
    found[0]["what"] = "untagged"  # type: ignore[index]  # an element
    return [nodes.paragraph("", "", *found, classes=["sp-note"])]


def _late(
    context: Context, what: str, entry: Paper | Dialogue, before: str, after: str
) -> list[nodes.Node]:
    about = ("paper" if isinstance(entry, Paper) else "dialogue", entry.edition, entry.id)
    context.ask("printed", *about)
    return [late("", what=what, about=about, before=before, after=after)]


def fill(builder: Builder, doctree: nodes.document, docname: str) -> None:
    """Put in what is known now, and drop the rest; print knows its own pages."""
    site = site_of(builder.config)
    for node in list(doctree.findall(late)):
        entry = _entry(site, *node["about"])
        shown = None
        if entry is not None and builder.format != "typst":
            shown = _shown(site, builder, docname, node["what"], entry)
        parent = node.parent
        if shown is None:
            parent.remove(node)
            if isinstance(parent, nodes.paragraph) and not parent.children:
                parent.parent.remove(parent)
            continue
        around = [_dot(node["before"]), shown, _dot(node["after"])]
        parent.replace(node, [one for one in around if one is shown or one.astext()])


def _dot(text: str) -> nodes.inline:
    return nodes.inline("", text, classes=["sp-dot"])


def _entry(site: Site, kind: str, edition: str, identifier: str) -> Paper | Dialogue | None:
    found = site.catalogue.editions.get(edition)
    return found.entry(kind, identifier) if found else None


def _shown(
    site: Site, builder: Builder, docname: str, what: str, entry: Paper | Dialogue
) -> nodes.Element | None:
    if what == "pages":
        found = site.catalogue.editions[entry.edition].pages_of(entry)
        return nodes.inline("", in_words(found), classes=["sp-pages"]) if found else None
    if not isinstance(entry, Paper) or site.offprint(entry) is None:
        return None
    if what == "untagged":
        return nodes.inline("", _UNTAGGED)
    path = offprint_path(site, entry, builder.config.typst_html_builder)
    if builder.name in SITES:
        path = offprint_path(site, entry, builder.name)
        uri = relative_uri(builder.get_target_uri(docname), path)
    elif base := builder.config.html_baseurl:
        uri = f"{base.rstrip('/')}/{path}"
    else:
        return None
    link = nodes.reference("", "", nodes.Text("PDF"), refuri=uri, internal=True)
    link["classes"] += ["sp-link", "sp-offprint"]
    return link


def offprint_path(site: Site, paper: Paper, builder: str) -> str:
    """Return where the offprint of a paper lies in a site: in the folder of its page."""
    page = PurePosixPath(site.document(paper))
    folder = page if builder == "dirhtml" else page.parent
    return str(folder / f"{paper.id}.pdf")


def in_words(found: PageRange) -> str:
    """Return ``p. 5`` or ``pp. 5\N{EN DASH}9``; a line does not end after the dot."""
    return f"{'p.' if found.count == 1 else 'pp.'}\N{NO-BREAK SPACE}{found}"
