"""Finds and loads the proceedings folder of a command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sphinx_proceedings import privacy
from sphinx_proceedings.content import Loaded, load
from sphinx_proceedings.content.bibliography import beside
from sphinx_proceedings.diagnostics import Diagnostic, in_order, printable

_USUAL = ("proceedings", "docs/proceedings")

Folder = Annotated[
    Path | None,
    typer.Argument(
        help="The folder with people.yml; otherwise ./proceedings or ./docs/proceedings.",
        show_default=False,
    ),
]


def find(folder: Path | None) -> Path:
    """Return the folder that is meant; not finding one is a mistake in the command."""
    if folder is not None:
        if not folder.is_dir():
            raise typer.BadParameter(f"there is no folder {printable(str(folder))}")
        return folder
    for usual in _USUAL:
        if Path(usual).is_dir():
            return Path(usual)
    raise typer.BadParameter("there is neither ./proceedings nor ./docs/proceedings; name a folder")


def around(path: Path | None) -> tuple[Path, Path | None]:
    """Return the folder that is meant, and the path in it if less than all of it is."""
    if path is None or (path.is_dir() and _is_root(path)):
        return find(path), None
    if not path.exists():
        raise typer.BadParameter(f"there is no folder or file {printable(str(path))}")
    for above in path.absolute().parents:
        if _is_root(above):
            return above, path
    if path.is_dir():
        return path, None
    raise typer.BadParameter(f"{printable(str(path))} lies in no proceedings folder")


def _is_root(folder: Path) -> bool:
    return (folder / "people.yml").exists() or folder.name in {Path(one).name for one in _USUAL}


def bibliographies(folder: Path) -> list[Path]:
    """Return the .bib files of the site: those of the folder of its pages, wherever that is.

    The proceedings lie in it, or are linked into the ``docs`` that stand beside them.
    """
    around = folder.absolute().parent
    return [path for pages in (around, around / "docs") for path in beside(pages)]


def read(folder: Path, others: Sequence[Path] | None = None) -> tuple[Loaded, list[Diagnostic]]:
    """Return what a folder holds and all findings, with paths as they are from here.

    ``others`` are the .bib files elsewhere, by default those of the site.
    """
    here = Path.cwd().resolve()
    base = here if folder.resolve().is_relative_to(here) and folder.resolve() != here else None
    cited = others or bibliographies(folder)
    loaded = load(folder, base=base, bibliographies=cited)
    return loaded, in_order([*loaded.diagnostics, *privacy.check(loaded.catalogue)])
