"""Answers for one picture: what is published of it, or why it is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from sphinx_proceedings.media.answer import FaultError, Note, Published, Refused
from sphinx_proceedings.media.convert import CONVERTED, convert
from sphinx_proceedings.media.drawing.rewrite import rewrite
from sphinx_proceedings.media.kind import Kind, by_suffix, kind_of
from sphinx_proceedings.media.raster.clean import SUFFIXES, clean
from sphinx_proceedings.media.size import check_bytes

_EXPORT: Final = "export it as SVG, PNG or PDF"
_HINTS: Final = {
    Kind.GZIP: "save it uncompressed, as plain SVG",
    Kind.HEIC: "export it as JPEG",
    Kind.HTML: "export the picture alone, as SVG or PNG",
}


def publish(name: str, data: bytes) -> Published:
    """Return what is published of a picture: nothing but the picture, in a form browsers show.

    The name is the one that the author uses; it is quoted in what is said, and its suffix must
    agree with the first bytes. Raises `Refused` if nothing is published.
    """
    quoted = f'"{PurePosixPath(name).name[:80]}"'
    kind = kind_of(data)
    subject = f"the drawing {quoted}" if kind is Kind.SVG else f"the image {quoted}"
    try:
        check_bytes(data)
        notes = _check_suffix(PurePosixPath(name).suffix.lower(), kind)
        published, suffix, found = _published(data, kind)
    except FaultError as error:
        raise Refused(f"{subject} {error.said}", error.hint) from error
    return Published(published, suffix, _about(subject, (*notes, *found)))


def _published(data: bytes, kind: Kind) -> tuple[bytes, str, list[Note]]:
    if kind in SUFFIXES:
        return clean(data, kind), SUFFIXES[kind], []
    if kind is Kind.SVG:
        drawing, notes = rewrite(data)
        return drawing, ".svg", notes
    made, notes = convert(data, kind)
    return clean(made, Kind.PNG), ".png", notes


def _check_suffix(suffix: str, kind: Kind) -> list[Note]:
    """Refuse a file that is not published, or that is something else than it is called.

    A picture of pixels that is called another one is common, and harmless under its right suffix.
    """
    called = by_suffix(suffix)
    if kind not in SUFFIXES and kind not in CONVERTED and kind is not Kind.SVG:
        raise FaultError(f"is {kind.value}, which is not published", _HINTS.get(kind, _EXPORT))
    if called is None:
        said = (
            f'has the suffix "{suffix[:20]}", which is of no picture' if suffix else "has no suffix"
        )
        raise FaultError(said, f"it is {kind.value}: name it so")
    if called is kind:
        return []
    if kind in SUFFIXES and called in SUFFIXES:
        return [Note(f"is {kind.value}, not {called.value}", f"name it {SUFFIXES[kind]}")]
    raise FaultError(f"is {kind.value}, not {called.value}", "name it as what it is, or export it")


def _about(subject: str, notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(replace(note, message=f"{subject} {note.message}") for note in notes)
