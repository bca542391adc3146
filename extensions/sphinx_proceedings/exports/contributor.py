"""Who made a work, with their names in parts: what every record of it starts from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sphinx_proceedings.model import (
    Author,
    Name,
    Organization,
    Person,
    printed_affiliations,
    printed_name,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A name as records divide it; a mononym and an organization are one part alone."""

    family: str
    given: str | None = None
    particle: str | None = None
    suffix: str | None = None

    @property
    def filed(self) -> str:
        """The family name with its particle in front, as most styles cite it."""
        return " ".join(part for part in (self.particle, self.family) if part)


def parts(name: Name) -> Parts:
    """Return the parts of a name.

    Of a name that is given as a whole the family name is what its ``sort`` says, if that has the
    same words; otherwise the last word, or the first one if the family name comes first. The
    index files it in the same way.
    """
    if name.family:
        return Parts(name.family, name.given, name.particle, name.suffix)
    words = str(name.full).split(" ")
    family, _, given = (part.strip() for part in (name.sort or "").partition(","))
    if family and Counter(family.split() + given.split()) == Counter(words):
        return Parts(family, given or None)
    if name.family_first:
        return Parts(words[0], " ".join(words[1:]) or None)
    return Parts(words[-1], " ".join(words[:-1]) or None)


@dataclass(frozen=True, slots=True)
class Contributor:
    """An author or editor as they are printed with one work."""

    id: str
    printed: str
    parts: Parts
    is_organization: bool = False
    family_first: bool = False
    orcid: str | None = None
    url: str | None = None
    affiliations: tuple[Organization, ...] = ()
    email: str | None = None
    corresponding: bool = False
    equal: bool = False

    @property
    def inverted(self) -> str:
        """The name as lists of references file it: ``van Example, Ada, Jr.``; one part alone."""
        if self.is_organization:
            return self.printed
        found = (self.parts.filed, self.parts.given, self.parts.suffix)
        return ", ".join(part for part in found if part)


def author(entry: Author, person: Person) -> Contributor:
    """Return an author of a paper, under the name and the affiliations printed there."""
    made = contributor(person, printed_name(entry, person), printed_affiliations(entry, person))
    return Contributor(
        made.id,
        made.printed,
        made.parts,
        made.is_organization,
        made.family_first,
        made.orcid,
        made.url,
        made.affiliations,
        entry.email,
        entry.corresponding,
        entry.equal,
    )


def contributor(
    person: Person,
    name: Name | None = None,
    affiliations: tuple[Organization, ...] | None = None,
) -> Contributor:
    """Return a person as they are known, unless a name or affiliations are given."""
    name = name or person.name
    is_organization = person.kind == "organization"
    return Contributor(
        id=person.id,
        printed=str(name),
        parts=Parts(str(name)) if is_organization else parts(name),
        is_organization=is_organization,
        family_first=name.family_first,
        orcid=person.orcid,
        url=person.url,
        affiliations=person.affiliations if affiliations is None else affiliations,
    )
