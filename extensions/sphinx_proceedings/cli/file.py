"""Writes the files of a command, and says so."""

from __future__ import annotations

from pathlib import Path

import typer

from sphinx_proceedings.diagnostics import printable


def write(path: Path, text: str) -> None:
    """Write a file as it is, whatever the system's line ends, and print its name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        typer.echo(f"cannot write {printable(str(path))}: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    typer.echo(printable(str(path)))
