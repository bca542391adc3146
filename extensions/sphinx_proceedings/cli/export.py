"""``sphinx-proceedings export``: what others read, as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sphinx_proceedings.cli.folder import find, read
from sphinx_proceedings.content import schemas as all_schemas
from sphinx_proceedings.diagnostics import printable
from sphinx_proceedings.exports.ics import calendar

exports = typer.Typer(no_args_is_help=True, help="Write files for other programs.")


@exports.command()
def schemas(
    output: Annotated[Path, typer.Option(help="Folder for the files; made if need be.")] = Path(
        "schemas"
    ),
) -> None:
    """Write the JSON Schemas of the YAML files, for editors that complete and check them."""
    files = {
        output / f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in all_schemas().items()
    }
    for path, text in files.items():
        _write(path, text)


@exports.command()
def ics(
    edition: Annotated[str, typer.Argument(help="The name of the edition's folder.")],
    folder: Annotated[Path | None, typer.Option(help="The proceedings folder.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="The file to write; otherwise it is printed.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="The address of the site, which keeps entries apart.")
    ] = None,
) -> None:
    """Write the calendar of an edition: its days, sessions and deadlines."""
    loaded, _ = read(find(folder))
    editions = loaded.catalogue.editions
    if edition not in editions:
        known = ", ".join(editions) or "none"
        raise typer.BadParameter(f"no edition {printable(edition)}; there are: {known}")
    text = calendar(editions[edition], loaded.catalogue, base_url=base_url)
    if output is None:
        typer.echo(text, nl=False)
    else:
        _write(output, text)


def _write(path: Path, text: str) -> None:
    """Write a file as it is, whatever the system's line ends, and say so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        typer.echo(f"cannot write {printable(str(path))}: {error.strerror}", err=True)
        raise typer.Exit(1) from error
    typer.echo(printable(str(path)))
