"""Joins pieces into a volume."""

from collections.abc import Sequence
from pathlib import Path

from sphinx_typst.bind.piece import Bound, Metadata, Piece, Standard

ALL: frozenset[Standard] = frozenset({"ua-1", "a-2a"})


def bind(
    pieces: Sequence[Piece],
    target: Path,
    *,
    metadata: Metadata,
    conforms: frozenset[Standard] = ALL,
) -> Bound:
    """Join tagged PDFs into one volume that is as tagged, accessible and archival as they are.

    Links to `x-volume:<percent-encoded label>` lead to the spot or the named destination of that
    label, in whichever piece it is; those that have none become plain text and are returned.
    The same input gives the same bytes. The target is replaced at the end, whole.

    :raises BindError: if a piece cannot be read, or there is none.
    """
    raise NotImplementedError
