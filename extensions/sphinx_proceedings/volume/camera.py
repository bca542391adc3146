"""Camera-ready files of a catalogue: which there are, and what their records say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sphinx_proceedings.diagnostics import Location, Severity
from sphinx_proceedings.model import Catalogue, Edition, Paper, Volume
from sphinx_proceedings.volume.frame import frame_of
from sphinx_proceedings.volume.intake import Expected, Report, inspect_all

_KEY = re.compile(r"pdf:\s*(?=\S)")
_WORKERS = 2
_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Camera:
    """A camera-ready file that was looked at."""

    paper: Paper
    report: Report


def papers_with_files(edition: Edition) -> list[Paper]:
    """Return the papers of an edition that are printed from their authors' files."""
    return [p for p in edition.papers_in_order if p.pdf and not p.is_withdrawn]


def look(
    catalogue: Catalogue,
    editions: Iterable[Edition],
    root: Path,
    folder: Path,
    only: Path | None = None,
    *,
    unnamed: Mapping[str, str] = _NOBODY,
) -> list[Camera]:
    """Inspect the camera-ready files of editions, and return what was found in each.

    ``root`` is the proceedings folder; ``folder`` keeps what is known of unchanged files. Of the
    papers, ``only`` those at a path are looked at. A file that names somebody ``unnamed`` is not
    used: names, folded, and the places that say that they are not confirmed.
    """
    jobs = []
    papers = []
    for edition in editions:
        for paper in papers_with_files(edition):
            if only is not None and not (root / paper.path).is_relative_to(only):
                continue
            path = root / Path(paper.path).parent / str(paper.pdf)
            jobs.append(
                (path, replace(_expected(catalogue, edition, paper, root), unnamed=unnamed))
            )
            papers.append(paper)
    reports = inspect_all(jobs, folder, _WORKERS)
    return [Camera(paper, report) for paper, report in zip(papers, reports, strict=True)]


def _expected(catalogue: Catalogue, edition: Edition, paper: Paper, root: Path) -> Expected:
    names = catalogue.printed_names(paper)
    track = edition.event.track(paper.track) if paper.track else None
    frame = frame_of(_paper_size(edition.volume))
    return Expected(
        title=paper.title,
        authors=tuple(names),
        location=_place(paper, root),
        shown=str(paper.pdf),
        page_limit=track.page_limit if track else None,
        paper_size=frame.size,
        clear=frame.clear,
    )


def _paper_size(volume: Volume | None) -> str:
    return volume.paper_size if volume else "a4"


def _place(paper: Paper, root: Path) -> Location:
    """Return where the record names the file; the place of the record if that is not to be seen."""
    try:
        text = (root / paper.path).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return paper.source
    for number, line in enumerate(text.splitlines(), start=1):
        if number > 1 and line.rstrip() in {"---", "..."}:
            break
        if found := _KEY.match(line):
            return Location(paper.source.path, number, found.end() + 1)
    return paper.source


def quarantine(report: Report) -> str:
    """Return what is printed in place of a paper whose file cannot be used."""
    wrong = (one for one in report.diagnostics if one.severity is Severity.ERROR)
    reasons = [one.message.partition(": ")[2] or one.message for one in wrong]
    said = f" ({reasons[0]})" if reasons else ""
    return (
        "The authors' file of this paper could not be used when this volume was printed"
        f"{said}. The paper is therefore missing here."
    )
