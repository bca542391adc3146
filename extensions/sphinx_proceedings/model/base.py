"""What all records have in common, and the checked strings they are made of."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from sphinx_proceedings.diagnostics import Code


class Record(BaseModel):
    """An immutable record; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    shorthand: ClassVar[str | None] = None
    """The key that a plain string in place of the mapping stands for."""
    listed: ClassVar[tuple[str, ...]] = ()
    """The keys that the items of a plain list in place of the mapping stand for, in order."""
    set_on_loading: ClassVar[frozenset[str]] = frozenset({"source"})
    """What follows from where a record stands, so that nobody writes it."""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {cls.shorthand: value} if cls.shorthand and isinstance(value, str) else value

    @classmethod
    def written_fields(cls) -> dict[str, FieldInfo]:
        """Return the keys that an author may write, in the order of the model."""
        return {
            name: field
            for name, field in cls.model_fields.items()
            if name not in cls.set_on_loading
        }


def fail(code: Code, message: str) -> PydanticCustomError:
    """Return the error that a validator raises so that its finding carries ``code``."""
    return PydanticCustomError(code.value, "{message}", {"message": message})


# Controls, and the characters that change the direction of what follows: in a name or a title
# they can only deceive. Zero-width joiners stay: scripts need them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def _printable(value: str) -> str:
    if found := _FORBIDDEN.search(value):
        name = unicodedata.name(found.group(), "control character")
        raise fail(
            Code.CONTROL_CHARACTER, f"U+{ord(found.group()):04X} ({name.lower()}) is not allowed"
        )
    return unicodedata.normalize("NFC", value)


def _one_line(value: str) -> str:
    return re.sub(r"\s+", " ", value)


Text = Annotated[
    str, StringConstraints(min_length=1, max_length=100_000), AfterValidator(_printable)
]
"""Running text, more than one line if need be; MyST inline markup where a field says so."""

Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1_000),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
"""A single line of plain text: never markup, whatever it looks like."""

Slug = Annotated[
    str,
    Field(
        max_length=100,
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="lower-case letters and digits, joined by single hyphens",
    ),
]
"""An identifier, as in the names of files and in addresses."""

RelativePath = Annotated[
    str, Field(min_length=1, max_length=500, description="path relative to the edition's folder")
]
"""A path with forward slashes; that it stays in the tree and exists is checked on loading."""

SitePath = Annotated[
    str,
    Field(
        max_length=300,
        pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$",
        description="path of a page in the site, such as proceedings/a-2026/papers/x",
    ),
]
"""A path within the built site, without its ending; no part of it leads upwards or is hidden."""
