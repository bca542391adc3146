"""HTML in Markdown as nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from bs4 import BeautifulSoup, Comment
from bs4 import Tag as Soup
from bs4.element import NavigableString, PageElement, PreformattedString
from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.sphinx.nodes import line_break
from sphinx_proceedings.sphinx.read.html.element import ELEMENTS, PLAIN, ROWS, Element
from sphinx_proceedings.sphinx.read.html.table import strays, table
from sphinx_proceedings.sphinx.read.html.tag import VOID, Tag
from sphinx_proceedings.sphinx.read.html.token import PROBLEM

_UNKNOWN = "is not among the HTML that is read here"
_HINT = "write it in Markdown, or `\\<` for the sign itself"
# Stands for what a link is about to be around.
_PLACE = "\ufffc"


class HtmlRenderer(SphinxRenderer):
    """Makes nodes of the elements that are allowed; shows what is not as it was typed."""

    if TYPE_CHECKING:

        def refuse(
            self, code: Code, message: str, line: int, hint: str = "", typed: str = ""
        ) -> None:
            """Report markup that is not allowed."""

    def render_element(self, token: SyntaxTreeNode) -> None:
        """Make nodes of an element around blocks."""
        self._pair(token, blocks=True)

    def render_phrase(self, token: SyntaxTreeNode) -> None:
        """Make nodes of an element within a line."""
        self._pair(token, blocks=False)

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Make a node of a tag that is an element by itself."""
        tag: Tag | None = token.meta.get("tag")
        line = _line(token)
        if problem := token.meta.get(PROBLEM):
            self._refuse_html(str(problem), line, _start(token.content))
        elif tag is not None and tag.kind == "empty" and tag.name in ELEMENTS:
            self._element(tag.name, tag.attributes, line, lambda: None)
            return
        else:
            name = f"<{tag.name}>" if tag and tag.name else token.content
            self._refuse_html(f"{name} {_UNKNOWN}", line, token.content)
        self.current_node += nodes.Text(token.content)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Make nodes of a run of lines of HTML."""
        line = _line(token)
        if problem := token.meta.get(PROBLEM):
            self._refuse_html(problem, line, _start(token.content))
            self.current_node += nodes.literal_block(token.content, token.content)
            return
        soup = BeautifulSoup(token.content, "html.parser")
        self._blocks(soup.children, line - 1)

    def _refuse_html(self, message: str, line: int, typed: str) -> None:
        self.refuse(Code.FORBIDDEN_MARKUP, message, line, _HINT, typed.split("\n", 1)[0])

    def _pair(self, token: SyntaxTreeNode, *, blocks: bool) -> None:
        """Make nodes of an element whose content is Markdown."""
        opening, closing = cast("tuple[Token, Token]", token.nester_tokens)
        tag: Tag = opening.meta["tag"]
        line = _line(token)
        element = ELEMENTS.get(tag.name)
        fits = element and (element.content in {"text", "blocks"} if blocks else True)
        if element is None or not fits or (not blocks and element.content == "rows"):
            self._refuse_html(f"<{tag.name}> {_UNKNOWN}", line, opening.content)
            self._typed(opening.content, blocks=blocks)
            self.render_children(token)
            self._typed(closing.content, blocks=blocks)
        elif not blocks and element.content == "blocks":
            with self.current_node_context(nodes.inline(), append=True):
                self.render_children(token)
        else:
            self._element(tag.name, tag.attributes, line, lambda: self.render_children(token))

    def _typed(self, text: str, *, blocks: bool) -> None:
        typed = nodes.Text(text.strip() if blocks else text)
        self.current_node += nodes.paragraph("", "", typed) if blocks else typed

    def _element(self, name: str, attributes: Any, line: int, inside: Callable[[], object]) -> None:
        """Append the node of an allowed element, with what is ``inside`` it."""
        element = ELEMENTS[name]
        self._report_attributes(name, element, attributes, line)
        if name in {"br", "wbr"}:
            self.current_node += line_break() if name == "br" else nodes.Text("\u200b")
        elif name == "img":
            self._image(attributes, line)
        elif name == "a" and "href" in attributes:
            self._link(attributes, line, inside)
        else:
            node = element.make()
            self._attributes(node, attributes)
            node.source, node.line = str(self.document["source"]), line
            with self.current_node_context(node, append=True):
                inside()
            if name == "details":
                _entitle(node)
            elif isinstance(node, nodes.figure):
                _arrange(node)

    def _report_attributes(self, name: str, element: Element, given: Any, line: int) -> None:
        for key in given:
            if key not in element.attributes and key not in PLAIN and not key.startswith("data-"):
                message = f'the attribute "{key}" of <{name}> is left out'
                self.refuse(Code.FORBIDDEN_MARKUP, message, line, typed=key)

    def _attributes(self, node: nodes.Element, given: Any) -> None:
        if isinstance(node, nodes.abbreviation):
            node["explanation"] = given.get("title", "")
        elif isinstance(node, nodes.enumerated_list) and str(given.get("start", "")).isdigit():
            node["start"] = min(int(str(given["start"])[:9]), 999_999_999)
        elif node.get("design_component") == "dropdown":
            node["opened"] = "open" in given
        name = given.get("id") or given.get("name")
        if name and not isinstance(node, nodes.list_item):
            node["names"].append(nodes.fully_normalize_name(str(name)))
            self.document.note_explicit_target(node, node)

    def _image(self, given: Any, line: int) -> None:
        token = Token("image", "img", 0, attrs={"src": str(given.get("src", ""))})
        token.map = [line, line + 1]
        text = Token("text", "", 0, content=str(given.get("alt", "")))
        token.children = [text] if text.content else []
        token.content = text.content
        if title := given.get("title"):
            token.attrs["title"] = str(title)
        for key in ("width", "height"):
            if value := str(given.get(key, "")).strip().removesuffix("px"):
                token.attrs[key] = f"{value}px" if value.isdigit() else value
        self.render_image(SyntaxTreeNode([token], create_root=False))

    def _link(self, given: Any, line: int, inside: Callable[[], object]) -> None:
        """Append a link as Markdown's are, and in it what is inside."""
        attributes: dict[str, Any] = {"href": self.md.normalizeLink(str(given["href"]))}
        if title := given.get("title"):
            attributes["title"] = str(title)
        link = [
            Token("link_open", "a", 1, attrs=attributes, map=[line, line + 1]),
            Token("text", "", 0, content=_PLACE, map=[line, line + 1]),
            Token("link_close", "a", -1),
        ]
        before = len(self.current_node.children)
        self.render_link(SyntaxTreeNode(link).children[0])
        for made in self.current_node.children[before:]:
            for text in made.findall(nodes.Text) if isinstance(made, nodes.Element) else ():
                if text == _PLACE and text.parent is not None:
                    around = text.parent
                    around.remove(text)
                    with self.current_node_context(around):
                        inside()
                    return

    def _blocks(self, children: Iterable[PageElement], line: int) -> None:
        """Append the nodes of HTML where blocks stand; what is no block is in a paragraph."""
        paragraph: nodes.paragraph | None = None
        for child in children:
            element = ELEMENTS.get(child.name) if isinstance(child, Soup) else None
            is_block = element is not None and (
                element.content in {"blocks", "rows"}
                or issubclass(type(element.make()), nodes.General | nodes.Structural | nodes.Part)
            )
            if is_block and isinstance(child, Soup):
                paragraph = None
                self._soup(child, line)
            elif paragraph is not None or str(child).strip():
                if isinstance(child, Comment):
                    continue
                if paragraph is None:
                    paragraph = nodes.paragraph()
                    paragraph.source = str(self.document["source"])
                    paragraph.line = line + _place(child)
                    self.current_node += paragraph
                with self.current_node_context(paragraph):
                    self._line(child, line)

    def _lines(self, soup: Soup, line: int) -> None:
        for child in soup.children:
            self._line(child, line)

    def _line(self, child: PageElement, line: int) -> None:
        """Append the nodes of HTML within a line."""
        if isinstance(child, Comment):
            return
        if isinstance(child, PreformattedString):
            self._refuse_html(f"this {_UNKNOWN}", line + 1, child.output_ready()[:9])
            self.current_node += nodes.Text(child.output_ready())
        elif isinstance(child, NavigableString):
            self.current_node += nodes.Text(str(child))
        elif isinstance(child, Soup):
            self._soup(child, line)

    def _soup(self, soup: Soup, line: int) -> None:
        """Append the nodes of an element of HTML."""
        name = soup.name
        here = line + _place(soup)
        element = ELEMENTS.get(name)
        if element is None:
            what = "stands outside a table" if name in ROWS else _UNKNOWN
            self._refuse_html(f"<{name}> {what}", here, f"<{name}")
            self.current_node += nodes.Text(_opening(soup))
            self._lines(soup, line)
            if name not in VOID:
                self.current_node += nodes.Text(f"</{name}>")
        elif element.content == "rows":
            self._table(soup, line)
        elif element.content == "blocks" and not isinstance(self.current_node, nodes.TextElement):
            self._element(name, soup.attrs, here, lambda: self._blocks(soup.children, line))
        else:
            self._element(name, soup.attrs, here, lambda: self._lines(soup, line))

    def _table(self, soup: Soup, line: int) -> None:
        """Append a table; what is in it and in no cell comes after it."""

        def fill(node: nodes.Element, cell: Soup) -> None:
            with self.current_node_context(node):
                if isinstance(node, nodes.TextElement):
                    self._lines(cell, line)
                else:
                    self._blocks(cell.children, line)

        def refuse(part: Soup, message: str) -> None:
            self._refuse_html(message, line + _place(part), f"<{part.name}")

        made = table(soup, fill, refuse)
        self._attributes(made, soup.attrs)
        self.current_node += made
        for stray in strays(soup):
            message = "this stands in a table, but in none of its cells"
            self._refuse_html(message, line + 1, str(stray).strip())
            self._blocks([stray], line)


