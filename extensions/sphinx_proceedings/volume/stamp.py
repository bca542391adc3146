"""Puts the pages of an author's PDF on pages that Typst made for them.

In Typst, each page has a placeholder, made by a function of `sphinx/press/styles/camera.typ`::

    #import "camera.typ": camera-pages
    #camera-pages(595.28pt, 841.89pt, (
      ("mapping/1", "Page 1 of “An Example”"),
      ("mapping/2", "Page 2 of “An Example”"),
    ))

In the PDF a placeholder is a figure in the tree of tags, and one marked sequence on its page,
`/Span <</MCID 0 /Alt (camera:mapping/1|Page 1 of ...)>> BDC ... EMC`. The sequence gets the
author's page as its content, below head and folio; figure and sequence get the text alternative
without the name. So the tags, labels and outline of the volume stay whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pikepdf

from sphinx_proceedings.volume.intake.report import Size
from sphinx_proceedings.volume.placement import Placement
from sphinx_proceedings.volume.stamped_link import Carrier

MARK: Final = "camera:"
"""What the text alternative of a placeholder begins with; its name follows, and a bar."""

_CLAIMS: Final = {
    "pdfuaid:part": "PDF/UA",
    "pdfuaid:rev": "",
    "pdfuaid:amd": "",
    "pdfaid:part": "PDF/A",
    "pdfaid:conformance": "",
    "pdfaid:rev": "",
}


@dataclass(frozen=True)
class Conformance:
    """What a stamped file can honestly claim."""

    tagged: bool
    """Whether the text of all its pages is tagged; author pages are one figure each."""
    standards: tuple[str, ...]
    """Those that the file still claims, such as `PDF/A-2a`; none with author pages in it."""
    reasons: tuple[str, ...]
    """Why it claims no more, as sentences."""


@dataclass(frozen=True)
class _Place:
    """A placeholder: its page, and which of the page's instructions it is."""

    page: int
    first: int
    last: int
    mark: Any
    """The operands that open it."""


def stamp(shard: Path, source: Path, placements: Sequence[Placement]) -> Conformance:
    """Replace the placeholders of a shard with the pages of a cleaned file, in place.

    Raises ValueError if the shard has no placeholder of a name, or a page is not in the source.
    Without placements the file stays as it is.
    """
    with pikepdf.open(shard) as book, pikepdf.open(source) as author:
        contents = [list(pikepdf.parse_content_stream(page)) for page in book.pages]
        places = _places(contents)
        for placement in placements:
            if placement.name not in places:
                raise ValueError(f"no page is made for {placement.name}")
            if not 0 <= placement.source < len(author.pages):
                raise ValueError(f"{placement.name}: the file has {len(author.pages)} pages")
        pages = {placement.source: (places[placement.name].page, placement)
                 for placement in placements}  # fmt: skip
        figures = {
            placement.source: _put(book, author, contents, places[placement.name], placement)
            for placement in placements
        }
        carrier = Carrier(book, author, pages)
        carrier.add_links(figures)
        carrier.add_bookmarks()
        claims = _withdraw(book)
        _save(book, shard)
    return Conformance(tagged=False, standards=(), reasons=_reasons(claims, len(placements)))


def _places(contents: list[list[Any]]) -> dict[str, _Place]:
    """Return the placeholders of all pages by name."""
    found: dict[str, _Place] = {}
    for index, instructions in enumerate(contents):
        opened: list[tuple[int, str, Any]] = []
        for number, instruction in enumerate(instructions):
            operator = str(instruction.operator)
            if operator in {"BMC", "BDC"}:
                opened.append((number, _name(instruction.operands), instruction.operands))
            elif operator == "EMC" and opened:
                first, name, mark = opened.pop()
                if name:
                    found[name] = _Place(index, first, number, mark)
    return found


