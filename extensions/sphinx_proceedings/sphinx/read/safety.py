"""What must not reach a page from files that others wrote, whatever markup made it."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from latex_math import Macros, MathError, mathml
from sphinx import addnodes
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.media import Refused, check_download
from sphinx_proceedings.sphinx.message import pinpointed
from sphinx_proceedings.sphinx.read.file import refusal, resolve
from sphinx_proceedings.sphinx.read.picture import published
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of
from sphinx_typst import Equations, line_of, without_references

_SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "tel", "doi"})
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
# What a browser ignores inside an address, so that `java\tscript:` is `javascript:`.
_IGNORED = re.compile(r"[\x00-\x20\x7f]")

# Control sequences by which MathJax reaches beyond mathematics (links, styles, identifiers, other
# components), and TeX beyond the page (files, programs, the meaning of characters).
ACTIVE_MATH = re.compile(
    r"\\(href|style|class|cssId|data|require|url|mmlToken|html\w*|unicode|"
    r"input|include\w*|\w*input\w*|openin|openout|read|write\w*|immediate|special|catcode|csname|"
    r"directlua|latelua|usepackage|pdf\w+)(?![A-Za-z])"
)

_TEX_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_QUOTED = re.compile(r"`([^`]+)`")

# So much of a file tells what it is.
_HEAD = 65_536


def scheme(uri: str) -> str:
    """Return the scheme of an address as a browser reads it, in lower case."""
    found = _SCHEME.match(_IGNORED.sub("", uri))
    return found.group(1).lower() if found else ""


_HINT = "addresses begin with https:, http: or mailto:"


def _is_from(site: Site, source: str | None) -> bool:
    """Tell whether a node stems from a file of the proceedings: included, or a record's text."""
    return source is not None and _resolved(source).is_relative_to(site.root)


@lru_cache(maxsize=64)
def _resolved(source: str) -> Path:
    return Path(source).resolve()


