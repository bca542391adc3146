"""JATS: what stands before the text of an article, and a whole article around a body.

Source: ANSI/NISO Z39.96-2024, JATS 1.4, Journal Archiving and Interchange Tag Set. The volume takes
the place of the journal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from sphinx_proceedings.exports.contributor import Contributor
from sphinx_proceedings.exports.formula import MATHML, mathml, paragraphs
from sphinx_proceedings.exports.item import Book, Item, notice
from sphinx_proceedings.exports.xml import document, element, given
from sphinx_proceedings.model import Organization

VERSION = "1.4"
XLINK = "http://www.w3.org/1999/xlink"
ALI = "http://www.niso.org/schemas/ali/1.0/"
_HREF = f"{{{XLINK}}}href"
_PUBLIC = (
    "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD with MathML3 v1.4 20241031//EN"
)
_SYSTEM = "JATS-archivearticle1-4-mathml3.dtd"
_RELATED = {
    "erratum": "correction-forward",
    "revision": "correction-forward",
    "retraction": "retraction-forward",
    "withdrawal": "retraction-forward",
}

_Printed = tuple[str, str | None]

ET.register_namespace("xlink", XLINK)
ET.register_namespace("ali", ALI)
ET.register_namespace("mml", MATHML)


def paper(item: Item) -> str:
    """Return the article of a paper, of which only the front matter is known here."""
    return article(item)


def article(item: Item, body: ET.Element | None = None, back: ET.Element | None = None) -> str:
    """Return a whole document: the front matter of a paper around a ``body`` and a ``back``.

    Both are elements of JATS, made from the text elsewhere, and stay as they are; their identifiers
    must not hold full stops, as those of the front matter do.
    """
    before = front(item)
    ET.indent(before)
    root = element(
        "article",
        None,
        before,
        body,
        back,
        **{"article-type": "research-article", "dtd-version": VERSION},
        xml_lang=item.language,
    )
    head, _, rest = document(root, indent=False).partition("\n")
    return f'{head}\n<!DOCTYPE article PUBLIC "{_PUBLIC}" "{_SYSTEM}">\n{rest}'


def front(item: Item) -> ET.Element:
    """Return the front matter of a paper."""
    return element("front", None, _journal(item.book), _article(item))


def _journal(book: Book) -> ET.Element:
    publisher = book.publisher
    return element(
        "journal-meta",
        None,
        element("journal-id", book.key, **{"journal-id-type": "publisher-id"}),
        element("journal-title-group", None, element("journal-title", book.title)),
        _people("editor", book.editors),
        given("issn", book.issn, **{"publication-format": "electronic"}),
        given("isbn", book.isbn, **{"publication-format": "electronic"}),
        element(
            "publisher",
            None,
            element("publisher-name", publisher.name),
            given("publisher-loc", publisher.place),
        )
        if publisher
        else None,
    )


def _article(item: Item) -> ET.Element:
    book = item.book
    organizations = {_printed(one): one for who in item.authors for one in who.affiliations}
    numbers = {name: str(index) for index, name in enumerate(organizations, start=1)}
    made = element(
        "article-meta",
        None,
        element("article-id", item.key, **{"pub-id-type": "publisher-id"}),
        given("article-id", item.doi, **{"pub-id-type": "doi"}),
        _categories(item),
        element(
            "title-group",
            None,
            element("article-title", item.mark + item.paper.title),
            given("subtitle", item.paper.subtitle),
            _short_title(item),
        ),
        _people("author", item.authors, numbers),
        *(_affiliation(one, numbers[name]) for name, one in organizations.items()),
        _date("pub-date", item.date, "pub"),
        given("volume", book.number if item.is_published else None),
        given("volume-series", book.series if item.is_published else None),
    )
    if item.pages:
        made.append(element("fpage", str(item.pages.first)))
        made.append(element("lpage", str(item.pages.last)))
    made.extend(part for part in _rest(item) if part is not None)
    return made


def formula(source: str, display: bool) -> ET.Element:  # as others are called
    """Return a formula in TeX, and in MathML if it can be read."""
    tex = element("tex-math", source)
    made = mathml(source, display=display)
    inside = tex if made is None else element("alternatives", None, tex, made)
    return element("disp-formula" if display else "inline-formula", None, inside)


def _rest(item: Item) -> Iterator[ET.Element | None]:
    """Yield what follows the pages, in the order of the standard."""
    if item.corrections:
        yield element("pub-history", None, *_events(item))
    if item.license or item.license_url:
        yield element("permissions", None, _license(item))
    for url, kind in ((item.url, "text/html"), (item.pdf_url, "application/pdf")):
        if url:
            yield _link("self-uri", url, **{"content-type": kind})
    for one in item.corrections:
        address = f"https://doi.org/{one.doi}" if one.doi else one.url
        if address:
            kind = "doi" if one.doi else "uri"
            types = {"related-article-type": _RELATED[one.kind], "ext-link-type": kind}
            yield _link("related-article", one.doi or address, notice(one), **types)
    if item.abstract:
        yield element("abstract", None, *paragraphs(item.paper, "p", formula))
    if item.paper.keywords:
        keywords = (element("kwd", keyword) for keyword in item.paper.keywords)
        yield element("kwd-group", None, *keywords, **{"kwd-group-type": "author"})
    yield _conference(item.book)


def _events(item: Item) -> Iterator[ET.Element]:
    for one, text in zip(item.corrections, item.notices, strict=True):
        yield element(
            "event",
            None,
            element("event-desc", text),
            given("article-id", one.doi, **{"pub-id-type": "doi"}),
            _date("date", one.date, None),
            **{"event-type": one.kind},
        )


def _categories(item: Item) -> ET.Element | None:
    if item.session is None:
        return None
    group = element("subj-group", None, element("subject", item.session.title))
    group.set("subj-group-type", "heading")
    return element("article-categories", None, group)


def _short_title(item: Item) -> ET.Element | None:
    short = item.paper.short_title
    return element("alt-title", short, **{"alt-title-type": "running-head"}) if short else None


def _people(
    role: str, people: Iterable[Contributor], numbers: dict[_Printed, str] | None = None
) -> ET.Element | None:
    group = element("contrib-group", **{"content-type": f"{role}s"})
    group.extend(_person(role, person, numbers or {}) for person in people)
    return group if len(group) else None


def _person(role: str, person: Contributor, numbers: dict[_Printed, str]) -> ET.Element:
    made = element(
        "contrib",
        None,
        **{
            "contrib-type": role,
            "corresp": "yes" if person.corresponding else None,
            "equal-contrib": "yes" if person.equal else None,
        },
    )
    if person.orcid:
        orcid = f"https://orcid.org/{person.orcid}"
        made.append(element("contrib-id", orcid, **{"contrib-id-type": "orcid"}))
    if person.is_organization:
        made.append(element("collab", person.printed))
    else:
        parts = person.parts
        name = element("name", None, element("surname", parts.filed))
        name.set("name-style", "eastern" if person.family_first else "western")
        for tag, text in (("given-names", parts.given), ("suffix", parts.suffix)):
            if text:
                name.append(element(tag, text))
        if not parts.given:
            name[0].tag = "given-names"
            name.set("name-style", "given-only")
        made.append(name)
    if person.email:
        made.append(element("email", person.email))
    for one in person.affiliations:
        if number := numbers.get(_printed(one)):
            made.append(element("xref", None, **{"ref-type": "aff", "rid": f"aff.{number}"}))
    return made


def _printed(organization: Organization) -> _Printed:
    """Return what readers see of an affiliation; whether it is linked makes no other of it."""
    return organization.name, organization.place


def _affiliation(organization: Organization, number: str) -> ET.Element:
    ror = f"https://ror.org/{organization.ror}" if organization.ror else None
    return element(
        "aff",
        None,
        element(
            "institution-wrap",
            None,
            element("institution", organization.name),
            given("institution-id", ror, **{"institution-id-type": "ror"}),
        ),
        given("addr-line", organization.place),
        id=f"aff.{number}",
    )


def _license(item: Item) -> ET.Element:
    made = element("license")
    if item.license_url:
        made.set(_HREF, item.license_url)
        made.append(element(f"{{{ALI}}}license_ref", item.license_url))
    made.append(element("license-p", item.license or item.license_url))
    return made


def _conference(book: Book) -> ET.Element:
    event = book.event
    days = event.start.isoformat()
    if event.last_day != event.start:
        days += f"/{event.last_day.isoformat()}"
    return element(
        "conference",
        None,
        element("conf-date", days, **{"iso-8601-date": days}),
        element("conf-name", event.title),
        given("conf-acronym", event.acronym),
        given("conf-num", event.number),
        given("conf-loc", event.place),
        given("conf-theme", event.theme),
    )


def _date(tag: str, day: dt.date, kind: str | None) -> ET.Element:
    made = element(
        tag,
        None,
        element("day", str(day.day)),
        element("month", str(day.month)),
        element("year", str(day.year)),
        **{"date-type": kind, "iso-8601-date": day.isoformat()},
    )
    if kind:
        made.set("publication-format", "electronic")
    return made


def _link(tag: str, address: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = element(tag, text, **attributes)
    made.set(_HREF, address)
    return made
