"""The authors of a paper: their names with what the marks beside them mean."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from sphinx_proceedings.model import (
    Author,
    Organization,
    Paper,
    Person,
    printed_affiliations,
    printed_name,
)
from sphinx_proceedings.sphinx.nodes import mark, print_only, web_only
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.part import (
    inline,
    joined,
    link,
    organization,
    paragraph,
    to_orcid,
    to_person,
)

# On paper an ORCID iD leads somewhere only if it can be read. Of more people than this, the iDs
# would take more room than the names: they get a mark, which is a link.
_IDS_IN_PRINT = 8
# So many names are set smaller.
_CROWD = 20


def authors(
    context: Context, paper: Paper, *, limit: int | None = None, byline: bool = False
) -> list[nodes.Node]:
    """Return the line of authors and, below it, that of their affiliations.

    Affiliations are numbered where authors share or differ in them; an asterisk marks equal
    contribution, a dagger the corresponding author. In the ``byline`` of its own page each author
    has a link to their ORCID record.
    """
    listed = context.catalogue.authors(paper)
    if not listed:
        return []
    shown = listed[:limit] if limit else listed
    where = [printed_affiliations(author, person) for author, person in shown]
    institutions: dict[tuple[str, str | None], Organization] = {}
    for found in (found for several in where for found in several):
        # One institution is one line, although not everybody gives its address.
        known = institutions.setdefault(_key(found), found)
        if not (known.url or known.ror):
            institutions[_key(found)] = found
    numbers = {key: number for number, key in enumerate(institutions, start=1)}
    numbered = len(institutions) > 1 or (len(institutions) == 1 and not all(where))
    names: list[nodes.Node] = []
    for (author, person), affiliations in zip(shown, where, strict=True):
        printed = str(printed_name(author, person))
        name = inline("sp-author", to_person(printed, person, elsewhere=person.url))
        marks = [str(numbers[_key(found)]) for found in affiliations] if numbered else []
        marks += ["*"] if author.equal else []
        marks += ["\N{DAGGER}"] if author.corresponding else []
        if marks:
            name += nodes.superscript("", ",".join(marks))
        if byline and person.orcid:
            name += _marks(person, on_paper=not _ids_in_print(listed))
        names.append(name)
    line = joined(names, ", ")
    if len(shown) < len(listed):
        line.append(f", and {len(listed) - len(shown)} more")
    classes = ("sp-authors sp-byline" if byline else "sp-authors") + (
        " sp-crowd" if len(shown) > _CROWD else ""
    )
    result: list[nodes.Node] = [paragraph(classes, *line)]
    if institutions:
        result.append(_affiliations([*institutions.values()], numbered=numbered))
    return result


def _key(found: Organization) -> tuple[str, str | None]:
    return found.name.casefold(), found.place


def _affiliations(institutions: Sequence[Organization], *, numbered: bool) -> nodes.Node:
    parts: list[nodes.Node] = []
    for number, found in enumerate(institutions, start=1):
        part = inline("sp-affiliation")
        if numbered:
            part += nodes.superscript("", str(number))
        part += organization(found)
        if found.place:
            part += nodes.Text(f", {found.place}")
        parts.append(part)
    return paragraph("sp-affiliations", *joined(parts, "; "))


def _ids_in_print(listed: Sequence[tuple[Author, Person]]) -> bool:
    return 0 < sum(1 for _, person in listed if person.orcid) <= _IDS_IN_PRINT


def _marks(person: Person, *, on_paper: bool) -> list[nodes.Node]:
    """Return the small link beside a name."""
    url, space = f"https://orcid.org/{person.orcid}", nodes.Text("\N{NO-BREAK SPACE}")
    label = f"ORCID iD of {person.name}"
    sign = mark("", "", nodes.Text("iD"), refuri=url, label=label, classes=["sp-orcid"])
    found: list[nodes.Node] = [web_only("", "", space, sign)]
    if on_paper:
        printed = print_only("", "", space.copy(), link("iD", url, "sp-orcid"))
        found.append(printed)
    return found


def notes(context: Context, paper: Paper) -> list[nodes.Node]:
    """Return what the marks beside the names mean, whom to write to, and in print the ORCID iDs."""
    listed = context.catalogue.authors(paper)
    found: list[nodes.Node | str] = []
    if any(author.equal for author, _ in listed):
        found.append("* Equal contribution")
    if corresponding := [(a, p) for a, p in listed if a.corresponding]:
        word = "\N{DAGGER} Correspondence: "
        found.append(inline("", word, *joined([_reached(a, p) for a, p in corresponding], ", ")))
    result: list[nodes.Node] = []
    if found:
        result.append(paragraph("sp-notes", *joined(found, ". "), "."))
    if _ids_in_print(listed):
        ids: list[nodes.Node | str] = [
            inline(
                "",
                f"{printed_name(author, person)} ",
                to_orcid(person.orcid, person.orcid),
            )
            for author, person in listed
            if person.orcid
        ]
        line = print_only("", "", inline("", "ORCID: ", *joined(ids, "; ")))
        result.append(paragraph("sp-notes sp-orcids", line))
    return result


def _reached(author: Author, person: Person) -> nodes.Node | str:
    if author.email:
        return link(author.email, f"mailto:{author.email}")
    return str(printed_name(author, person))
