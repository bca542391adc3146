"""Checks the texts of a proceedings folder: what they name exists, and what they cite is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from sphinx_proceedings.content import prose
from sphinx_proceedings.content.bibliography import Bibliography
from sphinx_proceedings.content.directives import Directive
from sphinx_proceedings.content.draft import Draft, EditionDraft
from sphinx_proceedings.content.lookup import DIALOGUE, PAPER, ROLE, SESSION, TRACK, Lookup
from sphinx_proceedings.content.page import PICTURES, Page
from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code, Location, Severity

_TITLED = re.compile(r"(?P<title>.*?\s*)<(?P<target>[^<>]*)>", re.DOTALL)
_TARGET = re.compile(r"\s*(?:\{[^{}]+\})?\s*(?P<key>[^{}\s,]+)\s*(?:\{[^{}]+\})?\s*(?P<end>,|$)")
_CITES = re.compile(r"(?:cite(?::\w+)?|footcite(?::\w+)?)")
_LISTS = frozenset({"bibliography", "footbibliography", "include"})
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/<#]")  # addresses, and paths from the top


def check(draft: Draft, bibliography: Bibliography) -> None:
    """Report what the texts of all editions name that is not there."""
    checker = _Checker(draft, bibliography)
    for edition in draft.editions.values():
        for page in edition.pages:
            checker.page(edition, page)


class _Checker:
    def __init__(self, draft: Draft, bibliography: Bibliography) -> None:
        self._draft = draft
        self._report = draft.report
        self._look = Lookup(draft)
        self._keys = bibliography.keys

    def page(self, edition: EditionDraft, page: Page) -> None:
        for directive in page.directives:
            self._directive(edition, page, directive)
        cited: list[Location] = []
        for one in page.mentions:
            place = Location(page.shown, one.line, one.column)
            if isinstance(one, prose.Image):
                self._image(page, unquote(one.path), place)
            elif _CITES.fullmatch(one.name):
                keys = list(_keys(one, page.shown))
                for key, where in keys:
                    self._citation(key, where)
                if keys and one.name.startswith("cite"):
                    cited.append(place)
            else:
                self._role(edition, one, place)
        if cited and not any(one.name in _LISTS for one in page.directives):
            self._report.add(
                Code.MISSING_BIBLIOGRAPHY,
                "this page cites, and has no bibliography",
                min(cited),
                "end it with a heading and a {bibliography} directive",
                Severity.WARNING,
            )

    def _citation(self, key: str, place: Location) -> None:
        if key not in self._keys:
            hint = self._report.suggest(key, self._keys)
            self._report.add(
                Code.UNKNOWN_CITATION,
                f"no bibliography has {quote(key)}",
                place,
                hint or "works are listed in .bib files beside the pages that cite them",
                Severity.WARNING,
            )

    def _role(self, edition: EditionDraft, role: prose.Role, place: Location) -> None:
        titled = _TITLED.fullmatch(role.text)
        target = (titled["target"] if titled else role.text).strip()
        if titled:
            place = Location(
                place.path,
                place.line + role.text.count("\n", 0, titled.start("target")),
                _column(place.column, role.text, titled.start("target")),
            )
        match role.name:
            case "person":
                self._look.mention_person(target, place)
            case "paper":
                self._look.mention(PAPER, edition, target, place)
            case "session":
                where, _, identifier = target.rpartition("/")
                home = self._look.edition(where, place) if where else edition
                self._part(SESSION, home, identifier, place)

    def _part(self, kind: object, home: EditionDraft | None, name: str, place: Location) -> None:
        if home is None or home.event is None:
            return
        known = {
            SESSION: [session.id for session in home.event.sessions],
            TRACK: [track.id for track in home.event.tracks],
            ROLE: list(home.event.roles),
        }
        for one, names in known.items():
            if one is kind:
                self._look.part(one, home, name, place, names)

    def _directive(self, edition: EditionDraft, page: Page, directive: Directive) -> None:
        argument = directive.argument.strip()
        place = Location(page.shown, directive.line, directive.argument_column)
        if directive.name in PICTURES:
            self._image(page, argument, place)
        elif directive.name == "bibliography":
            for offset, line in enumerate(directive.body.split("\n")):
                if key := line.strip():
                    self._citation(key, Location(page.shown, directive.body_line + offset))
        elif directive.name == "speaker" and argument:
            self._look.mention_person(argument, place)
        elif directive.name in _EVENTS:
            self._event(edition, page, directive)

    def _event(self, edition: EditionDraft, page: Page, directive: Directive) -> None:
        """Check a directive that shows something of an edition."""
        home: EditionDraft | None = edition
        argument = directive.argument.strip()
        place = Location(page.shown, directive.line, directive.argument_column)
        options = {
            key: (one.value.strip(), Location(page.shown, one.line, one.column))
            for key, one in directive.options.items()
            if one.value.strip()
        }
        if "edition" in options:
            home = self._look.edition(*options["edition"])
        if argument and directive.name in _OF_VOLUMES:
            self._look.edition(argument, place)
        elif argument and home is not None and directive.name in {"paper-card", "dialogue"}:
            kind = PAPER if directive.name == "paper-card" else DIALOGUE
            self._look.mention(kind, home, argument, place)
        for key, kind in (("role", ROLE), ("session", SESSION), ("track", TRACK)):
            if key in options and key in _EVENTS[directive.name]:
                self._part(kind, home, *options[key])

    def _image(self, page: Page, name: str, place: Location) -> None:
        if not name or "*" in name or _ELSEWHERE.match(name):
            return
        tree = self._draft.tree
        path = page.path.parent / name
        if not tree.is_inside(path):
            message = f"the image {quote(name)} is outside the proceedings folder"
            self._report.add(Code.OUTSIDE_TREE, message, place, "paths are relative to this file")
        elif not _is_file(path):
            self._report.add(Code.MISSING_FILE, f"there is no image {quote(name)}", place)


# Their argument is an edition.
_OF_VOLUMES = ("volume-contents", "author-index", "keyword-index", "corrections")

_EVENTS: dict[str, frozenset[str]] = {
    "people": frozenset({"role"}),
    "paper-list": frozenset({"session", "track"}),
    **dict.fromkeys(
        ("paper-card", "dialogue", "dates", "schedule", *_OF_VOLUMES),
        frozenset(),
    ),
}


def _keys(role: prose.Role, path: str) -> Iterator[tuple[str, Location]]:
    titled = _TITLED.fullmatch(role.text)
    at, end = titled.span("target") if titled else (0, len(role.text))
    while at < end and (found := _TARGET.match(role.text, at, end)):
        begin = found.start("key")
        line = role.line + role.text.count("\n", 0, begin)
        yield found["key"], Location(path, line, _column(role.column, role.text, begin))
        at = found.end()


def _column(first: int, text: str, offset: int) -> int:
    """Return the column of a part of a text that begins at a column."""
    line_start = text.rfind("\n", 0, offset) + 1
    return offset - line_start + (1 if line_start else first)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
