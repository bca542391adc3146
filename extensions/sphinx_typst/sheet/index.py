"""The general index of a volume: Sphinx's entries, with the pages of print."""

from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any, Final, TypeAlias, cast

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_typst.context import Context

# What domains say of an entry below another.
_BELOW: Final = 2

# Document, identifier, and whether it is the main place for the entry.
Target: TypeAlias = tuple[str, str, bool]
# An entry: its words, its places, and the entries below it, which have none of their own.
Entry: TypeAlias = tuple[str, list[Target], list[tuple[str, list[Target]]]]
Group: TypeAlias = tuple[str, list[Entry]]


def general_index(context: Context, docnames: Sequence[str]) -> list[Group]:
    """Give the index of some documents, sorted and grouped as the one of the site."""
    known = context.env.domains.index_domain.entries
    entries = {name: known[name] for name in docnames if known.get(name)}
    if not entries:
        return [*domain_indices(context, docnames)]
    # Sphinx reads from the environment the entries alone; these are of the documents printed.
    part = SimpleNamespace(domains=SimpleNamespace(index_domain=SimpleNamespace(entries=entries)))
    groups = IndexEntries(cast("BuildEnvironment", part)).create_index(
        cast("Builder", _Addresses())
    )
    general = [
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
    return [*general, *domain_indices(context, docnames)]


def domain_indices(context: Context, docnames: Sequence[str]) -> Iterator[Group]:
    """Give the indices of domains, as that of Python's modules, each as one group."""
    for domain in context.env.domains.sorted():
        for kind in domain.indices:
            content, _ = kind(domain).generate(docnames)
            entries: list[Entry] = []
            for _, group in content:
                for name, subtype, docname, anchor, _, _, description in group:
                    words = f"{name}: {description}" if description else name
                    places = [(docname, anchor, False)] if docname else []
                    if subtype == _BELOW and entries:
                        entries[-1][2].append((words, places))
                    else:
                        entries.append((words, places, []))
            if entries:
                yield (str(kind.localname), entries)


class _Addresses:
    """What Sphinx asks of a builder to make an index: addresses of documents."""

    def get_relative_uri(self, _from: str, to: str, _typ: str | None = None) -> str:
        """Give the address of a document, wherever it is named."""
        return f"%{to}"


def _targets(links: Iterable[tuple[Any, Any]]) -> list[Target]:
    """Read addresses: `%document#identifier`."""
    found: dict[Target, None] = {}
    for main, uri in links:
        docname, _, identifier = str(uri).removeprefix("%").rpartition("#")
        found[docname, identifier, bool(main)] = None
    return list(found)
