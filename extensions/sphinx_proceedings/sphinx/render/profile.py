"""Pages of people: everything that somebody did, under whichever name, and the index of all."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from sphinx_proceedings.model import Person, printed_affiliations, printed_name
from sphinx_proceedings.sphinx.naming import collation, initial
from sphinx_proceedings.sphinx.people import Byline, Part
from sphinx_proceedings.sphinx.render.context import Context
from sphinx_proceedings.sphinx.render.frame import Content, back, group, heading
from sphinx_proceedings.sphinx.render.paper import card
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    bullets,
    container,
    counted,
    empty,
    inline,
    joined,
    link,
    organizations,
    paragraph,
    plain,
    to_object,
    to_orcid,
    to_person,
)
from sphinx_proceedings.sphinx.render.person import portrait


def person_page(context: Context, identifier: str) -> Content:
    """Return the page of a person."""
    people = context.site.generated.people
    person = people.shown[identifier]
    intro = container("sp-profile")
    if picture := portrait(context, person):
        intro += picture
    if affiliations := people.affiliations(person):
        intro += paragraph("sp-affiliations", *organizations(affiliations))
    own: list[nodes.Node | str] = []
    if person.orcid:
        own.append(to_orcid(person.orcid))
    if person.url:
        own.append(link("Website", person.url))
    if own:
        intro += paragraph("sp-links", *joined(own, MIDDLE_DOT))
    others = [str(name) for name in people.names[identifier][1:]]
    if others:
        label = inline("sp-label", "Also published as")
        names = joined([inline("sp-name", name) for name in others], ", ")
        intro += paragraph("sp-variants", label, " ", *names)
    if person.biography:
        text = context.markdown(person.biography, person.source, person.id, "biography")
        intro += container("sp-biography", *text)
    blocks: list[nodes.Node] = [intro] if intro.children else []
    if lines := people.bylines[identifier]:
        blocks += _papers(context, person, lines)
    if parts := people.parts[identifier]:
        items = [[_part(context, part)] for part in parts]
        blocks.append(container("sp-paper-group", heading("Roles"), bullets("sp-parts", items)))
    return people.title(person), [*blocks, *back(context, "people", "All people")]


def _papers(context: Context, person: Person, lines: list[Byline]) -> list[nodes.Node]:
    blocks: list[nodes.Node] = []
    for edition, of_edition in groupby(lines, key=lambda line: line.edition):
        cards = [_paper(context, person, line) for line in of_edition]
        blocks.append(group(f"Papers at {edition.event.name}", cards))
    return blocks


def _paper(context: Context, person: Person, line: Byline) -> nodes.container:
    """Return the card of a paper, which says how this author is printed there."""
    shown = card(context, line.paper)
    name = str(printed_name(line.author, person))
    known = context.site.generated.people.affiliations(person)
    there = printed_affiliations(line.author, person)
    if name != str(person.name) or (there and there != known):
        where = "; ".join(one.name for one in there)
        printed = paragraph("sp-printed", "Printed as ", inline("sp-name", name))
        if where:
            printed += plain(f", {where}")
        shown += printed
    return shown


def _part(context: Context, part: Part) -> nodes.paragraph:
    home = context.linked(part.edition.event.name, context.site.page(part.edition.id, "index"))
    text: nodes.Node | str = part.text
    if part.session:
        text = to_object(part.text, "session", f"{part.edition.id}/{part.session}")
    line: list[nodes.Node | str] = [text, MIDDLE_DOT, home]
    if part.affiliations:
        names = "; ".join(found.name for found in part.affiliations)
        line += [MIDDLE_DOT, inline("sp-affiliations", names)]
    return paragraph("sp-part", *line)


# Of fewer people nobody looks for a letter.
_WORTH_LETTERS = 60


def people_page(context: Context, _: str) -> Content:
    """Return the index of everybody, under each of their names."""
    people = context.site.generated.people
    entries: list[tuple[str, Person, bool]] = []
    for identifier, person in people.shown.items():
        keys = dict.fromkeys(name.sort_key for name in people.names[identifier])
        entries += [(key, person, key == person.name.sort_key) for key in keys]
    if not entries:
        return "People", empty("Nobody yet.")
    entries.sort(key=lambda entry: (initial(entry[0]), collation(entry[0]), entry[1].id))
    blocks: list[nodes.Node] = []
    letters: list[nodes.Node] = []
    for letter, found in groupby(entries, key=lambda entry: initial(entry[0])):
        head = heading(letter)
        target = f"letter-{letter}" if letter.isascii() and letter.isalnum() else ""
        head["ids"].append(nodes.make_id(target) or f"letter-{ord(letter[0]):x}")
        letters.append(nodes.reference("", "", plain(letter), refid=head["ids"][0], internal=True))
        items = [[_entry(context, *entry)] for entry in found]
        blocks.append(container("sp-paper-group", head, bullets("sp-index sp-people-index", items)))
    if len(people.shown) >= _WORTH_LETTERS:
        blocks.insert(0, paragraph("sp-letters", *joined(letters, " ")))
    else:
        items = [[_entry(context, *entry)] for entry in entries]
        blocks = [bullets("sp-index sp-people-index", items)]
    return "People", blocks


def _entry(context: Context, key: str, person: Person, main: bool) -> nodes.paragraph:
    people = context.site.generated.people
    if not main:
        see = to_person(people.title(person), person)
        return paragraph("sp-index-entry", inline("sp-name", key), ", see ", see)
    line: list[nodes.Node | str] = [inline("sp-name", to_person(key, person))]
    affiliations = people.affiliations(person)
    if affiliations:
        line += [MIDDLE_DOT, inline("sp-affiliations", "; ".join(one.name for one in affiliations))]
    elif person.id in people.distinctions:
        line += [MIDDLE_DOT, inline("sp-affiliations", people.distinctions[person.id])]
    if count := len(people.bylines[person.id]):
        line += [MIDDLE_DOT, inline("sp-count", counted(count, "paper"))]
    return paragraph("sp-index-entry", *line)
