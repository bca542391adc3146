"""The calendar files of the built site."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from sphinx_proceedings.exports.ics import calendar
from sphinx_proceedings.sphinx.site import site_of


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write ``calendar/<edition>.ics`` for every edition: its days, deadlines and programme."""
    if exception is not None or app.builder.name not in {"html", "dirhtml"}:
        return
    site = site_of(app.config)
    for edition in site.catalogue.editions.values():
        path = Path(app.outdir, "calendar", f"{edition.id}.ics")
        text = calendar(edition, site.catalogue, base_url=app.config.html_baseurl or None)
        path.parent.mkdir(exist_ok=True)
        # The lines of a calendar end as RFC 5545 says, on every system.
        path.write_bytes(text.encode())
