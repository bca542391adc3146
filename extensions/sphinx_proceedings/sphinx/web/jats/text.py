"""What stands in a line of JATS: text, emphasis, formulas, links and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from docutils import nodes

from sphinx_proceedings.exports.formula import mathml
from sphinx_proceedings.exports.jats import XLINK
from sphinx_proceedings.exports.xml import clean, element, given

HREF = f"{{{XLINK}}}href"

_MARKS: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.emphasis, "italic"),
    (nodes.title_reference, "italic"),
    (nodes.strong, "bold"),
    (nodes.literal, "monospace"),
    (nodes.superscript, "sup"),
    (nodes.subscript, "sub"),
)
_HIDDEN = (nodes.raw, nodes.system_message, nodes.comment, nodes.substitution_definition)
# What a link may hold; of anything else it has the text.
_IN_LINKS = frozenset({"bold", "italic", "monospace", "sub", "sup"})
# What the elements are called in links to them.
_REFERRED = {
    "sec": "sec",
    "fig": "fig",
    "table-wrap": "table",
    "disp-formula": "disp-formula",
    "ref": "bibr",
    "fn": "fn",
    "list": "list",
    "boxed-text": "boxed-text",
}


@dataclass(frozen=True)
class Facts:
    """What is known of a paper besides its tree."""

    address: str = ""
    """Of its page: links that lead on from there become whole."""
    tex: Callable[[str], str] = str
    """Writes the macros of the paper out."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Identifiers of sections, figures, tables and listings to how they are numbered."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Kinds of admonitions to their titles."""


class Targets:
    """Identifiers that XML allows, each once, and the links to them."""

    def __init__(self) -> None:
        self._found: dict[str, ET.Element] = {}
        self._taken: set[str] = set()
        self._links: list[tuple[ET.Element, str]] = []

    def mark(self, made: ET.Element, node: nodes.Element) -> ET.Element:
        """Give an element the identifiers of its node; it is what links to any of them lead to."""
        given: list[str] = node.get("ids", [])
        names = [str(name) for name in given]
        if names and "id" not in made.attrib:
            made.set("id", self._own(names[0]))
        for name in names:
            self._found.setdefault(name, made)
        return made

    def _own(self, name: str) -> str:
        plain = re.sub(r"[^A-Za-z0-9_-]", "-", name)
        if not re.match(r"[A-Za-z_]", plain):
            plain = f"x-{plain}"
        own, count = plain, 1
        while own in self._taken:
            count += 1
            own = f"{plain}-{count}"
        self._taken.add(own)
        return own

    def link(self, made: ET.Element, name: str) -> None:
        """Note a link, which is made whole when all elements are there."""
        self._links.append((made, name))

    def close(self) -> None:
        """Let the links lead where they should; those to nothing here are text."""
        for made, name in self._links:
            target = self._found.get(name)
            if target is None:
                made.tag = "named-content"
                made.set("content-type", "reference")
            else:
                made.set("ref-type", _REFERRED.get(target.tag, "other"))
                made.set("rid", target.attrib["id"])


def append(parent: ET.Element, text: str) -> None:
    """Put text after all that an element has."""
    text = clean(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def is_empty(made: ET.Element) -> bool:
    """Tell whether there is nothing to be read or seen in an element."""
    return not len(made) and not (made.text or "").strip()


class Lines:
    """Makes what stands in lines."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.targets = Targets()

    def fill(self, parent: ET.Element, children: Iterable[nodes.Node]) -> ET.Element:
        """Put nodes into an element, after all that it has, and return it."""
        for child in children:
            self._put(parent, child)
        return parent

    def line(self, tag: str, node: nodes.Element) -> ET.Element:
        """Return an element with what a node holds."""
        return self.fill(element(tag), node.children)

    def label(self, node: nodes.Element) -> ET.Element | None:
        """Return how a node is numbered, if it is."""
        names: list[str] = node.get("ids", [])
        known = (self.facts.labels.get(str(name)) for name in names)
        return given("label", next((label for label in known if label), None))

    def _put(self, parent: ET.Element, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            append(parent, node.astext())
        elif isinstance(node, nodes.math):
            parent.append(element("inline-formula", None, self.formula(node.astext())))
        elif isinstance(node, nodes.footnote_reference):
            made = element("xref", None, element("sup", node.astext()))
            self._lead(parent, made, str(node.get("refid", "")))
        elif isinstance(node, nodes.reference | nodes.citation_reference):
            self._link(parent, node)
        elif isinstance(node, nodes.image) and "only-dark" in node["classes"]:
            pass  # the twin of one that is there
        elif isinstance(node, nodes.image):
            parent.append(self.picture(node, "inline-graphic"))
        elif isinstance(node, nodes.Element) and not isinstance(node, _HIDDEN):
            tag = next((tag for kind, tag in _MARKS if isinstance(node, kind)), None)
            if tag is None:
                self.fill(parent, node.children)
            elif not is_empty(made := self.line(tag, node)):
                parent.append(made)

    def _link(self, parent: ET.Element, node: nodes.Element) -> None:
        if any(isinstance(child, nodes.image) for child in node.children):
            # A picture that leads somewhere, most often to itself.
            self.fill(parent, node.children)
            return
        made = self.line("xref", node)
        if any(one.tag not in _IN_LINKS for one in made.iter() if one is not made):
            made = element("xref", node.astext())
        uri = str(node.get("refuri", ""))
        if name := str(node.get("refid", "")) or (uri[1:] if uri.startswith("#") else ""):
            self._lead(parent, made, name)
        elif uri:
            made.tag = "ext-link"
            made.set("ext-link-type", "uri")
            made.set(HREF, self.whole(uri))
            parent.append(made)
        else:
            made.tag = "named-content"
            made.set("content-type", "reference")
            parent.append(made)

    def _lead(self, parent: ET.Element, made: ET.Element, name: str) -> None:
        self.targets.link(made, name)
        parent.append(made)

    def formula(self, latex: str, *, display: bool = False) -> ET.Element:
        """Return a formula in TeX, and in MathML if it can be read."""
        source = self.facts.tex(latex).strip()
        tex = element("tex-math", source)
        made = mathml(source, display=display)
        return tex if made is None else element("alternatives", None, tex, made)

    def whole(self, uri: str) -> str:
        """Return the address that a link of the page leads to, as far as it is known."""
        try:
            return clean(urljoin(self.facts.address, uri))
        except ValueError:
            return clean(uri)

    def picture(self, node: nodes.Element, tag: str) -> ET.Element:
        """Return a picture with what it shows in words."""
        words: Any = node.get("alt")
        made = element(tag, None, element("alt-text", str(words)) if words else None)
        made.set(HREF, self.whole(str(node.get("uri", ""))))
        return made
