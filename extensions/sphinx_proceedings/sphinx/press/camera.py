"""Camera-ready papers in a volume: what the book says of them, and their authors' own pages."""

from __future__ import annotations

import functools
import hashlib
import inspect
import weakref
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx

from sphinx_proceedings.model import Edition
from sphinx_proceedings.sphinx.press.document import edition_of
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of
from sphinx_proceedings.volume.camera import Camera, look, quarantine
from sphinx_proceedings.volume.frame import frame_of
from sphinx_proceedings.volume.placement import names, plan
from sphinx_proceedings.volume.stamp import stamp
from sphinx_proceedings.volume.stamped_link import Carrier

if TYPE_CHECKING:
    from sphinx_typst import TypstDocument

Cameras = Mapping[str, Camera]
"""The camera-ready files of a volume, by document."""

_STANDARDS = {"ua-1": "PDF/UA-1", "a-2a": "PDF/A-2a"}

# What one build knows of each volume.
_KNOWN: weakref.WeakKeyDictionary[Sphinx, dict[str, Cameras]] = weakref.WeakKeyDictionary()


def found(app: Sphinx, site: Site, edition: Edition, document: TypstDocument) -> Cameras:
    """Look at the files of an edition, report what is wrong, and keep what the volume prints."""
    folder = Path(app.outdir) / ".typst" / "intake"
    cameras = {}
    for one in look(site.catalogue, [edition], site.root, folder, unnamed=site.unnamed):
        for diagnostic in one.report.diagnostics:
            report(diagnostic)
        if edition.publishes(one.paper):
            cameras[site.document(one.paper)] = one
    _KNOWN.setdefault(app, {})[document.target] = cameras
    return cameras


def unusable(app: Sphinx, document: TypstDocument) -> set[str]:
    """Return the documents of a volume whose files it cannot print."""
    known = _KNOWN.get(app, {}).get(document.target, {})
    return {name for name, one in known.items() if not one.report.usable}


def chapter(edition: Edition, one: Camera) -> dict[str, Any]:
    """Return what the template is told of a paper of this kind."""
    if not one.report.usable:
        return {"quarantined": quarantine(one.report)}
    width, height = frame_of(edition.volume.paper_size if edition.volume else "a4").size
    return {
        "camera": [
            {
                "name": name,
                "alt": f"Page {number} of \N{LEFT DOUBLE QUOTATION MARK}{one.paper.title}"
                "\N{RIGHT DOUBLE QUOTATION MARK}",
                "width": width,
                "height": height,
            }
            for number, name in enumerate(names(one.paper.id, one.report.pages), start=1)
        ]
    }


def conformance(app: Sphinx, cameras: Cameras) -> list[str]:
    """Return what the imprint says of the volume as a file; nothing more than is checked."""
    asked = [_STANDARDS[name] for name in app.config.typst_pdf_standards if name in _STANDARDS]
    supplied = sum(one.report.usable for one in cameras.values())
    if supplied:
        papers = "one paper" if supplied == 1 else f"{supplied} papers"
        rest = f" All other pages follow {' and '.join(asked)}." if asked else ""
        said = (
            f"The pages of {papers} were supplied as PDF by their authors, and have no tags here: "
        )
        return [f"{said}a screen reader meets each as a picture.{rest}"]
    return [f"This file conforms to {' and '.join(asked)}."] if asked else []


def _usable(app: Sphinx, document: TypstDocument, docname: str) -> Camera | None:
    one = _KNOWN.get(app, {}).get(document.target, {}).get(docname)
    return one if one and one.report.usable else None


def token(app: Sphinx, document: TypstDocument, docname: str) -> str | None:
    """Return what the stamped pages of a document depend on."""
    one = _usable(app, document, docname)
    if one is None or one.report.cleaned is None:
        return None
    return f"{one.report.sha256} {one.report.cleaned.stem} {_version()}"


@functools.cache
def _version() -> str:
    """Return what changes when pages are placed or stamped in another way."""
    digest = hashlib.sha256(metadata.version("pikepdf").encode())
    for made_by in (stamp, Carrier, plan, frame_of):
        digest.update(Path(inspect.getfile(made_by)).read_bytes())
    return digest.hexdigest()


def stamped(app: Sphinx, document: TypstDocument, docnames: tuple[str, ...], path: Path) -> None:
    """Put the authors' pages onto those that were printed for them."""
    site = site_of(app.config)
    edition = edition_of(site, document)
    for docname in docnames:
        one = _usable(app, document, docname)
        if one is None or one.report.cleaned is None or edition is None or not edition.volume:
            continue
        frame = frame_of(edition.volume.paper_size)
        stamp(path, one.report.cleaned, plan(one.paper.id, one.report, frame))
