"""From a doctree to Typst: one file a family of nodes, put together here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from sphinx.builders import Builder

from sphinx_typst.context import Context
from sphinx_typst.markup import Block, Code, call, value
from sphinx_typst.writer.admonitions import Admonitions
from sphinx_typst.writer.base import CONTEXT
from sphinx_typst.writer.design import Design
from sphinx_typst.writer.domain import Domain
from sphinx_typst.writer.extensions import Extensions
from sphinx_typst.writer.formula import Formulas
from sphinx_typst.writer.inline import Inline
from sphinx_typst.writer.lists import Lists
from sphinx_typst.writer.references import References
from sphinx_typst.writer.tables import Tables

__all__ = ["Translator", "Written", "write"]


class Translator(
    Domain, Admonitions, Design, Extensions, Tables, Lists, References, Formulas, Inline
):
    """Writes every node that docutils, Sphinx and sphinx-design have."""

    def __init__(self, document: nodes.document, builder: Builder, context: Context) -> None:
        """Prepare to write `document`; its footnotes are found first."""
        super().__init__(document, builder, context)
        self.explained = set()
        self.printed = set()
        self.called = {
            str(call["refid"])
            for call in document.findall(nodes.footnote_reference)
            if "refid" in call
        }
        self.footnotes = {
            str(identifier): footnote
            for footnote in document.findall(nodes.footnote)
            for identifier in footnote["ids"]
        }


# See `markup.formula`.
_FORMULA: Final = re.compile(r"\$ .*? \$\.body", re.DOTALL)


@dataclass(frozen=True)
class Written:
    """A document in Typst, and what the volume has to know of it."""

    text: str
    toctrees: tuple[tuple[str, ...], ...]
    top: int
    title: str
    refers: frozenset[str]
    # Identifier -> the one that carries the label.
    anchors: dict[str, str]
    # Document, identifier, and whether the page is printed, of all links into documents.
    targets: tuple[tuple[str, str, bool], ...]
    # Headings and toctrees in order, as `Base.outline`.
    outline: tuple[dict[str, object], ...]
    # What is printed of all that is in `text`, without order: names and addresses are not.
    printed: str


def write(document: nodes.document, translator: Translator) -> Written:
    """Write a resolved doctree as a Typst module.

    The module defines `sources` (files that the `// @source:line` comments count), `anchors`
    (identifier to label), `language` (none: that of the volume) and the function `document`, which
    a volume calls with its context.
    """
    sections = [child for child in document.children if isinstance(child, nodes.section)]
    document.walkabout(translator)
    body = translator.pop()
    if sections and "" not in translator.anchors and sections[0]["ids"]:
        first = str(sections[0]["ids"][0])
        start = translator.anchors.get(first)
    else:
        start = None
    lead: list[Code] = []
    if start is None:
        translator.claim([""])
        lead.append(call("anchor", CONTEXT, ""))
    else:
        translator.anchors[""] = start
    title = next((part.astext() for part in document.findall(nodes.title)), "")
    text = "\n".join(
        [
            '#import "/sphinx_typst/kit.typ": *',
            f"#let sources = {value(translator.sources)}",
            f"#let anchors = {value(translator.anchors)}",
            f"#let language = {value(translator.own_language)}",
            "#let document(ctx) = {",
            *lead,
            body[2:-2] if isinstance(body, Block) else body,
            "}",
            "",
        ]
    )
    return Written(
        text,
        tuple(map(tuple, translator.toctrees)),
        len(sections),
        title,
        frozenset(translator.refers - {translator.docname}),
        translator.anchors,
        tuple((*target, page) for target, page in sorted(translator.targets.items())),
        tuple(translator.outline),
        "\n".join(_printed(document, translator, text)),
    )


def _printed(document: nodes.document, translator: Translator, text: str) -> Iterator[str]:
    yield from translator.words
    yield from document.findall(nodes.Text)
    # Commands become characters here that nobody has written.
    yield from _FORMULA.findall(text)
    if translator.context.config.typst_show_urls != "no":
        yield from (str(node.get("refuri", "")) for node in document.findall(nodes.reference))
