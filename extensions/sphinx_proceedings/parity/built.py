"""Finds what was built of each paper, and compares it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from sphinx_proceedings.diagnostics import Code, Diagnostic, Severity
from sphinx_proceedings.model import Catalogue, Edition, Ledger, Paper
from sphinx_proceedings.parity import offprint, page, record
from sphinx_proceedings.parity.compare import differences
from sphinx_proceedings.parity.facts import Facts

_RECORDS: dict[str, Callable[[Path], Facts]] = {
    ".bib": record.bibtex,
    ".ris": record.ris,
    ".csl.json": record.csl,
}


@dataclass(frozen=True)
class Built:
    """Where a site and its volumes were built: the folders ``html`` and ``pdf`` in one."""

    html: Path
    pdf: Path

    @classmethod
    def within(cls, folder: Path) -> Built:
        """Return the two as ``nox -s publish`` leaves them."""
        return cls(folder / "html", folder / "pdf")

    def ledgers(self) -> Iterator[Ledger]:
        """Yield the ledgers of the last print."""
        for path in sorted(self.pdf.glob("*.ledger.json")):
            try:
                yield Ledger.model_validate_json(path.read_text(encoding="utf-8"))
            except (ValidationError, OSError, UnicodeDecodeError):
                continue

    def page(self, paper: Paper) -> Path | None:
        """Return the page of a paper, in a folder of its own or as a file."""
        below = Path(paper.path).with_suffix("")
        for name in (below / "index.html", below.with_suffix(".html")):
            if found := next(iter(sorted(self.html.glob(f"**/{name.as_posix()}"))), None):
                return found
        return None

    def beside(self, page: Path, paper: Paper, suffix: str) -> Path | None:
        """Return a file beside the page of a paper."""
        path = page.parent / f"{paper.id}{suffix}"
        return path if path.is_file() else None


def check(catalogue: Catalogue, built: Built) -> Iterator[Diagnostic]:
    """Yield everything in which the forms of the built papers disagree."""
    catalogue = catalogue.with_ledgers(built.ledgers())
    for edition in catalogue.editions.values():
        for paper in edition.papers_in_order:
            yield from _paper(catalogue, built, edition, paper)


def _paper(
    catalogue: Catalogue, built: Built, edition: Edition, paper: Paper
) -> Iterator[Diagnostic]:
    where = built.page(paper)
    if where is None:
        yield Diagnostic(
            Code.PARITY, f'"{paper.key}" has no page in {built.html.name}/', paper.source
        )
        return
    forms = [*page.read(where)]
    forms += [facts for data in page.linked_data(where) if (facts := record.described(data))]
    for suffix, reader in _RECORDS.items():
        if path := built.beside(where, paper, suffix):
            forms.append(reader(path))
        else:
            yield _missing(paper, suffix)
    if path := built.beside(where, paper, ".pdf"):
        forms.append(offprint.read(path, is_set=paper.has_text and paper.pdf is None))
    elif (built.pdf / edition.id / f"{paper.id}.pdf").is_file():
        # What could not be printed has been reported by the print.
        yield _missing(paper, ".pdf")
    yield from differences(catalogue, edition, paper, forms, page.site(where))


def _missing(paper: Paper, suffix: str) -> Diagnostic:
    return Diagnostic(
        Code.PARITY,
        f'"{paper.key}" has no {paper.id}{suffix} beside its page',
        paper.source,
        "print the volume and build the site again: nox -s publish",
        Severity.ERROR,
    )
