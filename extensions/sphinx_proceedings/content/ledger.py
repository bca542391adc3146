"""Reads frozen ledgers, and compares them with what is in the folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping as AbstractMapping
from pathlib import Path

from sphinx_proceedings.content.build import Builder
from sphinx_proceedings.content.draft import Draft, EditionDraft
from sphinx_proceedings.content.node import Mapping, Scalar, parse
from sphinx_proceedings.content.report import Report, quote
from sphinx_proceedings.diagnostics import Code, Location, Severity
from sphinx_proceedings.model import LEDGER_FILE, Dialogue, Ledger, PageRange, Paper, is_published

_RESTORE = "take the file of the last version that was published, or remove it and freeze again"
# What only a volume that is being frozen lacks.
_COMPLETE = ("frozen", "sha256", "pages")


def read(draft: Draft, edition: EditionDraft, folder: Path) -> None:
    """Read the ledger of an edition, if it has one; a bad one is reported, and is none at all.

    Half of a ledger would let the pages of the other half move.
    """
    path = folder / LEDGER_FILE
    if not draft.tree.exists(path):
        return
    found = Report()
    place = draft.tree.location(path)
    text = draft.tree.read(path)
    ledger = None if text is None else _record(draft, text, place, found)
    for one in found.diagnostics():
        draft.report.add(one.code, one.message, one.location, one.hint, one.severity)
    if ledger is None or any(one.severity is Severity.ERROR for one in found.diagnostics()):
        edition.has_bad_ledger = True
        return
    if ledger.edition != edition.id:
        draft.report.add(
            Code.INVALID_VALUE,
            f"this is the ledger of {quote(ledger.edition)}, not of {quote(edition.id)}",
            draft.positions.of(ledger, "edition"),
            _RESTORE,
        )
        edition.has_bad_ledger = True
        return
    edition.ledger = ledger


def _record(draft: Draft, text: str, place: Location, report: Report) -> Ledger | None:
    # JSON is YAML, and this reader knows lines and columns.
    node = parse(text, place.path, report)
    if node is None or (isinstance(node, Scalar) and node.is_empty):
        report.add(Code.EMPTY_VALUE, "the file is empty", Location(place.path, 1, 1), _RESTORE)
        return None
    if isinstance(node, Mapping):
        for key in _COMPLETE:
            if node.get(key) is None:
                report.add(Code.MISSING_KEY, f"`{key}` is missing", node.location, _RESTORE)
    return Builder(place.path, report, draft.positions).record(Ledger, node)


def check(draft: Draft, edition: EditionDraft) -> None:
    """Report what a frozen volume holds and the folder does not, and the other way round."""
    ledger = edition.ledger
    if ledger is None:
        return
    if edition.volume is None:
        draft.report.add(
            Code.MISSING_FILE,
            "there is a ledger, but no volume.yml",
            draft.positions.of(ledger),
            f"take the file of the last version that was published, or remove {LEDGER_FILE}",
        )
    papers = {
        paper.id: paper
        for paper in edition.papers.values()
        if edition.volume is None or is_published(paper, edition.event, edition.volume)
    }
    _compare(draft, edition, "paper", ledger.papers, papers)
    _compare(draft, edition, "dialogue", ledger.dialogues, edition.dialogues)
    for paper in papers.values():
        citation = ledger.citations.get(paper.id)
        if citation and not paper.corrections:
            _check_record(draft, edition, paper, citation)


def _check_record(draft: Draft, edition: EditionDraft, paper: Paper, citation: str) -> None:
    """Report a paper whose title or authors are no longer those under which it is cited.

    A citation begins with the authors, in order; the title is somewhere after them.
    """
    names = [
        str(author.name or draft.people[author.person].name)
        for author in paper.authors
        if author.name or author.person in draft.people
    ]
    joined = "".join([*names[:-1], "and", names[-1]]) if len(names) > 1 else "".join(names)
    cited = _letters(citation)
    places = {
        "title": _letters(paper.title) in cited,
        "authors": cited.startswith(_letters(joined)),
    }
    again = f"or re-issue the volume: sphinx-proceedings freeze {edition.id} --reissue"
    for key, is_same in places.items():
        if not is_same:
            word = "title is" if key == "title" else "authors, or their order, are"
            draft.report.add(
                Code.FROZEN_RECORD,
                f"the {word} not as in the frozen volume, which is cited as {quote(citation)}",
                draft.positions.of(paper, key),
                f"say what was wrong in an erratum (`corrections` in the frontmatter), {again}",
            )


def _letters(text: str) -> str:
    """Return letters and digits alone, whatever their case and their accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if one.isalnum())


def _compare(
    draft: Draft,
    edition: EditionDraft,
    word: str,
    frozen: AbstractMapping[str, PageRange],
    there: AbstractMapping[str, Paper] | AbstractMapping[str, Dialogue],
) -> None:
    again = f"or re-issue the volume: sphinx-proceedings freeze {edition.id} --reissue"
    for identifier, pages in frozen.items():
        if identifier in there or draft.report.is_lost(word.capitalize(), edition.id, identifier):
            continue
        draft.report.add(
            Code.FROZEN_PAGES,
            f"the frozen volume has the {word} {quote(identifier)} on "
            f"{'pages' if pages.count > 1 else 'page'} {pages}, and it is not here",
            draft.positions.of(pages),
            "put the file back; a paper is withdrawn by its `corrections`, " + again
            if word == "paper"
            else "put the file back, " + again,
        )
    for identifier, record in there.items():
        if identifier not in frozen and edition.is_whole(record):
            draft.report.add(
                Code.FROZEN_PAGES,
                f"the frozen volume has no {word} {quote(identifier)}",
                draft.positions.of(record),
                f"it belongs into another edition; {again}",
            )
