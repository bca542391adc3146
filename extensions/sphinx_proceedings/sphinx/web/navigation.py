"""The navigation beside a page: as large in a volume of a thousand papers as in one of thirty.

The theme lists all pages of a section on each of them, so that a site would grow with the square
of its papers. In large sections a page shows the way down to itself and its nearest neighbours;
what it belongs to lists the rest.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx import addnodes

# Sections of more pages are large, and show so many neighbours before a page and after it.
_LARGE = 60
_AROUND = 4

_Entry = tuple[str, str | None]
"""A page, and the title that its list of contents gives to it."""

_KNOWN: weakref.WeakKeyDictionary[StandaloneHTMLBuilder, _Sections] = weakref.WeakKeyDictionary()


def register(app: Sphinx) -> None:
    """Offer the navigation to the template that shows it."""
    app.connect("html-page-context", _offer)


def _offer(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        if builder not in _KNOWN:
            _KNOWN[builder] = _Sections(builder, app.env)
        context["section_nearby"] = partial(_KNOWN[builder].nearby, page, context["pathto"])


class _Sections:
    """The sections of a site, each looked at once in a build."""

    def __init__(self, builder: StandaloneHTMLBuilder, env: BuildEnvironment) -> None:
        # Weak: the builder is what this is kept by.
        self._builder = weakref.proxy(builder)
        self._env = env
        self._parents = _parents(env)
        self._large: dict[str, bool] = {}
        self._entries: dict[str, list[_Entry]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._titles: dict[str, str] = {}

    def nearby(self, page: str, pathto: Callable[[str], str]) -> str:
        """Return the navigation of a page in HTML; nothing if its section is not large."""
        # Below the root, as the theme has it: the bar on top of the page leads to sections.
        way = self._way(page)[1:]
        return self._level(way, 1, pathto) if way and self._is_large(way[0]) else ""

    def _way(self, page: str) -> list[str]:
        """Return the pages from the root down to this one."""
        way = [page]
        while (parent := self._parents.get(way[0])) and parent not in way:
            way.insert(0, parent)
        return way if way[0] == self._env.config.root_doc else []

    def _is_large(self, top: str) -> bool:
        if top not in self._large:
            found, waiting = {top}, [top]
            while waiting and len(found) <= _LARGE:
                below = self._env.toctree_includes.get(waiting.pop(), ())
                waiting += [name for name in below if name not in found]
                found.update(below)
            self._large[top] = len(found) > _LARGE
        return self._large[top]

    def _level(self, way: list[str], level: int, pathto: Callable[[str], str]) -> str:
        """Return what is below the first page of a way, as far as it is near the last one."""
        entries = self._below(way[0])
        if len(way) == 1:
            # What the page itself leads to, unless it is a page to list them.
            shown = entries if len(entries) <= 2 * _AROUND else []
        else:
            at = self._places[way[0]].get(way[1], 0)
            first = max(0, min(at - _AROUND, len(entries) - 2 * _AROUND - 1))
            shown = entries[first : first + 2 * _AROUND + 1]
        items = [self._item(entry, way, level, pathto) for entry in shown]
        if len(way) > 1 and len(shown) < len(entries):
            said = f"All {len(entries)} pages of \N{LEFT DOUBLE QUOTATION MARK}"
            title = f"{escape(said)}{self._title(way[0])}\N{RIGHT DOUBLE QUOTATION MARK}"
            items.append(_link(title, pathto(way[0]), f"toctree-l{level} sp-all"))
        if not items:
            return ""
        look = ' class="nav bd-sidenav"' if level == 1 else ""
        return f"<ul{look}>\n{''.join(items)}</ul>\n"

    def _item(self, entry: _Entry, way: list[str], level: int, pathto: Callable[[str], str]) -> str:
        name, given = entry
        title = escape(given) if given else self._title(name)
        look = f"toctree-l{level}"
        if len(way) == 1 or name != way[1]:
            return _link(title, pathto(name), look)
        below, here = self._level(way[1:], level + 1, pathto), name == way[-1]
        href = "#" if here else pathto(name)
        return _link(title, href, f"{look} current active", below, is_page=here)

    def _below(self, parent: str) -> list[_Entry]:
        """Return the pages that a page lists, in its order."""
        if parent not in self._entries:
            found: dict[str, str | None] = {}
            listed = frozenset(self._env.toctree_includes.get(parent, ()))
            toc = self._env.tocs.get(parent)
            for tree in toc.findall(addnodes.toctree) if toc is not None else ():
                for title, name in tree["entries"]:
                    if name in listed and self._parents.get(name) == parent:
                        found.setdefault(name, title)
            self._entries[parent] = list(found.items())
            self._places[parent] = {name: place for place, name in enumerate(found)}
        return self._entries[parent]

    def _title(self, name: str) -> str:
        if name not in self._titles:
            title = self._env.titles.get(name)
            shown = self._builder.render_partial(title)["title"] if title else escape(name)
            self._titles[name] = shown
        return self._titles[name]


def _parents(env: BuildEnvironment) -> dict[str, str]:
    """Return for each page the one that leads to it; the last one, if there are several."""
    return dict(_pairs(env))


def _pairs(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    for parent, children in env.toctree_includes.items():
        yield from ((child, parent) for child in children)


def _link(title: str, href: str, look: str, below: str = "", *, is_page: bool = False) -> str:
    kind = "current reference internal" if is_page else "reference internal"
    current = ' aria-current="page"' if is_page else ""
    link = f'<a class="{kind}" href="{escape(href)}"{current}>{title}</a>'
    return f'<li class="{look}">{link}{below}</li>\n'
