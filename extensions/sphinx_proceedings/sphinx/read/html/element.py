"""The elements of HTML that authors may use, and the node that each becomes.

It is the list of what is let through: any other element is reported, and shown as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from docutils import nodes
from sphinx_design.shared import create_component

Content = Literal["text", "blocks", "rows", "nothing"]


@dataclass(frozen=True, slots=True)
class Element:
    """What an element becomes, and what may be in it."""

    make: Callable[[], nodes.Element]
    content: Content = "text"
    attributes: frozenset[str] = frozenset()
    """Those that mean something here."""


def _marked(*classes: str) -> Callable[[], nodes.Element]:
    return lambda: nodes.inline(classes=list(classes))


def _key() -> nodes.Element:
    return nodes.literal(classes=["kbd"])


def _box(*classes: str) -> Callable[[], nodes.Element]:
    return lambda: nodes.container(is_div=True, classes=list(classes))


def _details() -> nodes.Element:
    return create_component(
        "dropdown",
        opened=False,
        type="dropdown",
        has_title=False,
        icon=None,
        chevron="right-down",
        container_classes=["sd-mb-3"],
        title_classes=[],
        body_classes=[],
    )


ELEMENTS: Final[Mapping[str, Element]] = {
    # Within a line
    "b": Element(nodes.strong),
    "strong": Element(nodes.strong),
    "i": Element(nodes.emphasis),
    "em": Element(nodes.emphasis),
    "cite": Element(nodes.emphasis),
    "dfn": Element(nodes.emphasis),
    "var": Element(nodes.emphasis),
    "sub": Element(nodes.subscript),
    "sup": Element(nodes.superscript),
    "code": Element(nodes.literal),
    "samp": Element(nodes.literal),
    "tt": Element(nodes.literal),
    "kbd": Element(_key),
    "u": Element(_marked("underline")),
    "ins": Element(_marked("underline")),
    "s": Element(_marked("strike")),
    "del": Element(_marked("strike")),
    "strike": Element(_marked("strike")),
    "mark": Element(_marked("mark")),
    "small": Element(_marked("small")),
    "span": Element(_marked(), attributes=frozenset({"id"})),
    "abbr": Element(nodes.abbreviation, attributes=frozenset({"title"})),
    "a": Element(nodes.inline, attributes=frozenset({"href", "title", "id", "name"})),
    "br": Element(nodes.inline, "nothing"),
    "wbr": Element(nodes.inline, "nothing"),
    "img": Element(
        nodes.inline, "nothing", frozenset({"src", "alt", "title", "width", "height", "align"})
    ),
    # Blocks
    "p": Element(nodes.paragraph, attributes=frozenset({"id"})),
    "div": Element(_box(), "blocks", frozenset({"id"})),
    "center": Element(_box("align-center"), "blocks"),
    "blockquote": Element(nodes.block_quote, "blocks"),
    "details": Element(_details, "blocks", frozenset({"open"})),
    "summary": Element(nodes.rubric),
    "figure": Element(nodes.figure, "blocks", frozenset({"id"})),
    "figcaption": Element(nodes.caption),
    "ul": Element(lambda: nodes.bullet_list(bullet="-"), "blocks"),
    "ol": Element(
        lambda: nodes.enumerated_list(enumtype="arabic", prefix="", suffix="."),
        "blocks",
        frozenset({"start"}),
    ),
    "li": Element(nodes.list_item, "blocks"),
    "hr": Element(nodes.transition, "nothing"),
    "table": Element(nodes.table, "rows", frozenset({"id"})),
}

ROWS: Final = frozenset({"thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col"})
"""What is in a table, and nowhere else."""

PLAIN: Final = frozenset(
    word
    for line in (
        "class style id lang dir title role width height align valign border cellpadding",
        "cellspacing bgcolor color size rel target name hidden loading decoding scope colspan",
        "rowspan span aria-label aria-hidden",
    )
    for word in line.split()
)
"""Attributes that say how something looks; they are not needed here, and nobody misses them."""
