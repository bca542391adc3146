"""The indexes of a volume: who wrote what, and what the papers are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docutils import nodes

from sphinx_proceedings.model import Name, Paper, Person, printed_name
from sphinx_proceedings.sphinx.naming import collation, initial, same
from sphinx_proceedings.sphinx.nodes import print_only, screen_only
from sphinx_proceedings.sphinx.read.directive.base import Options
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.part import (
    bullets,
    container,
    empty,
    inline,
    joined,
    paragraph,
    plain,
    to_document,
    to_keyword,
    to_person,
)

# A shorter index is read in one glance, letters would take it apart.
_WORTH_LETTERS = 40


@dataclass
class Entry:
    """One line of an index: words, what follows them, and the papers it leads to."""

    words: str
    papers: list[Paper] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    see: str = ""
    person: Person | None = None


def author_index(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return everybody who wrote something of an edition, as indexes file names.

    A person has one entry, which has the other names under which they appear in the volume. Where
    such a name is filed elsewhere, it is there too and leads to that entry.
    """
    edition = context.volume_edition(wanted.edition)
    found: dict[str, Entry] = {}
    names: dict[str, list[Name]] = defaultdict(list)
    for paper in edition.papers_of_volume:
        for author, person in context.catalogue.authors(paper):
            entry = found.setdefault(person.id, Entry(person.name.sort_key, person=person))
            if paper not in entry.papers:
                entry.papers.append(paper)
            names[person.id].append(printed_name(author, person))
    entries = list(found.values())
    for identifier, printed in names.items():
        entry = found[identifier]
        others = {str(name): name for name in printed if str(name) != str(_name(entry))}
        entry.also = list(others)
        entries += [
            Entry(name.sort_key, see=entry.words)
            for name in others.values()
            # Of a name that is given as a whole nobody knows where it is filed.
            if (name.family or name.sort) and _family(name.sort_key) != _family(entry.words)
        ]
    return _index(context, entries) or empty("Nobody has published here yet.")


def keyword_index(context: Context, wanted: Options) -> list[nodes.Node]:
    """Return the keywords of the papers of an edition; two spellings of one are one entry."""
    edition = context.volume_edition(wanted.edition)
    found: dict[str, Entry] = {}
    for paper in edition.papers_of_volume:
        for keyword in paper.keywords:
            entry = found.setdefault(same(keyword), Entry(keyword))
            if paper not in entry.papers:
                entry.papers.append(paper)
    return _index(context, found.values()) or empty("There are no keywords.")


def _name(entry: Entry) -> Name | str:
    return entry.person.name if entry.person else entry.words


def _family(sort_key: str) -> str:
    return same(sort_key.partition(",")[0])


def _index(context: Context, entries: Iterable[Entry]) -> list[nodes.Node]:
    """Return the entries in order, in groups by letter if there are many."""
    listed = sorted(entries, key=lambda entry: (collation(entry.words), entry.see))
    groups: dict[str, list[list[nodes.Node]]] = {}
    for entry in listed:
        letter = initial(entry.words) if len(listed) >= _WORTH_LETTERS else ""
        groups.setdefault(letter, []).append([_line(context, entry)])
    if not groups:
        return []
    lists = (bullets("sp-index-group", items) for items in groups.values())
    return [container("sp-index", *lists)]


def _heading(entry: Entry) -> nodes.Node | str:
    """Return the words of an entry; on the web they lead to the page of what they name."""
    if entry.see:
        return entry.words
    return to_person(entry.words, entry.person) if entry.person else to_keyword(entry.words)


def _line(context: Context, entry: Entry) -> nodes.paragraph:
    line = paragraph("sp-index-entry", inline("sp-name", _heading(entry)))
    if entry.also:
        line += inline("sp-also", " (also ", ", ".join(entry.also), ")")
    if entry.see:
        line += [plain(", "), nodes.emphasis("", "see"), plain(f" {entry.see}")]
    else:
        line += _places(context, entry.papers)
    if entry.person:
        context.anchor(line, "person", entry.person.id, str(entry.person.name))
    return line


def _places(context: Context, papers: Sequence[Paper]) -> list[nodes.Node]:
    """Return the titles, on a screen, and the pages, in print."""
    titles: list[nodes.Node | str] = []
    pages: list[nodes.Node | str] = []
    for paper in papers:
        docname = context.site.document(paper)
        if docname in context.env.found_docs:
            titles.append(to_document(paper.title, docname))
            pages.append(to_document(paper.title, docname, "sp-page"))
        else:
            titles.append(plain(paper.title))
    found: list[nodes.Node] = [
        screen_only("", ": ", inline("sp-works", *joined(titles, "; "))),
    ]
    if pages:
        found.append(print_only("", ", ", inline("sp-pages", *joined(pages, ", "))))
    return found