def _name(operands: Any) -> str:
    """Return the name of the placeholder that begins with a mark, empty if it is none."""
    mark = operands[1] if len(operands) > 1 else None
    alternative = str(mark.get("/Alt", "")) if isinstance(mark, pikepdf.Dictionary) else ""
    if not alternative.startswith(MARK):
        return ""
    return alternative.removeprefix(MARK).partition("|")[0]


def _put(
    book: pikepdf.Pdf,
    author: pikepdf.Pdf,
    contents: list[list[Any]],
    place: _Place,
    placement: Placement,
) -> pikepdf.Dictionary:
    """Put a page in its place, and return the figure that it is in the tree of tags."""
    page = book.pages[place.page].obj
    form = book.copy_foreign(author.pages[placement.source].obj.Resources.XObject.P)
    # Pages may share what they draw with, and must not share this.
    given: Any = page.Resources
    pictures = dict(given["/XObject"].items()) if "/XObject" in given else {}
    pictures["/Camera"] = form
    page["/Resources"] = pikepdf.Dictionary(
        dict(given.items()) | {"/XObject": pikepdf.Dictionary(pictures)}
    )
    tag, mark = place.mark
    words = str(mark["/Alt"]).partition("|")[2]
    mark["/Alt"] = pikepdf.String(words)
    matrix = [round(value, 5) for value in (placement.scale, 0, 0, placement.scale)]
    matrix += [round(placement.x, 5), round(placement.y, 5)]
    drawn: list[Any] = [
        ([tag, mark], pikepdf.Operator("BDC")),
        ([], pikepdf.Operator("q")),
        (matrix, pikepdf.Operator("cm")),
        ([pikepdf.Name("/Camera")], pikepdf.Operator("Do")),
        ([], pikepdf.Operator("Q")),
        ([], pikepdf.Operator("EMC")),
    ]
    old = contents[place.page]
    # First of all, so that a white page of an author covers neither head nor folio.
    new = [*drawn, *old[: place.first], *old[place.last + 1 :]]
    page["/Contents"] = book.make_stream(pikepdf.unparse_content_stream(new))
    figure = _figure(book, page, int(mark["/MCID"]))
    figure["/Alt"] = pikepdf.String(words)
    _bound(figure, placement, _size(author, placement.source))
    return figure


def _size(author: pikepdf.Pdf, index: int) -> Size:
    box = [float(value) for value in author.pages[index].mediabox]
    return (box[2], box[3])


def _figure(book: pikepdf.Pdf, page: Any, number: int) -> pikepdf.Dictionary:
    tree = pikepdf.NumberTree(book.Root.StructTreeRoot.ParentTree)
    figure: Any = tree[int(page.StructParents)]
    return figure[number]  # type: ignore[no-any-return]


def _bound(figure: Any, placement: Placement, size: Size) -> None:
    """Say where on the page the figure now is."""
    for attributes in figure.get("/A", []):
        if "/BBox" in attributes:
            box = placement.box((0.0, 0.0, *size))
            attributes["/BBox"] = pikepdf.Array([round(value, 3) for value in box])


def _withdraw(book: pikepdf.Pdf) -> list[str]:
    """Take back the standards that the file claims, and return their names."""
    if "/Metadata" not in book.Root:
        return []
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        claimed = {key: str(metadata[key]) for key in _CLAIMS if key in metadata}
        for key in claimed:
            del metadata[key]
    level = claimed.get("pdfaid:conformance", "").lower()
    return [
        f"{_CLAIMS[key]}-{claimed[key]}{level if key == 'pdfaid:part' else ''}"
        for key in claimed
        if _CLAIMS[key]
    ]


def _reasons(claims: list[str], pages: int) -> tuple[str, ...]:
    what = "One page is" if pages == 1 else f"{pages} pages are"
    first = f"{what} an author's own; a screen reader meets each as one figure, not as text."
    if not claims:
        return (first,)
    return (first, f"Therefore the file does not claim {' and '.join(claims)}.")


def _save(book: pikepdf.Pdf, target: Path) -> None:
    """Write the file whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".pdf", delete=False) as file:
        partial = Path(file.name)
    try:
        book.save(
            partial,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
