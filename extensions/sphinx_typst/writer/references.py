"""Links, footnotes and citations."""

import re
from typing import Final
from urllib.parse import urljoin

from docutils import nodes

from sphinx import addnodes
from sphinx_typst.address import INDEX
from sphinx_typst.markup import EMPTY, Code, Literal, block, call, string
from sphinx_typst.writer.base import CONTEXT, names
from sphinx_typst.writer.structure import INVISIBLE, Structure

# What a reader of a PDF may be sent to. Others (`javascript:`, `file:`) print as text.
SCHEMES: Final = ("http", "https", "mailto", "ftp", "ftps", "tel", "doi", "urn", "geo", "xmpp")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# In bytes: Typst allows no longer ones.
_LONGEST: Final = 8000


class References(Structure):
    """Writes what points elsewhere."""

    footnotes: dict[str, nodes.footnote]
    # Footnotes that some call in the document refers to, and those printed so far.
    called: set[str]
    printed: set[str]

    def write_reference(self, node: nodes.reference) -> Code:
        """Write a link: into the document, into another, or out."""
        body = self.inside(node)
        uri = str(node.get("refuri", ""))
        if "refid" in node:
            return self._internal(node, body, self.docname, str(node["refid"]))
        if uri.startswith("%"):
            # The name of a document may have a number sign in it; an identifier has none.
            docname, _, identifier = uri[1:].rpartition("#")
            if uri[1:] in self.context.env.all_docs:
                docname, identifier = uri[1:], ""
            if docname in self.context.env.all_docs:
                return self._internal(node, body, docname, identifier)
            # A page that Sphinx makes: the index is in print as well, others are on the site.
            if uri[1:] == INDEX:
                return self._internal(node, body, INDEX, "")
            uri = self.context.site_url(uri[1:], "") or ""
            return self._external(node, body, uri) if uri else body
        if uri.startswith("#"):
            return self._internal(node, body, self.docname, uri[1:])
        return self._external(node, body, uri)

    def _internal(self, node: nodes.Element, body: Code, docname: str, identifier: str) -> Code:
        classes = names(node, "classes")
        node["classes"] = []
        self.refers.add(docname)
        only_page = any(name in {"page-number", "sp-page"} for name in classes)
        # A page number helps a reader of paper, and disturbs in a table, a title or a list of code.
        prose = not self.is_within("title", "table", "signature", "toc", "footnote")
        plain = not any(isinstance(child, nodes.literal) for child in node.children)
        asked = "page-number-after" in classes
        page = self._page(node, uri=(docname, identifier), prose=prose and plain, asked=asked)
        page = "only" if only_page else page
        quoted = self.targets.get((docname, identifier), False)
        self.targets[docname, identifier] = quoted or page != "no"
        return call(
            "xref",
            CONTEXT,
            docname,
            identifier,
            body,
            url=self.context.site_url(docname, identifier),
            classes=classes,
            page=page,
        )

    def _page(self, node: nodes.Element, *, uri: tuple[str, str], prose: bool, asked: bool) -> str:
        docname, identifier = uri
        wanted = self.context.config.typst_page_references and docname != self.docname
        words = asked or any(
            {"std-ref", "std-doc", "doc", "std"} & set(names(child, "classes"))
            for child in node.findall(nodes.inline)
        )
        # Numbers of formulas have no marks by which to know them.
        words = words or identifier.startswith("equation-")
        return "after" if wanted and prose and words else "no"

    def _external(self, node: nodes.Element, body: Code, uri: str) -> Code:
        if uri and not _SCHEME.match(uri):
            base = self.context.config.html_baseurl
            uri = urljoin(base.rstrip("/") + "/", uri) if base else ""
        scheme = _SCHEME.match(uri)
        if scheme is None:
            return body
        if scheme[1].lower() not in SCHEMES or len(string(uri).encode()) > _LONGEST:
            self.warn("link", f"not a link that can be printed: {uri[:60]!r}", node)
            return body
        if body == EMPTY:
            body = call("text", uri)
        text = node.astext().strip()
        bare = uri.removeprefix("mailto:").removeprefix("https://doi.org/")
        named = text not in {uri, bare, bare.removeprefix("https://").removeprefix("http://")}
        show = self.context.config.typst_show_urls if named else "no"
        if self.is_within("title", "footnote", "table", "signature"):
            show = "no"
        return call("weblink", CONTEXT, uri, body, address=show)

    def write_download_reference(self, node: addnodes.download_reference) -> Code:
        """Write a file to download as its name: a book has no downloads beside it."""
        return self.inside(node)

    def write_pending_xref(self, node: addnodes.pending_xref) -> Code:
        """Write a reference that leads nowhere as its text; Sphinx has reported it."""
        return self.inside(node)

    def write_pending_xref_condition(self, node: addnodes.pending_xref_condition) -> Code:
        """Write the text of a reference that leads nowhere, once."""
        return self.inside(node) if node.get("condition") in {"*", "", None} else EMPTY

    def write_target(self, node: nodes.target) -> Code:
        """Write the text of a target in a line; others are places only."""
        if any(key in node for key in ("refuri", "refid", "refname")):
            node["ids"] = []
        return self.inside(node)

    # Footnotes stand where they are called, and print at the foot of that page.

    def write_footnote_reference(self, node: nodes.footnote_reference) -> Code:
        """Write a footnote at its first call; later calls repeat its number."""
        identifier = str(node.get("refid", ""))
        footnote = self.footnotes.get(identifier)
        if footnote is None:
            return call("super", self.inside(node))
        labels = self.anchor(node)
        self._close_up()
        if identifier in self.printed:
            return block([*labels, call("note-again", CONTEXT, identifier)])
        self.printed.add(identifier)
        number = _label(footnote)
        with self.within("footnote"):
            parts = [one for one in footnote.children if not isinstance(one, nodes.label)]
            body = self.flow_of(parts, lead=True)
        self.anchors.setdefault(identifier, identifier)
        note = call(
            "title-note" if self.is_within("heading") else "note",
            CONTEXT,
            body,
            label=identifier,
            symbol=None if number.isdecimal() else number,
        )
        return block([*labels, note])

    def _close_up(self) -> None:
        """Take away a space before a raised number, which reStructuredText asks for."""
        here = self._stack[-1]
        if here and isinstance(here[-1], Literal) and here[-1].endswith(' "'):
            here[-1] = Literal(here[-1][:-1].rstrip(" ") + '"')

    def write_footnote(self, node: nodes.footnote) -> Code:
        """Leave out a footnote that was printed where it is called; print one nobody calls."""
        if any(identifier in self.called for identifier in node["ids"]):
            node["ids"] = []
            return EMPTY
        line, rest = self._beside_label(node)
        return call("loose-note", CONTEXT, _label(node), line, **rest)

    def _beside_label(self, node: nodes.Element) -> tuple[Code, dict[str, Code]]:
        """Give what stands on the line of a label, and what stands below it, if anything does.

        A line of text holds no blocks: Typst would leave them out.
        """
        first, rest = None, [one for one in node.children if not isinstance(one, nodes.label)]
        visible = [one for one in rest if not isinstance(one, INVISIBLE)]
        if visible and type(visible[0]) is nodes.paragraph:
            first = visible[0]
            rest.remove(first)
        line = self.flow_of([first]) if first is not None else EMPTY
        below = self.inside(rest)
        return line, {} if below == EMPTY else {"rest": below}

    def write_label(self, node: nodes.label) -> Code:
        """Write the label of a note or citation that has lost it."""
        return self.inside(node)

    # Citations: the list stays where it is, and labels link back to the first call.

    def write_citation(self, node: nodes.citation) -> Code:
        """Write an entry of a list of references."""
        labels = self.anchor(node)
        with self.within("citation"):
            line, rest = self._beside_label(node)
        back = next(iter(names(node, "backrefs")), None)
        entry = call("citation", CONTEXT, _label(node), line, back=back, **rest)
        return block([*labels, entry])

    def write_bibliography(self, _node: nodes.Element) -> Code:
        """Leave out the place of a bibliography without entries; others are lists by now."""
        return EMPTY

    def write_citation_reference(self, node: nodes.citation_reference) -> Code:
        """Write the call of a citation."""
        body = self.inside(node)
        if "refid" not in node:
            return block([call("text", "["), body, call("text", "]")])
        link = self._internal(node, body, self.docname, str(node["refid"]))
        return block([call("text", "["), link, call("text", "]")])


def _label(node: nodes.Element) -> str:
    return next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
