"""People: cards, lists, and references."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from pydantic import TypeAdapter, ValidationError

from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Holder, Organization, Person, printed_affiliations
from sphinx_proceedings.model.identifier import Orcid, WebUrl
from sphinx_proceedings.sphinx.nodes import web_only
from sphinx_proceedings.sphinx.read.directive.person import PeopleOptions, SpeakerOptions
from sphinx_proceedings.sphinx.render.context import Context, did_you_mean
from sphinx_proceedings.sphinx.render.part import (
    MIDDLE_DOT,
    bullets,
    container,
    empty,
    inline,
    link,
    organizations,
    paragraph,
    texts,
    to_object,
    to_orcid,
    to_person,
)

# Drawings may hold scripts.
_PHOTOGRAPHS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})


def speaker(context: Context, wanted: SpeakerOptions) -> list[nodes.Node]:
    """Return a card of a person of the catalogue, or of one described in place."""
    biography = list(context.node.children)
    identifier = context.node["argument"]
    if identifier:
        return [_from_catalogue(context, identifier, wanted, biography)]
    if not wanted.name:
        message = "a speaker needs an identifier or the option `name`"
        raise context.unknown(Code.INVALID_OPTION, message)
    affiliation = None
    if wanted.affiliation:
        url = _checked(context, WebUrl, wanted.affiliation_url, Code.INVALID_URL)
        affiliation = Organization(name=wanted.affiliation, url=url)
    portrait = None
    if wanted.portrait:
        portrait = wanted.portrait
        if not wanted.alt:
            context.problem(Code.MISSING_ALT_TEXT, "the portrait has no `alt`", "say what it shows")
    return [
        _card(
            name=_linked_name(wanted.name, _checked(context, WebUrl, wanted.url, Code.INVALID_URL)),
            role=wanted.role,
            affiliations=(affiliation,) if affiliation else (),
            orcid=_checked(context, Orcid, wanted.orcid, Code.INVALID_ORCID),
            portrait=_image(portrait, wanted.alt or wanted.name) if portrait else None,
            biography=biography,
        )
    ]


def _checked(context: Context, kind: Any, value: str | None, code: Code) -> str | None:
    if value is None:
        return None
    try:
        return str(TypeAdapter(kind).validate_python(value))
    except ValidationError as error:
        context.problem(code, error.errors()[0]["msg"])
        return None


def _from_catalogue(
    context: Context, identifier: str, wanted: SpeakerOptions, biography: list[nodes.Node]
) -> nodes.Node:
    in_place = {"name", "affiliation", "affiliation_url", "url", "orcid", "portrait", "alt"}
    for name in sorted(in_place):
        if getattr(wanted, name):
            option = name.replace("_", "-")
            message = f'the option "{option}" has no meaning for a person of people.yml'
            context.problem(Code.INVALID_OPTION, message, "change people.yml, or leave it out")
    person = context.person(identifier)
    holder = None
    if wanted.edition:
        edition = context.edition(wanted.edition)
        holders = [h for held in edition.event.roles.values() for h in held]
        holder = next((h for h in holders if h.person == identifier and not h.unconfirmed), None)
    return person_card(context, person, holder, role=wanted.role, biography=biography)


def person_card(
    context: Context,
    person: Person,
    holder: Holder | None = None,
    *,
    role: str | None = None,
    biography: list[nodes.Node] | None = None,
) -> nodes.container:
    """Return the card of a person, as an event presents them."""
    if not biography and person.biography:
        biography = context.markdown(person.biography, person.source, person.id, "biography")
    card = _card(
        name=nodes.strong("", "", to_person(str(person.name), person, elsewhere=person.url)),
        role=role or (holder.role if holder else None),
        affiliations=printed_affiliations(holder, person),
        orcid=person.orcid,
        portrait=portrait(context, person),
        biography=biography or [],
        website=person.url,
    )
    context.anchor(card, "person", person.id, str(person.name))
    return card


def portrait(context: Context, person: Person) -> nodes.image | None:
    """Return the portrait of a person, if there is a photograph of them."""
    if not person.portrait:
        return None
    file = (context.site.root / person.portrait).resolve()
    # What is missing or elsewhere has been reported, and taken out, on loading.
    if file.suffix.lower() not in _PHOTOGRAPHS:
        message = f'the portrait "{person.portrait}" is no photograph'
        context.problem(Code.INVALID_VALUE, message, "use .jpg, .png or .webp")
    elif file.is_relative_to(context.site.root) and file.is_file():
        path = f"/{context.site.settings.folder}/{person.portrait}"
        return _image(path, f"Portrait of {person.name}")
    return None


def _linked_name(name: str, url: str | None) -> nodes.Node:
    return nodes.strong("", "", link(name, url))


def _image(uri: str, alt: str) -> nodes.image:
    return nodes.image("", uri=uri, alt=alt, classes=["sp-portrait"])


def _card(
    *,
    name: nodes.Node,
    role: str | None,
    affiliations: tuple[Organization, ...],
    orcid: str | None,
    portrait: nodes.image | None,
    biography: list[nodes.Node],
    website: str | None = None,
) -> nodes.container:
    card = container("sp-person")
    if portrait is not None:
        card += portrait
        card["classes"].append("sp-with-portrait")
    card += paragraph("sp-name", name)
    if role:
        card += paragraph("sp-role", role)
    if affiliations:
        card += paragraph("sp-affiliations", *organizations(affiliations))
    own: list[nodes.Node | str] = []
    if orcid:
        own.append(to_orcid(orcid))
    if website:
        # Their name leads to their page here, on the web.
        dot = MIDDLE_DOT if own else ""
        own.append(web_only("", "", *texts([dot, link("Website", website)])))
    if own:
        card += paragraph("sp-links", *own)
    if biography:
        card += container("sp-biography", *biography)
    return card


def people(context: Context, wanted: PeopleOptions) -> list[nodes.Node]:
    """Return everybody in a role, as cards or as a list."""
    if not wanted.role:
        raise context.unknown(Code.INVALID_OPTION, "the option `role` is required")
    edition = context.edition(wanted.edition)
    context.ask("role", edition.id, wanted.role)
    if wanted.role not in edition.event.roles:
        hint = did_you_mean(wanted.role, edition.event.roles)
        message = f'"{edition.id}" has no role "{wanted.role}"'
        raise context.unknown(Code.UNKNOWN_ROLE, message, hint)
    holders = context.catalogue.holders(edition.id, wanted.role)
    if not holders:
        return empty(wanted.empty or "To be announced.")
    if wanted.layout == "list":
        return [bullets("sp-people sp-list", [[_line(context, h, p)] for h, p in holders])]
    cards = [person_card(context, person, holder) for holder, person in holders]
    return [container("sp-people", *cards)]


def _line(context: Context, holder: Holder, person: Person) -> nodes.paragraph:
    name = to_person(str(person.name), person, elsewhere=person.url)
    parts: list[nodes.Node | str] = [nodes.strong("", "", name)]
    if holder.role:
        parts += [MIDDLE_DOT, inline("sp-role", holder.role)]
    if affiliations := printed_affiliations(holder, person):
        parts += [MIDDLE_DOT, inline("sp-affiliations", *organizations(affiliations))]
    line = paragraph("sp-person", *parts)
    context.anchor(line, "person", person.id, str(person.name))
    return line


def person_role(context: Context, _: None) -> list[nodes.Node]:
    """Return a person's name, linked to their page here, else to where they are shown."""
    person = context.person(context.node["argument"])
    text = context.node.astext() or str(person.name)
    if person.url:
        return [to_person(text, person, elsewhere=person.url)]
    return [to_object(text, "person", person.id)]
