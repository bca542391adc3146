r"""Marks that were meant and not read: what is left of them in the text of a page is reported.

Markdown has no errors: what is no mark is text. ``$$`` without an end, ``\cite{...}``, ``[@key]``
without a work or a table that lacks a row are printed as they were typed, and nobody is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.transforms import SphinxTransform

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.sphinx.message import pinpointed
from sphinx_proceedings.sphinx.read.safety import scheme
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import site_of


@dataclass(frozen=True, slots=True)
class _Mark:
    """What something looks like that was not read, and what is said of it."""

    pattern: re.Pattern[str]
    message: str
    hint: str
    code: Code = Code.UNREAD_MARKUP
    severity: Severity = Severity.ERROR


def _mark(pattern: str, message: str, hint: str) -> _Mark:
    return _Mark(re.compile(pattern, re.MULTILINE), message, hint)


_MARKS: Final = (
    _mark(r"\$\$", "a displayed formula has no end", "it ends with `$$`, before an empty line"),
    _mark(
        r"(?<![\\$])\$(?=[^$\n]{0,80}[\\^_{])[^$\n]{1,300}\$",
        "a formula is not read",
        "no digit stands right before or after its dollar signs",
    ),
    _mark(
        r"\\[a-zA-Z]{0,9}cite[a-zA-Z]{0,9}\*?(?:\[[^\]\n]{0,80}\]){0,2}\{",
        "a citation in LaTeX is not read here",
        "write {cite}`key`",
    ),
    _mark(
        r"\\(?:eq|[cCvV]|auto|page|name)?ref\*?\{|\\label\{",
        "a reference in LaTeX is not read here",
        "give what it leads to a label, and write {ref}, {numref} or {eq}",
    ),
    _mark(
        r"\\(?:begin|end|includegraphics|caption|footnote|section|subsection|paragraph|item"
        r"|text(?:bf|it|tt|sc)|emph|url|href|centering)\b\*?[\[{]?",
        "LaTeX outside a formula is not read here",
        "write it in Markdown",
    ),
    _mark(
        r"\[-?@[^\s\]]",
        "a citation in brackets is not read here",
        "write {cite}`key`",
    ),
    _mark(
        r"^(?=[^\n]{0,500}--)(?=[^\n]{0,500}\|)[|:\- \t]+$",
        "a table is not read: its rows differ in columns, or the first row is missing",
        "the line of dashes has as many columns as the row above it",
    ),
    _mark(
        r"\]\([^)\n]{0,300}\)",
        "a link is not read",
        "an address with spaces stands between < and >",
    ),
    _mark(r"^:{3,}|^`{3,}", "a fence is not read", "each that opens has one that closes it"),
    _mark(
        r"\[\^[^\]\s]{1,80}\]", "a note is not read: nothing is called so", "write `[^name]: text`"
    ),
)
_NAMELESS: Final = _Mark(
    re.compile(""),
    "a link has no text",
    "its address is shown; write [text](address)",
    Code.EMPTY_LINK,
    Severity.WARNING,
)
# A longer text is no paragraph, and has been reported.
_LONGEST: Final = 100_000
# In these, text is what it is.
_VERBATIM: Final = (
    *(nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw),
    *(nodes.comment, nodes.system_message, nodes.problematic),
)


class Leftover(SphinxTransform):
    """Report what is left of marks that were not read, in a document of the proceedings."""

    # Before what the catalogue says becomes nodes: titles and names there are text.
    default_priority = 1

    def apply(self, **kwargs: Any) -> None:
        """Look through the text of a document."""
        del kwargs
        if site_of(self.config).holds(self.env.current_document.docname):
            find(self.document, self.document)


def find(document: nodes.document, root: nodes.Element) -> None:
    """Report what is left of marks in some nodes of a document; name links that have no text."""
    for link in root.findall(nodes.reference):
        if scheme(str(link.get("refuri", ""))) and not link.children:
            link.append(nodes.Text(str(link["refuri"])))
            _report(document, link, _NAMELESS, "[](")
    for block in _blocks(root):
        text = "".join(_shown(block))
        if len(text) > _LONGEST:
            continue
        for mark in _MARKS:
            for found in mark.pattern.finditer(text):
                _report(document, block, mark, found.group().strip())


def _blocks(node: nodes.Element) -> Iterator[nodes.TextElement]:
    """Yield what holds text itself, the outermost ones."""
    for child in node.children:
        if isinstance(child, _VERBATIM):
            continue
        if isinstance(child, nodes.TextElement):
            yield child
        elif isinstance(child, nodes.Element):
            yield from _blocks(child)


def _report(document: nodes.document, node: nodes.Element, mark: _Mark, typed: str) -> None:
    source, line = get_source_line(node)
    path = Path(source or str(document["source"]))
    place = Location(site_of(document.settings.env.config).shown(path), line or 0)
    place = pinpointed(place, path, [typed])
    report(Diagnostic(mark.code, mark.message, place, mark.hint, mark.severity))


def _shown(node: nodes.Node) -> Iterator[str]:
    """Yield the text of a node, but for what is verbatim; this ends what stands before it."""
    if isinstance(node, nodes.Text):
        yield str(node)
    elif isinstance(node, _VERBATIM):
        yield "\ufffc"
    else:
        for child in node.children:
            yield from _shown(child)
