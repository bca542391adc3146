"""The structure tree of a volume: those of its pieces, under one roof."""

from collections.abc import Iterator
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from sphinx_typst.bind.section import Section
from sphinx_typst.bind.tree import entries, name_tree, number_tree

# How deep forms lie in each other.
_DEEP: Final = 40


class Structure:
    """Joins structure trees: numbers, names and roles are made unique on the way."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._tops: list[list[Any]] = []
        # Which element an object or a page belongs to, by its number.
        self._parents: dict[int, Any] = {}
        self._next = 0
        self._ids: dict[bytes, Any] = {}
        self._maps: dict[str, dict[str, Any]] = {"/RoleMap": {}, "/ClassMap": {}}

    def add(self, section: Section, language: str) -> None:
        """Add the tree of a piece to that of a volume in a language."""
        root = section.catalogue.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            self._number(section, {})
            return
        tops = [kid for kid in kids(root) if isinstance(kid, Dictionary) and "/S" in kid]
        numbers = {}
        for old, value in entries(root.get("/ParentTree"), "/Nums"):
            if isinstance(old, int):
                numbers[old] = self._next
                self._parents[self._next] = value
                self._next += 1
        self._number(section, numbers)
        self._rename(section, root, tops)
        for top in tops:
            if section.language not in ("", language) and "/Lang" not in top:
                top["/Lang"] = String(section.language)
        self._tops.append(tops)

    def detach(self, annotation: Any) -> None:
        """Take an annotation out of the tree: what was its link is then text as any other."""
        number = annotation.get("/StructParent")
        element = self._parents.pop(number, None) if isinstance(number, int) else None
        if not isinstance(element, Dictionary):
            return
        left = [
            kid
            for kid in kids(element)
            if not (_is_reference(kid) and kid.get("/Obj").objgen == annotation.objgen)
        ]
        element["/K"] = Array(left)
        if element.get("/S") == Name.Link and not any(map(_is_reference, left)):
            inline = all(not isinstance(kid, Dictionary) or _is_inline(kid) for kid in left)
            element["/S"] = Name.Span if inline else Name.Div

    def finish(self) -> Object | None:
        """Give the root of the tree, or nothing if no piece is tagged."""
        if not self._tops:
            return None
        pdf, root = self._pdf, self._root
        if len(self._tops) == 1:
            # The only tagged piece is a document of its own.
            tops = self._tops[0]
            for top in tops:
                top["/P"] = root
            root["/K"] = Array(tops)
        else:
            document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
            for top in (top for tops in self._tops for top in tops):
                top["/P"] = document
                if top["/S"] == Name.Document:
                    top["/S"] = Name.Part
            document["/K"] = Array([top for tops in self._tops for top in tops])
            root["/K"] = Array([document])
        root["/ParentTree"] = number_tree(pdf, self._parents)
        root["/ParentTreeNextKey"] = self._next
        if self._ids:
            root["/IDTree"] = name_tree(pdf, self._ids)
        for key, values in self._maps.items():
            if values:
                root[key] = Dictionary(values)
        return root

    def _number(self, section: Section, numbers: dict[int, int]) -> None:
        """Give new numbers to the pages, annotations and forms of a piece."""
        for owner in _owners(section.pages):
            for key in ("/StructParents", "/StructParent"):
                if key in owner:
                    number = numbers.get(old) if isinstance(old := owner[key], int) else None
                    if number is None:
                        del owner[key]
                    else:
                        owner[key] = number

    def _rename(self, section: Section, root: Any, tops: list[Any]) -> None:
        """Rename what the pieces before call the same, but mean differently."""
        prefix = f"p{section.index + 1}."
        own = {
            bytes(name): element
            for name, element in entries(root.get("/IDTree"), "/Names")
            if isinstance(name, String)
        }
        ids = {
            name: _fresh(prefix.encode() + name, self._ids, own)
            for name in own
            if name in self._ids
        }
        for name, element in own.items():
            self._ids[ids.get(name, name)] = element
        renamed: dict[str, dict[str, str]] = {}
        for key, known in self._maps.items():
            mine = root.get(key)
            renamed[key] = {}
            for role, value in mine.items() if isinstance(mine, Dictionary) else ():
                new = role
                if role in known and known[role] != value:
                    new = _fresh(f"/{prefix}{role[1:]}", known, mine)
                    renamed[key][role] = new
                known[new] = value
                for attributes in _attributes(value):
                    _rename_headers(attributes, ids)
        if ids or any(renamed.values()):
            # Roles and classes may be anywhere; headers are named by the cells of their own table.
            within = tops if any(renamed.values()) else list(map(_table, map(own.get, ids)))
            for element in elements(within):
                _rename_element(element, ids, renamed["/RoleMap"], renamed["/ClassMap"])


def kids(element: Any) -> list[Any]:
    """Give what is right below an element."""
    value = element.get("/K")
    if isinstance(value, Array):
        return list(value)
    return [] if value is None else [value]


def elements(tops: list[Any]) -> Iterator[Any]:
    """Give elements and all below them, in order; a tree that bites its tail ends."""
    waiting = tops[::-1]
    seen: set[tuple[int, int]] = set()
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or "/S" not in element:
            continue
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        yield element
        waiting.extend(reversed(kids(element)))


def _table(element: Any) -> Any:
    """Give the outermost table around an element; the element itself if it is in none."""
    found = here = element
    seen: set[tuple[int, int]] = set()
    while isinstance(here, Dictionary) and here.objgen not in seen:
        if here.is_indirect:
            seen.add(here.objgen)
        if here.get("/S") == Name.Table:
            found = here
        here = here.get("/P")
    return found


def _owners(pages: Any) -> Iterator[Any]:
    """Give all that has a number in the parent tree, or may have: once each."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        yield page
        forms = list(_forms(page.get("/Resources"), 0, seen))
        annotations = page.get("/Annots")
        for annotation in list(annotations) if isinstance(annotations, Array) else ():
            if isinstance(annotation, Dictionary) and _is_new(annotation, seen):
                yield annotation
                forms.extend(_forms(Dictionary(XObject=_looks(annotation)), 0, seen))
        yield from forms


