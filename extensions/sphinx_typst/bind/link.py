"""Destinations and links: what a volume can lead to, and what leads there."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from sphinx_typst.address import SCHEME
from sphinx_typst.bind.outline import items
from sphinx_typst.bind.piece import Lost, Spot
from sphinx_typst.bind.section import Section
from sphinx_typst.bind.structure import Structure
from sphinx_typst.bind.tree import entries, name_tree

# Gives the URL of a label that the PDF does not have.
Elsewhere = Callable[[str], str | None]


class Places:
    """What can be led to in a volume, by name."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._known: dict[bytes, Any] = {}
        # What they are called, as far as anybody has said, and headings by their places.
        self._titles: dict[bytes, str] = {}
        self._headings: dict[tuple[object, ...], str] = {}
        # For each piece the names that its own destinations have in the volume.
        self._names: dict[int, dict[bytes, bytes]] = {}

    def __contains__(self, name: bytes) -> bool:
        """Whether the volume has this name."""
        return name in self._known

    def reserve(self, section: Section) -> None:
        """Note the labels of a piece; these names no destination of another piece may take."""
        for label, spot in section.piece.spots.items():
            page, name = section.pages[spot.page - 1], label.encode(errors="replace")
            if name not in self._known:
                self._known[name] = _destination(page, spot)
                self._titles[name] = spot.title

    def add(self, section: Section) -> None:
        """Note the destinations that a piece has itself."""
        own = {label.encode(errors="replace") for label in section.piece.spots}
        pages = {page.objgen for page in section.pages}
        names = self._names[section.index] = {name: name for name in own}
        for name, value in _own(section.catalogue):
            if not leads(value, pages):
                continue
            new = name
            while new in self._known and new not in own:
                new = f"p{section.index + 1}.".encode() + new
            names[name] = new
            self._known.setdefault(new, value)
        for item in items(section.catalogue.get("/Outlines")):
            if leads(item.get("/Dest"), pages) and isinstance(item.get("/Title"), String):
                self._headings.setdefault(_place(item["/Dest"]), str(item["/Title"]))

    def title(self, name: bytes, folios: Mapping[tuple[int, int], str]) -> str:
        """Say what is there: its title, its heading, or its page."""
        place = _place(self._known[name])
        known = self._titles.get(name) or self._headings.get(place)
        folio = folios.get(_array(self._known[name])[0].objgen, "")
        return known or (f"p. {folio}" if folio else name.decode(errors="replace"))

    def find(self, section: Section, name: Any) -> bytes | None:
        """Give the name in the volume of what a piece calls so."""
        return self._names[section.index].get(normal(name))

    def finish(self) -> Object | None:
        """Give the tree of all names, or nothing if there are none."""
        return name_tree(self._pdf, self._known) if self._known else None


