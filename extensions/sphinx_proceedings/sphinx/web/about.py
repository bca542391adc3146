"""What is told elsewhere of the pages that nobody wrote: of people, keywords and sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sphinx_proceedings.exports import jsonld
from sphinx_proceedings.exports.contributor import contributor
from sphinx_proceedings.exports.item import Item
from sphinx_proceedings.model import Edition, Paper
from sphinx_proceedings.sphinx.render.part import counted
from sphinx_proceedings.sphinx.site import Site

_LISTED = 20  # keywords that are worth naming; the rest would be cut off


@dataclass(frozen=True)
class About:
    """A page in some words, as what it is shared, and its data for search engines."""

    summary: str
    kind: str = "website"
    data: str | None = None


def about(site: Site, docname: str, address: str | None) -> About | None:
    """Return what a page without a source is about; ``address`` is that of the page, if known."""
    page = site.generated.by_docname.get(docname)
    if page is None or page.kind == "corrections":
        return None
    if page.kind == "person":
        return _person(site, page.name, address)
    if page.kind == "people":
        editions = ", ".join(edition.event.name for edition in site.catalogue.editions.values())
        return About(f"Authors and all others who took part, with their papers: {editions}")
    if page.kind == "keywords":
        words = [keyword.word for keyword in site.generated.keywords.values()]
        return About(f"The papers by their keywords: {', '.join(words[:_LISTED])}")
    if page.kind == "keyword":
        keyword = site.generated.keywords[page.name]
        return About(f"{_papers(site, keyword.papers)} Keyword: {keyword.word}.")
    edition = site.catalogue.editions[page.name.partition("/")[0]]
    return _session(site, edition, page.name.partition("/")[2])


def _person(site: Site, identifier: str, address: str | None) -> About:
    people = site.generated.people
    person = people.shown[identifier]
    homes = people.affiliations(person)
    lines = people.bylines[identifier]
    parts = []
    if homes:
        parts.append(f"{'; '.join(home.name for home in homes)}.")
    if lines:
        parts.append(_papers(site, [(line.edition, line.paper) for line in lines]))
    parts += [f"{part.text}, {part.edition.event.name}." for part in people.parts[identifier]]
    names = [str(name) for name in people.names[identifier][1:]]
    data = jsonld.profile(contributor(person, affiliations=homes), names, address)
    return About(" ".join(parts), "profile", data)


def _session(site: Site, edition: Edition, identifier: str) -> About:
    session = edition.event.session(identifier)
    talks = session.talks if session else ()
    titles = [
        _title(site, edition, paper)
        if (paper := edition.papers.get(talk.paper or ""))
        else talk.title or ""
        for talk in talks
    ]
    told = _listed(title for title in titles if title)
    return About(f"{edition.event.title}. {told}".strip())


def _papers(site: Site, papers: Sequence[tuple[Edition, Paper]]) -> str:
    titles = _listed(_title(site, edition, paper) for edition, paper in papers)
    return f"{counted(len(papers), 'paper')}: {titles}"


def _title(site: Site, edition: Edition, paper: Paper) -> str:
    return Item(site.catalogue, edition, paper).title


def _listed(titles: Iterable[str]) -> str:
    """Return titles as sentences of one text."""
    text = "; ".join(titles)
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
