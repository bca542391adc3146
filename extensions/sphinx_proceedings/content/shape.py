"""What the fields of the models are made of, read from their annotations."""

from __future__ import annotations

import datetime as dt
import types
import typing
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Literal, Union

from pydantic import TypeAdapter

from sphinx_proceedings.content import scalar
from sphinx_proceedings.model import Record, Slug, identifier
from sphinx_proceedings.model.base import RelativePath, SitePath

_SCALARS: dict[Any, tuple[Any, str]] = {
    bool: (scalar.boolean, "true or false"),
    int: (scalar.integer, "a whole number"),
    float: (scalar.number, "a number"),
    dt.datetime: (scalar.moment, "a day and time"),
    dt.date: (scalar.date, "a date"),
    dt.time: (scalar.time, "a time"),
    str: (None, "text"),
}
_TEXTS: tuple[tuple[Any, str, str], ...] = (
    (Slug, "an identifier", "identifiers"),
    (RelativePath, "a path", "paths"),
    (SitePath, "a path", "paths"),
    (identifier.WebUrl, "an address", "addresses"),
    (identifier.Orcid, "an ORCID iD", "ORCID iDs"),
    (identifier.Ror, "a ROR identifier", "ROR identifiers"),
    (identifier.Doi, "a DOI", "DOIs"),
    (identifier.Isbn, "an ISBN", "ISBNs"),
    (identifier.Issn, "an ISSN", "ISSNs"),
    (identifier.Email, "an e-mail address", "e-mail addresses"),
    (identifier.Timezone, "a time zone", "time zones"),
    (identifier.Language, "a language tag", "language tags"),
)
_PLURALS = {"Holder": "people"}


@dataclass(frozen=True)
class Leaf:
    """A single value; ``read`` makes it of a scalar, or nothing does and it is text."""

    annotation: Any
    read: Any
    words: str
    plural: str


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]
    words: str = "one word"
    plural: str = "words"


@dataclass(frozen=True)
class List:
    """Several of one shape."""

    annotation: Any
    item: Shape

    @property
    def words(self) -> str:
        """What it is, in plain words."""
        return f"a list of {self.item.plural}"

    plural: str = "lists"


@dataclass(frozen=True)
class Table:
    """Records or lists under keys of the author's choice."""

    key: Shape
    item: Shape
    words: str = "a mapping"
    plural: str = "mappings"


@dataclass(frozen=True)
class Shaped:
    """A record of a model."""

    model: type[Record]
    fields: dict[str, Shape] = field(default_factory=dict, hash=False, compare=False)

    @property
    def words(self) -> str:
        """What it is, in plain words."""
        return "text or a mapping" if self.model.shorthand else "a mapping"

    @property
    def plural(self) -> str:
        """What several of them are called."""
        name = self.model.__name__
        return _PLURALS.get(name, f"{name.lower()}s")


Shape = Leaf | Choice | List | Table | Shaped


@cache
def of_model(model: type[Record]) -> Shaped:
    """Return the shape of a model, with the fields that an author may write."""
    hints = typing.get_type_hints(model, include_extras=True)
    fields = {}
    for name, info in model.written_fields().items():
        one = of(hints[name])
        if isinstance(one, Leaf | List):
            # What the field asks for beyond its type, such as at least one item.
            one = replace(one, annotation=info.rebuild_annotation())
        fields[name] = one
    return Shaped(model, fields)


def of(annotation: Any) -> Shape:
    """Return the shape that an annotation describes."""
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        # Optional is the only union there is, and a key that is given is never None.
        (annotation,) = (a for a in typing.get_args(annotation) if a is not type(None))
    bare = annotation
    if typing.get_origin(bare) is Annotated:
        bare = typing.get_args(bare)[0]
    origin, arguments = typing.get_origin(bare), typing.get_args(bare)
    if origin is Literal:
        return Choice(arguments)
    if origin is tuple:
        return List(annotation, of(arguments[0]))
    if origin is dict:
        return Table(of(arguments[0]), of(arguments[1]))
    if isinstance(bare, type) and issubclass(bare, Record):
        return of_model(bare)
    for known, singular, plural in _TEXTS:
        if annotation == known:
            return Leaf(annotation, None, singular, plural)
    read, words = _SCALARS[bare]
    return Leaf(annotation, read, words, "texts" if read is None else "values")


@cache
def checker(annotation: Any) -> TypeAdapter[Any]:
    """Return what checks values of an annotation; made once."""
    return TypeAdapter(annotation)
