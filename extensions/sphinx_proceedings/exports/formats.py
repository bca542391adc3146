"""The table of all formats: what each is called, what it is of, and what makes it.

The command, the pages and whoever compares records all read this table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sphinx_proceedings.exports import (
    atom,
    bibtex,
    cff,
    crossref,
    csl,
    datacite,
    dublincore,
    ics,
    jats,
    jsonld,
    reference,
    ris,
)
from sphinx_proceedings.exports.address import NOWHERE, Addresses
from sphinx_proceedings.exports.crossref import NOBODY, Deposit
from sphinx_proceedings.exports.item import Book, Item
from sphinx_proceedings.model import Catalogue


@dataclass(frozen=True, slots=True)
class Format:
    """One format; a function that is missing means that there is no such record."""

    name: str
    """As the command knows it."""
    title: str
    """As readers know it."""
    suffix: str
    """What a file is called after its work, with the full stop."""
    media_type: str
    paper: Callable[[Item, Deposit], str] | None = None
    """Makes the record of a paper."""
    volume: Callable[[Book, Deposit], str] | None = None
    """Makes the record of a volume, or of an event without one."""
    site: Callable[[Catalogue, Addresses], str] | None = None
    """Makes the record of all editions."""

    @property
    def scopes(self) -> tuple[str, ...]:
        """Of what there are records: ``paper``, ``volume``, ``site``."""
        return tuple(scope for scope in ("paper", "volume", "site") if getattr(self, scope))

    def of_paper(self, item: Item, deposit: Deposit = NOBODY) -> str:
        """Return the record of a paper.

        Raises :class:`~sphinx_proceedings.exports.failure.IncompleteError` if the format requires
        what is not known, and ``ValueError`` if it has no records of papers.
        """
        if self.paper is None:
            raise ValueError(f"{self.title} has no records of papers")
        return self.paper(item, deposit)

    def of_volume(self, book: Book, deposit: Deposit = NOBODY) -> str:
        """Return the record of a volume with its papers, as :meth:`of_paper` does."""
        if self.volume is None:
            raise ValueError(f"{self.title} has no records of volumes")
        return self.volume(book, deposit)

    def of_site(self, catalogue: Catalogue, addresses: Addresses = NOWHERE) -> str:
        """Return the record of all editions, as :meth:`of_paper` does."""
        if self.site is None:
            raise ValueError(f"{self.title} has no records of whole sites")
        return self.site(catalogue, addresses)


def _paper(make: Callable[[Item], str]) -> Callable[[Item, Deposit], str]:
    return lambda item, _deposit: make(item)


def _volume(make: Callable[[Book], str]) -> Callable[[Book, Deposit], str]:
    return lambda book, _deposit: make(book)


def _references(book: Book) -> str:
    items = (reference.of_item(item) for item in book.all_papers)
    return "".join(f"{text}\n" for text in (reference.of_book(book), *items))


def _calendar(book: Book) -> str:
    return ics.calendar(book.edition, book.catalogue, base_url=book.addresses.base_url)


def _feed_of(book: Book) -> str:
    alone = Catalogue(book.catalogue.people, {book.edition.id: book.edition})
    return atom.feed(
        atom.papers(alone, book.addresses),
        title=book.event.title,
        addresses=book.addresses,
        path=f"{book.edition.id}.atom",
        language=book.language,
    )


def _feed(catalogue: Catalogue, addresses: Addresses) -> str:
    current = catalogue.current
    title = (current.event.series or current.event.title) if current else "Proceedings"
    return atom.feed(atom.papers(catalogue, addresses), title=title, addresses=addresses)


def _table(formats: Iterable[Format]) -> dict[str, Format]:
    return {one.name: one for one in formats}


FORMATS = _table(
    (
        Format(
            "bibtex", "BibTeX", ".bib", "application/x-bibtex",
            _paper(bibtex.paper), _volume(bibtex.whole),
        ),
        Format(
            "ris", "RIS", ".ris", "application/x-research-info-systems",
            _paper(ris.paper), _volume(ris.whole),
        ),
        Format(
            "csl-json", "CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json",
            _paper(csl.paper), _volume(csl.whole),
        ),
        Format(
            "reference", "Reference", ".txt", "text/plain",
            _paper(lambda item: f"{reference.of_item(item)}\n"), _volume(_references),
        ),
        Format(
            "dublin-core", "Dublin Core", ".dc.xml", "application/xml",
            _paper(dublincore.paper), _volume(dublincore.volume),
        ),
        Format(
            "json-ld", "schema.org", ".jsonld", "application/ld+json",
            _paper(jsonld.paper), _volume(jsonld.volume),
        ),
        Format(
            "crossref", "Crossref deposit", ".crossref.xml", "application/vnd.crossref.deposit+xml",
            crossref.paper, crossref.volume,
        ),
        Format(
            "datacite", "DataCite", ".datacite.json", "application/vnd.datacite.datacite+json",
            _paper(datacite.paper), _volume(datacite.volume),
        ),
        Format("jats", "JATS", ".jats.xml", "application/jats+xml", _paper(jats.paper)),
        Format(
            "cff", "CITATION.cff", ".cff", "application/yaml",
            _paper(cff.paper), _volume(cff.volume),
        ),
        Format(
            "atom", "Atom feed", ".atom", "application/atom+xml",
            volume=_volume(_feed_of), site=_feed,
        ),
        Format("ics", "Calendar", ".ics", "text/calendar", volume=_volume(_calendar)),
    )
)  # fmt: skip
"""All formats by name, those that readers ask for first."""

CITE = ("bibtex", "ris", "csl-json", "reference")
"""The formats in which a page offers a paper to be cited, in order."""
