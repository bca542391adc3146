"""Authors' own PDFs that no volume prints: checked and cleaned, they are offered as they are."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx

from sphinx_proceedings.model import Edition
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import SITES, Site, site_of
from sphinx_proceedings.volume.camera import Camera, look, papers_with_files

FOLDER = "camera"
"""Where the cleaned copies lie among what a build keeps, one folder for each edition."""


def prepare(app: Sphinx) -> None:
    """Look into the files of papers that are in no volume, and keep a cleaned copy of each.

    What no check has seen is never published: scripts, attachments and private metadata go.
    """
    if app.builder.name not in SITES:
        return
    site = site_of(app.config)
    folder = Path(app.doctreedir, FOLDER)
    wanted = set()
    for camera in _cameras(site, Path(app.doctreedir, "intake")):
        for diagnostic in camera.report.diagnostics:
            report(diagnostic)
        if camera.report.cleaned is not None:
            target = folder / camera.paper.edition / f"{camera.paper.id}.pdf"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(camera.report.cleaned, target)
            wanted.add(target)
    for path in folder.glob("*/*.pdf"):
        if path not in wanted:
            path.unlink()


def _cameras(site: Site, folder: Path) -> list[Camera]:
    editions = [_unprinted(edition) for edition in site.catalogue.editions.values()]
    found = [edition for edition in editions if edition.papers]
    return look(site.catalogue, found, site.root, folder, unnamed=site.unnamed) if found else []


def _unprinted(edition: Edition) -> Edition:
    """Return an edition with those papers alone whose files no volume prints."""
    papers = {p.id: p for p in papers_with_files(edition) if not edition.publishes(p)}
    return replace(edition, papers=papers)
