"""What was printed in the built site, where its pages link to it: volumes and offprints."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_proceedings.model import Paper
from sphinx_proceedings.sphinx.render.late import offprint_path
from sphinx_proceedings.sphinx.site import SITES, Site, site_of
from sphinx_proceedings.sphinx.web import output

logger = logging.getLogger(__name__)


def volumes(app: Sphinx, exception: Exception | None) -> None:
    """Copy the volumes and offprints into the site, whichever of the two is built last.

    They find each other as neighbours: a site in ``<somewhere>/html`` takes volumes from
    ``<somewhere>/pdf``, and printing into ``<somewhere>/pdf`` gives them to ``<somewhere>/html``.
    """
    out = Path(app.outdir)
    site = site_of(app.config)
    if exception is not None or not site.exists:
        return
    if app.builder.name in SITES:
        printed, target = out.parent / "pdf", out
    elif app.builder.name == "typstpdf":
        printed, target = out, out.parent / "html"
    else:
        return
    # Only a site that Sphinx made is given anything.
    if printed == target or not (target / "objects.inv").is_file():
        return
    folder = target / site.settings.pdf_folder
    editions = [edition.id for edition in site.catalogue.editions.values() if edition.volume]
    for name in (f"{edition}.pdf" for edition in editions):
        if (printed / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(printed / name, folder / name)
        elif app.builder.format == "html" and not (folder / name).is_file():
            logger.info(
                "%s/%s is not printed yet: pages link to it", site.settings.pdf_folder, name
            )
    _offer_all(site, printed, target)
    if target == out:
        output.remove(app, "offered", _pages(app, site))


def _pages(app: Sphinx, site: Site) -> Iterator[str]:
    """Yield the pages of the proceedings, and where offprints lie beside them."""
    folder = f"{site.settings.folder}/"
    for docname in app.env.found_docs:
        if docname.startswith(folder):
            file = Path(app.builder.get_outfilename(docname))  # type: ignore[attr-defined]
            yield file.relative_to(app.outdir).as_posix()
    for entry in site.entries.values():
        if isinstance(entry, Paper):
            yield offprint_path(site, entry, app.builder.name)


def _offer_all(site: Site, printed: Path, target: Path) -> None:
    for docname, entry in site.entries.items():
        if isinstance(entry, Paper):
            _offer(site, entry, docname, printed, target)


def _offer(site: Site, paper: Paper, docname: str, printed: Path, target: Path) -> None:
    """Put an offprint beside the page of its paper, or take away what is none any more."""
    made: Path | None = printed / paper.edition / f"{paper.id}.pdf"
    if not site.catalogue.editions[paper.edition].publishes(paper):
        made = site.offprint(paper)  # What its authors sent.
    is_offered = made is not None and made.is_file() and not paper.is_withdrawn
    pages = {"dirhtml": target / docname / "index.html", "html": target / f"{docname}.html"}
    for builder, page in pages.items():
        place = target / offprint_path(site, paper, builder)
        if made is not None and is_offered and page.is_file():
            shutil.copyfile(made, place)
        else:
            place.unlink(missing_ok=True)
