"""Makes an offprint of a piece."""

from dataclasses import replace
from pathlib import Path

from sphinx_typst.bind.binder import ALL, assemble
from sphinx_typst.bind.link import Elsewhere
from sphinx_typst.bind.piece import Metadata, Piece, Released, Standard


def release(
    piece: Piece,
    target: Path,
    *,
    metadata: Metadata,
    links: Elsewhere,
    conforms: frozenset[Standard] = ALL,
) -> Released:
    """Write a piece as a PDF of its own, with the folios that it has in the volume.

    Links that leave it (`x-volume:`) become links to the URL that `links` gives for their label,
    or plain text if it gives none. Of the piece, path, style, first and spots are used.

    :raises BindError: if the piece cannot be read.
    """
    alone = replace(piece, recto=False, blanks=0, under=())
    bound = assemble([alone], target, metadata, conforms, links)
    return Released(
        path=target,
        labels=bound.labels,
        dropped=tuple(lost.label for lost in bound.lost),
        conforms=bound.conforms,
    )
