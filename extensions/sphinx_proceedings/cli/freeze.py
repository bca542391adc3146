"""``sphinx-proceedings freeze``: prints a volume for good, and fixes the pages of its papers."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from sphinx_proceedings import privacy
from sphinx_proceedings.cli.environment import check_environment
from sphinx_proceedings.content import load
from sphinx_proceedings.content.node import Scalar
from sphinx_proceedings.content.scalar import MeaningError
from sphinx_proceedings.content.scalar import date as read_date
from sphinx_proceedings.diagnostics import Location, Severity, in_order, printable
from sphinx_proceedings.model import LEDGER_FILE, Ledger
from sphinx_proceedings.volume import freeze as ledgers
from sphinx_proceedings.volume.ledger import entries, read, write


def freeze(
    edition: Annotated[str, typer.Argument(help="The name of the edition's folder.")],
    *,
    source: Annotated[Path, typer.Option(help="The folder with conf.py.")] = Path("docs"),
    date: Annotated[
        str | None,
        typer.Option(help="Since when the pages are fixed, YYYY-MM-DD; otherwise today."),
    ] = None,
    reissue: Annotated[
        bool,
        typer.Option("--reissue", help="Print a frozen volume anew; pages may move."),
    ] = False,
    note: Annotated[
        str, typer.Option(help="Why it is re-issued, for the imprint; plain text.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option(help="Where the PDF goes; otherwise <edition>.pdf in this folder."),
    ] = None,
) -> None:
    """Print a volume, and fix the page numbers of its papers from then on.

    Later builds keep these pages: a correction that would move them is an error.
    """
    check_environment()
    job = _Job(edition, source, _date(date), note.strip(), again=reissue)
    job.check(dated=date is not None)
    target = output or Path(f"{edition}.pdf")
    with tempfile.TemporaryDirectory(prefix="sphinx-proceedings-") as scratch:
        ledger, pdf = job.print(Path(scratch))
        try:
            _copy(pdf, target)
            # Last: until it is there, nothing is frozen.
            write(ledger, job.file)
        except OSError as error:
            _refuse(f"cannot write {error.filename}: {error.strerror}")
    _tell(ledger, job.file, target)


def _date(given: str | None) -> dt.date:
    if given is None:
        return dt.datetime.now(dt.UTC).astimezone().date()
    try:
        return read_date(Scalar(Location("--date"), given))
    except MeaningError as error:
        raise typer.BadParameter(printable(f"{error.message}; {error.hint}")) from error


def _refuse(reason: str) -> NoReturn:
    lines = f"nothing is frozen: {reason}".splitlines()
    typer.echo("\n".join(printable(line) for line in lines), err=True)
    raise typer.Exit(1)


@dataclass
class _Job:
    """One volume to be frozen, or to be issued again."""

    edition: str
    source: Path
    date: dt.date
    note: str
    again: bool
    before: Ledger | None = None

    @property
    def root(self) -> Path:
        """The proceedings folder, as the configuration has it."""
        from sphinx.config import Config  # noqa: PLC0415
        from sphinx.errors import ConfigError  # noqa: PLC0415
        from sphinx.util.tags import Tags  # noqa: PLC0415

        from sphinx_proceedings.sphinx.config import Settings, given  # noqa: PLC0415

        try:
            settings = given(Config.read(self.source.resolve(), overrides={}, tags=Tags()))
        except ConfigError as error:
            _refuse(str(error))
        return self.source / str(settings.get("proceedings_folder", Settings.folder))

    @property
    def file(self) -> Path:
        """The frozen ledger."""
        return (self.root / self.edition / LEDGER_FILE).resolve()

    def check(self, *, dated: bool) -> None:
        """Stop unless there is a volume without errors that can be frozen, or issued again."""
        if not (self.source / "conf.py").is_file():
            raise typer.BadParameter(f"there is no conf.py in {printable(str(self.source))}")
        if self.note and not self.again:
            raise typer.BadParameter("--note is for a volume that is re-issued: add --reissue")
        if self.again and not (dated and self.note):
            raise typer.BadParameter("--reissue needs --date and --note: the imprint says both")
        self._check_source()
        if self.before is not None and not self.again:
            _refuse(
                f"{self.edition} is frozen since {self.before.frozen}. A correction that moves no "
                "pages needs no command; to move pages, use --reissue with --date and --note"
            )
        if self.before is None and self.again:
            _refuse(f"{self.edition} is not frozen: leave out --reissue and --note")
        if self.before is not None:
            dates = [self.before.frozen, *(one.date for one in self.before.reissues)]
            since = max(date for date in dates if date is not None)
            if self.date < since:
                _refuse(f"{self.date} is before the last printing, of {since}")

    def _check_source(self) -> None:
        here = Path.cwd().resolve()
        root = self.root.resolve()
        base = here if root.is_relative_to(here) and root != here else None
        loaded = load(root, base=base)
        found = loaded.catalogue.editions.get(self.edition)
        if found is not None and found.ledger is not None:
            self.before = found.ledger
        if self.again:
            # What came and went is what the volume is re-issued for.
            loaded = load(root, base=base, unfrozen=[self.edition])
        findings = in_order([*loaded.diagnostics, *privacy.check(loaded.catalogue)])
        errors = [one for one in findings if one.severity is Severity.ERROR]
        for one in errors:
            typer.echo(str(one), err=True)
        if errors:
            _refuse(f"there {'is an error' if len(errors) == 1 else 'are errors'}, see above")
        found = loaded.catalogue.editions.get(self.edition)
        if found is None or found.volume is None:
            known = [name for name, one in loaded.catalogue.editions.items() if one.volume]
            what = "no edition" if found is None else "no volume.yml in"
            there = ", ".join(known) or "none"
            raise typer.BadParameter(
                printable(f"there is {what} {self.edition}; volumes there are: {there}")
            )

    def print(self, scratch: Path) -> tuple[Ledger, Path]:
        """Return the finished ledger and the PDF that it describes."""
        ledger = ledgers.provisional(self.edition, self.date, before=self.before, note=self.note)
        write(ledger, scratch / LEDGER_FILE)
        self._build(scratch)
        pdf = scratch / "pdf" / f"{self.edition}.pdf"
        printed = read(scratch / "pdf" / f"{self.edition}.ledger.json")
        if printed is None or not pdf.is_file():
            _refuse(f"conf.py prints no volume {self.edition}")
        ledger = ledgers.with_pages(ledger, printed, before=self.before)
        digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
        return ledgers.finished(ledger, printed, sha256=digest, pages=_count(pdf)), pdf

    def _build(self, scratch: Path) -> None:
        from sphinx.application import Sphinx  # noqa: PLC0415
        from sphinx.errors import SphinxError  # noqa: PLC0415
        from sphinx.util.console import color_terminal, nocolor  # noqa: PLC0415
        from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

        if not color_terminal():
            # Sphinx does so only for its own command.
            nocolor()
        source = self.source.resolve()
        try:
            with patch_docutils(), docutils_namespace():
                app = Sphinx(
                    source,
                    source,
                    scratch / "pdf",
                    scratch / "doctrees",
                    "typstpdf",
                    {"proceedings_freezing": str(scratch / LEDGER_FILE)},
                    status=None,
                    warning=sys.stderr,
                    parallel=os.cpu_count() or 1,
                )
                app.build()
        except SphinxError as error:
            _refuse(str(error))
        if app.statuscode:
            _refuse("the volume could not be printed without errors, see above")


def _count(pdf: Path) -> int:
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(pdf) as found:
        return len(found.pages)


def _copy(pdf: Path, target: Path) -> None:
    """Put the PDF where it is wanted; what is there is replaced by all of it, or stays."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    shutil.copyfile(pdf, new)
    new.replace(target)


def _tell(ledger: Ledger, file: Path, pdf: Path) -> None:
    here = Path.cwd().resolve()
    shown = file.relative_to(here) if file.is_relative_to(here) else file
    last = max((pages.last for pages in entries(ledger).values()), default=0)
    count = len(ledger.papers) + len(ledger.dialogues)
    what = "1 entry" if count == 1 else f"{count} entries"
    lines = [
        f"{shown}: {what} on pages 1\N{EN DASH}{last}",
        f"{pdf}: {ledger.pages} pages, SHA-256 {ledger.sha256}",
    ]
    if ledger.reissues:
        moved = ", ".join(ledger.reissues[-1].moved) or "nothing"
        lines.append(f"moved: {moved}")
    lines += [
        "",
        f"Next: commit {shown}, and archive the PDF; it is the one that the ledger describes.",
        "Every later build keeps these pages, and reports what would move them.",
    ]
    typer.echo("\n".join(printable(line) for line in lines))
