"""What a formula needs of its document: macros, numbers of equations, its place in the source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.config import Config

from latex_math import Macros, MathError
from sphinx_typst.config import math_macros
from sphinx_typst.place import place

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

# What refers to an equation by its label, inside a formula.
_REFERENCE: Final = re.compile(r"\\(?P<kind>eqref|ref)\*?\s*\{(?P<label>[^{}]*)\}")
# How far below the line that a node knows its formula is looked for.
_FARTHEST: Final = 400


class Equations:
    """Answers what the formulas of a document ask, whatever they become."""

    def __init__(
        self,
        env: BuildEnvironment,
        document: nodes.document,
        docname: str,
        macros: Macros | None = None,
    ) -> None:
        """Answer for a document; ``macros`` are those of the configuration, if they are known."""
        self._env = env
        self._configured = macros
        self._document = document
        self._docname = docname

    @cached_property
    def macros(self) -> Macros:
        """The macros of the configuration, and those of this document's front matter.

        `MathError` or `ValueError` if they cannot be read.
        """
        known = self._configured
        return (configured(self._env.config) if known is None else known) | self._own

    @cached_property
    def _own(self) -> Macros:
        given = self._env.metadata.get(self._docname, {}).get("math")
        # MyST hands on what is nested in front matter as JSON.
        own = json.loads(given) if isinstance(given, str) else given
        if own is None:
            return Macros()
        if not isinstance(own, Mapping):
            raise MathError("`math` in the front matter is no mapping")
        return Macros.from_mathjax(own)

    def number(self, docname: str, identifiers: list[str], number: object) -> str:
        """Give the number that references to a formula show."""
        config = self._env.config
        if config.math_numfig and config.numfig:
            numbers = self._env.toc_fignumbers.get(docname, {}).get("displaymath", {})
            found = next((numbers[name] for name in identifiers if name in numbers), None)
            if found is not None:
                parts = [str(part) for part in found]
                before = ".".join(parts[:-1])
                separator = str(getattr(config, "math_numsep", "."))
                return f"({before}{separator}{parts[-1]})" if before else f"({parts[-1]})"
        return f"({number})"

    def resolved(self, source: str, missing: Callable[[str], object]) -> str:
        """Put the numbers of equations where a formula refers to them.

        ``missing`` is told the labels that no equation has.
        """
        if "ref" not in source or not _REFERENCE.search(source):
            return source

        def number(found: re.Match[str]) -> str:
            shown = self._shown(found["label"].strip())
            if shown is None:
                missing(found["label"])
                return found[0]
            return r"\text{" + (shown if found["kind"] == "eqref" else shown.strip("()")) + "}"

        return _REFERENCE.sub(number, source)

    def _shown(self, label: str) -> str | None:
        """Give the number or the tag of an equation, with its parentheses."""
        if found := self._env.domains.math_domain.equations.get(label):
            docname, number = found
            return self.number(docname, [nodes.make_id(f"equation-{label}")], number)
        return self._tags.get(label)

    @cached_property
    def _tags(self) -> dict[str, str]:
        r"""The labels that lines of this document have beside a ``\tag``, and the tags."""
        found = {}
        for block in self._document.findall(nodes.math_block):
            for line in re.split(r"\\\\", block.astext()):
                tag = re.search(r"\\tag(\*?)\s*\{([^{}]*)\}", line)
                label = re.search(r"\\label\s*\{([^{}]*)\}", line)
                if tag and label:
                    found[label[1].strip()] = tag[2] if tag[1] else f"({tag[2]})"
        return found


def configured(config: Config) -> Macros:
    """Give the macros of a configuration; `MathError` if they cannot be read."""
    return Macros.from_mathjax(math_macros(config))


def without_references(source: str) -> str:
    """Give a formula with a number in place of each reference, to be read before there are any."""
    return _REFERENCE.sub(r"\\text{0}", source) if "ref" in source else source


def line_of(source: str, position: int, node: nodes.Element) -> str | None:
    """Find the line (`path:line`) of a position in a formula.

    A node knows where its block begins, at best.
    """
    known = place(node)
    if known is None or not known.source or not known.line:
        return None
    lines = source.split("\n")
    index = min(source.count("\n", 0, position), len(lines) - 1)
    path = Path(known.source)
    try:
        text = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    first = max(0, known.line - 1)
    for number in range(first, min(len(text), first + _FARTHEST)):
        around = text[number : number + len(lines)]
        if len(around) == len(lines) and all(
            wanted.strip() in there for wanted, there in zip(lines, around, strict=True)
        ):
            return f"{path}:{number + index + 1}"
    return None