def _looks(annotation: Any) -> Dictionary:
    """Give the appearances of an annotation, of all its states."""
    found: dict[str, Any] = {}
    appearance = annotation.get("/AP")
    for key, value in appearance.items() if isinstance(appearance, Dictionary) else ():
        states = value.items() if not isinstance(value, Stream) else [("/", value)]
        found |= {f"{key}{state[1:]}": look for state, look in states}
    return Dictionary({key: look for key, look in found.items() if isinstance(look, Stream)})


def _forms(resources: Any, depth: int, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Give the forms and pictures of resources, and those within them."""
    forms = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    for form in dict(forms.items()).values() if isinstance(forms, Dictionary) else ():
        if isinstance(form, Stream) and _is_new(form, seen):
            yield form
            if depth < _DEEP:
                yield from _forms(form.get("/Resources"), depth + 1, seen)


def _is_new(value: Any, seen: set[tuple[int, int]]) -> bool:
    if value.is_indirect and value.objgen in seen:
        return False
    seen.add(value.objgen)
    return True


def _fresh(name: Any, *taken: Any) -> Any:
    """Give a name that is in none of these."""
    mark = b"." if isinstance(name, bytes) else "."
    while any(name in names for names in taken):
        name += mark
    return name


def _rename_element(
    element: Any, ids: dict[bytes, bytes], roles: dict[str, str], classes: dict[str, str]
) -> None:
    name = element.get("/ID")
    if isinstance(name, String) and bytes(name) in ids:
        element["/ID"] = String(ids[bytes(name)])
    role = str(element["/S"])
    if role in roles:
        element["/S"] = Name(roles[role])
    for attributes in _attributes(element.get("/A")):
        _rename_headers(attributes, ids)
    if classes and "/C" in element:
        value = element["/C"]
        values = list(value) if isinstance(value, Array) else [value]
        element["/C"] = Array(
            [Name(classes.get(str(v), str(v))) if isinstance(v, Name) else v for v in values]
        )


def _attributes(value: Any) -> Iterator[Any]:
    """Give attribute objects: there is one, or a list that may have revision numbers in it."""
    for item in list(value) if isinstance(value, Array) else [value]:
        if isinstance(item, Dictionary):
            yield item


def _rename_headers(attributes: Any, ids: dict[bytes, bytes]) -> None:
    headers = attributes.get("/Headers")
    if isinstance(headers, Array):
        attributes["/Headers"] = Array(
            [
                String(ids.get(bytes(name), bytes(name)))
                for name in list(headers)
                if isinstance(name, String)
            ]
        )


def _is_reference(kid: Any) -> bool:
    """Whether a kid is a reference to an annotation or another object."""
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and "/Obj" in kid


_INLINE: Final = frozenset({"/Span", "/Quote", "/Code", "/Em", "/Strong", "/Lbl", "/Reference"})


def _is_inline(kid: Any) -> bool:
    return "/S" not in kid or str(kid["/S"]) in _INLINE