class Linker:
    """Leads the links of pieces to where things are in the volume."""

    def __init__(
        self,
        pdf: Pdf,
        places: Places,
        structure: Structure,
        elsewhere: Elsewhere,
        folios: Mapping[tuple[int, int], str],
    ) -> None:
        self._pdf = pdf
        self._folios = folios
        self._places = places
        self._structure = structure
        self._elsewhere = elsewhere

    def mend(self, section: Section) -> Iterator[Lost]:
        """Mend the links of a piece; give those that lead nowhere, and were taken out."""
        pages = {page.objgen for page in section.pages}
        for number, page in enumerate(section.pages, 1):
            annotations = page.get("/Annots")
            if not isinstance(annotations, Array):
                continue
            kept = []
            for annotation in list(annotations):
                lost = None
                if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Link:
                    lost = self._mend(section, annotation, pages)
                if lost is None:
                    kept.append(annotation)
                else:
                    self._structure.detach(annotation)
                    yield Lost(section.index, number, lost)
            if kept:
                page["/Annots"] = self._pdf.make_indirect(Array(kept))
                page["/Tabs"] = Name.S
            else:
                del page["/Annots"]
        for item in items(section.catalogue.get("/Outlines")):
            # Entries that lead nowhere stay: they are headings as well.
            self._mend(section, item, pages)

    def _mend(self, section: Section, owner: Any, pages: set[tuple[int, int]]) -> str | None:
        """Mend one link or entry; give its label if it leads nowhere."""
        action = owner.get("/A")
        if isinstance(action, Dictionary) and action.get("/S") == Name.URI:
            uri = bytes(action["/URI"]) if isinstance(action.get("/URI"), String) else b""
            text = uri.decode("latin-1").strip()
            if text.lower().startswith(SCHEME):
                return self._leave(section, owner, unquote(text[len(SCHEME) :]))
            return None
        holder, key = owner, "/Dest"
        if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            holder, key = action, "/D"
        value = holder.get(key)
        if isinstance(value, String | Name):
            name = self._places.find(section, value)
            if name is None:
                return _text(normal(value))
            holder[key] = String(name)
        elif value is not None and not leads(value, pages):
            return ""
        return None

    def _leave(self, section: Section, owner: Any, label: str) -> str | None:
        """Lead a link out of its piece."""
        name = label.encode(errors="replace")
        if name not in self._places:
            own = self._places.find(section, String(name))
            name = name if own is None else own
        if name in self._places:
            owner["/A"] = Dictionary(Type=Name.Action, S=Name.GoTo, D=String(name))
            # Typst says the address here, which leads nowhere any more.
            owner["/Contents"] = String(self._places.title(name, self._folios))
            return None
        url = self._elsewhere(label)
        if url is None:
            del owner["/A"]
            return label
        # PDF has 7-bit addresses.
        text = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
        owner["/A"] = Dictionary(Type=Name.Action, S=Name.URI, URI=String(text))
        owner["/Contents"] = String(text)
        return None


def normal(name: Any) -> bytes:
    """Give a name in one encoding: PDF has three for the same text."""
    if isinstance(name, Name):
        return str(name)[1:].encode(errors="replace")
    data = bytes(name)
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace").encode(errors="replace")
    return data.removeprefix(b"\xef\xbb\xbf")


def leads(value: Any, pages: set[tuple[int, int]]) -> bool:
    """Whether a destination is on one of some pages."""
    value = _array(value)
    if not isinstance(value, Array) or not len(value):
        return False
    page = value[0]
    return isinstance(page, Dictionary) and page.objgen in pages


def _array(destination: Any) -> Any:
    """Give a destination itself: some are wrapped."""
    return destination.get("/D") if isinstance(destination, Dictionary) else destination


def _place(destination: Any) -> tuple[object, ...]:
    """Give what is the same for all destinations at one place."""
    page, *rest = list(_array(destination))
    return page.objgen, *map(str, rest)


def _own(catalogue: Any) -> Iterator[tuple[bytes, Any]]:
    names = catalogue.get("/Names")
    if isinstance(names, Dictionary):
        for name, value in entries(names.get("/Dests"), "/Names"):
            if isinstance(name, String):
                yield normal(name), value
    old = catalogue.get("/Dests")
    if isinstance(old, Dictionary):
        yield from ((normal(Name(name)), value) for name, value in old.items())


def _destination(page: Any, spot: Spot) -> Array:
    """Say where a spot is: PDF counts from below."""
    _, bottom, _, top = media_box(page)
    height = max(float(bottom), float(top) - spot.top)
    return Array([page, Name.XYZ, round(spot.left, 3), round(height, 3), 0])


def media_box(page: Any) -> tuple[float, float, float, float]:
    """Give left, bottom, right and top of a page; that of A4 if it does not say."""
    try:
        left, bottom, right, top = (float(side) for side in page["/MediaBox"])
    except (KeyError, TypeError, ValueError):
        return 0, 0, 595.276, 841.89
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _text(name: bytes) -> str:
    return name.decode(errors="replace")
