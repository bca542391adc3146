"""What the PDF of a paper says, as those hear it who have it read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from sphinx_proceedings.parity import tree
from sphinx_proceedings.parity.facts import Facts, citations, plain
from sphinx_proceedings.parity.tree import Element

_HEADING = re.compile(r"H[2-6]")
_NUMBER = re.compile(r"\((?:[\w.]+)\)")
_ENTRY = re.compile(r"\[[^\]]{1,20}\]")
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
    authors = tuple(creators) if isinstance(creators, list) else None
    if document is None or not is_set:
        return Facts("PDF", title=named, authors=authors, pages=pages)
    heading = next(document.find("H1"), None)
    tables = [_label(c) for table in document.find("Table") for c in table.find("Caption")]
    captions = [_label(caption) for caption in document.find("Caption")]
    return Facts(
        "PDF",
        title=plain(heading.text("Note", "Lbl")) if heading else named,
        authors=authors,
        affiliations=plain(document.text()),
        headings=tuple(
            plain(e.text("Note", "Lbl")) for e in document.walk() if _HEADING.fullmatch(e.role)
        ),
        figures=tuple(number for number in captions if number not in tables),
        tables=tuple(tables),
        equations=tuple(
            child
            for formula in document.find("Formula")
            for element in formula.walk()
            for child in element.children
            if isinstance(child, str) and _NUMBER.fullmatch(child)
        ),
        references=tuple(plain(p.text()) for p in document.find("P") if _is_entry(p)),
        citations=citations(p.text("Formula", "Code", "Lbl", "Note") for p in _prose(document)),
        links=frozenset(e.uri for e in document.find("Link") if e.uri),
        pages=pages,
    )


def _label(caption: Element) -> str:
    """Return the number of a figure or table, which stands out from its caption."""
    return plain(next(caption.find("Strong"), caption).text())


def _is_entry(paragraph: Element) -> bool:
    return bool(_ENTRY.match(paragraph.text().lstrip()))


def _prose(document: Element) -> Iterator[Element]:
    """Yield the blocks of running text that hold no other, but for entries of references."""
    for element in document.find(*_BLOCKS):
        inner = next((e for e in element.find(*_HOLDING) if e is not element), None)
        if inner is None and not _is_entry(element):
            yield element
