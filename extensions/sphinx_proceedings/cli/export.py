"""``sphinx-proceedings export``: what others read, as files."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from sphinx_proceedings.cli.file import write
from sphinx_proceedings.cli.folder import find, read
from sphinx_proceedings.content import schemas as all_schemas
from sphinx_proceedings.diagnostics import printable
from sphinx_proceedings.exports.address import Addresses
from sphinx_proceedings.exports.crossref import Deposit
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.formats import FORMATS, Format
from sphinx_proceedings.exports.item import Book, Item
from sphinx_proceedings.model import Catalogue, Edition, Ledger, Paper

_SCHEMAS = "schemas"
_EVERY = "all"
_NAMED = 3  # works that a message names
_NAMES = ", ".join([*FORMATS, _EVERY, _SCHEMAS])


def export(
    name: Annotated[
        str, typer.Argument(metavar="FORMAT", help=f"One of: {_NAMES}.", show_default=False)
    ],
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="EDITION[/PAPER]",
            help="A volume, or a paper of it; otherwise the current edition.",
            show_default=False,
        ),
    ] = None,
    *,
    folder: Annotated[Path | None, typer.Option(help="The proceedings folder.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write; the folder, with --all. Otherwise it is printed."),
    ] = None,
    each: Annotated[
        bool, typer.Option("--all", help="Also each paper, in a file of its own.")
    ] = False,
    base_url: Annotated[
        str | None,
        typer.Option(help="The address of the site, which records point to.", show_default=False),
    ] = None,
    ledger: Annotated[
        list[Path] | None,
        typer.Option(
            help="The <edition>.ledger.json of a print, for the pages of a volume that is not "
            "frozen; may be given again.",
            show_default=False,
        ),
    ] = None,
    depositor_name: Annotated[str | None, typer.Option(help="Crossref: who deposits.")] = None,
    depositor_email: Annotated[
        str | None, typer.Option(help="Crossref: where its answer is sent.")
    ] = None,
    registrant: Annotated[str | None, typer.Option(help="Crossref: who owns the DOIs.")] = None,
    crossmark_policy: Annotated[
        str | None, typer.Option(help="Crossref: the DOI of the policy on corrections.")
    ] = None,
) -> None:
    """Write a volume or a paper in a format of others: citations, metadata, deposits, calendars.

    `all` writes every format that the data suffice for; `schemas` the JSON Schemas of the YAML
    files, for editors that complete and check them. `jats` is what stands before the text of a
    paper; with its text, it lies beside the page of the paper on the built site.
    """
    if name == _SCHEMAS:
        _write_schemas(output or Path(_SCHEMAS))
        return
    if name not in FORMATS and name != _EVERY:
        raise typer.BadParameter(f"no format {printable(name)}; there are: {_NAMES}")
    formats = [FORMATS[name]] if name in FORMATS else [*FORMATS.values()]
    if (each or len(formats) > 1) and output is None:
        raise typer.BadParameter("several files need a folder: --output FOLDER")
    if base_url is not None and not re.fullmatch(r"https?://[^\s<>\"]+", base_url):
        raise typer.BadParameter(f"{printable(base_url)} is no address: it begins with https://")
    loaded, _ = read(find(folder))
    catalogue = loaded.catalogue.with_ledgers(_ledgers(ledger or ()))
    edition, paper = _find(catalogue, target)
    job = _Job(
        catalogue,
        Addresses(base_url),
        Deposit(depositor_name, depositor_email, registrant, _now(), crossmark_policy),
    )
    if output is not None and (each or len(formats) > 1):
        _write_all(formats, job, edition, paper, output, each=each)
        return
    made = _only(formats[0], job, target, edition, paper)
    if output is None:
        typer.echo(made, nl=False)
    else:
        write(output, made)


@dataclass(frozen=True)
class _Job:
    """What all records of a run are made from."""

    catalogue: Catalogue
    addresses: Addresses
    deposit: Deposit

    def of_paper(self, made: Format, edition: Edition, paper: Paper) -> str:
        item = Item(self.catalogue, edition, paper, self.addresses)
        return made.of_paper(item, self.deposit)

    def of_volume(self, made: Format, edition: Edition) -> str:
        return made.of_volume(Book(self.catalogue, edition, self.addresses), self.deposit)


def _only(
    made: Format, job: _Job, target: str | None, edition: Edition, paper: Paper | None
) -> str:
    """Return the one record that is asked for, after saying what it has to leave out."""
    if paper is not None and made.paper is None:
        raise typer.BadParameter(f"{made.name} is of volumes; a paper has none")
    if paper is None and made.volume is None:
        raise typer.BadParameter(f"{made.name} is of papers: name one, or give --all")
    try:
        if paper is not None:
            return job.of_paper(made, edition, paper)
        if target is None and made.site is not None:
            return made.of_site(job.catalogue, job.addresses)
        text = job.of_volume(made, edition)
    except IncompleteError as error:
        typer.echo(f"{made.name}: {_told([error])}", err=True)
        raise typer.Exit(1) from error
    if made.name == "crossref":
        _tell_left_out(edition)
    return text


def _write_all(
    formats: Sequence[Format],
    job: _Job,
    edition: Edition,
    paper: Paper | None,
    output: Path,
    *,
    each: bool,
) -> None:
    """Write a file for each format and work; what lacks data is told, and fails one format."""
    for made in formats:
        lacking: list[IncompleteError] = []
        works = [paper] if paper else [None, *(edition.papers_in_order if each else ())]
        for work in works:
            if (made.volume if work is None else made.paper) is None:
                continue
            name = f"{edition.id}/{work.id}" if work else edition.id
            try:
                text = job.of_paper(made, edition, work) if work else job.of_volume(made, edition)
            except IncompleteError as error:
                lacking.append(error)
            else:
                write(output / f"{name}{made.suffix}", text)
        if lacking:
            typer.echo(f"{made.name}: {_told(lacking)}", err=True)
            if len(formats) == 1:
                raise typer.Exit(1)


def _told(errors: Sequence[IncompleteError]) -> str:
    """Return which records there are not, and once what they all lack."""
    works = [error.what for error in errors]
    named = ", ".join(works[:_NAMED]) + (f" and {len(works) - _NAMED} more" * (len(works) > _NAMED))
    missing = dict.fromkeys(what for error in errors for what in error.missing)
    return "".join(
        [f"no record of {printable(named)}", *(f"\n  missing: {printable(one)}" for one in missing)]
    )


def _tell_left_out(edition: Edition) -> None:
    without = [paper.id for paper in edition.papers_in_order if not paper.doi]
    if without:
        typer.echo(f"left out, for want of a DOI: {', '.join(without)}", err=True)


def _find(catalogue: Catalogue, target: str | None) -> tuple[Edition, Paper | None]:
    """Return what is meant; not finding it is a mistake in the command."""
    name, _, paper = (target or "").partition("/")
    edition = catalogue.editions.get(name) if target else catalogue.current
    if edition is None:
        known = ", ".join(catalogue.editions) or "none"
        raise typer.BadParameter(f"no edition {printable(name)}; there are: {known}")
    if not paper:
        return edition, None
    if paper not in edition.papers:
        known = ", ".join(edition.papers) or "none"
        raise typer.BadParameter(f"{name} has no paper {printable(paper)}; there are: {known}")
    return edition, edition.papers[paper]


def _ledgers(paths: Sequence[Path]) -> Iterator[Ledger]:
    for path in paths:
        try:
            yield Ledger.model_validate_json(path.read_bytes())
        except OSError as error:
            text = f"cannot read {printable(str(path))}: {error.strerror}"
            raise typer.BadParameter(text) from error
        except ValueError as error:
            raise typer.BadParameter(f"{printable(str(path))} is no ledger") from error


def _now() -> int:
    """Return a number that grows from deposit to deposit, as the time of day does."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = (
        dt.datetime.fromtimestamp(int(given), dt.UTC)
        if given.isdigit()
        else dt.datetime.now(dt.UTC)
    )
    return int(f"{now:%Y%m%d%H%M%S}")


def _write_schemas(output: Path) -> None:
    for name, schema in all_schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        write(output / f"{name}.schema.json", text)
