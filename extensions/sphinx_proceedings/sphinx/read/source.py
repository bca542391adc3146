"""The text of documents in the proceedings folder, before the parser sees it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from sphinx_proceedings.content.frontmatter import split
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.model import Paper
from sphinx_proceedings.sphinx.read.file import KINDS
from sphinx_proceedings.sphinx.read.guard import TEXT, left_out
from sphinx_proceedings.sphinx.read.macro import macros
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of

# What Sphinx itself understands at the top of a file; it says nothing but how the page is listed.
_PAGE_FIELD = re.compile(r"^(orphan|nosearch|nocomments|tocdepth):[ \t]*(\S*)[ \t]*$", re.MULTILINE)


def take_frontmatter_out(app: Sphinx, docname: str, source: list[str]) -> None:
    """Blank the frontmatter of files in the proceedings folder, so that lines keep their numbers.

    The catalogue holds what it says. The parser would print it as a table, and would let it
    change how the file is parsed.
    """
    site = site_of(app.config)
    without = left_out(app, docname)
    if without and not site.holds(docname):
        source[0] = _note(docname)
    if not site.holds(docname):
        return
    metadata = app.env.metadata[docname]
    parts = docname.removeprefix(site.settings.folder + "/").split("/")
    in_edition = len(parts) > 2 and parts[0] in site.catalogue.editions  # noqa: PLR2004
    if not (len(parts) == 2 and parts[0] in site.catalogue.editions):  # noqa: PLR2004
        # Lists and volumes lead to papers, dialogues and preliminaries, and files elsewhere are
        # notes: only the pages of an edition itself belong in a toctree.
        metadata["orphan"] = ""
    path = Path(app.env.doc2path(docname))
    if without:
        # A record gives the page its title.
        titled = without == TEXT and docname in site.entries
        source[0] = _NOTE if titled else _note(docname)
        return
    if path.suffix != ".md":
        report(
            Diagnostic(
                Code.FORBIDDEN_MARKUP,
                "pages of the proceedings are written in Markdown (.md)",
                Location(site.shown(path)),
            )
        )
        source[0] = ""
        return
    parsed = split(source[0])
    if parsed.yaml is not None:
        for name, value in _PAGE_FIELD.findall(parsed.yaml):
            metadata[name] = int(value) if name == "tocdepth" and value.isdigit() else value
        source[0] = "\n" * (parsed.body_line - 1) + parsed.body
    metadata.update(_metadata(site, docname))
    kind = KINDS.get(parts[1]) if in_edition else None
    if kind and len(parts) == 3 and docname not in site.entries:  # noqa: PLR2004
        source[0] = _unreadable(kind, parts[-1])
    entry = site.entries.get(docname)
    if isinstance(entry, Paper) and entry.is_withdrawn:
        # Not even its images and its index entries are published any more.
        source[0] = ""


def _metadata(site: Site, docname: str) -> dict[str, Any]:
    """Return what the record of a page means for how its text is set."""
    found: dict[str, Any] = {}
    if found_macros := macros(site, docname):
        # MathJax's own form, which the printed volume reads as well.
        found["math"] = found_macros
    entry = site.entries.get(docname)
    if entry is not None and entry.language:
        # Print hyphenates by it.
        found["language"] = entry.language
    return found


_NOTE = (
    "The text of this page cannot be shown. "
    "The log of the build says what is wrong, and at which line.\n"
)


def _note(docname: str) -> str:
    """Return the page of a document that cannot be read."""
    *_, folder, name = ("", *docname.split("/"))
    title = folder if name == "index" and folder else name
    return f"# {title}\n\n{_NOTE}"


def _unreadable(kind: str, identifier: str) -> str:
    """Return the page of a paper or dialogue whose metadata could not be read.

    Its text is left out as well: it may hold what the metadata forbid to tell.
    """
    return (
        f"# {identifier}\n\n"
        f"The metadata of this {kind} cannot be read. "
        "The log of the build says what is wrong, and at which line.\n"
    )
