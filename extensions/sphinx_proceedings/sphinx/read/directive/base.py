"""What all directives share: options as dataclass fields, and leaving a placeholder."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_proceedings.sphinx.nodes import placeholder

Convert = Callable[[str], Any]


def text(argument: str | None) -> str:
    """Return an option's text on one line; an empty one is an error."""
    value = " ".join((argument or "").split())
    if not value:
        raise ValueError("is empty")
    return value


def choice(*values: str) -> Convert:
    """Return a converter that takes one of ``values``."""
    return lambda argument: directives.choice(argument, values)


def choices(*values: str) -> Convert:
    """Return a converter that takes some of ``values``, in the order given."""

    def convert(argument: str) -> tuple[str, ...]:
        found = tuple(directives.choice(word, values) for word in text(argument).split())
        return tuple(dict.fromkeys(found))

    return convert


def option(default: Any = None, *, convert: Convert = text, help: str) -> Any:  # noqa: A002
    """Declare an option: the value without it, how it is read, and what it is for."""
    return dataclasses.field(default=default, metadata={"convert": convert, "help": help})


@dataclasses.dataclass(frozen=True)
class Options:
    """The options of a directive; a field is an option, an underscore a hyphen."""

    edition: str | None = option(help="the edition; by default that of the page")

    @classmethod
    def spec(cls) -> dict[str, Convert]:
        """Return the options as docutils wants them."""
        return {
            field.name.replace("_", "-"): field.metadata["convert"]
            for field in dataclasses.fields(cls)
        }

    @classmethod
    def read(cls, given: dict[str, Any]) -> Options:
        """Return the options of one use; what is not given has its default."""
        return cls(**{name.replace("-", "_"): value for name, value in given.items()})


class CatalogueDirective(SphinxDirective):
    """A directive that leaves a placeholder for :mod:`...render.transform` to fill."""

    kind: ClassVar[str]
    wants: ClassVar[type[Options]]
    final_argument_whitespace = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Take the options of the dataclass as those of the directive."""
        super().__init_subclass__(**kwargs)
        cls.option_spec = cls.wants.spec()

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder that says what is wanted, its body parsed."""
        node = placeholder(
            "\n".join(self.content),
            kind=self.kind,
            argument=self.arguments[0].strip() if self.arguments else "",
            wanted=self.wants.read(self.options),
        )
        self.set_source_info(node)
        # Loading reports at the line of an option: that is the same place. The options come
        # first, between the line of the name and the body.
        node["lines"] = len(self.options) + 1
        if self.has_content:
            node += self.parse_content_to_nodes()
        return [node]


def options_table(wants: type[Options]) -> str:
    """Return the options of a directive as a Markdown table."""
    lines = ["| option | what it is for |", "| --- | --- |"]
    lines += [
        f"| `:{field.name.replace('_', '-')}:` | {field.metadata['help']} |"
        for field in dataclasses.fields(wants)
    ]
    return "\n".join(lines) + "\n"
