"""``sphinx-proceedings check``: every finding about the source, without building anything."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from sphinx_proceedings.cli import files
from sphinx_proceedings.cli.folder import Folder, find, read
from sphinx_proceedings.content import Loaded
from sphinx_proceedings.diagnostics import Diagnostic, Severity, in_order, printable


class Format(enum.StrEnum):
    """How findings are printed."""

    TEXT = "text"
    GITHUB = "github"


def check(
    folder: Folder = None,
    *,
    output: Annotated[
        Format, typer.Option("--format", help="`github` annotates a pull request.")
    ] = Format.TEXT,
    bib: Annotated[
        list[Path] | None,
        typer.Option(
            help="A .bib file elsewhere; may be given again. Otherwise those beside the folder, "
            "in `bib/` beside it, and in the `docs` and `docs/bib` beside it.",
            show_default=False,
        ),
    ] = None,
    built: Annotated[
        Path | None,
        typer.Option(
            help="Compare the page, the PDF and the records of each paper in a folder that holds "
            "what was published: `html/` and `pdf/`.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf/--no-pdf", help="Look into camera-ready files, or do not.")
    ] = True,
) -> None:
    """Print everything that is wrong in a proceedings folder; exit with 1 if there are errors."""
    root = find(folder)
    loaded, findings = read(root, bib)
    if pdf:
        findings = in_order([*findings, *files.findings(loaded, root)])
    if built is not None:
        findings = [*findings, *_parity(loaded, built)]
    for finding in findings:
        typer.echo(finding.github() if output is Format.GITHUB else str(finding))
    typer.echo(_summary(loaded, findings), err=True)
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in fatal for finding in findings):
        raise typer.Exit(1)


def _parity(loaded: Loaded, folder: Path) -> list[Diagnostic]:
    """Return where what was built disagrees with itself or with its record."""
    # Its readers of HTML and PDF take as long to load as all that the other checks need.
    from sphinx_proceedings import parity  # noqa: PLC0415

    found = parity.Built.within(folder)
    if not found.html.is_dir():
        raise typer.BadParameter(f"there is no folder {printable(str(found.html))}: publish first")
    return in_order(parity.check(loaded.catalogue, found))


def _summary(loaded: Loaded, findings: Iterable[Diagnostic]) -> str:
    counts = Counter(finding.severity for finding in findings)
    found = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    editions = loaded.catalogue.editions.values()
    held = [
        _count(len(loaded.catalogue.people), "person", "people"),
        _count(len(editions), "edition"),
        _count(sum(len(edition.papers) for edition in editions), "paper"),
        _count(sum(len(edition.dialogues) for edition in editions), "dialogue"),
    ]
    return f"{', '.join(found) or 'nothing to report'} ({', '.join(held)})"


def _count(number: int, word: str, plural: str = "") -> str:
    return f"{number} {word if number == 1 else plural or f'{word}s'}"
