"""bibtex's own domain, which looks at what it is asked about instead of at all there is.

bibtex compares each entry with each citation of the site, and formats every entry in every build.
Here it is shown the citations of the works in question, and what the last build formatted; what
it does with them is its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.nodes import bibliography
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from sphinx_proceedings.sphinx.cite import style

_FORMATTED = "proceedings_formatted_by"


class Citations(BibtexDomain):
    """The domain `cite`, for sites with a great many works."""

    # Entries of pages that are being read again.
    _cleared: list[Any] = []  # noqa: RUF012 - never changed in place
    # Narrower lists, while a question about some works is being answered.
    _refs: Sequence[Any] | None = None
    _found: Sequence[Any] | None = None
    # While all lists are being made: which references name a work, and the order of all works.
    _naming: dict[str, list[Any]] | None = None
    _ranks: dict[str, int] | None = None
    # Afterwards: the entries of a work in all lists, with their places among all entries, the
    # entries of a list, and the references of a page.
    _by_key: dict[str, list[tuple[int, Any]]] | None = None
    _by_list: dict[Any, list[Any]] | None = None
    _by_page: dict[str, list[Any]] | None = None

    @property
    def citation_refs(self) -> Any:
        """Return the references to works, or those that matter now."""
        return self.data["citation_refs"] if self._refs is None else self._refs

    @property
    def citations(self) -> Any:
        """Return the entries of all lists, or those that matter now."""
        return self.data["citations"] if self._found is None else self._found

    def clear_doc(self, docname: str) -> None:
        """Forget a page, but for what is formatted."""
        self._by_key = self._by_list = self._by_page = None
        lists = [key for key in self.bibliographies if key.docname == docname]
        self._cleared = [*self._cleared, *self._ours(lists)]
        super().clear_doc(docname)

    def env_updated(self) -> Any:
        """Make all lists anew, from what is formatted already where that is the same."""
        # Another version of the style may format the same entry in another way.
        by = hashlib.sha256(Path(style.__file__).read_bytes()).hexdigest()
        if self.data.get(_FORMATTED) == by:
            style.Style.known = self._formatted()
        naming = defaultdict(list)
        for ref in self.data["citation_refs"]:
            for target in ref.targets:
                naming[target.key].append(ref)
        self._naming = naming
        try:
            return super().env_updated()
        finally:
            self.data[_FORMATTED] = by
            self._naming = self._ranks = None
            self._by_key = self._by_list = self._by_page = None
            self._cleared = []
            style.Style.known = {}

    def _formatted(self) -> dict[tuple[str, str], list[tuple[Any, Any]]]:
        """Return what the last build formatted in our style, by key and label."""
        found = defaultdict(list)
        for citation in [*self._cleared, *self._ours(self.bibliographies)]:
            entry, formatted = citation.entry, citation.formatted_entry
            found[entry.key, formatted.label].append((entry, formatted))
        return found

    def _ours(self, keys: Iterable[Any]) -> list[Any]:
        """Return the entries of those of the lists that are in our style."""
        ours = {key for key in keys if self.bibliographies[key].style == style.NAME}
        return [entry for entry in self.data["citations"] if entry.bibliography_key in ours]

    def get_filtered_entries(self, bibliography_key: Any) -> Iterator[Any]:
        """Return the entries of a list, looking at references to its own works alone."""
        if self._naming is None:
            yield from super().get_filtered_entries(bibliography_key)
            return
        value = self.bibliographies[bibliography_key]
        keys = {value.keyprefix + entry.key for entry in self.get_entries(value.bibfiles)}
        named = {id(ref): ref for key in keys for ref in self._naming.get(key, ())}
        self._refs = list(named.values())
        try:
            yield from list(super().get_filtered_entries(bibliography_key))
        finally:
            self._refs = None

    def get_sorted_entries(self, bibliography_key: Any, docnames: list[str]) -> Iterator[Any]:
        """Return the entries of a list as they are cited first, then those that are not."""
        if self._naming is None:
            yield from super().get_sorted_entries(bibliography_key, docnames)
            return
        if self._ranks is None:
            self._ranks = {}
            for key in self.get_all_cited_keys(_Ranked(docnames)):  # type: ignore[no-untyped-call]
                self._ranks.setdefault(key, len(self._ranks))
        ranks = self._ranks
        entries = dict(self.get_filtered_entries(bibliography_key))
        yield from sorted(entries.items(), key=lambda item: ranks.get(item[0], len(ranks)))

    def resolve_xref(  # noqa: PLR0917 - Sphinx's own signature
        self, env: Any, fromdocname: str, builder: Any, typ: str, target: str, node: Any, child: Any
    ) -> Any:
        """Return the call of works, looking at their entries alone."""
        if self._by_key is None:
            self._by_key = defaultdict(list)
            for place, citation in enumerate(self.data["citations"]):
                self._by_key[citation.key].append((place, citation))
        keys = {found.key for found in parse_citation_targets(target)}
        # bibtex lists what is called together in the order of the lists.
        entries = dict(entry for key in keys for entry in self._by_key.get(key, ()))
        self._found = [entries[place] for place in sorted(entries)]
        try:
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, child)
        finally:
            self._found = None

    @contextmanager
    def showing(self, lists: Iterable[Any]) -> Iterator[None]:
        """Look at these lists alone, and at the references on their pages."""
        if self._by_list is None or self._by_page is None:
            self._by_list, self._by_page = defaultdict(list), defaultdict(list)
            for citation in self.data["citations"]:
                self._by_list[citation.bibliography_key].append(citation)
            for ref in self.data["citation_refs"]:
                self._by_page[ref.docname].append(ref)
        keys = list(dict.fromkeys(lists))
        names = dict.fromkeys(key.docname for key in keys)
        self._found = [entry for key in keys for entry in self._by_list.get(key, ())]
        self._refs = [ref for name in names for ref in self._by_page.get(name, ())]
        try:
            yield
        finally:
            self._found = self._refs = None


class Lists(BibliographyTransform):
    """Fill lists of works, looking at their own entries alone."""

    # Before bibtex, which then finds nothing more to fill.
    default_priority = BibliographyTransform.default_priority - 1

    def run(self, **kwargs: Any) -> None:
        """Fill the lists of one document."""
        lists = list(self.document.findall(bibliography))
        domain = self.env.domains[Citations.name]
        if lists and isinstance(domain, Citations):
            keys = [BibliographyKey(node["docname"], node["ids"][0]) for node in lists]
            with domain.showing(keys):
                super().run(**kwargs)


class _Ranked(list[str]):
    """Names of pages that know their places."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self._places = {name: place for place, name in reversed(list(enumerate(self)))}

    def index(self, name: Any, *_: Any) -> int:
        """Return the place of a page."""
        return self._places[name]
