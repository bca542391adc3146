"""In which order a volume prints what it holds, and whether each entry opens a page."""

from __future__ import annotations

from sphinx_proceedings.model import Dialogue, Edition, Paper


def dialogues_in_order(edition: Edition) -> list[Dialogue]:
    """Return the dialogues as the volume lists them, then by identifier."""
    wanted = [*(edition.volume.dialogues if edition.volume else ()), *sorted(edition.dialogues)]
    return [edition.dialogues[i] for i in dict.fromkeys(wanted) if i in edition.dialogues]


def entries_in_order(edition: Edition) -> list[Dialogue | Paper]:
    """Return what is printed between the preliminaries and the back of a volume."""
    return [*dialogues_in_order(edition), *edition.papers_of_volume]


def runs_on(edition: Edition) -> bool:
    """Tell whether the entries of a volume follow each other on its pages.

    Talks of which there is only a record fill no page. One text among them, and each opens one.
    """
    papers = edition.papers_of_volume
    return bool(papers) and not edition.dialogues and not any(map(_is_long, papers))


def _is_long(paper: Paper) -> bool:
    return paper.has_text or paper.pdf is not None
