"""Files that records name: portraits, camera-ready files, pages of a volume."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from sphinx_proceedings.content.draft import Draft
from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code, Location


def is_relative(name: str) -> bool:
    """Tell whether a name is a path below where it is written, on every system."""
    parts = PurePosixPath(name)
    return not (parts.is_absolute() or ".." in parts.parts or any(bad in name for bad in "\\\0:"))


def is_there(draft: Draft, folder: Path, name: str) -> bool:
    """Tell whether a named file can be used: inside the tree, and there."""
    try:
        path = folder / name
        return is_relative(name) and draft.tree.is_inside(path) and path.is_file()
    except OSError:
        return False


def check(draft: Draft, folder: Path, name: str, place: Location, *, what: str) -> None:
    """Report a named file that cannot be used."""
    if is_there(draft, folder, name):
        return
    if not is_relative(name):
        draft.report.add(
            Code.OUTSIDE_TREE,
            f"{quote(name)} is not a path below this folder",
            place,
            "paths are relative, with forward slashes and without `..`",
        )
    elif not draft.tree.is_inside(folder / name):
        draft.report.add(
            Code.OUTSIDE_TREE, f"{quote(name)} leads out of the proceedings folder", place
        )
    else:
        hint = _suggest(draft, folder / name)
        draft.report.add(Code.MISSING_FILE, f"there is no {what} {quote(name)}", place, hint)


def _suggest(draft: Draft, path: Path) -> str:
    """Return the name of a file of this kind in the same folder that may be meant."""
    kind = path.suffix.casefold()
    try:
        there = sorted(
            entry.name
            for entry in path.parent.iterdir()
            if entry.suffix.casefold() == kind and draft.tree.is_inside(entry)
        )
    except (OSError, ValueError):
        return ""
    return draft.report.suggest(path.name, there)
