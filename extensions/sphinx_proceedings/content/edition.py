"""Reads the folder of an edition: event, volume, papers and dialogues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as AbstractMapping
from pathlib import Path
from typing import Any, TypeVar

from sphinx_proceedings.content import ledger, statement
from sphinx_proceedings.content.build import Builder
from sphinx_proceedings.content.draft import Draft, EditionDraft
from sphinx_proceedings.content.frontmatter import split
from sphinx_proceedings.content.node import Broken, Scalar, parse
from sphinx_proceedings.content.page import read as read_page
from sphinx_proceedings.content.slug import is_slug, report_slug, slug_of
from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.model import Dialogue, Event, Paper, Record, Volume

R = TypeVar("R", bound=Record)
# In place of what is required and cannot be read, while the rest is checked. Nobody sees them.
_STAND_INS: dict[type[Record], dict[str, Any]] = {
    Event: {"title": "-", "start": dt.date.min},
    Volume: {"title": "-", "date": dt.date.min},
    Paper: {"title": "-"},
    Dialogue: {"title": "-"},
}

_PARTS = ("event.yml", "volume.yml", "papers", "dialogues", "preliminaries")


def read_edition(draft: Draft, folder: Path) -> None:
    """Read one edition; a folder that holds none of the parts of one is none."""
    tree, report = draft.tree, draft.report
    if not any(tree.exists(folder / part) for part in _PARTS):
        return
    if not tree.is_inside(folder):
        report.add(Code.OUTSIDE_TREE, "this folder is elsewhere", tree.location(folder))
        return
    if not is_slug(folder.name):
        report_slug(report, folder.name, tree.location(folder))
        report.lose("Edition", "", folder.name)
        return
    edition = EditionDraft(folder.name, tree.name(folder))
    draft.editions[folder.name] = edition
    _read_parts(draft, edition, folder)


def _read_parts(draft: Draft, edition: EditionDraft, folder: Path) -> None:
    tree = draft.tree
    edition.event = _file(draft, edition, folder / "event.yml", Event, {"id": edition.id})
    if tree.exists(folder / "volume.yml"):
        edition.volume = _file(
            draft, edition, folder / "volume.yml", Volume, {"edition": edition.id}
        )
    if edition.id not in draft.unfrozen:
        ledger.read(draft, edition, folder)
    for path in tree.documents(folder / "papers"):
        paper = _document(draft, edition, path, Paper)
        if paper is not None:
            edition.papers[paper.id] = paper
    for path in tree.documents(folder / "dialogues"):
        dialogue = _document(draft, edition, path, Dialogue)
        if dialogue is not None:
            edition.dialogues[dialogue.id] = dialogue
    pages = (
        folder / "index.md",
        *tree.documents(folder),
        *tree.documents(folder / "preliminaries"),
    )
    for path in pages:
        if tree.exists(path) and (text := tree.read(path)) is not None:
            _text(draft, edition, None, text, path)


def _file(
    draft: Draft,
    edition: EditionDraft,
    path: Path,
    model: type[R],
    given: AbstractMapping[str, Any],
) -> R | None:
    """Read a YAML file that is one record."""
    place = draft.tree.location(path)
    if not draft.tree.exists(path):
        draft.report.add(
            Code.MISSING_FILE,
            f"there is no {path.name} in this edition",
            place,
            "an edition needs at least its title and its first day",
        )
        return None
    text = draft.tree.read(path)
    if text is None:
        return None
    node = parse(text, place.path, draft.report)
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        draft.report.add(Code.EMPTY_VALUE, "the file is empty", Location(place.path, 1, 1))
        return None
    builder = Builder(place.path, draft.report, draft.positions)
    record = builder.record(model, node, {**given, "source": node.location}, _STAND_INS[model])
    edition.partial += builder.partial
    return record


def _document(draft: Draft, edition: EditionDraft, path: Path, model: type[R]) -> R | None:
    """Read a MyST file whose frontmatter is a record."""
    place = draft.tree.location(path)
    kind = model.__name__
    text = draft.tree.read(path)
    if not is_slug(path.stem):
        report_slug(draft.report, path.stem, place)
        # Others may refer to it by its name, or by the name that it will have.
        for name in (path.stem, slug_of(path.stem)):
            draft.report.lose(kind, edition.id, name)
        return None
    if text is None:
        draft.report.lose(kind, edition.id, path.stem)
        return None
    dialogue = path.stem if model is Dialogue else None
    _text(draft, edition, dialogue, text, path)
    parts = split(text)
    if parts.yaml is None:
        draft.report.add(
            Code.NO_FRONTMATTER,
            "the block that `---` begins is not closed"
            if parts.is_open
            else f"a {kind.lower()} begins with a YAML block between `---` lines",
            Location(place.path, 1, 1),
            "end it with a line that is `---`" if parts.is_open else "",
        )
        draft.report.lose(kind, edition.id, path.stem)
        return None
    node = parse(parts.yaml, place.path, draft.report, first_line=parts.yaml_line)
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        draft.report.add(Code.EMPTY_VALUE, "the frontmatter is empty", Location(place.path, 1, 1))
        node = Broken(place)
    given = {
        "id": path.stem,
        "edition": edition.id,
        "path": path.relative_to(draft.tree.root).as_posix(),
        "source": node.location,
    }
    if model is Paper:
        given["has_text"] = bool(parts.body.strip())
    builder = Builder(place.path, draft.report, draft.positions)
    record = builder.record(model, node, given, _STAND_INS[model])
    edition.partial += builder.partial
    if record is None:
        draft.report.lose(kind, edition.id, path.stem)
    return record


def _text(draft: Draft, edition: EditionDraft, dialogue: str | None, text: str, path: Path) -> None:
    """Take down what the body of a MyST file names and tells."""
    shown = draft.tree.name(path)
    page = read_page(path, shown, text)
    edition.pages.append(page)
    found = statement.find(page.directives, shown, draft.report)
    edition.statements += [(dialogue, one) for one in found]
