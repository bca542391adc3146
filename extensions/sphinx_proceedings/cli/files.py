"""Looks into camera-ready files without building; unchanged ones cost nothing."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx_proceedings.content import Loaded
from sphinx_proceedings.diagnostics import Diagnostic
from sphinx_proceedings.volume.camera import look, papers_with_files


def findings(loaded: Loaded, root: Path) -> list[Diagnostic]:
    """Return what is wrong with the authors' PDFs of a proceedings folder."""
    catalogue = loaded.catalogue
    editions = [one for one in catalogue.editions.values() if papers_with_files(one)]
    found = look(catalogue, editions, root, _cache()) if editions else []
    return [diagnostic for one in found for diagnostic in one.report.diagnostics]


def _cache() -> Path:
    """Return the folder of this user for what can be made again.

    Source: XDG Base Directory Specification.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return folder / "sphinx-proceedings" / "intake"
