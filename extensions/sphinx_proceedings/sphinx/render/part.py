"""Small pieces that several renderers use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from docutils import nodes

from sphinx import addnodes
from sphinx_proceedings.model import Organization, Person
from sphinx_proceedings.sphinx.naming import address

LINK_TEXTS = {
    "website": "Website",
    "preprint": "Preprint",
    "pdf": "PDF",
    "code": "Code",
    "data": "Data",
    "slides": "Slides",
    "poster": "Poster",
    "video": "Video",
    "talk": "Talk",
    "review": "Reviews",
}

# Where the licences are that people give by their SPDX identifiers.
LICENSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}

# A line may end with it, never begin.
MIDDLE_DOT = "\N{NO-BREAK SPACE}\N{MIDDLE DOT} "


def paragraph(classes: str, *children: nodes.Node | str) -> nodes.paragraph:
    """Return a paragraph of nodes and plain text."""
    return nodes.paragraph("", "", *texts(children), classes=classes.split())


def sources(addresses: Sequence[str]) -> list[nodes.Node]:
    """Return a line that says where facts are published; nothing without any address."""
    links = [link(urlsplit(url).netloc.removeprefix("www."), url) for url in addresses]
    label = "Source: " if len(links) == 1 else "Sources: "
    return [paragraph("sp-source", label, *joined(links, ", "))] if links else []


def container(classes: str, *children: nodes.Node) -> nodes.container:
    """Return a box of blocks."""
    return nodes.container("", *children, classes=classes.split())


def inline(classes: str, *children: nodes.Node | str) -> nodes.inline:
    """Return a span of nodes and plain text."""
    return nodes.inline("", "", *texts(children), classes=classes.split())


def plain(text: str) -> nodes.Text:
    """Return text that stays as it is: two hyphens are two hyphens."""
    node = nodes.Text(text)
    node.support_smartquotes = False  # type: ignore[attr-defined]  # as Sphinx looks for it
    return node


def texts(children: Iterable[nodes.Node | str]) -> list[nodes.Node]:
    """Return nodes; a string is plain text, never markup."""
    return [plain(child) if isinstance(child, str) else child for child in children]


def link(text: str, url: str | None, classes: str = "") -> nodes.Node:
    """Return a link to an address, or the text alone without one."""
    if not url:
        return plain(text)
    return nodes.reference("", "", plain(text), internal=False, refuri=url, classes=classes.split())


def to_document(text: str, docname: str, classes: str = "") -> addnodes.pending_xref:
    """Return a link to a document of the site."""
    return to_object(text, "document", docname, classes)


def to_object(text: str, kind: str, name: str, classes: str = "") -> addnodes.pending_xref:
    """Return a link to where the site shows an object; the text alone if it is nowhere."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", "", plain(text)),
        refdomain="proceedings",
        reftype=kind,
        reftarget=name,
        refexplicit=True,
        refwarn=False,
        classes=classes.split(),
    )


def to_person(text: str, person: Person, *, elsewhere: str | None = None) -> nodes.Node:
    """Return a name that leads to the person's page; without one, and in print, ``elsewhere``."""
    found = to_object(text, "person", person.id)
    found["elsewhere"] = elsewhere or ""
    return found


def to_keyword(word: str) -> nodes.Node:
    """Return a keyword that leads to its page."""
    return to_object(word, "keyword", address(word))


def joined(parts: Sequence[nodes.Node | str], separator: str) -> list[nodes.Node | str]:
    """Return the parts with a separator between them."""
    result: list[nodes.Node | str] = []
    for part in parts:
        if result:
            result.append(separator)
        result.append(part)
    return result


def organization(found: Organization) -> nodes.Node:
    """Return the name of an institution, linked to its own page or its ROR record."""
    url = found.url or (f"https://ror.org/{found.ror}" if found.ror else None)
    return link(found.name, url)


def organizations(found: Iterable[Organization], separator: str = "; ") -> list[nodes.Node | str]:
    """Return the names of institutions in one line, each linked."""
    return joined([organization(one) for one in found], separator)


def to_orcid(identifier: str, text: str = "") -> nodes.Node:
    """Return a link to an ORCID record."""
    return link(text or f"ORCID {identifier}", f"https://orcid.org/{identifier}")


def to_doi(identifier: str) -> nodes.Node:
    """Return a DOI as a link."""
    return link(f"doi:{identifier}", f"https://doi.org/{identifier}")


def counted(number: int, word: str) -> str:
    """Return how many there are of something, in words: one paper, two papers."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def bullets(classes: str, items: Iterable[Sequence[nodes.Node]]) -> nodes.bullet_list:
    """Return a list with one item for each group of blocks."""
    entries = [nodes.list_item("", *item) for item in items]
    return nodes.bullet_list("", *entries, classes=classes.split(), bullet="-")


def empty(text: str) -> list[nodes.Node]:
    """Return what is said where there is nothing yet."""
    return [paragraph("sp-empty", text)]


def note(message: str) -> nodes.paragraph:
    """Return what a reader of the page sees where something is wrong."""
    return paragraph("sp-problem", f"[{message}]")


Row = tuple[Sequence[str], Sequence[Sequence[nodes.Node]]]
"""The classes of a row, and the blocks of its cells."""


def table(
    classes: str, widths: Sequence[int], rows: Iterable[Row], head: Sequence[str] = ()
) -> nodes.table:
    """Return a table; its first row may name the columns."""
    group = nodes.tgroup(cols=len(widths))
    group += [nodes.colspec(colwidth=width) for width in widths]
    if head:
        cells = [nodes.entry("", nodes.paragraph("", title)) for title in head]
        group += nodes.thead("", nodes.row("", *cells))
    body = nodes.tbody()
    for row_classes, cells_of_row in rows:
        entries = [nodes.entry("", *cell) for cell in cells_of_row]
        body += nodes.row("", *entries, classes=list(row_classes))
    group += body
    return nodes.table("", group, classes=[*classes.split(), "colwidths-auto"])
