"""Binds tagged PDFs into volumes, and releases offprints; knows PDF, and nothing of Sphinx."""

from sphinx_typst.bind.binder import bind
from sphinx_typst.bind.offprint import release
from sphinx_typst.bind.piece import (
    BindError,
    Bound,
    Lost,
    Metadata,
    Piece,
    Released,
    Spot,
    Standard,
    Style,
)

__all__ = [
    "BindError",
    "Bound",
    "Lost",
    "Metadata",
    "Piece",
    "Released",
    "Spot",
    "Standard",
    "Style",
    "bind",
    "release",
]
