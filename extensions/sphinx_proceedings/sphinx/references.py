"""Bibliographies: each page lists what it cites, numbered as cited, titles as authors wrote them.

pybtex's `unsrt` lowers the words of a title, spells out "URL:", and refuses an entry without a
year. The style here does none of that, and is otherwise the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import get_source_line
from pybtex.plugin import find_plugin, register_plugin
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.unsrt import Style as Unsrt
from pybtex.style.formatting.unsrt import pages
from pybtex.style.template import (
    field,
    first_of,
    href,
    join,
    optional,
    optional_field,
    sentence,
    tag,
    words,
)
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.directives import BibliographyDirective

from sphinx import addnodes
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import site_of

NAME = "as-cited"

DATE = optional[words[optional_field("month"), field("year")]]


class Style(Unsrt):  # type: ignore[misc]  # pybtex has no type information
    """References in the order of citation, closest to how the workshop prints its own."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Prepare to format the entries of one bibliography."""
        super().__init__(*arguments, **named)
        self._formatted: dict[tuple[str, int], Any] = {}

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Format an entry once; bibtex asks for the list and again for what hovers over links."""
        # The entry is alive as long as its bibliography, so its identity is its own.
        key = (label, id(entry))
        if key not in self._formatted:
            self._formatted[key] = super().format_entry(label, entry, bib_data)
        return self._formatted[key]

    def format_title(self, _entry: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Keep the capitals that the title has."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def get_article_template(self, entry: Any) -> Any:
        """Return: Authors. Title. *Journal*, volume(number):pages, year."""
        place = first_of[
            optional[join[field("volume"), optional["(", field("number"), ")"], ":", pages]],
            optional[words["pages", pages]],
        ]
        journal = tag("em")[field("journal")]
        if "eprint" in entry.fields:
            # A preprint's number belongs to the name of its series.
            journal = words[journal, tag("em")[super().format_eprint(entry)]]
        return self._reference(entry, self.format_title(entry, "title"), journal, place, DATE)

    def get_inproceedings_template(self, entry: Any) -> Any:
        """Return: Authors. Title. In *Proceedings*, pages, year."""
        book = words["In", self.format_btitle(entry, "booktitle", as_sentence=False)]
        place = optional[words["pages", pages]]
        return self._reference(entry, self.format_title(entry, "title"), book, place, DATE)

    def get_misc_template(self, entry: Any) -> Any:
        """Return: Authors. Title, year."""
        title = self.format_title(entry, "title", as_sentence=False)
        return self._reference(entry, None, title, optional_field("howpublished"), DATE)

    def get_manual_template(self, entry: Any) -> Any:
        """Return: Authors. *Title*, organization, year."""
        title = self.format_btitle(entry, "title", as_sentence=False)
        return self._reference(entry, None, title, optional_field("organization"), DATE)

    def _reference(self, entry: Any, title: Any, *last: Any) -> Any:
        return toplevel[
            optional[sentence[self.format_names("author", as_sentence=False)]],
            title if title is not None else "",
            sentence[last],
            sentence[optional_field("note")],
            self.format_web_refs(entry),
        ]

    def format_url(self, _entry: Any) -> Any:
        """Print the address itself, as a link."""
        url = field("url", raw=True)
        return href(url)[url]

    def format_eprint(self, entry: Any) -> Any:
        """Leave out what the article template has printed already."""
        return "" if entry.type == "article" else super().format_eprint(entry)


class Bibliography(BibliographyDirective):
    """``{bibliography}``: what this page cites, unless its options say otherwise.

    bibtex's own lists what any page cites, so that the list of one paper would hold the
    references of all.
    """

    def run(self) -> Sequence[nodes.Node]:
        """Restrict the list to its page where nothing else is asked for."""
        if not {"all", "cited", "notcited", "filter"} & self.options.keys():
            self.options["filter"] = "docname in docnames"
        found: Sequence[nodes.Node] = super().run()
        return found


def check_lists(app: Sphinx, env: BuildEnvironment) -> None:
    """Report citations in papers that have no bibliography to lead to."""
    site = site_of(app.config)
    domain: Any = env.domains["cite"]
    listed = {key.docname for key in domain.bibliographies}
    citing = {citation.docname for citation in domain.citation_refs}
    for docname in sorted(filter(site.holds, citing - listed)):
        cited = (
            get_source_line(node)[1]
            for node in env.get_doctree(docname).findall(addnodes.pending_xref)
            if node.get("refdomain") == "cite"
        )
        line = next(filter(None, cited), 0)
        report(
            Diagnostic(
                Code.MISSING_BIBLIOGRAPHY,
                "this page cites, and has no bibliography",
                Location(site.shown(Path(env.doc2path(docname))), line),
                "end it with a heading and a {bibliography} directive",
                Severity.WARNING,
            )
        )


register_plugin("pybtex.style.formatting", NAME, Style, force=True)

# pybtex searches all installed packages for these at every citation and bibliography: 8 ms each,
# a third of the time that a volume of fifty papers takes. What is registered is found at once.
for _group, _name in (
    ("pybtex.backends", "plaintext"),
    ("pybtex.backends", "docutils"),
    ("pybtex.style.names", "plain"),
    ("pybtex.style.names", "last"),
    ("pybtex.style.labels", "number"),
    ("pybtex.style.sorting", "none"),
):
    register_plugin(_group, _name, find_plugin(_group, _name), force=True)
