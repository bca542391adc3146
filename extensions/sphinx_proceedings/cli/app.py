"""The command and its parts; each part is a module of its own."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from sphinx_proceedings.cli.check import check
from sphinx_proceedings.cli.export import export
from sphinx_proceedings.cli.freeze import freeze
from sphinx_proceedings.version import __version__

app = typer.Typer(
    name="sphinx-proceedings",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Check and export the proceedings in a folder.",
)
app.command()(check)
app.command()(freeze)
app.command()(export)


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=lambda asked: _version(asked=asked), is_eager=True),
    ] = False,
) -> None:
    """Check and export the proceedings in a folder."""


def main() -> None:
    """Run the command; what a terminal cannot show is escaped and never stops it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
