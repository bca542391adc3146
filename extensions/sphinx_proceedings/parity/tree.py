"""The structure tree of a tagged PDF, with its texts in reading order.

Source: ISO 32000-1, 14.7 "Logical structure" and 14.8 "Tagged PDF".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pikepdf

from sphinx_proceedings.parity.text import Texts

Child: TypeAlias = "str | Element"


@dataclass(frozen=True)
class Element:
    """An element: what it is (`H1`, `P`, `Link`), what it holds, and where it leads."""

    role: str
    children: tuple[Child, ...] = ()
    alt: str | None = None
    uri: str | None = None
    inside: tuple[str, ...] = field(default=(), compare=False)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, *roles: str) -> Iterator[Element]:
        """Yield all elements below that are one of these, in reading order."""
        return (element for element in self.walk() if element.role in roles)

    def text(self, *without: str) -> str:
        """Return all text, but for that of elements of some roles."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.role not in without:
                parts.append(child.text(*without))
        return "".join(parts)


def read(pdf: pikepdf.Pdf) -> Element | None:
    """Return the document element of a tagged PDF, None if the PDF has no structure."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        return None
    texts = Texts()
    return Element("Document", tuple(_children(root, None, texts, ())))


def _children(
    holder: pikepdf.Object, page: pikepdf.Object | None, texts: Texts, inside: tuple[str, ...]
) -> Iterator[Child]:
    kids = holder.get("/K")
    if kids is None:
        return
    listed: list[Any] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    for kid in listed:
        if isinstance(kid, int):
            if page is not None:
                yield texts.of(page, kid)
        elif kid.get("/Type") == pikepdf.Name.MCR:
            where = kid.get("/Pg", page)
            if where is not None:
                yield texts.of(where, int(kid.MCID))
        elif kid.get("/Type") != pikepdf.Name.OBJR:
            yield _element(kid, page, texts, inside)


def _element(
    item: pikepdf.Object, page: pikepdf.Object | None, texts: Texts, inside: tuple[str, ...]
) -> Element:
    role = str(item.get("/S", "/NonStruct")).removeprefix("/")
    alt = item.get("/Alt")
    return Element(
        role,
        tuple(_children(item, item.get("/Pg", page), texts, (*inside, role))),
        None if alt is None else str(alt),
        _uri(item),
        inside,
    )


def _uri(item: pikepdf.Object) -> str | None:
    """Return the web address of the annotation of a link."""
    kids = item.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.OBJR:
            action = kid.Obj.get("/A", pikepdf.Dictionary())
            if "/URI" in action:
                return str(action["/URI"])
    return None
