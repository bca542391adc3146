"""Carries links and bookmarks of an author's file over to the pages where it was stamped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf

from sphinx_proceedings.volume.placement import Placement

Pages = Mapping[int, tuple[int, Placement]]
"""Of each page of the author's file: the page of the shard, and where it was put."""


class Carrier:
    """Carries from one file to another; both stay open until the other is saved."""

    def __init__(self, book: pikepdf.Pdf, author: pikepdf.Pdf, pages: Pages) -> None:
        """Take both, and the pages of one that are in the other."""
        self.book = book
        self.author = author
        self.pages = pages
        self.sheets = [page.obj for page in book.pages]
        self.in_book = {page.objgen: number for number, page in enumerate(self.sheets)}
        self.in_author = {page.obj.objgen: number for number, page in enumerate(author.pages)}

    def add_links(self, figures: Mapping[int, pikepdf.Dictionary]) -> int:
        """Make the links of the author's pages live, tagged after the figure of their page.

        Returns how many there are. Links to pages that are not stamped are left out.
        """
        root: Any = self.book.Root.StructTreeRoot
        parents = pikepdf.NumberTree(root.ParentTree)
        key = max([int(root.get("/ParentTreeNextKey", 0)), *(number + 1 for number in parents)])
        made = 0
        for index, (number, placement) in self.pages.items():
            page, figure = self.sheets[number], figures[index]
            tags = []
            for old in self.author.pages[index].obj.get("/Annots", []):
                link = self._link(old, placement)
                if link is None:
                    continue
                link["/P"] = page
                link["/StructParent"] = key
                annotation = self.book.make_indirect(link)
                parents[key] = self._tag(annotation, page, figure)
                tags.append((annotation, parents[key]))
                key += 1
            if tags:
                _insert(page, figure, tags)
            made += len(tags)
        root["/ParentTreeNextKey"] = key
        return made

    def _tag(self, annotation: Any, page: Any, figure: Any) -> Any:
        return self.book.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem,
                S=pikepdf.Name.Link,
                P=figure.P,
                Pg=page,
                K=[pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=annotation, Pg=page)],
            )
        )

    def _link(self, old: Any, placement: Placement) -> Any:
        """Return a link of the author's page as one of the stamped page."""
        x0, y0, x1, y1 = (float(value) for value in old.Rect)
        link: Any = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[round(value, 3) for value in placement.box((x0, y0, x1, y1))],
            Border=[0, 0, 0],
            F=4,  # printed, as PDF/A asks
        )
        if "/A" in old:
            uri = str(old.A.URI)
            link["/A"] = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(uri))
            link["/Contents"] = pikepdf.String(uri)
            return link
        target = self._destination(old.get("/Dest", None))
        if target is None:
            return None
        link["/Dest"], number = target
        link["/Contents"] = pikepdf.String(f"Page {number} of this paper")
        return link

    def _destination(self, old: Any) -> tuple[pikepdf.Array, int] | None:
        """Return a destination on a stamped page, and the number of the author's page from 1."""
        if not isinstance(old, pikepdf.Array):
            return None
        page: Any = old[0]
        index = self.in_author.get(page.objgen, -1)
        if index not in self.pages:
            return None
        number, placement = self.pages[index]
        x, y = placement.point(float(old[2]), float(old[3]))
        sheet = self.sheets[number]
        target = pikepdf.Array([sheet, pikepdf.Name.XYZ, round(x, 3), round(y, 3), None])
        return target, index + 1

    def add_bookmarks(self) -> None:
        """Add the bookmarks of the author's file below the entry of the paper, closed."""
        if "/Outlines" not in self.author.Root or not self.pages:
            return
        first = min(number for number, _ in self.pages.values())
        with self.author.open_outline() as old, self.book.open_outline() as outline:
            above = [item for item in outline.root if -1 < self._page_of(item) <= first]
            target = above[-1].children if above else outline.root
            target.extend(self._items(old.root))
            if above:
                above[-1].is_closed = True

    def _items(self, old: list[Any]) -> list[Any]:
        made: list[Any] = []
        for item in old:
            target = self._destination(item.destination)
            below = self._items(item.children)
            if target is None:
                made += below  # leads nowhere: what is below it moves up
                continue
            entry = pikepdf.OutlineItem(item.title, target[0])
            entry.children.extend(below)
            entry.is_closed = True
            made.append(entry)
        return made

    def _page_of(self, item: Any) -> int:
        """Return the page of an entry of the outline, from 0; -1 if that cannot be known."""
        target = item.destination
        if not isinstance(target, pikepdf.Array) or not len(target):
            return -1
        page: Any = target[0]
        return self.in_book.get(page.objgen, -1)


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
