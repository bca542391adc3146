"""Makes the ledgers of volumes that are fixed, or issued again; writes and prints nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.model import Ledger, PageRange, Reissue
from sphinx_proceedings.volume.ledger import Entry, Obstacle, moved

_FEW = 5  # so many names are a sentence


def provisional(
    edition: str, date: dt.date, *, before: Ledger | None = None, note: str = ""
) -> Ledger:
    """Return the ledger with which a volume is printed in order to be fixed.

    It has a date, so that the imprint can say it, but no pages yet. With a ledger from
    ``before``, the volume is issued again.
    """
    if before is None:
        return Ledger(edition=edition, frozen=date)
    again = Reissue(date=date, note=note)
    return Ledger(edition=edition, frozen=before.frozen, reissues=(*before.reissues, again))


def with_pages(ledger: Ledger, printed: Ledger, *, before: Ledger | None = None) -> Ledger:
    """Return a provisional ledger with the pages of a print, and what has moved since before."""
    pages = ledger.model_copy(update={"papers": printed.papers, "dialogues": printed.dialogues})
    if before is None or not pages.reissues:
        return pages
    *earlier, latest = pages.reissues
    latest = latest.model_copy(update={"moved": moved(before, pages)})
    return pages.model_copy(update={"reissues": (*earlier, latest)})


def finished(ledger: Ledger, printed: Ledger, *, sha256: str, pages: int) -> Ledger:
    """Return the ledger of a volume that has been printed with it."""
    # Validated anew: copies are not.
    return Ledger.model_validate(
        {
            **ledger.model_dump(),
            "sha256": sha256,
            "pages": pages,
            "citations": printed.citations,
        }
    )


def is_fixed(ledger: Ledger | None) -> bool:
    """Tell whether the pages of a ledger are those that others cite."""
    return ledger is not None and ledger.frozen is not None and ledger.sha256 is not None


def explained(
    found: Iterable[Obstacle], edition: str, place: Callable[[Entry], Location]
) -> list[Diagnostic]:
    """Return what keeps a frozen volume from being printed again, each where it can be mended."""
    again = (
        f"re-issue the volume: sphinx-proceedings freeze {edition} --reissue "
        '--date YYYY-MM-DD --note "why"'
    )
    return [_explained(one, again, place(one.change.entry)) for one in found]


def _explained(obstacle: Obstacle, again: str, place: Location) -> Diagnostic:
    change = obstacle.change
    kind, name = change.entry
    if change.before is None:
        message = f'the frozen volume has no {kind} "{name}"'
        if obstacle.moves:
            message += f": {_consequence(obstacle)}"
        return Diagnostic(Code.FROZEN_PAGES, message, place, f"take it out, or {again}")
    if change.after is None:
        message = f'the frozen volume has the {kind} "{name}" on {_pages(change.before)}'
        return Diagnostic(Code.FROZEN_PAGES, f"{message}, and it is gone", place, again)
    if change.growth > 0:
        count = f"{change.growth} {'page' if change.growth == 1 else 'pages'}"
        message = (
            f'"{name}" is {count} longer than in the frozen volume, where it is on '
            f"{_pages(change.before)}: {_consequence(obstacle)}"
        )
        hint = (
            "leave the text and say what is wrong in an erratum, which is printed at the end "
            f"(`corrections` in the frontmatter); or shorten the text; or {again}"
        )
        return Diagnostic(Code.FROZEN_PAGES, message, place, hint)
    message = (
        f'"{name}" would begin on page {change.after.first}; the frozen volume has it on '
        f"{_pages(change.before)}"
    )
    hint = f"print everything in the order that was frozen; or {again}"
    return Diagnostic(Code.FROZEN_PAGES, message, place, hint)


def _consequence(obstacle: Obstacle) -> str:
    if not obstacle.moves:
        return "others cite its pages"
    names = [f'"{name}"' for _, name in obstacle.moves]
    shown = names if len(names) <= _FEW else [*names[: _FEW - 1], f"{len(names) - _FEW + 1} more"]
    listed = " and ".join([*([", ".join(shown[:-1])] if shown[1:] else []), shown[-1]])
    return f"it would move {listed}"


def _pages(pages: PageRange) -> str:
    return f"{'page' if pages.count == 1 else 'pages'} {pages}"