def _entitle(dropdown: nodes.Element) -> None:
    """Let the summary of details be the title of the dropdown."""
    first = next((child for child in dropdown.children if isinstance(child, nodes.rubric)), None)
    if first is not None:
        dropdown.remove(first)
        dropdown.insert(0, first)
        dropdown["has_title"] = True


def _arrange(figure: nodes.figure) -> None:
    """Let a picture come first in a figure, and the caption after it, as all formats expect."""
    for child in list(figure.children):
        if isinstance(child, nodes.paragraph) and all(
            isinstance(one, nodes.image) or not one.astext().strip() for one in child.children
        ):
            child.replace_self([one for one in child.children if isinstance(one, nodes.image)])
    figure.children.sort(
        key=lambda child: (
            0 if isinstance(child, nodes.image) else 1 if isinstance(child, nodes.caption) else 2
        )
    )


def _start(typed: str) -> str:
    """Return what a comment or a tag begins with."""
    found = typed.find("<!--")
    return "<!--" if found >= 0 else typed


def _line(token: SyntaxTreeNode) -> int:
    """Return the line of a token, from 1; 0 if it is not known."""
    return token.map[0] if token.map else 0


def _place(soup: PageElement) -> int:
    """Return the line of an element in its piece of HTML, from 1."""
    line = getattr(soup, "sourceline", None)
    return int(line) if line else 1


def _opening(soup: Soup) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in soup.attrs.items())
    return f"<{soup.name}{attributes}>"
