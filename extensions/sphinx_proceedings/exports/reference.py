"""A work as a formatted reference, in plain text: who, when, what, where."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.item import Book, Item, notice
from sphinx_proceedings.model import Catalogue, Edition, Paper

_ENDS = (".", "?", "!", "\N{HORIZONTAL ELLIPSIS}", "\N{IDEOGRAPHIC FULL STOP}")


def reference(
    catalogue: Catalogue, edition: Edition, paper: Paper, *, pages: str | EllipsisType | None = ...
) -> str:
    """Return the reference of a paper as one line of plain text.

    Authors. Year. Title. In: volume (event, place), editors, pages. Publisher. DOI. What is not
    known is left out. ``pages`` replaces those of the ledger; ``None`` leaves pages out. A
    retraction or a withdrawal is said in square brackets after the title.
    """
    return of_item(Item(catalogue, edition, paper), pages=pages)


def volume_reference(catalogue: Catalogue, edition: Edition) -> str:
    """Return the reference of a volume as one line of plain text; without one, of the event."""
    return of_book(Book(catalogue, edition))


def of_item(item: Item, *, pages: str | EllipsisType | None = ...) -> str:
    """Return the reference of a paper; see :func:`reference`."""
    book = item.book
    marks = [f" [{notice(one)}]" for one in item.corrections if one.kind in _MARKED]
    sentences = [joined(item.authors), str(item.date.year), item.own_title + "".join(marks)]
    if item.is_published:
        numbers = str(item.pages) if pages is ... and item.pages else pages
        within = [_held(book, book.volume.title if book.volume else book.title)]
        if book.editors:
            within.append(f"edited by {joined(book.editors)}")
        if isinstance(numbers, str) and numbers:
            word = "page" if numbers.isalnum() else "pages"
            within.append(f"{word} {numbers}")
        sentences.append(f"In: {', '.join(within)}")
        sentences += _published(book)
    else:
        sentences.append(f"Presented at {_event(book)}")
    return _line(sentences, item.doi)


def of_book(book: Book) -> str:
    """Return the reference of a volume; see :func:`volume_reference`."""
    if book.editors:
        word = "editor" if len(book.editors) == 1 else "editors"
        sentences = [
            f"{joined(book.editors)}, {word}",
            str(book.date.year),
            _held(book, book.title),
        ]
    else:
        sentences = [_held(book, book.title), str(book.date.year)]
    sentences += _published(book)
    if book.isbn:
        sentences.append(f"ISBN {book.isbn}")
    return _line(sentences, book.doi)


_MARKED = {"retraction", "withdrawal"}


def joined(people: Sequence[Contributor]) -> str:
    """Return names as a sentence lists them, each as it is printed."""
    names = [person.printed for person in people]
    if len(names) < 3:  # noqa: PLR2004  # two are joined without a comma
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _held(book: Book, called: str) -> str:
    """Return the title of a volume with its event in parentheses, unless that says it again."""
    if book.volume is None:
        return _event(book)
    place = str(book.event.place) if book.event.place else ""
    bare = book.event.title.casefold().removeprefix("the ")
    title = book.event.title if bare not in called.casefold() else ""
    event = ", ".join(part for part in (title, place) if part)
    return f"{called} ({event})" if event else called


def _event(book: Book) -> str:
    place = str(book.event.place) if book.event.place else ""
    return ", ".join(part for part in (book.event.title, place) if part)


def _published(book: Book) -> list[str]:
    """Return series and publisher as sentences."""
    found = []
    if book.series:
        found.append(f"{book.series}, {book.number}" if book.number else book.series)
    if book.publisher:
        found.append(
            ", ".join(part for part in (book.publisher.name, book.publisher.place) if part)
        )
    return found


def _line(sentences: Sequence[str], doi: str | None) -> str:
    ended = [text if text.endswith(_ENDS) else f"{text}." for text in sentences if text]
    if doi:
        ended.append(f"https://doi.org/{doi}")
    return " ".join(ended)
