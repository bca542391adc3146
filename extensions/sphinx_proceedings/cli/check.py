"""``sphinx-proceedings check``: every finding about the source, as a build would report it."""

from __future__ import annotations

import enum
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from sphinx_proceedings.cli.cache import cache
from sphinx_proceedings.cli.environment import check_environment
from sphinx_proceedings.cli.folder import around
from sphinx_proceedings.diagnostics import Code, Diagnostic, Severity, in_order, printable
from sphinx_proceedings.model import Catalogue

_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}
_MOST_CODES: Final = 12


class Format(enum.StrEnum):
    """How findings are printed."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"


def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="The folder with people.yml, or a paper or a folder in it, of which alone is "
            "told; otherwise ./proceedings or ./docs/proceedings.",
            show_default=False,
        ),
    ] = None,
    *,
    output: Annotated[
        Format,
        typer.Option("--format", help="`github` annotates a pull request, `json` is for programs."),
    ] = Format.TEXT,
    bib: Annotated[
        list[Path] | None,
        typer.Option(
            help="A .bib file elsewhere; may be given again. Otherwise those of the site.",
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(help="Of this code alone is told; several with commas.", show_default=False),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="A code, or several, that are not told of.", show_default=False),
    ] = None,
    severity: Annotated[
        Severity, typer.Option(help="Tell of what is at least as bad.")
    ] = Severity.INFO,
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
    """Print everything that is wrong in a proceedings folder; exit with 1 if there are errors.

    The pages are read as the build reads them, by the same code, and none is written.
    """
    check_environment()
    wanted = _codes(select), _codes(ignore)
    folder, only = around(path)
    catalogue, findings = _read(folder, only, bib or (), with_files=pdf)
    if built is not None:
        findings = [*findings, *_parity(catalogue, built)]
    findings = [one for one in findings if _is_told(one, *wanted, severity)]
    summary = _Summary(catalogue, findings)
    if output is Format.JSON:
        found = {"findings": [_as_data(one) for one in findings], "summary": summary.data()}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            typer.echo(finding.github() if output is Format.GITHUB else str(finding))
        typer.echo(summary.text(), err=True)
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in fatal for finding in findings):
        raise typer.Exit(1)


def _read(
    folder: Path, only: Path | None, bibliographies: Sequence[Path], *, with_files: bool
) -> tuple[Catalogue, list[Diagnostic]]:
    # Sphinx takes longer to load than all that the other commands need.
    from sphinx.errors import SphinxError  # noqa: PLC0415

    from sphinx_proceedings.sphinx.check import check as read  # noqa: PLC0415

    try:
        found = read(
            folder, cache(), only=only, bibliographies=bibliographies, with_files=with_files
        )
    except SphinxError as error:
        typer.echo(f"error: {printable(str(error))}", err=True)
        raise typer.Exit(1) from None
    return found.site.catalogue, list(found.findings)


def _codes(given: list[str] | None) -> frozenset[Code]:
    codes = {code.value: code for code in Code}
    names = [name.strip() for one in given or () for name in one.split(",")]
    for name in names:
        if name not in codes:
            raise typer.BadParameter(f"there is no code {printable(name)}; the guide lists them")
    return frozenset(codes[name] for name in names)


def _is_told(
    finding: Diagnostic, select: frozenset[Code], ignore: frozenset[Code], least: Severity
) -> bool:
    return (
        (not select or finding.code in select)
        and finding.code not in ignore
        and _RANKS[finding.severity] <= _RANKS[least]
    )


def _parity(catalogue: Catalogue, folder: Path) -> list[Diagnostic]:
    """Return where what was built disagrees with itself or with its record."""
    # Its readers of HTML and PDF take as long to load as all that the other checks need.
    from sphinx_proceedings import parity  # noqa: PLC0415

    found = parity.Built.within(folder)
    if not found.html.is_dir():
        raise typer.BadParameter(f"there is no folder {printable(str(found.html))}: publish first")
    return in_order(parity.check(catalogue, found))


def _as_data(finding: Diagnostic) -> dict[str, str | int]:
    place = finding.location
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "code": finding.code.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
    }


class _Summary:
    """How many findings there are of each kind, and what they are of."""

    def __init__(self, catalogue: Catalogue, findings: Iterable[Diagnostic]) -> None:
        found = list(findings)
        self._severities = Counter(finding.severity for finding in found)
        self._codes = Counter(finding.code for finding in found)
        paths = {finding.location.path for finding in found}
        editions = catalogue.editions.values()
        papers = [paper for edition in editions for paper in edition.papers.values()]
        self._clean = sum(not any(path.endswith(paper.path) for path in paths) for paper in papers)
        self._papers = len(papers)
        self._held = [
            _count(len(catalogue.people), "person", "people"),
            _count(len(editions), "edition"),
            _count(len(papers), "paper"),
            _count(sum(len(edition.dialogues) for edition in editions), "dialogue"),
        ]

    def text(self) -> str:
        """Return it for people: two lines, or one if there is nothing to report."""
        found = [
            _count(self._severities[severity], severity.value)
            for severity in Severity
            if self._severities[severity]
        ]
        total = f"{', '.join(found) or 'nothing to report'} ({', '.join(self._held)})"
        if not found:
            return total
        codes = [f"{count} {code}" for code, count in self._codes.most_common(_MOST_CODES)]
        more = ["…"] if len(self._codes) > _MOST_CODES else []
        clean = f"{self._clean} of {_count(self._papers, 'paper')} without a finding"
        return f"{total}\n{', '.join([*codes, *more])}; {clean}"

    def data(self) -> dict[str, object]:
        """Return it for programs."""
        return {
            "severities": {one.value: self._severities[one] for one in Severity},
            "codes": {code.value: count for code, count in sorted(self._codes.items())},
            "papers": self._papers,
            "papers_without_finding": self._clean,
        }


def _count(number: int, word: str, plural: str = "") -> str:
    return f"{number} {word if number == 1 else plural or f'{word}s'}"
