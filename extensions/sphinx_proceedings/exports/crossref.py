"""A deposit of conference papers at Crossref.

Source: Crossref metadata deposit schema 5.5.0 (crossref5.5.0.xsd). Only works with a DOI and an
address are deposited. A retracted or withdrawn paper says so in its title, as Crossref advises;
what corrects a paper is declared as an update where there is a Crossmark policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from sphinx_proceedings.exports import crossref_work
from sphinx_proceedings.exports.failure import IncompleteError
from sphinx_proceedings.exports.item import Book, Item
from sphinx_proceedings.exports.xml import document, element

VERSION = "5.5.0"
_NAMESPACE = f"http://www.crossref.org/schema/{VERSION}"
_SCHEMA = f"https://data.crossref.org/schemas/crossref{VERSION}.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
# How long the texts may be that our own rules do not bound.
_LIMITS = {
    "conference_name": (3, 512),
    "conference_theme": (1, 512),
    "conference_acronym": (1, 127),
    "conference_location": (2, 255),
    "proceedings_title": (1, 511),
    "volume": (1, 32),
    "publisher_name": (1, 255),
    "publisher_place": (2, 255),
    "surname": (1, 200),
    "given_name": (1, 200),
    "organization": (1, 511),
    "institution_place": (2, 255),
    "depositor_name": (1, 130),
    "email_address": (6, 200),
    "registrant": (1, 255),
}

ET.register_namespace("xsi", _XSI)


@dataclass(frozen=True, slots=True)
class Deposit:
    """Who deposits, and when."""

    depositor_name: str | None = None
    depositor_email: str | None = None
    registrant: str | None = None
    """The organization that owns the DOIs, as Crossref knows it."""
    timestamp: int | None = None
    """Must grow from each deposit of a DOI to the next; by default the day of the last change."""
    crossmark_policy: str | None = None
    """The DOI of the policy on corrections, for members who take part in Crossmark."""


NOBODY = Deposit()


def paper(item: Item, deposit: Deposit = NOBODY) -> str:
    """Return the deposit of one paper; raises :class:`IncompleteError` if anything is missing."""
    missing = _missing(item.book, deposit)
    if not item.is_published:
        missing.append("the paper is not part of a volume")
    elif not item.doi:
        missing.append("`doi` of the paper")
    return _deposit(item.book, [item], deposit, item.key, missing)


def volume(book: Book, deposit: Deposit = NOBODY) -> str:
    """Return the deposit of a volume and of those of its papers that have a DOI.

    Raises :class:`IncompleteError` if anything is missing that Crossref requires.
    """
    missing = _missing(book, deposit)
    items = [item for item in book.papers if item.doi]
    if not items and not book.doi:
        missing.append("a `doi` of the volume or of any paper")
    return _deposit(book, items, deposit, book.key, missing)


def _missing(book: Book, deposit: Deposit) -> list[str]:
    wanted = [
        (deposit.depositor_name, "who deposits (--depositor-name)"),
        (deposit.depositor_email, "their address (--depositor-email)"),
        (deposit.registrant, "who owns the DOIs (--registrant)"),
        (book.addresses.base_url, "the address of the site (--base-url)"),
        (book.volume, "a volume.yml"),
        (book.publisher or not book.volume, "`publisher` in volume.yml"),
    ]
    return [what for value, what in wanted if not value]


def _deposit(book: Book, items: list[Item], deposit: Deposit, key: str, missing: list[str]) -> str:
    if missing:
        raise IncompleteError(key, missing)
    root = _batch(book, items, deposit, key)
    wrong = list(_misfits(root))
    if wrong:
        raise IncompleteError(key, wrong)
    root.set("xmlns", _NAMESPACE)
    root.set(f"{{{_XSI}}}schemaLocation", f"{_NAMESPACE} {_SCHEMA}")
    return document(root)


def _batch(book: Book, items: list[Item], deposit: Deposit, key: str) -> ET.Element:
    last = max([book.date, *(item.modified for item in items)])
    stamp = deposit.timestamp or int(f"{last:%Y%m%d}000000")
    conference = element(
        "conference",
        None,
        crossref_work.contributors(book.editors, "editor"),
        crossref_work.event(book),
        crossref_work.proceedings(book),
    )
    for item in items:
        conference.append(crossref_work.paper(item, deposit.crossmark_policy))
        if deposit.crossmark_policy:
            conference.extend(crossref_work.notices(item, deposit.crossmark_policy))
    return element(
        "doi_batch",
        None,
        element(
            "head",
            None,
            element("doi_batch_id", f"{key}-{stamp}"[-100:]),
            element("timestamp", str(stamp)),
            element(
                "depositor",
                None,
                element("depositor_name", deposit.depositor_name),
                element("email_address", deposit.depositor_email),
            ),
            element("registrant", deposit.registrant),
        ),
        element("body", None, conference),
        version=VERSION,
    )


def _misfits(root: ET.Element) -> Iterator[str]:
    """Yield what is longer or shorter than Crossref takes it."""
    for one in root.iter():
        least, most = _LIMITS.get(one.tag, (0, None))
        size = len(one.text or "")
        if most is not None and not least <= size <= most:
            yield (
                f'{one.tag.replace("_", " ")} "{(one.text or "")[:30]}" has {size} characters, '
                f"and may have {least} to {most}"
            )
