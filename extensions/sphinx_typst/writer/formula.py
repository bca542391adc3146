"""Mathematics: TeX in the doctree, Typst in print."""

import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from docutils import nodes

from latex_math import Macros, MathError, convert, convert_display
from sphinx_typst.markup import Code, call, formula
from sphinx_typst.place import place
from sphinx_typst.writer.base import CONTEXT, Base, logger, names

# What refers to an equation by its label, inside a formula.
_REFERENCE: Final = re.compile(r"\\(?P<kind>eqref|ref)\*?\s*\{(?P<label>[^{}]*)\}")
# A tag that is nothing but words, with its parentheses or without.
_WORDS: Final = re.compile(r'(?:\\\()?"([^"\\]*)"(?:\\\))?')
# Converted formulas with no more letters fit on a line of text, and on one in a list, quote or box.
# To measure one takes as long as to set it.
_SHORT: Final = 28
_SHORTEST: Final = 16
# Spaces that are wider than they are long.
_SPACE: Final = re.compile(r"#h\(|\bwide\b|\bquad\b")
# How far below the line that a node knows its formula is looked for.
_FARTHEST: Final = 400


class Formulas(Base):
    """Writes formulas, with their source as the text for those who listen."""

    def write_math(self, node: nodes.math) -> Code:
        """Write a formula in a line."""
        source = node.astext().strip()
        try:
            body = convert(self._resolved(source, node), macros=self._macros)
        except MathError as error:
            self._report(error, source, node)
            return call("code", source)
        return call("inline-formula", formula(body), alt=source)

    def write_math_block(self, node: nodes.math_block) -> Code:
        """Write a displayed formula, with its number if others can refer to it."""
        source = node.astext().strip()
        label = self.claim(node.get("ids", ()))
        number: Code | str | None = None
        if node.get("number"):
            identifiers = names(node, "ids")
            number = self._number(self.docname, identifiers, node["number"])
        try:
            display = convert_display(self._resolved(source, node), macros=self._macros)
        except MathError as error:
            self._report(error, source, node)
            return call("block-source", CONTEXT, source, number=number, label=label)
        tags = [line.shown_tag for line in display.lines]
        if number is None and any(tags) and len(tags) > 1:
            return call(
                "tagged-formula",
                CONTEXT,
                Code(f"tag => {formula(display.marked())}"),
                [_shown(tag, source) if tag else None for tag in tags],
                lines=None if display.aligned else [formula(line.markup) for line in display.lines],
                place=self._written(node),
                alt=source,
                label=label,
            )
        if number is None and tags[0]:
            number = _shown(tags[0], source)
        markup = display.markup if len(tags) == 1 else display.tagged()
        wide: dict[str, object] = {}
        # In a table, columns are as wide as their formulas.
        short = _SHORTEST if self.depth or self._inside else _SHORT
        is_long = len(markup) > short or _SPACE.search(markup)
        if is_long and not self.is_within("table"):
            wide["place"] = self._written(node)
            if display.parts:
                wide["parts"] = [formula(part) for part in display.parts]
        return call(
            "block-formula",
            CONTEXT,
            formula(markup),
            alt=source,
            number=number,
            label=label,
            **wide,
        )

    def _written(self, node: nodes.Element) -> list[object]:
        """Give the file and the line of a formula, for a report of the compiler."""
        known = place(node)
        if known is None:
            return [self.docname, None]
        return [self.sources[self._source(known)], known.line]

    def _number(self, docname: str, identifiers: list[str], number: object) -> str:
        """Give the number that references to a formula show."""
        config = self.context.config
        if config.math_numfig and config.numfig:
            numbers = self.context.env.toc_fignumbers.get(docname, {}).get("displaymath", {})
            found = next((numbers[name] for name in identifiers if name in numbers), None)
            if found is not None:
                parts = [str(part) for part in found]
                before = ".".join(parts[:-1])
                separator = str(getattr(config, "math_numsep", "."))
                return f"({before}{separator}{parts[-1]})" if before else f"({parts[-1]})"
        return f"({number})"

    @cached_property
    def _macros(self) -> Macros:
        """The macros of the configuration, and those of this document's front matter."""
        given = self.context.env.metadata.get(self.docname, {}).get("math")
        try:
            # MyST hands on what is nested in front matter as JSON.
            own = json.loads(given) if isinstance(given, str) else given
            if own is None:
                return self.context.macros
            if not isinstance(own, Mapping):
                raise MathError("`math` in the front matter is no mapping")  # noqa: TRY301 - reported below
            return self.context.macros | Macros.from_mathjax(own)
        except (MathError, ValueError) as error:
            self.warn("math", f"the macros of this document cannot be read: {error}")
            return self.context.macros

    # References inside formulas.

    def _resolved(self, source: str, node: nodes.Node) -> str:
        """Put the numbers of equations where a formula refers to them."""
        if "ref" not in source or not _REFERENCE.search(source):
            return source

        def number(found: re.Match[str]) -> str:
            shown = self._shown(found["label"].strip())
            if shown is None:
                self.warn("math", f"no equation is called `{found['label']}`", node)
                return found[0]
            return r"\text{" + (shown if found["kind"] == "eqref" else shown.strip("()")) + "}"

        return _REFERENCE.sub(number, source)

    def _shown(self, label: str) -> str | None:
        """Give the number or the tag of an equation, with its parentheses."""
        if found := self.context.env.domains.math_domain.equations.get(label):
            docname, number = found
            return self._number(docname, [nodes.make_id(f"equation-{label}")], number)
        return self._tags.get(label)

    @cached_property
    def _tags(self) -> dict[str, str]:
        r"""The labels that lines of this document have beside a ``\tag``, and the tags."""
        found = {}
        for block in self.document.findall(nodes.math_block):
            for line in re.split(r"\\\\", block.astext()):
                tag = re.search(r"\\tag(\*?)\s*\{([^{}]*)\}", line)
                label = re.search(r"\\label\s*\{([^{}]*)\}", line)
                if tag and label:
                    found[label[1].strip()] = tag[2] if tag[1] else f"({tag[2]})"
        return found

    # Messages.

    def _report(self, error: MathError, source: str, node: nodes.Element) -> None:
        """Report a formula that cannot be converted, at its very line."""
        logger.warning(
            "a formula is printed as its source: %s",
            error,
            type="typst",
            subtype="math",
            location=self._line(source, error.position, node) or place(node) or self.docname,
        )

    def _line(self, source: str, position: int, node: nodes.Element) -> str | None:
        """Find the line of a position: a node knows where its block begins, at best."""
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


def _shown(tag: str, source: str) -> Code | str:
    """Give a tag as it stands at the margin: words in the letters of the text."""
    words = _WORDS.fullmatch(tag)
    if words:
        return f"({words[1]})" if tag[0] == "\\" else words[1]
    return call("inline-formula", formula(tag), alt=source)
