"""A volume on its way through the press: what is added before it, and what is left after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx

from sphinx_proceedings.sphinx.press import camera, ledger, offprint
from sphinx_proceedings.sphinx.press.document import edition_of
from sphinx_proceedings.sphinx.press.ledger import Pages
from sphinx_proceedings.sphinx.site import site_of

if TYPE_CHECKING:
    from sphinx_typst import TypstDocument


def planned(app: Sphinx, document: TypstDocument) -> TypstDocument | None:
    """Look at camera-ready files, say what the volume conforms to, and keep frozen pages."""
    site = site_of(app.config).for_print
    edition = edition_of(site, document)
    if edition is None:
        return None
    cameras = camera.found(app, site, edition, document)
    chapters = dict(document.chapter_data)
    for docname, one in cameras.items():
        chapters[docname] = {**chapters.get(docname, {}), **camera.chapter(edition, one)}
    notice = [*_texts(document.data.get("notice")), *camera.conformance(app, cameras)]
    return replace(
        document,
        chapter_data=chapters,
        data={**document.data, "notice": notice},
        starts=ledger.starts(site, edition, document),
    )


def _texts(given: Any) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list | tuple) else []


def printed(
    app: Sphinx,
    document: TypstDocument,
    path: Path,
    pages: Pages,
    shards: Mapping[str, Path],
) -> None:
    """Write the ledger of a volume that was bound, and release its offprints."""
    site = site_of(app.config)
    edition = edition_of(site, document)
    if edition is None:
        return
    ledger.write(site, edition, pages, path.parent)
    bad = camera.unusable(app, document)
    single = {name: shard for name, shard in shards.items() if name not in bad}
    offprint.release_all(app, edition, document, pages=pages, shards=single)
