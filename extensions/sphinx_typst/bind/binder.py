"""Joins pieces into a volume."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from sphinx_typst.bind.file import save
from sphinx_typst.bind.label import Plan, plan
from sphinx_typst.bind.layer import layers
from sphinx_typst.bind.link import Elsewhere, Linker, Places, media_box
from sphinx_typst.bind.metadata import clean, describe, viewer
from sphinx_typst.bind.outline import Outline
from sphinx_typst.bind.piece import BindError, Bound, Lost, Metadata, Piece, Standard
from sphinx_typst.bind.section import Section, take
from sphinx_typst.bind.share import Shelf
from sphinx_typst.bind.structure import Structure
from sphinx_typst.bind.tree import number_tree

ALL: Final[frozenset[Standard]] = frozenset({"ua-1", "a-2a"})
_STYLES: Final = {"roman": Name.r, "arabic": Name.D}


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
    return assemble(pieces, target, metadata, conforms, lambda _label: None)


def assemble(
    pieces: Sequence[Piece],
    target: Path,
    metadata: Metadata,
    conforms: frozenset[Standard],
    elsewhere: Elsewhere,
) -> Bound:
    """Join pieces; links to what none of them has lead elsewhere, or become plain text."""
    if not pieces:
        raise BindError(target, "there is nothing to bind")
    pdf = pikepdf.new()
    sections = [take(pdf, index, piece) for index, piece in enumerate(pieces)]
    language = metadata.language or sections[0].language
    metadata = _completed(metadata, language, target)
    conforms = conforms.intersection(*(section.claims for section in sections))
    layout = plan(pieces, [len(section.pages) for section in sections])

    structure, places, outline, shelf = Structure(pdf), Places(pdf), Outline(pdf), Shelf()
    for section in sections:
        places.reserve(section)
    for section in sections:
        places.add(section)
        structure.add(section, language)
    labels = tuple(layout.labels())
    folios = {
        page.objgen: label
        for section, start in zip(sections, layout.starts, strict=True)
        for page, label in zip(
            section.pages, labels[start : start + len(section.pages)], strict=True
        )
    }
    linker = Linker(pdf, places, structure, elsewhere, folios)
    lost: list[Lost] = []
    for section in sections:
        lost.extend(linker.mend(section))
        outline.add(section.piece.under, section.pages[0], section.catalogue.get("/Outlines"))
        for page in section.pages:
            if "/Resources" in page:
                page["/Resources"] = shelf.settle(page["/Resources"])

    root: Any = pdf.Root
    _lay(pdf, sections, layout)
    root["/PageLabels"] = _page_labels(pdf, layout)
    _put(root, "/StructTreeRoot", structure.finish())
    _put(root, "/Outlines", outline.finish())
    named = places.finish()
    _put(root, "/Names", None if named is None else Dictionary(Dests=named))
    _put(root, "/OCProperties", layers(pdf, sections))
    _put(root, "/OutputIntents", _intents(sections, shelf))
    root["/MarkInfo"] = Dictionary(Marked="/StructTreeRoot" in root)
    root["/ViewerPreferences"] = viewer(sections[0].catalogue.get("/ViewerPreferences"))
    if language:
        root["/Lang"] = String(language)
    describe(pdf, metadata, conforms)
    save(pdf, target)
    return Bound(
        path=target,
        labels=labels,
        starts=tuple(start + 1 for start in layout.starts),
        lengths=tuple(len(section.pages) for section in sections),
        lost=tuple(lost),
        conforms=conforms,
    )


def _completed(metadata: Metadata, language: str, target: Path) -> Metadata:
    """Say what has to be said: PDF/UA asks for a title."""
    return replace(metadata, title=clean(metadata.title) or target.stem, language=language)


def _lay(pdf: Pdf, sections: Sequence[Section], layout: Plan) -> None:
    """Put the pages in order, empty ones between them."""
    pages: list[Any] = []
    for section, blanks in zip(sections, layout.blanks, strict=True):
        # An empty page is as large as the one before it.
        like = pages[-1] if pages else section.pages[0]
        pages.extend(_blank(pdf, like) for _ in range(blanks))
        pages.extend(section.pages)
    root = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(pages), Count=len(pages)))
    for page in pages:
        page["/Parent"] = root
    pdf.Root["/Pages"] = root


def _blank(pdf: Pdf, like: Any) -> Object:
    box = Array(media_box(like))
    return pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=box, Resources=Dictionary()))


def _page_labels(pdf: Pdf, layout: Plan) -> Object:
    labels = {}
    for run in layout.runs:
        label = Dictionary(Type=Name.PageLabel)
        if run.style != "none":
            label["/S"] = _STYLES[run.style]
            label["/St"] = run.first
        labels[run.page] = label
    for page, text in layout.spelled():
        labels[page] = Dictionary(Type=Name.PageLabel, P=String(text))
    return number_tree(pdf, labels)


def _intents(sections: Sequence[Section], shelf: Shelf) -> Any:
    """Give what colours are meant for: the pieces agree, being made by the same program."""
    found = (section.catalogue.get("/OutputIntents") for section in sections)
    first = next((intents for intents in found if isinstance(intents, Array)), None)
    return shelf.settle(first)


def _put(owner: Any, key: str, value: Any) -> None:
    if value is not None:
        owner[key] = value
