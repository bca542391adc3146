"""Finds and loads the proceedings folder of a command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sphinx_proceedings import privacy
from sphinx_proceedings.content import Loaded, load
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


def read(folder: Path) -> tuple[Loaded, list[Diagnostic]]:
    """Return what a folder holds and all findings, with paths as they are from here."""
    here = Path.cwd().resolve()
    base = here if folder.resolve().is_relative_to(here) and folder.resolve() != here else None
    loaded = load(folder, base=base)
    return loaded, in_order([*loaded.diagnostics, *privacy.check(loaded.catalogue)])
