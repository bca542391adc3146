"""Writes the copy of a file that is printed: its pages as they are seen, and nothing else.

The copy is made anew of what is wanted, so that what nobody thought of is left behind. Each of its
pages has its lower left corner at the origin, stands upright and draws one form.
"""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.volume.intake import annotation, bomb, foreign
from sphinx_proceedings.volume.intake.annotation import Link, Marks
from sphinx_proceedings.volume.intake.content import rewrite
from sphinx_proceedings.volume.intake.destination import Bookmark, Destinations, Target
from sphinx_proceedings.volume.intake.finding import RefusedError
from sphinx_proceedings.volume.intake.geometry import Geometry, geometry
from sphinx_proceedings.volume.intake.layer import Layers
from sphinx_proceedings.volume.intake.report import Limits
from sphinx_proceedings.volume.intake.resource import Walk
from sphinx_proceedings.volume.intake.spoken import Spoken


@dataclass(frozen=True)
class Cleaned:
    """What the copy holds."""

    pages: list[Geometry]
    marks: Marks
    bookmarks: list[Bookmark]
    fonts: list[pikepdf.Dictionary]
    layers: Layers
    spoken: Spoken
    removed: Counter[str] = field(default_factory=Counter)
    """What was taken out that is not drawn."""


def geometries(pdf: pikepdf.Pdf, limits: Limits) -> list[Geometry]:
    """Return how each page is seen; raises `RefusedError` for one that cannot be seen."""
    found = []
    for number, page in enumerate(pdf.pages, 1):
        seen = geometry(page.obj)
        if seen is None:
            raise RefusedError(
                Code.PDF_UNREADABLE,
                f"page {number} has no size",
                "make the PDF again from its source",
            )
        if max(seen.size) > limits.page_side:
            raise RefusedError(
                Code.PDF_TOO_LARGE,
                f"page {number} is {max(seen.size) / 72:,.0f} inches long",
                "send pages of an ordinary paper size; a poster is not a page",
            )
        found.append(seen)
    return found


def clean(pdf: pikepdf.Pdf, target: Path, limits: Limits) -> Cleaned:
    """Write the copy of an open file."""
    pages = geometries(pdf, limits)
    destinations = Destinations(pdf, pages)
    bookmarks = destinations.bookmarks()
    marks = annotation.collect(pdf, pages, destinations)
    layers = Layers(pdf)
    walk = Walk(pdf, layers)
    with pikepdf.new() as copy:
        for page, seen in zip(pdf.pages, pages, strict=True):
            form = copy.copy_foreign(_form(pdf, page.obj, seen, walk))
            copy.add_blank_page(page_size=seen.size)
            new = copy.pages[-1].obj
            new["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=form))
            new["/Contents"] = copy.make_stream(b"/P Do")
        foreign.sweep(copy, walk.removed)
        bomb.check_drawing(copy, limits.decoded)
        _link(copy, marks.links)
        _outline(copy, bookmarks)
        # In memory first: a writer that meets the limit of a file's size ends the process.
        written = io.BytesIO()
        copy.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    if written.tell() > limits.written:
        raise RefusedError(
            Code.PDF_TOO_LARGE,
            f"its cleaned copy has {written.tell() / 1e6:,.0f} MB",
            "reduce its pictures to 300 dpi",
        )
    target.write_bytes(written.getbuffer())
    return Cleaned(pages, marks, bookmarks, walk.fonts, layers, walk.spoken, walk.removed)


def _form(pdf: pikepdf.Pdf, page: Any, seen: Geometry, walk: Walk) -> pikepdf.Stream:
    """Return what a page draws as a form, upright and with its corner at the origin."""
    form = _content(pdf, page.get("/Contents", None))
    resources = page.get("/Resources", None)
    resources = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
    form["/Type"] = pikepdf.Name("/XObject")
    form["/Subtype"] = pikepdf.Name("/Form")
    form["/BBox"] = pikepdf.Array([_short(value) for value in seen.crop])
    form["/Matrix"] = pikepdf.Array([_short(value) for value in seen.matrix])
    rewrite(form, resources, walk.layers, walk.spoken)
    form["/Resources"] = walk.resources(resources)
    group = page.get("/Group", None)
    if isinstance(group, pikepdf.Dictionary) and group.get("/S", None) == "/Transparency":
        kept = {key: group[key] for key in ("/S", "/CS", "/I", "/K") if key in group}
        form["/Group"] = pikepdf.Dictionary(kept)
    return form


def _content(pdf: pikepdf.Pdf, contents: Any) -> pikepdf.Stream:
    """Return the content of a page as one new stream; packed as it was, if it is one already."""
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    streams = [item for item in streams if isinstance(item, pikepdf.Stream)]
    if len(streams) == 1:
        only: Any = streams[0]
        form = pdf.make_stream(b"")
        # A filter that is none is left to the second way.
        with contextlib.suppress(pikepdf.PdfError, TypeError, ValueError):
            form.write(
                only.read_raw_bytes(),
                filter=only.get("/Filter", None),
                decode_parms=only.get("/DecodeParms", None),
            )
            return form
    parts = []
    for item in streams:
        try:
            parts.append(item.read_bytes())
        except pikepdf.PdfError:
            continue  # a damaged piece; the others are drawn, and the file was said to be damaged
    return pdf.make_stream(b"\n".join(parts))


def _link(copy: pikepdf.Pdf, links: Sequence[Sequence[Link]]) -> None:
    for page, found in zip(copy.pages, links, strict=True):
        if not found:
            continue
        page.obj["/Annots"] = pikepdf.Array(
            [
                copy.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=[_short(value) for value in link.box],
                        Border=[0, 0, 0],
                        **(
                            {"Dest": _dest(copy, link.target)}
                            if link.target
                            else {
                                "A": pikepdf.Dictionary(
                                    S=pikepdf.Name.URI, URI=pikepdf.String(link.uri)
                                )
                            }
                        ),
                    )
                )
                for link in found
            ]
        )


def _outline(copy: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    if not bookmarks:
        return
    with copy.open_outline() as outline:
        open_at: list[Any] = []
        for mark in bookmarks:
            item = pikepdf.OutlineItem(
                mark.title, _dest(copy, mark.target) if mark.target else None
            )
            del open_at[mark.level :]
            (open_at[-1].children if open_at else outline.root).append(item)
            open_at.append(item)


def _dest(copy: pikepdf.Pdf, target: Target) -> pikepdf.Array:
    page = copy.pages[target.page].obj
    return pikepdf.Array([page, pikepdf.Name.XYZ, _short(target.x), _short(target.y), None])


def _short(value: float) -> float:
    return round(value, 4)
