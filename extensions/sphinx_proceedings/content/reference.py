"""The reference of the file formats and of the codes, as Markdown, from what checks them.

Nothing here is written twice: the tables are those of the models and of the enumeration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_proceedings.content import shape
from sphinx_proceedings.diagnostics import Code
from sphinx_proceedings.model import Dialogue, Event, Ledger, Paper, Person, Record, Volume

_MODELS: dict[str, type[Record]] = {
    "people": Person,
    "event": Event,
    "volume": Volume,
    "paper": Paper,
    "dialogue": Dialogue,
    "ledger": Ledger,
}
PAGES = (*_MODELS, "codes")
"""What :func:`page` can describe."""


def page(name: str, *, heading: str = "##") -> str:
    """Return the reference of a file format, or of the ``codes``, as Markdown.

    The parts of a record follow it, each with a heading of the level given.
    """
    if name == "codes":
        return code_table()
    blocks = []
    for model in _with_parts(_MODELS[name]):
        paragraphs = [" ".join(part.split()) for part in (model.__doc__ or "").split("\n\n")]
        about = "\n\n".join(paragraphs).replace("``", "`")
        if model.shorthand:
            about += f"\n\nA plain string is short for `{model.shorthand}`."
        if model.listed:
            keys = ", ".join(f"`{name}`" for name in model.listed)
            about += f" A plain list gives {keys}, in this order."
        blocks.append(f"{heading} {title(model)}\n\n{about}\n\n{field_table(model)}")
    return "\n\n".join(blocks)


def title(model: type[Record]) -> str:
    """Return what a model is called in headings and tables."""
    return model.__name__


def field_table(model: type[Record]) -> str:
    """Return the keys of a record as a Markdown table: key, type, required, meaning."""
    fields = shape.of_model(model).fields
    rows = [
        (
            f"`{name}`",
            _type(fields[name]),
            "yes" if info.is_required() else "",
            _meaning(info.description or "", info.default),
        )
        for name, info in model.written_fields().items()
    ]
    return _table(("Key", "Type", "Required", "Meaning"), rows)


def code_table() -> str:
    """Return all codes of findings as a Markdown table."""
    return _table(("Code", "Meaning"), [(f"`{code}`", code.explanation) for code in Code])


def _with_parts(model: type[Record]) -> list[type[Record]]:
    """Return a model and all that it is made of, each before its own parts."""
    found: dict[type[Record], None] = {}
    waiting = [model]
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found[one] = None
            waiting += _records(shape.of_model(one))
    return list(found)


def _records(what: shape.Shape) -> Iterator[type[Record]]:
    match what:
        case shape.Shaped():
            for child in what.fields.values():
                yield from _part(child)
        case shape.List() | shape.Table():
            yield from _part(what.item)


def _part(what: shape.Shape) -> Iterator[type[Record]]:
    if isinstance(what, shape.Shaped):
        yield what.model
    else:
        yield from _records(what)


def _type(what: shape.Shape) -> str:
    match what:
        case shape.Shaped():
            return f"*{title(what.model)}*"
        case shape.Choice():
            return " or ".join(f"`{option}`" for option in what.options)
        case shape.List():
            if isinstance(what.item, shape.Shaped):
                return f"list of {_type(what.item)}"
            return what.words.removeprefix("a ")
        case shape.Table():
            return f"mapping to {_type(what.item)}"
        case shape.Leaf():
            return what.words.removeprefix("an ").removeprefix("a ")


def _meaning(description: str, default: object) -> str:
    given = description[:1].upper() + description[1:]
    if default is True:
        default = "true"
    if isinstance(default, str):
        given += f" (default: `{default}`)"
    return given


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )
