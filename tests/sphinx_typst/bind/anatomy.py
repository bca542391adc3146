"""Whether the tags of a PDF fit its pages: read with pypdf, and none of the code that made them."""

from collections import Counter
from dataclasses import dataclass, field

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject


@dataclass
class Anatomy:
    """The structure tree of a PDF, taken apart."""

    reader: PdfReader
    # The pages, by the numbers of their objects.
    pages: dict
    # (number of the object that has the content, MCID) -> numbers of the elements that reach it.
    marks: dict = field(default_factory=dict)
    # Number of an annotation -> numbers of the elements that refer to it.
    references: dict = field(default_factory=dict)
    roles: list = field(default_factory=list)
    ids: Counter = field(default_factory=Counter)
    headers: list = field(default_factory=list)
    flaws: list = field(default_factory=list)


def examine(path):
    """Take a PDF apart, and list what does not fit."""
    reader = PdfReader(path)
    body = Anatomy(reader, {page.indirect_reference.idnum: page for page in reader.pages})
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    parents = numbers(root["/ParentTree"])
    walk(body, root.raw_get("/K"), reader.trailer["/Root"].raw_get("/StructTreeRoot"), None)
    check_marks(body, parents)
    check_annotations(body, parents)
    check_ids(body, root)
    return body


def walk(body, item, parent, page):
    """Go through what is below an element; parents and pages must be those it names."""
    value = item.get_object()
    if isinstance(value, ArrayObject):
        for kid in value:
            walk(body, kid, parent, page)
    elif isinstance(value, int):
        body.marks.setdefault((page, int(value)), []).append(parent.idnum)
    elif value.get("/Type") == "/MCR":
        holder = value.raw_get("/Stm" if "/Stm" in value else "/Pg").idnum
        body.marks.setdefault((holder, int(value["/MCID"])), []).append(parent.idnum)
    elif value.get("/Type") == "/OBJR":
        body.references.setdefault(value.raw_get("/Obj").idnum, []).append(parent.idnum)
        on = value.raw_get("/Pg").idnum if "/Pg" in value else page
        annotations = body.pages[on].get("/Annots", ArrayObject()).get_object()
        if value.raw_get("/Obj").idnum not in [one.idnum for one in annotations]:
            body.flaws.append(f"OBJR of {parent.idnum}: not on its page")
    else:
        element(body, item, parent, page)


def element(body, item, parent, page):
    value = item.get_object()
    body.roles.append(str(value["/S"]))
    if value.raw_get("/P") != parent:
        body.flaws.append(f"element {item.idnum} ({value['/S']}): another parent")
    if "/ID" in value:
        body.ids[str(value["/ID"])] += 1
    attributes = value.get("/A", ArrayObject()).get_object()
    attributes = attributes if isinstance(attributes, ArrayObject) else [attributes]
    for part in (one.get_object() for one in attributes):
        if isinstance(part, DictionaryObject):
            body.headers.extend(map(str, part.get("/Headers", ())))
    if "/Pg" in value:
        page = value.raw_get("/Pg").idnum
        if page not in body.pages:
            body.flaws.append(f"element {item.idnum}: its page is not in the book")
    if "/K" in value:
        walk(body, value.raw_get("/K"), item, page)


def numbers(tree):
    """Read a number tree."""
    tree = tree.get_object()
    pairs = list(tree.get("/Nums", ()))
    found = dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
    for kid in tree.get("/Kids", ()):
        found |= numbers(kid)
    return found


def check_marks(body, parents):
    """Each mark on a page is reached once, and the parent tree knows by which element."""
    printed = set()
    for number, page in body.pages.items():
        for holder, owner, content in contents(number, page):
            for operands, operator in content.operations:
                if operator not in (b"BDC", b"DP") or not isinstance(operands[1], dict):
                    continue
                if "/MCID" not in operands[1]:
                    continue
                mark = (holder, int(operands[1]["/MCID"]))
                printed.add(mark)
                by = body.marks.get(mark, [])
                if len(by) != 1:
                    body.flaws.append(f"mark {mark}: reached {len(by)} times")
                    continue
                known = parents.get(int(owner.get("/StructParents", -1)))
                known = list(known.get_object()) if known is not None else []
                entry = known[mark[1]] if mark[1] < len(known) else None
                if not isinstance(entry, IndirectObject) or entry.idnum != by[0]:
                    body.flaws.append(f"mark {mark}: the parent tree says otherwise")
    body.flaws.extend(f"mark {mark}: nowhere" for mark in body.marks.keys() - printed)


def contents(number, page):
    """Give the contents of a page and of its forms, with their owners."""
    if page.get_contents() is not None:
        yield number, page, ContentStream(page.get_contents(), page.pdf)
    forms = page["/Resources"].get("/XObject", DictionaryObject()).get_object()
    for name in forms:
        form = forms[name]
        if form["/Subtype"] == "/Form":
            yield forms.raw_get(name).idnum, form, ContentStream(form, page.pdf)


def check_annotations(body, parents):
    """Each link has an element, and the parent tree knows which."""
    used = Counter()
    for page in body.pages.values():
        if "/StructParents" in page:
            used[int(page["/StructParents"])] += 1
        for item in page.get("/Annots", ArrayObject()).get_object():
            annotation = item.get_object()
            by = body.references.pop(item.idnum, [])
            key = int(annotation.get("/StructParent", -1))
            used[key] += 1
            if len(by) != 1 or key not in parents or parents[key].idnum != by[0]:
                body.flaws.append(f"annotation {item.idnum}: elements {by}")
    body.flaws.extend(f"object {number}: on no page" for number in body.references)
    body.flaws.extend(f"number {key}: used {n} times" for key, n in used.items() if n != 1)


def check_ids(body, root):
    known = names(root["/IDTree"]) if "/IDTree" in root else {}
    if list(known) != sorted(known):
        body.flaws.append("identifiers: not in order")
    if body.ids != Counter(list(known)):
        body.flaws.append("identifiers: the tree of them has others")
    body.flaws.extend(
        f"identifier {name}: of another element"
        for name, value in known.items()
        if value.get_object()["/ID"] != name
    )
    body.flaws.extend(f"header {name}: unknown" for name in set(body.headers) - body.ids.keys())


def names(tree):
    """Read a name tree."""
    tree = tree.get_object()
    pairs = list(tree.get("/Names", ()))
    found = dict(zip(map(str, pairs[::2]), pairs[1::2], strict=True))
    for kid in tree.get("/Kids", ()):
        found |= names(kid)
    return found
