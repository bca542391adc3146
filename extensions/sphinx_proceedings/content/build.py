"""Nodes to records: every finding at its place, and nothing lost that is not at fault.

A bad value costs the smallest thing that cannot do without it: an optional key is left out, an
item leaves its list, and only where a required key is bad does its record go.
"""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sphinx_proceedings.content import scalar, shape
from sphinx_proceedings.content.node import Broken, Mapping, Node, Scalar, Sequence
from sphinx_proceedings.content.position import Positions
from sphinx_proceedings.content.report import ANY, Report, quote
from sphinx_proceedings.content.slug import slug_hint
from sphinx_proceedings.diagnostics import Code, Location
from sphinx_proceedings.model import Record

R = TypeVar("R", bound=Record)


# What every other pattern of the models is not.
_IDENTIFIER = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class _Bad:
    """In place of a value that is already reported."""


_BAD = _Bad()

_CODES = {
    "string_too_short": Code.EMPTY_VALUE,
    "too_short": Code.EMPTY_VALUE,
    "string_pattern_mismatch": Code.INVALID_IDENTIFIER,
}


class Builder:
    """Makes the records of one file."""

    def __init__(self, path: str, report: Report, positions: Positions) -> None:
        self._path = path
        self._report = report
        self._positions = positions
        self.partial: list[Record] = []

    def record(
        self,
        model: type[R],
        node: Node,
        given: AbstractMapping[str, Any] | None = None,
        stand_ins: AbstractMapping[str, Any] | None = None,
    ) -> R | None:
        """Return the record that a node describes, or None after reporting why there is none.

        ``given`` are the values of the keys that are set on loading. ``stand_ins`` take the place
        of required keys that are bad or missing, so that the rest can be checked; a record that
        needed one is in :attr:`partial`.
        """
        value = self._record(shape.of_model(model), node, given or {}, stand_ins)
        return None if isinstance(value, _Bad) else value

    def value(self, what: shape.Shape, node: Node) -> Any:
        """Return the value that a node means in the place of a shape, or ``_BAD``."""
        if isinstance(node, Broken):
            return _BAD
        if isinstance(node, Scalar) and node.is_empty:
            self._report.add(
                Code.EMPTY_VALUE,
                f"expected {what.words}, got nothing",
                node.location,
                "give a value, or remove the key",
            )
            if isinstance(what, shape.List):
                self._lose(what.item)
            return _BAD
        if isinstance(what, shape.Shaped):
            return self._record(what, node, {})
        if isinstance(what, shape.List):
            return self._list(what, node)
        return self._single(what, node)

    def _single(self, what: shape.Table | shape.Choice | shape.Leaf, node: Node) -> Any:
        match what:
            case shape.Table():
                return self._table(what, node)
            case shape.Choice():
                return self._choice(what, node)
            case shape.Leaf():
                return self._leaf(what, node)

    def _wrong(self, what: shape.Shape, node: Node) -> _Bad:
        """Report a node of the wrong kind."""
        hint = ""
        match node:
            case Scalar():
                got = scalar.kind(node)
                if isinstance(what, shape.List):
                    hint = f"a list of one is written [{' '.join(node.text.split())[:40]}]"
            case Sequence():
                got = "a list"
            case _:
                got = "a mapping"
                if isinstance(what, shape.Leaf | shape.Choice):
                    hint = "put text that has a colon in it in quotes"
        self._report.add(Code.WRONG_TYPE, f"expected {what.words}, got {got}", node.location, hint)
        return _BAD

    def _leaf(self, what: shape.Leaf, node: Node) -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(what, node)
        value: Any = node.text
        if what.read is not None:
            try:
                value = what.read(node)
            except scalar.MeaningError as error:
                self._report.add(error.code, error.message, node.location, error.hint)
                return _BAD
        return self._checked(what.annotation, value, node.location)

    def _checked(self, annotation: Any, value: Any, place: Location) -> Any:
        try:
            return shape.checker(annotation).validate_python(value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._explain(detail, place)
            return _BAD

    def _explain(self, detail: ErrorDetails, place: Location) -> None:
        """Report an error of pydantic in our words."""
        kind, context = detail["type"], detail.get("ctx", {})
        try:
            code = Code(kind)  # type: ignore[call-arg]  # looked up by value
        except ValueError:
            code = _CODES.get(kind, Code.INVALID_VALUE)
        message, hint = detail["msg"], ""
        match kind:
            case "string_pattern_mismatch" if context.get("pattern") != _IDENTIFIER:
                code = Code.INVALID_VALUE
                message = f"{quote(str(detail['input']))} is not of the form {context['pattern']}"
            case "string_pattern_mismatch":
                message = f"{quote(str(detail['input']))} is not an identifier"
                hint = slug_hint(str(detail["input"]))
            case "string_too_short" | "too_short":
                message = "at least one is needed" if kind == "too_short" else "nothing is given"
            case "value_error":
                message = str(context.get("error", message))
            case "string_too_long":
                message = f"longer than {context.get('max_length')} characters"
            case "greater_than_equal" | "less_than_equal":
                least = kind == "greater_than_equal"
                bound = context["ge" if least else "le"]
                message = (
                    f"expected at {'least' if least else 'most'} {bound:g}, got {detail['input']:g}"
                )
            case Code.INVALID_URL if ":" not in str(detail["input"]):
                hint = "an address begins with https://"
            case _ if code is Code.INVALID_VALUE:
                message = f"{message[0].lower()}{message[1:]}"
        self._report.add(code, message, place, hint)

    def _choice(self, what: shape.Choice, node: Node) -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(what, node)
        if node.text in what.options:
            return node.text
        options = ", ".join(what.options)
        hint = self._report.suggest(node.text, what.options)
        self._report.add(
            Code.INVALID_VALUE,
            f"{quote(node.text)} is none of {options}",
            node.location,
            hint,
        )
        return _BAD

    def _list(self, what: shape.List, node: Node) -> Any:
        if not isinstance(node, Sequence):
            self._lose(what.item)
            return self._wrong(what, node)
        good: list[Any] = []
        places: list[Location] = []
        for item in node.items:
            value = self.value(what.item, item)
            if value is not _BAD:
                good.append(value)
                places.append(item.location)
        items = tuple(good)
        if len(items) < len(node.items) and not items:
            # What was there is reported; that nothing is left is no finding of its own.
            return _BAD
        items = self._checked(what.annotation, items, node.location)
        if items is not _BAD:
            self._positions.keep_items(node.location, places)
        return items

    def _table(self, what: shape.Table, node: Node) -> Any:
        if not isinstance(node, Mapping):
            return self._wrong(what, node)
        table = {}
        for name, item in node.pairs:
            key, value = self.value(what.key, name), self.value(what.item, item)
            if key is not _BAD and value is not _BAD:
                table[key] = value
        return table

    def _record(
        self,
        what: shape.Shaped,
        node: Node,
        given: AbstractMapping[str, Any],
        stand_ins: AbstractMapping[str, Any] | None = None,
    ) -> Any:
        pairs = self._pairs(what, node)
        if pairs is None:
            return self._lost(what, node)
        values: dict[str, Any] = dict(given)
        places: dict[str, Location] = {}
        bad: set[str] = set()
        for key, child in pairs:
            if key.text not in what.fields:
                self._unknown_key(what, key, bad)
                continue
            places[key.text] = child.location
            value = self.value(what.fields[key.text], child)
            if value is _BAD:
                bad.add(key.text)
            else:
                values[key.text] = value
        self._fail_safe(what, node, bad, values)
        record = self._complete(what, node, values, bad)
        if record is None and stand_ins:
            # Only to go on checking: what the rest of it refers to may be wrong as well.
            record = self._complete(what, node, {**stand_ins, **values}, {*bad, *stand_ins})
            self.partial += [record] if record else []
        if record is None:
            return self._lost(what, node)
        self._positions.keep(record, node.location, places)
        return record

    def _pairs(self, what: shape.Shaped, node: Node) -> tuple[tuple[Scalar, Node], ...] | None:
        """Return the keys and values of a record, written out if it is in its short form."""
        if isinstance(node, Mapping):
            return node.pairs
        if isinstance(node, Scalar) and what.model.shorthand:
            return ((Scalar(node.location, what.model.shorthand), node),)
        listed = what.model.listed
        if isinstance(node, Sequence) and 0 < len(node.items) <= len(listed):
            names = (
                Scalar(item.location, name) for name, item in zip(listed, node.items, strict=False)
            )
            return tuple(zip(names, node.items, strict=True))
        if not isinstance(node, Broken):
            self._wrong(what, node)
        return None

    def _complete(
        self, what: shape.Shaped, node: Node, values: dict[str, Any], bad: set[str]
    ) -> Record | None:
        """Return the record of these values; what is missing but ``bad`` is reported already."""
        missing = [
            name
            for name, info in what.model.written_fields().items()
            if info.is_required() and name not in values
        ]
        for name in missing:
            if name not in bad:
                self._report.add(Code.MISSING_KEY, f"`{name}` is missing", node.location)
        if missing:
            return None
        try:
            return what.model.model_validate(values)
        except ValidationError as error:
            if not bad:
                for detail in error.errors(include_url=False):
                    self._explain(detail, node.location)
            return None

    def _unknown_key(self, what: shape.Shaped, key: Scalar, bad: set[str]) -> None:
        hint = self._report.suggest(key.text, what.fields)
        if key.text in what.model.set_on_loading:
            hint = "this follows from the place of the record; remove it"
        elif not hint:
            hint = f"the keys are {', '.join(what.fields)}"
        else:
            bad.update(name for name in what.fields if f'"{name}"' in hint)
        self._report.add(
            Code.UNKNOWN_KEY, f"{quote(key.text)} means nothing here", key.location, hint
        )

    def _fail_safe(
        self, what: shape.Shaped, node: Node, bad: set[str], values: dict[str, Any]
    ) -> None:
        """Take a person as unconfirmed if what the source says of that cannot be read."""
        repeated = node.repeated if isinstance(node, Mapping) else frozenset()
        if "unconfirmed" in what.fields and "unconfirmed" in bad | repeated:
            values["unconfirmed"] = True

    def _lost(self, what: shape.Shaped, node: Node) -> _Bad:
        identifier = node.get("id") if isinstance(node, Mapping) else None
        self._lose(what, identifier.text if isinstance(identifier, Scalar) else ANY)
        return _BAD

    def _lose(self, what: shape.Shape, identifier: str = ANY) -> None:
        if isinstance(what, shape.Shaped) and "id" in what.fields:
            self._report.lose(what.model.__name__, self._path, identifier)
