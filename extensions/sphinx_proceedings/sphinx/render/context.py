"""What every renderer is given: the catalogue, and ways to ask, to complain and to make nodes."""

from __future__ import annotations

import datetime as dt
import difflib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import format_date

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.model import Catalogue, Dialogue, Edition, Paper, Person
from sphinx_proceedings.sphinx.query import digest
from sphinx_proceedings.sphinx.read.domain import ProceedingsDomain, domain_of
from sphinx_proceedings.sphinx.read.fragment import fragment
from sphinx_proceedings.sphinx.read.place import place
from sphinx_proceedings.sphinx.render.part import plain, to_document, to_person
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of

# So many names fit into a hint.
_FEW = 8

Entry = TypeVar("Entry", Paper, Dialogue)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names what was probably meant, else what there is."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    close = close or [name for name in names if word and name.startswith(word)]
    if close:
        return f'did you mean "{close[0]}"?' + (f" {otherwise}" if otherwise else "")
    if names and len(names) <= _FEW:
        return "there are: " + ", ".join(names)
    return otherwise


class Unknown(Exception):  # noqa: N818  # not an error of ours: what a page asks for is not there
    """Ends the rendering of one placeholder; what is wrong has been reported."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Context:
    """One placeholder, or the header, of one document."""

    env: BuildEnvironment
    document: nodes.document
    node: nodes.Element

    @property
    def site(self) -> Site:
        """The site that is built."""
        return site_of(self.env.config)

    @property
    def catalogue(self) -> Catalogue:
        """All there is. Ask before you look: :meth:`ask` makes the page depend on the answer."""
        return self.site.catalogue

    @property
    def docname(self) -> str:
        """The document that is read."""
        return self.env.current_document.docname

    @property
    def domain(self) -> ProceedingsDomain:
        """Our domain."""
        return domain_of(self.env)

    def ask(self, *query: str) -> None:
        """Make the document depend on the answer to a question."""
        self.domain.note_query(query, digest(self.site, query))

    def problem(self, code: Code, message: str, hint: str = "") -> None:
        """Report what is wrong at the line of the placeholder."""
        source, line = get_source_line(self.node)
        path = self.site.shown(Path(source or self.env.doc2path(self.docname)))
        # Loading finds some of it too, and knows the column.
        first = line or 0
        last = first + max(0, self.node.get("lines", 0))
        known = any(
            found.code == code
            and found.location.path == path
            and first <= found.location.line <= last
            for found in self.site.diagnostics
        )
        if not known:
            report(Diagnostic(code, message, Location(path, line or 0), hint))

    def unknown(self, code: Code, message: str, hint: str = "") -> Unknown:
        """Report, and return what to raise so that the page shows a note."""
        if not self.site.exists:
            hint = f'there is no folder "{self.site.settings.folder}" beside conf.py'
        self.problem(code, message, hint)
        return Unknown(message)

    def edition(self, wanted: str | None = None) -> Edition:
        """Return the edition asked for, else that of the page, else the current one."""
        name = wanted or self.site.edition_of(self.docname)
        if not name:
            self.ask("current")
            if self.site.edition is None:
                raise self.unknown(Code.UNKNOWN_EDITION, "there is no edition")
            return self.site.edition
        self.ask("edition", name)
        return self._named_edition(name)

    def volume_edition(self, wanted: str | None = None) -> Edition:
        """Return the edition whose volume a directive is about, by its argument or its option."""
        edition = self.edition(self.node["argument"] or wanted)
        self.ask("volume", edition.id)
        return edition

    def _named_edition(self, name: str) -> Edition:
        found = self.catalogue.editions.get(name)
        if found is None:
            hint = did_you_mean(name, self.catalogue.editions)
            raise self.unknown(Code.UNKNOWN_EDITION, f'no edition "{name}"', hint)
        return found

    def _here(self, wanted: str | None) -> str:
        if wanted:
            return wanted
        if here := self.site.edition_of(self.docname):
            return here
        self.ask("current")
        return self.site.edition.id if self.site.edition else ""

    def paper(self, reference: str, edition: str | None = None) -> Paper:
        """Return the paper that a reference means."""
        here = self._here(edition)
        self.ask("paper", reference, here)
        found = self.catalogue.find_paper(reference, here)
        return self._one(found, reference, self.catalogue.papers, Code.UNKNOWN_PAPER, "paper")

    def dialogue(self, reference: str, edition: str | None = None) -> Dialogue:
        """Return the dialogue that a reference means; that of the page if there is none."""
        if not reference:
            entry = self.site.entries.get(self.docname)
            if not isinstance(entry, Dialogue):
                message = "the dialogue is not named, and this page is none"
                raise self.unknown(Code.INVALID_OPTION, message)
            reference = entry.key
        here = self._here(edition)
        self.ask("dialogue", reference, here)
        found = self.catalogue.find_dialogue(reference, here)
        return self._one(found, reference, self._dialogues, Code.UNKNOWN_DIALOGUE, "dialogue")

    def _dialogues(self) -> Iterable[Dialogue]:
        for edition in self.catalogue.editions.values():
            yield from edition.dialogues.values()

    def _one(
        self,
        found: list[Entry],
        reference: str,
        known: Callable[[], Iterable[Entry]],
        code: Code,
        word: str,
    ) -> Entry:
        if not found:
            full = "/" in reference
            hint = did_you_mean(reference, {e.key if full else e.id for e in known()})
            raise self.unknown(code, f'no {word} "{reference}"', hint)
        if len(found) > 1:
            hint = "write " + " or ".join(f'"{entry.key}"' for entry in found)
            message = f'several editions have a {word} "{reference}"'
            raise self.unknown(Code.AMBIGUOUS_REFERENCE, message, hint)
        return found[0]

    def person(self, identifier: str) -> Person:
        """Return the person of this identifier."""
        self.ask("person", identifier)
        found = self.catalogue.people.get(identifier)
        if found is None:
            where = f"people are listed in {self.site.root.name}/people.yml"
            hint = did_you_mean(identifier, self.catalogue.people, where)
            raise self.unknown(Code.UNKNOWN_PERSON, f'no person "{identifier}"', hint)
        return found

    def markdown(self, text: str, record: Location, *keys: str, inline: bool = False) -> list[Any]:
        """Return the nodes of a field that is documented as Markdown.

        ``record`` is where its record stands, ``keys`` lead from the file's top to the field.
        """
        return fragment(self.document, text, place(self.site, record, *keys), inline=inline)

    def linked(self, text: str, docname: str, classes: str = "") -> nodes.Node:
        """Return a link to a document of the site, or the text alone if there is none."""
        found = docname in self.env.found_docs
        return to_document(text, docname, classes) if found else plain(text)

    def named(self, identifiers: Iterable[str]) -> list[nodes.Node]:
        """Return the names of people, each of which leads to their page."""
        people = (self.catalogue.people.get(identifier) for identifier in identifiers)
        return [to_person(str(person.name), person) for person in people if person]

    def date(self, date: dt.date, form: str = "%-d %B %Y") -> str:
        """Return a date in the language of the site."""
        midnight = dt.datetime.combine(date, dt.time(), dt.UTC)
        return str(format_date(form, date=midnight, language=self.env.config.language))

    def anchor(self, node: nodes.Element, kind: str, name: str, title: str) -> None:
        """Make a node the place to which references to an object lead, if it is the first."""
        identifier = nodes.make_id(f"{kind}-{name}")
        if identifier in self.document.ids:
            return
        if self.domain.note_object(kind, name, title, identifier):
            node["ids"].append(identifier)
            self.document.note_explicit_target(node)


Renderer = Callable[[Context, Any], list[nodes.Node]]
"""Makes the nodes of one kind of placeholder from its options."""


def now() -> dt.datetime:
    """Return the time of the build; ``SOURCE_DATE_EPOCH`` fixes it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.now(dt.UTC)
