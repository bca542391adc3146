"""Offprints: each paper of a volume as a PDF of its own, with the pages that it has there."""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_proceedings.model import Edition, Paper
from sphinx_proceedings.sphinx.memory import keep, recall
from sphinx_proceedings.sphinx.site import site_of
from sphinx_typst import BindError, Metadata, Piece, TypstBuilder, release

if TYPE_CHECKING:
    from sphinx_typst import TypstDocument

logger = logging.getLogger(__name__)


def release_all(
    app: Sphinx,
    edition: Edition,
    document: TypstDocument,
    *,
    pages: Mapping[str, tuple[int, int]],
    shards: Mapping[str, Path],
) -> None:
    """Write the offprints that are not there as they should be, and remove all others."""
    site = site_of(app.config)
    folder = Path(app.outdir) / edition.id
    state = Path(app.outdir) / ".typst" / f"{edition.id}.offprints.json"
    before, after = recall(state, dict), {}
    alone = Counter(shards.values())
    wanted = {
        docname: paper
        for docname, paper in site.entries.items()
        if isinstance(paper, Paper)
        and paper.edition == edition.id
        and not paper.is_withdrawn
        and (paper.has_text or paper.pdf)
        and docname in shards
        and docname in pages
        and alone[shards[docname]] == 1
    }
    for docname, paper in wanted.items():
        target = folder / f"{paper.id}.pdf"
        piece = Piece(path=shards[docname], first=pages[docname][0])
        about = _metadata(edition, document, docname, paper)
        digest = _digest(app, piece, about)
        if before.get(paper.id) != digest or not target.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            try:
                release(piece, target, metadata=about, links=lambda label: _address(app, label))
            except BindError as error:
                target.unlink(missing_ok=True)
                logger.warning("%s: no offprint: %s", docname, error, type="typst", subtype="bind")
                continue
        after[paper.id] = digest
    if folder.is_dir():
        for path in folder.glob("*.pdf"):
            if path.stem not in after:
                path.unlink()
    keep(state, after)


def _metadata(edition: Edition, document: TypstDocument, docname: str, paper: Paper) -> Metadata:
    said: Mapping[str, Any] = document.chapter_data.get(docname, {})
    volume = edition.volume
    given = paper.license or (volume.license if volume else None)
    return Metadata(
        title=str(said.get("title", paper.title)),
        authors=tuple(said.get("authors", ())),
        description=str(said.get("description", "")),
        keywords=tuple(said.get("keywords", ())),
        language=str(said.get("language", "")),
        identifier=f"doi:{paper.doi}" if paper.doi else "",
        publisher=volume.publisher.name if volume and volume.publisher else "",
        rights=given or "",
        creator="sphinx-proceedings",
        timestamp=document.timestamp or 0,
    )


def _digest(app: Sphinx, piece: Piece, about: Metadata) -> str:
    """Digest all that an offprint depends on."""
    text = repr((piece.first, about, app.config.html_baseurl, app.config.typst_html_builder))
    digest = hashlib.sha256((text + _version()).encode())
    digest.update(piece.path.read_bytes())
    return digest.hexdigest()


@functools.cache
def _version() -> str:
    """Return what changes when offprints are made in another way."""
    digest = hashlib.sha256(metadata.version("pikepdf").encode())
    for path in sorted(Path(release.__code__.co_filename).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _address(app: Sphinx, label: str) -> str | None:
    """Return where the site shows a place that is elsewhere in the volume, if it does."""
    docname, _, identifier = label.rpartition("#")
    if docname not in app.env.found_docs or not isinstance(app.builder, TypstBuilder):
        return None
    return app.builder.context.site_url(docname, identifier)
