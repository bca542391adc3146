"""Carries links and bookmarks of an author's file over to the pages where it was stamped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf

from sphinx_proceedings.volume.placement import Placement

Pages = Mapping[int, tuple[int, Placement]]
"""Of each page of the author's file: the page of the shard, and where it was put."""


def add_links(
    book: pikepdf.Pdf,
    author: pikepdf.Pdf,
    pages: Pages,
    figures: Mapping[int, pikepdf.Dictionary],
) -> int:
    """Make the links of the author's pages live, tagged after the figure of their page.

    Returns how many there are. Links to pages that are not stamped are left out.
    """
    root: Any = book.Root.StructTreeRoot
    parents = pikepdf.NumberTree(root.ParentTree)
    key = int(root.get("/ParentTreeNextKey", 0))
    key = max(key, *(number + 1 for number in parents), 0) if len(parents) else key
    made = 0
    for index, (number, placement) in pages.items():
        page = book.pages[number].obj
        tags = []
        for old in author.pages[index].obj.get("/Annots", []):
            link = _link(book, author, old, placement, pages)
            if link is None:
                continue
            link["/P"] = page
            link["/StructParent"] = key
            annotation = book.make_indirect(link)
            tag = book.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.StructElem,
                    S=pikepdf.Name.Link,
                    P=figures[index].P,
                    Pg=page,
                    K=[pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=annotation, Pg=page)],
                )
            )
            parents[key] = tag
            key += 1
            tags.append((annotation, tag))
        if tags:
            _insert(page, figures[index], tags)
        made += len(tags)
    root["/ParentTreeNextKey"] = key
    return made


def _insert(page: Any, figure: Any, tags: list[tuple[Any, Any]]) -> None:
    """Put links on a page, and their tags after its figure."""
    if "/Annots" not in page:
        page["/Annots"] = pikepdf.Array()
    for annotation, _ in tags:
        page.Annots.append(annotation)
    parent: Any = figure.P
    below = list(parent.K) if isinstance(parent.K, pikepdf.Array) else [parent.K]
    at = next(
        position
        for position, kid in enumerate(below)
        if isinstance(kid, pikepdf.Dictionary) and kid.is_same_object_as(figure)
    )
    below[at + 1 : at + 1] = [tag for _, tag in tags]
    parent["/K"] = pikepdf.Array(below)


def _link(
    book: pikepdf.Pdf, author: pikepdf.Pdf, old: Any, placement: Placement, pages: Pages
) -> Any:
    """Return a link of the author's page as one of the stamped page."""
    x0, y0, x1, y1 = (float(value) for value in old.Rect)
    link: Any = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[round(value, 3) for value in placement.box((x0, y0, x1, y1))],
        Border=[0, 0, 0],
        F=4,
    )
    if "/A" in old:
        uri = str(old.A.URI)
        link["/A"] = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(uri))
        link["/Contents"] = pikepdf.String(uri)
        return link
    target = _destination(book, author, old.get("/Dest", None), pages)
    if target is None:
        return None
    link["/Dest"], number = target
    link["/Contents"] = pikepdf.String(f"Page {number} of this paper")
    return link


def _destination(
    book: pikepdf.Pdf, author: pikepdf.Pdf, old: Any, pages: Pages
) -> tuple[pikepdf.Array, int] | None:
    """Return a destination on a stamped page, and the number of the author's page from 1."""
    if not isinstance(old, pikepdf.Array):
        return None
    index = _index(author, old[0])
    if index not in pages:
        return None
    number, placement = pages[index]
    x, y = placement.point(float(old[2]), float(old[3]))
    page = book.pages[number].obj
    target = pikepdf.Array([page, pikepdf.Name.XYZ, round(x, 3), round(y, 3), None])
    return target, index + 1


def _index(author: pikepdf.Pdf, page: Any) -> int:
    return next(
        (number for number, one in enumerate(author.pages) if one.obj.objgen == page.objgen), -1
    )


def add_bookmarks(book: pikepdf.Pdf, author: pikepdf.Pdf, pages: Pages) -> None:
    """Add the bookmarks of the author's file below the entry of the paper, closed."""
    if "/Outlines" not in author.Root or not pages:
        return
    first = min(number for number, _ in pages.values())
    with author.open_outline() as old, book.open_outline() as outline:
        above = [item for item in outline.root if -1 < _page_of(book, item.destination) <= first]
        target = above[-1].children if above else outline.root
        target.extend(_items(book, author, old.root, pages))
        if above:
            above[-1].is_closed = True


def _items(book: pikepdf.Pdf, author: pikepdf.Pdf, old: list[Any], pages: Pages) -> list[Any]:
    made: list[Any] = []
    for item in old:
        target = _destination(book, author, item.destination, pages)
        below = _items(book, author, item.children, pages)
        if target is None:
            made += below  # leads nowhere: what is below it moves up
            continue
        entry = pikepdf.OutlineItem(item.title, target[0])
        entry.children.extend(below)
        entry.is_closed = True
        made.append(entry)
    return made


def _page_of(book: pikepdf.Pdf, destination: Any) -> int:
    """Return the page of an explicit destination, from 0; -1 if it is none."""
    if not isinstance(destination, pikepdf.Array) or not len(destination):
        return -1
    return _index(book, destination[0])
