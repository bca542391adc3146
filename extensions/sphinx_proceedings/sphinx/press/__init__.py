"""What the printed volume adds: its preliminaries, openings, authors' own pages and offprints."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_proceedings.sphinx.config import set_defaults
from sphinx_proceedings.sphinx.press import camera, document, ledger, missing, volume
from sphinx_proceedings.sphinx.site import site_of

_FOLDER = Path(__file__).parent / "styles"
_STYLES = [str(_FOLDER / name) for name in ("sp.typ", "camera.typ", "correction.typ")]


def register(app: Sphinx) -> None:
    """Say what is printed, and follow the printing of bound volumes."""
    app.connect("config-inited", _configure, priority=100)
    app.connect("typst-volume-planned", volume.planned)
    app.connect("typst-place-sought", missing.place)
    app.connect("typst-shard-token", camera.token)
    app.connect("typst-shard-printed", camera.stamped)
    app.connect("typst-shards-printed", ledger.allowed)
    app.connect("typst-volume-printed", volume.printed)


def _configure(_app: Sphinx, settings: Config) -> None:
    site = site_of(settings)
    documents = [
        one for one in document.documents(site.for_print) if site.freezing in {None, one.target}
    ]
    set_defaults(settings, {"typst_documents": documents})
    settings.typst_styles = [*_STYLES, *settings.typst_styles]
