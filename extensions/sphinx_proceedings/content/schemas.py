"""JSON Schemas of the files that authors write, so that their editors complete and check them.

They say what can be said of one file alone, in draft 2020-12; loading checks more.
"""

from __future__ import annotations

from typing import Any

from sphinx_proceedings.model import (
    Attendance,
    Author,
    Correction,
    Deadline,
    Dialogue,
    Event,
    Holder,
    Links,
    Macro,
    Meeting,
    Name,
    Organization,
    Paper,
    Person,
    Place,
    Record,
    Session,
    Share,
    Talk,
    Track,
    Volume,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
_PARTS = (
    Attendance, Author, Correction, Deadline, Holder, Links, Macro, Meeting, Name, Organization,
    Place, Session, Share, Talk, Track,
)  # fmt: skip
# Times are written as people write them, not as RFC 3339 does.
_TEMPORAL = {
    "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "time": {"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$"},
    "date-time": {
        "type": "string",
        "pattern": r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?( ?(Z|[+-]\d{2}:\d{2}))?$",
    },
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return a schema for people.yml, event.yml, volume.yml, and the two kinds of frontmatter."""
    person = _schema(Person, "A person")
    definitions = person.pop("$defs")
    return {
        "people": {
            "$schema": _DIALECT,
            "title": "people.yml",
            "description": "Everybody, once, under an identifier.",
            "type": "object",
            "propertyNames": {"pattern": _SLUG, "maxLength": 100},
            "additionalProperties": {"$ref": "#/$defs/Person"},
            "$defs": {"Person": person, **definitions},
        },
        "event": {"$schema": _DIALECT, **_schema(Event, "event.yml")},
        "volume": {"$schema": _DIALECT, **_schema(Volume, "volume.yml")},
        "paper": {"$schema": _DIALECT, **_schema(Paper, "Frontmatter of a paper")},
        "dialogue": {"$schema": _DIALECT, **_schema(Dialogue, "Frontmatter of a dialogue")},
    }


def _schema(model: type[Record], title: str) -> dict[str, Any]:
    raw = model.model_json_schema()
    definitions = raw.pop("$defs", {})
    schema = _object(model, raw)
    schema["title"] = title
    parts = {part.__name__: part for part in _PARTS}
    used = {
        name: _short(parts[name], _object(parts[name], definition))
        for name, definition in definitions.items()
        if name in parts
    }
    return {**schema, "$defs": dict(sorted(used.items()))}


def _object(model: type[Record], raw: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a record with the keys that are written by hand, and no others."""
    written = model.written_fields()
    return {
        "title": model.__name__,
        "description": " ".join((model.__doc__ or "").split("\n\n")[0].split()).replace("``", "`"),
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, field in written.items() if field.is_required()],
        "properties": {name: _value(raw["properties"][name]) for name in written},
    }


def _short(model: type[Record], schema: dict[str, Any]) -> dict[str, Any]:
    """Let a plain string stand for a record that has a short form."""
    if model.shorthand is None:
        return schema
    forms = [schema["properties"][model.shorthand]]
    if model.listed:
        items = [schema["properties"][name] for name in model.listed]
        forms.append({"type": "array", "prefixItems": items, "items": False, "minItems": 1})
    title, description = schema.pop("title"), schema.pop("description")
    return {"title": title, "description": description, "anyOf": [*forms, schema]}


def _value(raw: Any) -> Any:
    """Return the schema of a value that is given: never null, and without generated titles."""
    if isinstance(raw, list):
        return [_value(item) for item in raw]
    if not isinstance(raw, dict):
        return raw
    options = [option for option in raw.get("anyOf", ()) if option.get("type") != "null"]
    schema = {key: _value(value) for key, value in raw.items() if key not in {"anyOf", "title"}}
    if len(options) == 1:
        # What is said of the key is more particular than what is said of its type.
        schema = {**_value(options[0]), **schema}
    if schema.get("default") is None or isinstance(schema.get("default"), dict | list):
        schema.pop("default", None)
    if schema.get("format") in _TEMPORAL:
        schema |= _TEMPORAL[schema.pop("format")]
    elif schema.get("type") == "string" and not {"pattern", "format", "enum"} & schema.keys():
        # A title may be 2026: on loading a number that stands for text is that text.
        schema["type"] = ["string", "number"]
    return schema
