"""Where the forms of a paper disagree: its record, its page, its PDF, and what others import."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sphinx_proceedings.diagnostics import Code, Diagnostic
from sphinx_proceedings.model import (
    Catalogue,
    Edition,
    Paper,
    printed_affiliations,
    printed_name,
)
from sphinx_proceedings.parity.facts import Facts, address, letters, plain, runs_back, same, words

# What the page and its PDF show: they say it above the title, and set the title in type.
_AS_PRINTED = ("page", "PDF")
# What gives the pages and the DOI that are known. A file that was exported earlier may not have
# known the pages yet.
_CITED = ("meta tags", "JSON-LD", "CSL-JSON", "RIS", "BibTeX")
_PAGED = ("page", *_CITED)
# What holds a title as it is, sign by sign.
_DATA = ("meta tags", "JSON-LD", "CSL-JSON", "RIS", "Dublin Core", "JSON-LD file")
# Of a chapter in a numbered list of contents.
_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s*")
_LICENSES = {
    f"CC-{kind}-4.0": f"https://creativecommons.org/licenses/{kind.lower()}/4.0/"
    for kind in ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
} | {"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}


def record(catalogue: Catalogue, edition: Edition, paper: Paper) -> Facts:
    """Return what the catalogue says: what every form has to agree with."""
    listed = catalogue.authors(paper)
    pages = edition.pages_of(paper)
    return Facts(
        "record",
        title=paper.title,
        subtitle=paper.subtitle,
        around=frozenset(_links(catalogue, edition, paper)),
        authors=tuple(str(printed_name(author, person)) for author, person in listed),
        affiliations=None,
        pages=(str(pages.first), str(pages.last)) if pages else None,
        doi=paper.doi,
        mark=_mark(paper),
    )


def _mark(paper: Paper) -> str:
    if paper.is_withdrawn:
        return "WITHDRAWN:"
    return "RETRACTED:" if paper.is_retracted else ""


def _links(catalogue: Catalogue, edition: Edition, paper: Paper) -> Iterator[str]:
    """Yield where the head of a paper may lead, on the page or in print."""
    yield from (url for _, url in paper.links.given())
    dois = [paper.doi, *(correction.doi for correction in paper.corrections)]
    dois += [edition.volume.doi] if edition.volume else []
    yield from (f"https://doi.org/{doi}" for doi in dois if doi)
    # The licence stands in the head of the page, and at the foot of a page of the volume.
    given = paper.license or (edition.volume.license if edition.volume else None)
    own = edition.volume.license_url if edition.volume else None
    yield from (url for url in (own, _LICENSES.get(given or "")) if url)
    yield from (correction.url for correction in paper.corrections if correction.url)
    for author, person in catalogue.authors(paper):
        addresses = [person.url, f"https://orcid.org/{person.orcid}", f"mailto:{author.email}"]
        for found in printed_affiliations(author, person):
            addresses += [found.url, f"https://ror.org/{found.ror}"]
        yield from (url for url in addresses if url)


def differences(
    catalogue: Catalogue, edition: Edition, paper: Paper, forms: Sequence[Facts], site: str = ""
) -> Iterator[Diagnostic]:
    """Yield a finding for each disagreement of a form with the record, or of page and PDF.

    ``site`` is the address of the site, if it has one: links within it are compared by page.
    """
    wanted = record(catalogue, edition, paper)
    institutions = [
        found.name
        for author, person in catalogue.authors(paper)
        for found in printed_affiliations(author, person)
    ]
    messages: list[str] = []
    for form in forms:
        messages += _with_record(wanted, form)
        messages += _institutions(institutions, form)
    page = next((form for form in forms if form.form == "page"), None)
    pdf = next((form for form in forms if form.form == "PDF" and form.headings is not None), None)
    if page is not None and pdf is not None:
        messages += _sequences_of(page, pdf)
        messages += _addresses(page, pdf, wanted.around, site)
    for message in messages:
        yield Diagnostic(Code.PARITY, f'"{paper.key}": {message}', paper.source)


def _with_record(wanted: Facts, form: Facts) -> Iterator[str]:
    yield from _lacking(wanted, form)
    if form.title is not None and not _is_title(form, wanted):
        yield f"the title of the {form.form} is “{form.title}”, that of the record “{wanted.title}”"
    yield from _status(wanted, form)
    if form.authors is not None and wanted.authors is not None:
        yield from _authors(wanted.authors, form)
    if wanted.pages is not None and form.pages is not None and form.pages != wanted.pages:
        yield (
            f"the {form.form} says pages {_range(form.pages)}, the ledger {_range(wanted.pages)}"
        )
    if wanted.pages is None and form.pages is not None and form.form != "PDF":
        yield f"the {form.form} says pages {_range(form.pages)}, and no ledger knows them"
    if form.doi is not None and form.doi.casefold() != (wanted.doi or "").casefold():
        yield f"the DOI of the {form.form} is {form.doi}, that of the record {wanted.doi or 'none'}"


def _is_title(form: Facts, wanted: Facts) -> bool:
    said = plain(form.title or "")
    title, whole = wanted.title or "", f"{wanted.title} {wanted.subtitle}"
    unmarked = plain(said.removeprefix(wanted.mark)) if wanted.mark else said
    if form.form not in _DATA:
        numbered = _NUMBER.sub("", unmarked) if form.form == "PDF" else unmarked
        return any(same(said, one) for said in (unmarked, numbered) for one in (title, whole))
    # Data hold every sign; what stands between title and subtitle is theirs.
    if not wanted.subtitle:
        return unmarked == plain(title)
    start, end = plain(title), plain(wanted.subtitle)
    return unmarked in {f"{start}{between}{end}" for between in (": ", " ")} | {start}


def _lacking(wanted: Facts, form: Facts) -> Iterator[str]:
    """Yield what a form has to give and does not."""
    if form.title is None:
        yield f"the {form.form} gives no title"
    if form.pages is None and wanted.pages is not None and form.form in _PAGED:
        yield f"the {form.form} gives no pages, the ledger {_range(wanted.pages)}"
    if form.doi is None and wanted.doi is not None and form.form in _CITED:
        yield f"the {form.form} gives no DOI, the record {wanted.doi}"


def _status(wanted: Facts, form: Facts) -> Iterator[str]:
    """Yield what a record does not say of a paper that no longer holds."""
    if not wanted.mark or form.title is None or form.form in _AS_PRINTED:
        return
    if not plain(form.title).startswith(wanted.mark):
        yield f"the title of the {form.form} does not say {wanted.mark}"


def _authors(wanted: tuple[str, ...], form: Facts) -> Iterator[str]:
    found = form.authors or ()
    if [words(name) for name in found] == [words(name) for name in wanted]:
        return
    missing = [n for n in wanted if words(n) not in {words(name) for name in found}]
    added = [n for n in found if words(n) not in {words(name) for name in wanted}]
    if missing:
        yield f"the {form.form} does not name {_listed(missing)} among the authors"
    if added:
        yield f"the {form.form} names {_listed(added)} among the authors; the record does not"
    if not missing and not added:
        yield f"the authors of the {form.form} are in another order: {_listed(found)}"


def _institutions(names: Sequence[str], form: Facts) -> Iterator[str]:
    if form.affiliations is None:
        return
    said = letters(form.affiliations)
    for name in dict.fromkeys(names):
        # Of names from the right only each word is in order in a PDF.
        parts = words(name) if runs_back(name) else (letters(name),)
        if not all(part in said for part in parts):
            yield f"the {form.form} does not give the affiliation “{name}”"


def _sequences_of(page: Facts, pdf: Facts) -> Iterator[str]:
    compared: list[tuple[str, Callable[[Facts], tuple[str, ...] | None]]] = [
        ("headings", lambda facts: facts.headings),
        ("numbered figures", lambda facts: facts.figures),
        ("numbered tables", lambda facts: facts.tables),
        ("numbered equations", lambda facts: facts.equations),
        ("references", lambda facts: facts.references),
        ("citations", lambda facts: facts.citations),
    ]
    for what, of in compared:
        here, there = of(page), of(pdf)
        if here is not None and there is not None:
            yield from _sequences(what, here, there)


def _addresses(page: Facts, pdf: Facts, known: frozenset[str], site: str) -> Iterator[str]:
    def of(links: frozenset[str] | None) -> set[str]:
        return {address(link, site) for link in links or ()}

    here, there = of(page.links), of(pdf.links)
    for link in sorted(here - there):
        yield f"the page leads to {link}, the PDF does not"
    for link in sorted(there - here - of(page.around) - of(known)):
        yield f"the PDF leads to {link}, the page does not"


def _sequences(what: str, page: Sequence[str], pdf: Sequence[str]) -> Iterator[str]:
    """Yield the first place where two lists differ: what follows differs because of it."""
    for number, (here, there) in enumerate(zip(page, pdf, strict=False), start=1):
        if not same(here, there):
            yield f"the {what} differ, number {number}: page “{here}”, PDF “{there}”"
            return
    if len(page) != len(pdf):
        more, form = (page, "page") if len(page) > len(pdf) else (pdf, "PDF")
        extra = more[min(len(page), len(pdf))]
        yield f"the {what} differ: page {len(page)}, PDF {len(pdf)}; only the {form} has “{extra}”"


def _range(pages: tuple[str, str]) -> str:
    return pages[0] if pages[0] == pages[1] else f"{pages[0]}\N{EN DASH}{pages[1]}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
