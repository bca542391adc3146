"""The walk over a doctree: which method writes a node, what comes out, and what was not known.

A family of nodes is a mixin with methods `write_<class>(node) -> Code`. The class of a node is
looked up along its bases, so that a subclass of a standard node prints as that node. Visitors
that an extension registered under the format `typst` come first; they call `emit`, `push`,
`pop`, or raise `docutils.nodes.SkipNode`, as visitors do.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from sphinx_typst.context import Context
from sphinx_typst.language import Language, parse, word
from sphinx_typst.markup import EMPTY, Code, Comment, block, call, comment
from sphinx_typst.place import place

logger = logging.getLogger(__name__)

CONTEXT: Final = Code("ctx")
# Typst gives up at some fifty elements in each other, and a list is several; no page has room for
# as many as these.
DEEPEST: Final = 10
# What MyST says to scripts of web pages, and docutils to tables of web pages.
_NOISE: Final = {"tex2jax_ignore", "mathjax_ignore", "colwidths-given", "colwidths-auto"}
_LANGUAGE: Final = "language-"


def names(node: nodes.Element, key: str) -> list[str]:
    """Give the words of a list attribute (`classes`, `ids`), which nodes of others may lack."""
    found: list[Any] = node.get(key, [])
    return [str(name) for name in found if name not in _NOISE]


class Base(SphinxTranslator):
    """Walks one document and collects what its parts are in Typst."""

    context: Context

    def __init__(self, document: nodes.document, builder: Builder, context: Context) -> None:
        """Prepare to write `document`, which knows its name; of the builder nothing is asked."""
        super().__init__(document, builder)
        self.context = context
        self.docname: str = document["docname"]
        self.level = 0
        self.depth = 0
        # Identifier -> the one that carries the label in print.
        self.anchors: dict[str, str] = {}
        self.sources: list[str] = []
        self.toctrees: list[list[str]] = []
        # Other documents whose titles, numbers and places are in this one.
        self.refers: set[str] = set()
        # What this document links to (document, identifier), and whether it prints the page.
        self.targets: dict[tuple[str, str], bool] = {}
        # Its headings, and between them the toctrees: what a table of contents is made of.
        self.outline: list[dict[str, object]] = []
        # None: that of the volume, which may be any.
        self.own_language = self._own_language()
        # Words that are not the author's, in the language of the document.
        self.words: set[str] = set()
        # How long a word may be that is certain to fit on a line; in a table it is less.
        self.longest_word = 36
        self._stack: list[list[Code]] = [[]]
        self._inside: list[str] = []

    # What a visitor uses.

    def emit(self, code: Code) -> None:
        """Add a piece to what is being collected."""
        self._stack[-1].append(code)

    def push(self) -> None:
        """Begin to collect the parts of something."""
        self._stack.append([])

    def pop(self) -> Code:
        """End collecting, and give the parts as one expression."""
        return block(self._stack.pop())

    def inside(self, node: nodes.Node | Iterable[nodes.Node]) -> Code:
        """Give the children of a node, or some nodes, as one expression."""
        self.push()
        for child in node.children if isinstance(node, nodes.Node) else node:
            child.walkabout(self)
        return self.pop()

    @contextmanager
    def within(self, place: str) -> Iterator[None]:
        """Remember, while in it, that this is the inside of a `title`, `table`, `footnote`..."""
        self._inside.append(place)
        try:
            yield
        finally:
            self._inside.pop()

    def is_within(self, *places: str) -> bool:
        """Say whether any of these places is around what is being written."""
        return any(place in self._inside for place in places)

    def warn(self, subtype: str, message: str, node: nodes.Node | None = None) -> None:
        """Report what could not be printed as it was meant, at its line."""
        logger.warning(message, type="typst", subtype=subtype, location=place(node) or self.docname)

    # Identifiers.

    def claim(self, identifiers: Iterable[str]) -> str | None:
        """Take identifiers for one place; give the one to label it with, if one is still free."""
        wanted = [name for name in identifiers if name not in self.anchors]
        if not wanted:
            return None
        for name in wanted:
            self.anchors[name] = wanted[0]
        return wanted[0]

    def anchor(self, node: nodes.Element) -> list[Code]:
        """Give the label for the identifiers of a node that nothing else has labelled."""
        name = self.claim(names(node, "ids"))
        return [] if name is None else [call("anchor", CONTEXT, name)]

    def styled(self, node: nodes.Element, code: Code) -> Code:
        """Hand content to the styles of the classes of its node."""
        classes = names(node, "classes")
        if not classes:
            return code
        language = self.language(node)
        if language:
            code = call("in-language", language.code, language.region, code)
        kind = "inlined" if isinstance(node, nodes.Inline) else "styled"
        return call(kind, CONTEXT, classes, code)

    # The walk.

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Write a node with the method of the nearest of its classes that has one."""
        for kind in type(node).__mro__:
            visit = getattr(self, f"visit_{kind.__name__}", None)
            if visit is not None:
                self._mark(node)
                visit(node)
                return
            write = getattr(self, f"write_{kind.__name__}", None)
            if write is not None:
                self._mark(node)
                self._write(node, write(node))
                raise nodes.SkipNode
        self._unknown(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Leave a node that a registered visitor has entered."""
        for kind in type(node).__mro__:
            depart = getattr(self, f"depart_{kind.__name__}", None)
            if depart is not None:
                depart(node)
                return

    def _write(self, node: nodes.Node, code: Code) -> None:
        if not isinstance(node, nodes.Element):
            self.emit(code)
            return
        empty = code == EMPTY
        if not empty:
            code = self.styled(node, code)
        for label in self.anchor(node):
            self.emit(label)
        if not empty:
            self.emit(code)

    def _unknown(self, node: nodes.Node) -> None:
        name = f"{type(node).__module__}.{type(node).__qualname__}"
        self.context.warn_unknown(name, node)
        if isinstance(node, nodes.Element):
            self._mark(node)
            self._write(node, self.inside(node))
        else:
            self.emit(call("text", node.astext()))
        raise nodes.SkipNode

    def _mark(self, node: nodes.Node) -> None:
        """Note where a block comes from, for the messages of the compiler."""
        if not isinstance(node, nodes.Body | nodes.title | nodes.Structural) or not node.line:
            return
        mark = comment(f"@{self._source(node)}:{node.line}")
        here = self._stack[-1]
        if here and isinstance(here[-1], Comment):
            here[-1] = mark
        else:
            here.append(mark)

    def _source(self, node: nodes.Node) -> int:
        found = node.source or self.document.get("source") or self.docname
        path = Path(found)
        if path.is_absolute() and path.is_relative_to(self.context.srcdir):
            found = path.relative_to(self.context.srcdir).as_posix()
        if found not in self.sources:
            self.sources.append(found)
        return self.sources.index(found)

    def _own_language(self) -> Language | None:
        """Give the language that the document's metadata name, if they name one."""
        tag = self.context.env.metadata[self.docname].get("language")
        if not tag:
            return None
        found = parse(tag)
        if found is None:
            self.warn("language", f"not a language: {str(tag)[:40]!r}")
        return found

    def word(self, message: str) -> str:
        """Give a word of Sphinx in the language of the document."""
        known = self.own_language or parse(self.context.config.language)
        found = word(known, message) if known else message
        self.words.add(found)
        return found

    def language(self, node: nodes.Element) -> Language | None:
        """Give the language that a class `language-xx` names, as in docutils' HTML."""
        matches = (
            parse(name.removeprefix(_LANGUAGE))
            for name in names(node, "classes")
            if name.startswith(_LANGUAGE)
        )
        return next((found for found in matches if found), None)

    @contextmanager
    def nested(self, node: nodes.Node) -> Iterator[bool]:
        """Count nested blocks; say whether there is room for one more."""
        self.depth += 1
        try:
            if self.depth == DEEPEST + 1:
                self.warn("nesting", "nested too deeply to be printed as such: flattened", node)
            yield self.depth <= DEEPEST
        finally:
            self.depth -= 1