class Sanitise(SphinxTransform):
    """Take out of a document in the proceedings folder what could run, and say so."""

    # After everything that makes nodes while reading, before 880, when Sphinx collects the
    # images and downloads to copy.
    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        """Sweep the document; of the organizers' own pages, what stems from the proceedings."""
        del kwargs
        site = site_of(self.config)
        foreign = site.holds(self.env.current_document.docname)
        for node in list(self.document.findall(nodes.Element)):
            if not foreign and not _is_from(site, get_source_line(node)[0]):
                if isinstance(node, nodes.image):
                    self._portrait(node, site)
                continue
            if "sd-stretched-link" in node.get("classes", ()):
                self._stretched(node)
            self._sweep(node, site)

    def _sweep(self, node: nodes.Element, site: Site) -> None:
        """Take out of one node what could run."""
        if isinstance(node, nodes.raw | nodes.meta):
            self._refuse(node, Code.FORBIDDEN_MARKUP, "HTML is not allowed here")
            node.replace_self([])
        elif isinstance(node, nodes.math | nodes.math_block):
            self._math(node)
        elif isinstance(node, nodes.image):
            self._image(node, site)
        elif isinstance(node, addnodes.download_reference):
            self._download(node, site)
        elif isinstance(node, addnodes.toctree):
            self._contents(node)
        elif "refuri" in node:
            self._address(node)

    def _refuse(
        self,
        node: nodes.Element,
        code: Code,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        source, line = get_source_line(node)
        # Text that is included, or stands in a record, has a source of its own.
        path = Path(source or str(self.document["source"]))
        place = Location(site_of(self.config).shown(path), line or 0)
        typed = str(node.get("uri", "") or node.get("reftarget", "")).rpartition("/")[2]
        place = pinpointed(place, path, [typed] if typed else [])
        report(Diagnostic(code, message, place, hint, severity))

    def _math(self, node: nodes.Element) -> None:
        if found := ACTIVE_MATH.search(node.astext()):
            message = f"{found.group()} is not allowed in a formula"
            self._refuse(node, Code.FORBIDDEN_MARKUP, message)
            node.replace_self(as_typed(node))
            return
        source = node.astext().strip()
        if "<!--" in source:
            self._refuse(node, Code.FORBIDDEN_MARKUP, "a comment of HTML stands in a formula")
            node.replace_self(as_typed(node))
            return
        if "%" in source and (bare := _TEX_COMMENT.sub("", source).strip()) != source:
            # What TeX leaves out is not for those who copy or listen, either.
            node.children = []
            node += nodes.Text(bare)
            node.rawsource = source = bare
        try:
            mathml(without_references(source), display=is_block(node), macros=self._macros)
        except MathError as error:
            place = line_of(source, error.position, node)
            self._report_formula(node, error, place)
            node.replace_self(as_typed(node))

    @cached_property
    def _macros(self) -> Macros:
        docname = self.env.current_document.docname
        try:
            return Equations(self.env, self.document, docname).macros
        except (MathError, ValueError) as error:
            message = f"the macros of this page cannot be read: {error}"
            self._refuse(self.document, Code.INVALID_FORMULA, message)
            return Macros()

    def _report_formula(self, node: nodes.Element, error: MathError, place: str | None) -> None:
        source, line = get_source_line(node)
        found = (place or "").rpartition(":")
        path = Path(found[0] or source or str(self.document["source"]))
        number = int(found[2]) if found[2].isdecimal() else line or 0
        here = Location(site_of(self.config).shown(path), number)
        here = pinpointed(here, path, _QUOTED.findall(error.message))
        report(Diagnostic(Code.INVALID_FORMULA, error.message, here, error.hint))

    def _stretched(self, node: nodes.Element) -> None:
        """Let a link be as large as its card, and of nothing else."""
        around = node.parent
        while around is not None and "sd-card" not in around.get("classes", ()):
            around = around.parent
        if around is None:
            node["classes"].remove("sd-stretched-link")
            message = "this link is in no card that it could be as large as"
            self._refuse(node, Code.INVALID_OPTION, message, severity=Severity.WARNING)

    def _contents(self, node: addnodes.toctree) -> None:
        for entry in list(node["entries"]):
            if scheme(entry[1]) not in _SCHEMES:
                message = f'an address must not begin with "{scheme(entry[1])}:"'
                self._refuse(node, Code.FORBIDDEN_MARKUP, message, _HINT)
                node["entries"].remove(entry)

    def _address(self, node: nodes.Element) -> None:
        if scheme(node["refuri"]) in _SCHEMES:
            return
        message = f'an address must not begin with "{scheme(node["refuri"])}:"'
        self._refuse(node, Code.FORBIDDEN_MARKUP, message, _HINT)
        if isinstance(node, nodes.reference):
            node.replace_self(nodes.inline("", "", *node.children))
        else:
            del node["refuri"]

    def _image(self, node: nodes.image, site: Site) -> None:
        uri = str(node["uri"])
        if scheme(uri) in {"http", "https"}:
            message = f'the image "{uri[:80]}" is on another host'
            hint = "put the file beside this one; readers' browsers ask no other host"
            self._refuse(node, Code.UNSAFE_FILE, message, hint)
            words = str(node.get("alt", "")) or uri
            instead_of(node, nodes.reference("", "", nodes.Text(words), refuri=uri))
            return
        if scheme(uri):
            message = f'the image "{uri[:80]}" is outside the proceedings folder'
            self._refuse(node, Code.OUTSIDE_TREE, message, "paths are relative to this file")
        elif refused := refusal(self.env, site, uri):
            self._refuse(node, *refused)
        elif self._is_published(node):
            return
        instead_of(node, nodes.inline("", "", nodes.Text(node.get("alt", "") or uri)))

    def _portrait(self, node: nodes.image, site: Site) -> None:
        """Look at a picture of the proceedings on a page of the organizers, as of a person."""
        path = resolve(self.env, str(node["uri"])) if not scheme(str(node["uri"])) else None
        if path and path.is_relative_to(site.root) and not self._is_published(node):
            node.replace_self(nodes.inline("", node.get("alt", "")))

    def _is_published(self, node: nodes.image) -> bool:
        """Tell whether a picture is published; report what is left out of it, or why it is not."""
        path = resolve(self.env, str(node["uri"]))
        if path is None or not path.is_file():
            return True  # Sphinx reports files that are not there.
        try:
            _, notes = published(path, Path(self.env.doctreedir))
        except Refused as refused:
            self._refuse(node, Code.UNSAFE_FILE, refused.message, refused.hint)
            return False
        except OSError:
            return True
        for note in notes:
            self._refuse(node, Code.ALTERED_FILE, note.message, note.hint, note.severity)
        return True

    def _download(self, node: addnodes.download_reference, site: Site) -> None:
        target = str(node["reftarget"])
        if scheme(target) in {"http", "https"}:
            return
        if scheme(target):
            message = f'the file "{target}" is outside the proceedings folder'
            self._refuse(node, Code.OUTSIDE_TREE, message, "paths are relative to this file")
        elif refused := refusal(self.env, site, target):
            self._refuse(node, *refused)
        elif self._is_offered(node, target):
            return
        node.replace_self(nodes.inline("", "", *node.children))

    def _is_offered(self, node: nodes.Element, target: str) -> bool:
        """Tell whether a file may be offered; report why not."""
        path = resolve(self.env, target)
        if path is None or not path.is_file():
            return True  # Sphinx reports files that are not there.
        try:
            with path.open("rb") as file:
                check_download(path.name, file.read(_HEAD))
        except Refused as refused:
            self._refuse(node, Code.UNSAFE_FILE, refused.message, refused.hint)
            return False
        except OSError:
            pass
        return True


def instead_of(image: nodes.image, words: nodes.TextElement) -> None:
    """Put words in the place of a picture: where blocks stand, in a paragraph.

    A link around the picture becomes one around the words, unless these are a link.
    """
    around = image.parent
    place: nodes.Element = image
    if isinstance(around, nodes.reference):
        place = around
        if not isinstance(words, nodes.reference) and len(around) == 1:
            link = around.copy()
            link += words
            words = link
        elif len(around) > 1:
            place, words = image, nodes.inline("", "", *words.children)
    if not isinstance(place.parent, nodes.TextElement):
        place.replace_self(nodes.paragraph("", "", words))
    else:
        place.replace_self(words)


def is_block(node: nodes.Element) -> bool:
    """Tell whether a formula is displayed."""
    return isinstance(node, nodes.math_block)


def as_typed(node: nodes.Element) -> nodes.Element:
    """Return the source of a formula that nobody can read, or may show."""
    text = node.astext()
    kind = nodes.literal_block if is_block(node) else nodes.literal
    return kind(text, text, classes=["sp-kept"])


def check_citations(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take addresses that could run out of bibliographies, which bibtex writes after reading."""
    for citation in doctree.findall(nodes.citation):
        for node in list(citation.findall(nodes.reference)):
            if scheme(node.get("refuri", "")) not in _SCHEMES:
                node.parent.replace(node, node.children)
                label = " ".join(citation["names"] or citation["ids"])
                source = site_of(app.config).shown(Path(app.env.doc2path(docname)))
                message = (
                    f'the address of "{label}" must not begin with "{scheme(node["refuri"])}:"'
                )
                report(Diagnostic(Code.FORBIDDEN_MARKUP, message, Location(source), _HINT))
