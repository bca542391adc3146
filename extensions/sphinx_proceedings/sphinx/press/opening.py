"""What a volume prints around a paper or a dialogue: heads, foot, notices, metadata."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_proceedings.exports.plain import plain
from sphinx_proceedings.exports.reference import reference
from sphinx_proceedings.model import Dialogue, Edition, Paper
from sphinx_proceedings.sphinx.press.value import Json, day, license_name
from sphinx_proceedings.sphinx.render.correction import WORDS, in_order
from sphinx_proceedings.sphinx.render.part import LICENSES
from sphinx_proceedings.sphinx.site import Site
from sphinx_proceedings.volume.order import runs_on

# What fits into a line of the contents, with room for the number of the page.
_AUTHORS_IN_CONTENTS = 12
# So many characters fit into a running head on the narrowest paper.
_HEAD = 56
# A reference at the foot of a page names the first author alone if there are more than these.
_AUTHORS_IN_FOOT = 6

# Stands for page numbers until the printed page fills them in; no text of the catalogue may hold
# such characters. A word of them is one page to those who format references, two are several.
_ONE, _MANY = "x\N{MODIFIER LETTER SMALL X}x", "x\N{MODIFIER LETTER SMALL X}x\N{EN DASH}x"


# Over an author's page there may be no room for more.
_ELSEWHERE = "The corrections at the end of this volume give the reason."


def chapter(site: Site, edition: Edition, entry: Paper | Dialogue) -> dict[str, Json]:
    """Return what the template is told of one entry of the volume."""
    data: dict[str, Json] = {"title": entry.title, "head_right": _short(entry)}
    if isinstance(entry, Dialogue):
        return data
    names = site.catalogue.printed_names(entry)
    data |= {
        "authors": [*names],
        "head_left": _few(names),
        "contents_note": _listed(names),
    }
    if entry.keywords:
        data["keywords"] = [*entry.keywords]
    if entry.abstract and not entry.is_withdrawn:
        data["description"] = plain(entry.abstract)
    if entry.language:
        data["language"] = entry.language
    if not runs_on(edition):
        data["first_foot"] = _foot(site, edition, entry)
    if entry.corrections and not runs_on(edition):
        data["banner"] = _banner(entry)
    if word := _mark(entry):
        data |= {"mark": word, "contents_mark": word}
    return data


def _short(entry: Paper | Dialogue) -> str:
    """Return a title that fits into a running head."""
    if entry.short_title:
        return entry.short_title
    before = entry.title.partition(": ")[0]
    title = before if len(entry.title) > _HEAD else entry.title
    if len(title) <= _HEAD:
        return title
    return title[: _HEAD - 1].rpartition(" ")[0].rstrip(",;:") + "\N{HORIZONTAL ELLIPSIS}"


def _few(names: Sequence[str]) -> str:
    """Return authors as a running head names them: all of them if they fit, else the first."""
    if not names:
        return ""
    line = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    return line if len(line) <= _HEAD else f"{names[0]} et al."


def _listed(names: Sequence[str]) -> str:
    """Return the authors as the contents list them: of a great many the first ones."""
    listed = list(names)
    if len(listed) > _AUTHORS_IN_CONTENTS:
        more = len(listed) - _AUTHORS_IN_CONTENTS + 1
        listed[_AUTHORS_IN_CONTENTS - 1 :] = [f"and {more} more"]
    return ", ".join(listed)


def _foot(site: Site, edition: Edition, paper: Paper) -> list[Json]:
    """Return the lines at the foot of the first page: how to cite it, and what one may do."""
    lines: list[Json] = [[*_citation(site, edition, paper)]]
    given = paper.license or (edition.volume.license if edition.volume else None)
    if given:
        own = edition.volume.license_url if edition.volume and not paper.license else None
        words: list[Json] = ["Licence: "]
        url = own or LICENSES.get(given)
        name = license_name(given)
        words.append({"text": name, "url": url} if url else name)
        lines.append(words)
    return lines


def _citation(site: Site, edition: Edition, paper: Paper) -> list[Json]:
    """Return the reference of a paper, in which the page that it is printed on fills in the pages.

    A ledger may be that of another print; the page knows where it is.
    """
    # The notice above the title says what became of it; here it could move the text by a line.
    paper = paper.model_copy(update={"corrections": ()})
    names = site.catalogue.printed_names(paper)
    shortened = len(names) > _AUTHORS_IN_FOOT
    if shortened:
        paper = paper.model_copy(update={"authors": paper.authors[:1]})

    def cited(pages: str) -> str:
        text = reference(site.catalogue, edition, paper, pages=pages)
        return f"{names[0]} et al" + text.removeprefix(names[0]) if shortened else text

    one, many = cited(_ONE), cited(_MANY)
    address = f"https://doi.org/{paper.doi}"
    end = ""
    if paper.doi and one.endswith(address):
        one, many, end = one.removesuffix(address), many.removesuffix(address), address
    # What is not published in the volume has no pages in its reference.
    if _ONE in one:
        before_one, _, after = one.partition(_ONE)
        before_many = many.partition(_MANY)[0]
        start = _common(before_one, before_many)
        pages: dict[str, Json] = {"one": before_one[start:], "many": before_many[start:]}
        parts: list[Json] = [before_one[:start], {"pages": pages}, after]
    else:
        parts = [one]
    if end:
        parts.append({"text": end, "url": end})
    return [part for part in parts if part]


def _common(one: str, other: str) -> int:
    """Return up to where two strings are the same, in whole words."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one.rfind(" ", 0, same) + 1


def _banner(paper: Paper) -> dict[str, Json]:
    """Return the notice above the title: what was corrected, when and why."""
    notices = [
        (f"{WORDS[one.kind]}, {day(one.date)}", one.reason, one.doi, one.url)
        for one in in_order(paper)
    ]
    title = notices[-1][0]
    texts = []
    for heading, reason, doi, url in notices:
        address = f"https://doi.org/{doi}" if doi else url
        said = f"{reason} {address}" if address else reason
        texts.append(said if len(notices) == 1 else f"{heading}: {said}")
    if len(notices) > 1:
        title = WORDS[max(paper.corrections, key=lambda one: one.date).kind]
    return {"title": title, "text": "\n".join(texts), "short": _ELSEWHERE}


def _mark(paper: Paper) -> str:
    if paper.is_withdrawn:
        return WORDS["withdrawal"]
    return WORDS["retraction"] if paper.is_retracted else ""
