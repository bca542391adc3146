"""The calendar files of the built site."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from sphinx_proceedings.exports.ics import calendar
from sphinx_proceedings.sphinx.site import SITES, site_of
from sphinx_proceedings.sphinx.web import output


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write ``calendar/<edition>.ics`` for every edition: its days, deadlines and programme."""
    if exception is not None or app.builder.name not in SITES:
        return
    site = site_of(app.config)
    for edition in site.catalogue.editions.values():
        path = Path(app.outdir, "calendar", f"{edition.id}.ics")
        text = calendar(edition, site.catalogue, base_url=app.config.html_baseurl or None)
        # The lines of a calendar end as RFC 5545 says, on every system.
        output.write(path, text)
