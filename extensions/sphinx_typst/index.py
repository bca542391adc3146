"""The general index of a volume: Sphinx's entries, with the pages of print."""

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries

if TYPE_CHECKING:
    from sphinx_typst.builder import TypstBuilder

# The name under which documents refer to the index (`genindex` is Sphinx's label).
NAME: Final = "genindex"

# Document, identifier, and whether it is the main place for the entry.
Target: TypeAlias = tuple[str, str, bool]
# An entry: its words, its places, and the entries below it, which have none of their own.
Entry: TypeAlias = tuple[str, list[Target], list[tuple[str, list[Target]]]]
Group: TypeAlias = tuple[str, list[Entry]]


def general_index(builder: "TypstBuilder", docnames: Sequence[str]) -> list[Group]:
    """Give the index of some documents, sorted and grouped as the one of the site."""
    known = builder.env.domains.index_domain.entries
    entries = {name: known[name] for name in docnames if known.get(name)}
    if not entries:
        return []
    # Sphinx reads from the environment the entries alone; these are of the documents printed.
    part = SimpleNamespace(domains=SimpleNamespace(index_domain=SimpleNamespace(entries=entries)))
    groups = IndexEntries(cast("BuildEnvironment", part)).create_index(builder)
    return [
        (
            str(letter),
            [
                (
                    name,
                    _targets(targets),
                    [(words, _targets(places)) for words, places in inner],
                )
                for name, (targets, inner, _) in group
            ],
        )
        for letter, group in groups
    ]


def _targets(links: Iterable[tuple[Any, Any]]) -> list[Target]:
    """Read the addresses that the builder gave: `%document#identifier`."""
    found: dict[Target, None] = {}
    for main, uri in links:
        docname, _, identifier = str(uri).removeprefix("%").rpartition("#")
        found[docname, identifier, bool(main)] = None
    return list(found)
