"""What lies on the pages of a file: links that are kept, fields, comments, and what is removed."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import pikepdf

from sphinx_proceedings.volume.intake.destination import Destinations, Target
from sphinx_proceedings.volume.intake.geometry import Geometry, box_of
from sphinx_proceedings.volume.intake.plain import plain, word
from sphinx_proceedings.volume.intake.report import Box

_COMMENTS: Final = frozenset(
    {"/Text", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Redact"}
)
_MEDIA: Final = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"})
_RUNS: Final = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Rendition", "/Movie"}
    | {"/Sound", "/GoTo3DView", "/RichMediaExecute", "/SetOCGState", "/Trans", "/Hide", "/Thread"}
)
_ADDRESS: Final = re.compile(r"[\x21-\x7e]{1,2000}")
_MOST_LINKS: Final = 20_000


@dataclass(frozen=True)
class Link:
    """A live link: where it is seen on its page, and where it leads."""

    box: Box
    uri: str = ""
    target: Target | None = None


@dataclass
class Marks:
    """All that lies on the pages of a file."""

    links: list[list[Link]] = field(default_factory=list)
    """Of each page."""
    scripts: Counter[str] = field(default_factory=Counter)
    """Names of actions that were removed."""
    media: Counter[str] = field(default_factory=Counter)
    comments: list[int] = field(default_factory=list)
    """Pages from 1 that had some."""
    elsewhere: list[int] = field(default_factory=list)
    """Pages from 1 with links to no public address."""
    fields: list[int] = field(default_factory=list)
    """Pages from 1 with fields to fill in."""

    def counts(self) -> dict[str, int]:
        """Return how many links there are, by kind."""
        kinds = Counter(
            "internal" if link.target else "mail" if link.uri.startswith("mailto:") else "web"
            for page in self.links
            for link in page
        )
        return dict(sorted(kinds.items()))


def collect(pdf: pikepdf.Pdf, pages: list[Geometry], destinations: Destinations) -> Marks:
    """Take what lies on the pages; what is part of how they look becomes part of them."""
    marks = Marks()
    looks = False
    for number, (page, seen) in enumerate(zip(pdf.pages, pages, strict=True), 1):
        kept: list[Any] = []
        links: list[Link] = []
        given = page.obj.get("/Annots", None)
        for item in list(given) if isinstance(given, pikepdf.Array) else []:
            if not isinstance(item, pikepdf.Dictionary):
                continue
            _count_scripts(item, marks)
            if item.get("/Subtype", None) == "/Link":
                links.extend(_link(item, seen, destinations, marks, number))
            elif _is_look(item, marks, number):
                kept.append(item)
        marks.links.append(links[: max(0, _MOST_LINKS - sum(map(len, marks.links)))])
        looks = looks or bool(kept)
        page.obj["/Annots"] = pikepdf.Array(kept)
    if looks:
        # What is too damaged to be drawn is not drawn.
        with contextlib.suppress(pikepdf.PdfError):
            pdf.flatten_annotations("print")
    return marks


def _is_look(item: Any, marks: Marks, number: int) -> bool:
    """Tell whether an annotation is part of how its page looks, and note it if it is not."""
    subtype = word(item.get("/Subtype", None))
    if subtype in _COMMENTS:
        if subtype != "/Popup":
            _once(marks.comments, number)
    elif subtype in _MEDIA:
        marks.media[subtype.removeprefix("/")] += 1
    else:
        if subtype == "/Widget":
            _once(marks.fields, number)
        return True
    return False


def _once(pages: list[int], page: int) -> None:
    if page not in pages[-1:]:
        pages.append(page)


def _count_scripts(item: Any, marks: Marks) -> None:
    action = item.get("/A", None)
    if isinstance(action, pikepdf.Dictionary):
        kind = word(action.get("/S", None))
        if kind in _RUNS:
            marks.scripts[kind.removeprefix("/")] += 1
        if "/Next" in action:
            marks.scripts["chained action"] += 1
    if isinstance(item.get("/AA", None), pikepdf.Dictionary):
        marks.scripts["action of a field or a link"] += 1


def _link(
    item: Any, page: Geometry, destinations: Destinations, marks: Marks, number: int
) -> Iterator[Link]:
    """Yield the link as it is kept; nothing for one that leads to no public place."""
    box = box_of(item.get("/Rect", None))
    if box is None:
        return
    x0, y0, x1, y1 = page.seen_box(box)
    width, height = page.size
    seen = (max(x0, 0.0), max(y0, 0.0), min(x1, width), min(y1, height))
    if seen[2] <= seen[0] or seen[3] <= seen[1]:
        return
    action = item.get("/A", None)
    action = action if isinstance(action, pikepdf.Dictionary) else pikepdf.Dictionary()
    kind = word(action.get("/S", None))
    if kind == "/URI" and (uri := address(plain(action.get("/URI", "")))):
        yield Link(seen, uri=uri)
    elif kind in {"/URI", "/GoToR", "/GoToE"}:
        _once(marks.elsewhere, number)
    elif kind in {"", "/GoTo"} and (
        target := destinations.resolve(item.get("/Dest", action.get("/D", None)))
    ):
        yield Link(seen, target=target)


def address(text: str) -> str:
    """Return a public address, empty if it is none: files, scripts and bare words lead nowhere."""
    text = text.strip()
    if not _ADDRESS.fullmatch(text):
        text = "".join(
            character if character.isascii() else _percent(character) for character in text
        ).replace(" ", "%20")
        if not _ADDRESS.fullmatch(text):
            return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return text if "@" in parts.path else ""
    if parts.scheme not in {"http", "https"} or not host or "." not in host:
        return ""
    return "" if parts.username or parts.password else text


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
