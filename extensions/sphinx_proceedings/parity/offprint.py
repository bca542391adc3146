"""What the PDF of a paper says, as those hear it who have it read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

from sphinx_proceedings.parity import tree
from sphinx_proceedings.parity.facts import Facts, citations, linked, plain
from sphinx_proceedings.parity.tree import Element

_HEADING = re.compile(r"H[2-6]")
_NUMBER = re.compile(r"\((?:[\w.]+)\)")
# Styles make labels of names, too.
_ENTRY = re.compile(r"\[[^\]]{1,60}\]")
_HOLDING = ("P", "LBody", "TD", "TH")
_BLOCKS = ("P", "LBody", "TD", "TH", "Caption", "Note")


def read(path: Path, *, is_set: bool) -> Facts:
    """Return what an offprint says; of pages that its authors made, only what is said of them."""
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            creators = metadata.get("dc:creator")
            named = metadata.get("dc:title")
        labels = [str(page.label) for page in pdf.pages]
        document = tree.read(pdf)
    pages = (labels[0], labels[-1]) if labels else None
    authors = tuple(creators) if isinstance(creators, list) else ()
    if document is None or not is_set:
        return Facts("PDF", title=named, authors=authors, pages=pages)
    heading = next(document.find("H1"), None)
    entries = _entries(document)
    captions = [(kind, label) for kind, label in _captions(document) if label]
    return Facts(
        "PDF",
        title=plain(heading.text("Note", "Lbl")) if heading else named,
        authors=authors,
        affiliations=plain(document.text()),
        headings=tuple(
            plain(e.text("Note", "Lbl", "Formula"))
            for e in document.walk()
            if _HEADING.fullmatch(e.role)
        ),
        figures=tuple(label for kind, label in captions if kind == "figure"),
        tables=tuple(label for kind, label in captions if kind == "table"),
        equations=tuple(
            child
            for formula in document.find("Formula")
            for element in formula.walk()
            for child in element.children
            if isinstance(child, str) and _NUMBER.fullmatch(child)
        ),
        references=tuple(plain(entry.text()) for entry in entries),
        citations=citations(_running(block) for block in _prose(document, entries)),
        links=frozenset(e.uri for e in document.find("Link") if e.uri),
        pages=pages,
    )


def _captions(document: Element) -> Iterator[tuple[str, str]]:
    """Yield of what each caption is, and its number, which stands out; empty if it has none."""
    for element in document.walk():
        for child in element.children:
            if isinstance(child, Element) and child.role == "Caption":
                yield _captioned(element), _number(child)


def _number(caption: Element) -> str:
    """Return the number of a caption; one with a legend has paragraphs."""
    first = caption.children[0] if caption.children else ""
    if isinstance(first, str):
        return ""
    return plain(first.text()) if first.role == "Strong" else _number(first)


def _captioned(holder: Element) -> str:
    """Return what a caption is of, by what stands beside it."""
    beside = [child.role for child in holder.children if isinstance(child, Element)]
    if holder.role == "Table" or ("Figure" not in beside and any(holder.find("Table"))):
        return "table"
    return "listing" if "Code" in beside else "figure"


def _running(element: Element) -> str:
    """Return the text of a block without formulas and code, with what leads to the references."""
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.role == "Link" and child.uri is None:
            parts.append(linked(_running(child)))
        elif child.role not in {"Formula", "Code", "Lbl", "Note"}:
            parts.append(_running(child))
    return "".join(parts)


def _entries(document: Element) -> list[Element]:
    """Return the entries of the list of references.

    The label of one that is cited leads back. Others stand beside such, unless none is cited: a
    paragraph may begin with brackets of its own.
    """
    runs: list[list[tuple[Element, bool]]] = [[]]
    for holder in document.walk():
        for child in holder.children:
            if isinstance(child, Element) and (kind := _label_of(child)) is not None:
                runs[-1].append((child, kind))
            elif runs[-1]:
                runs.append([])
        runs.append([])
    led = [run for run in runs if any(leads for _, leads in run)]
    return [entry for run in led or runs for entry, _ in run]


def _label_of(element: Element) -> bool | None:
    """Return whether the label at the beginning of a paragraph is a link; None without a label."""
    first = next((c for c in element.children if not isinstance(c, str) or c.strip()), "")
    if element.role != "P":
        return None
    if isinstance(first, str):
        return False if _ENTRY.match(first.lstrip()) else None
    return True if first.role == "Link" and _ENTRY.fullmatch(first.text().strip()) else None


def _prose(document: Element, entries: Iterable[Element]) -> Iterator[Element]:
    """Yield the blocks of running text that hold no other, but for entries of references."""
    notes: list[Element] = []
    listed = {id(entry) for entry in entries}
    for element in document.find(*_BLOCKS):
        inner = next((e for e in element.find(*_HOLDING) if e is not element), None)
        if inner is None and id(element) not in listed:
            if element.role == "Note" or "Note" in element.inside:
                notes.append(element)
            else:
                yield element
    # They stand where they are called, and on the page below everything.
    yield from notes
