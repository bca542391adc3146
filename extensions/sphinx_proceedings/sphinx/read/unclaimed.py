"""Nothing in the proceedings folder is passed over: what no rule claims is reported, with a hint.

A paper in a format that is not read here is no paper, and nobody would be told.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from sphinx.application import Sphinx

from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.model import LEDGER_FILE
from sphinx_proceedings.sphinx.read.file import KINDS
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_PEOPLE: Final = "people.yml"
_PARTS: Final = frozenset({"event.yml", "volume.yml", LEDGER_FILE})
_MARKDOWN: Final = ".md"
# Formats in which people write papers, and how they become one.
_WRITTEN: Final = {
    ".ipynb": "a notebook is no paper here: write its text as .md beside it",
    ".tex": "papers are written in Markdown, or brought as .pdf beside an .md with their record",
    ".docx": "papers are written in Markdown, or brought as .pdf beside an .md with their record",
    ".doc": "papers are written in Markdown, or brought as .pdf beside an .md with their record",
    ".odt": "papers are written in Markdown, or brought as .pdf beside an .md with their record",
    ".rst": "pages of the proceedings are written in Markdown: call it .md",
    ".txt": "pages of the proceedings are written in Markdown: call it .md",
    ".markdown": "call it .md",
    ".html": "pages of the proceedings are written in Markdown: call it .md",
}
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf", ".tiff"})
_YAML: Final = frozenset({".yml", ".yaml"})
# What repositories have beside their content.
_ASIDE: Final = ("readme", "license", "licence", "makefile", "contributing", "changelog")


def find(app: Sphinx, env: BuildEnvironment) -> None:
    """Report the files that nothing uses, once all pages have been read."""
    site = site_of(app.config)
    # Where a part of the pages is read, what the others use is not known.
    if not site.exists or list(app.config.include_patterns) != ["**"]:
        return
    claimed = _claimed(site, env)
    for path in _files(site.root):
        if path.resolve() not in claimed and (found := _finding(site, path)):
            report(found)


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        for name in sorted(files):
            if name[0] not in "._":
                yield Path(folder, name)


def _claimed(site: Site, env: BuildEnvironment) -> set[Path]:
    """Return the files that the catalogue, a page or a citation uses, links followed."""
    catalogue, root = site.catalogue, site.root
    found = {root / _PEOPLE}
    found |= {root / str(one.portrait) for one in catalogue.people.values() if one.portrait}
    for edition in catalogue.editions.values():
        found |= {root / edition.id / name for name in _PARTS}
        for paper in edition.papers.values():
            if paper.pdf:
                found.add((root / paper.path).parent / str(paper.pdf))
    found |= {Path(env.doc2path(docname)) for docname in env.found_docs if _is_page(site, docname)}
    found |= {Path(env.doc2path(name)) for names in env.included.values() for name in names}
    found |= {Path(env.srcdir, name) for name in (*env.images, *env.dlfiles)}
    found |= {Path(env.srcdir, str(name)) for names in env.dependencies.values() for name in names}
    cited = {
        key for reference in env.domaindata["cite"]["citation_refs"] for key in _keys(reference)
    }
    found |= {
        one.path
        for one in site.bibliography.files
        if not one.works or any(work.key in cited for work in one.works)
    }
    return {path.resolve() for path in found}


def _keys(reference: object) -> Iterator[str]:
    for target in getattr(reference, "targets", ()):
        yield target.key


def _is_page(site: Site, docname: str) -> bool:
    """Tell whether a document is a page that something leads to, or says that it needs none."""
    below = docname.removeprefix(site.settings.folder + "/").split("/")
    is_inside_part = len(below) > 3 and below[1] in KINDS  # noqa: PLR2004
    return not (site.holds(docname) and is_inside_part)


def _finding(site: Site, path: Path) -> Diagnostic | None:
    """Return what is to be said of a file that nothing uses."""
    below = PurePosixPath(path.relative_to(site.root).as_posix())
    suffix, parts = path.suffix.lower(), below.parts
    place = Location(site.shown(path.parent) + f"/{path.name}")
    in_edition = len(parts) > 1 and parts[0] in site.catalogue.editions
    part = parts[1] if in_edition and len(parts) > 2 else ""  # noqa: PLR2004
    if path.stem.lower() in _ASIDE and part not in KINDS:
        return None
    what, hint, severity = "is used by nothing", "", Severity.INFO
    if suffix == ".pdf" and part == "papers":
        what, hint = "is named by no paper", f"an .md with its record says `pdf: {path.name}`"
        severity = Severity.ERROR
    elif suffix == ".pdf" and part == "preliminaries":
        what, hint = "is no page of the volume", "preliminaries are written in Markdown"
        severity = Severity.ERROR
    elif suffix in _WRITTEN and (part or not in_edition or len(parts) == 2):  # noqa: PLR2004
        what, hint, severity = "is not read", _WRITTEN[suffix], Severity.ERROR
    elif suffix == _MARKDOWN:
        kind = KINDS.get(part, "page")
        what = f"is no {kind}" if part in KINDS else "is no page"
        hint = f"a {kind} is a file in `{part}/`, named in small letters and ending in .md"
        severity = Severity.ERROR
    elif suffix in _YAML:
        what, severity = "is not read", Severity.ERROR
        hint = "an edition has event.yml and volume.yml, and people.yml lies above all editions"
    elif suffix == ".bib":
        what = "holds no work that is cited"
    elif suffix in _PICTURES:
        what = "is shown nowhere"
    return Diagnostic(Code.UNCLAIMED_FILE, f"{quote(path.name)} {what}", place, hint, severity)
