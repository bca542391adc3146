"""The printed volumes in the built site, where its pages link to them."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_proceedings.sphinx.site import site_of

logger = logging.getLogger(__name__)


def volumes(app: Sphinx, exception: Exception | None) -> None:
    """Copy the volumes into the site, whichever of the two is built last.

    They find each other as neighbours: a site in ``<somewhere>/html`` takes volumes from
    ``<somewhere>/pdf``, and printing into ``<somewhere>/pdf`` gives them to ``<somewhere>/html``.
    """
    out = Path(app.outdir)
    site = site_of(app.config)
    if exception is not None or not site.exists:
        return
    if app.builder.name in {"html", "dirhtml"}:
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
