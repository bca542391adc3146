"""Pieces as they are taken into a volume: opened, and copied object by object."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from sphinx_typst.bind.metadata import claims
from sphinx_typst.bind.piece import BindError, Piece, Standard

# Up to this size a piece is held in memory; larger ones stay open until the volume is written.
_SMALL: Final = 8 * 2**20
# What of a catalogue a volume goes on with.
_CATALOGUE: Final = (
    "/StructTreeRoot",
    "/Outlines",
    "/Names",
    "/Dests",
    "/OutputIntents",
    "/OCProperties",
    "/ViewerPreferences",
)
# Actions, threads and previews of pages mean nothing in another document.
_FOREIGN: Final = ("/Type", "/Parent", "/AA", "/B", "/Thumb", "/Metadata", "/PieceInfo")


@dataclass(frozen=True)
class Section:
    """A piece whose objects belong to the volume, but are not yet part of it."""

    index: int
    piece: Piece
    pages: Sequence[Any]
    # What of its catalogue a volume goes on with.
    catalogue: Any
    language: str
    claims: frozenset[Standard]


def take(pdf: Pdf, index: int, piece: Piece) -> Section:
    """Copy a piece into a volume.

    :raises BindError: if it cannot be read, or has no pages.
    """
    source = _open(piece.path)
    try:
        pages = [page.obj for page in source.pages]
        root = source.Root
        said = claims(root)
        language = root.get("/Lang")
        # Copied alone, a page leaves behind what it refers to of others; so for a while they are
        # dictionaries like others, and all that belongs together is copied at once.
        for page in pages:
            for key in _FOREIGN:
                if key in page:
                    del page[key]
        parts = {key: root[key] for key in _CATALOGUE if key in root}
        box = source.make_indirect(Dictionary({**parts, "/Pages": Array(pages)}))
        copy: Any = pdf.copy_foreign(box)
        copied = list(copy["/Pages"])
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise BindError(piece.path, str(error)) from error
    if not copied:
        raise BindError(piece.path, "it has no pages")
    if len({page.objgen for page in copied}) < len(copied):
        raise BindError(piece.path, "a page is in it twice")
    for label, spot in piece.spots.items():
        if not 1 <= spot.page <= len(copied):
            reason = f"{label!r} is on page {spot.page} of {len(copied)}"
            raise BindError(piece.path, reason)
    for page in copied:
        page["/Type"] = Name.Page
    return Section(
        index=index,
        piece=piece,
        pages=copied,
        catalogue=copy,
        language=str(language) if isinstance(language, pikepdf.String) else "",
        claims=said,
    )


def _open(path: Path) -> Pdf:
    try:
        if path.stat().st_size <= _SMALL:
            return pikepdf.open(BytesIO(path.read_bytes()))
        return pikepdf.open(path)
    except (OSError, pikepdf.PdfError) as error:
        raise BindError(path, str(error)) from error
