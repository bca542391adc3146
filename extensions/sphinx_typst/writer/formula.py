"""Mathematics: TeX in the doctree, Typst in print."""

import re
from functools import cached_property
from typing import Final

from docutils import nodes

from latex_math import Macros, MathError, convert, convert_display
from sphinx_typst.equation import Equations, line_of
from sphinx_typst.markup import Code, call, formula
from sphinx_typst.place import place
from sphinx_typst.writer.base import CONTEXT, Base, logger, names

# A tag that is nothing but words, with its parentheses or without.
_WORDS: Final = re.compile(r'(?:\\\()?"([^"\\]*)"(?:\\\))?')
# Converted formulas with no more letters fit on a line of text, and on one in a list, quote or box.
# To measure one takes as long as to set it.
_SHORT: Final = 28
_SHORTEST: Final = 16
# Spaces that are wider than they are long.
_SPACE: Final = re.compile(r"#h\(|\bwide\b|\bquad\b")


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
            number = self._equations.number(self.docname, identifiers, node["number"])
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

    @cached_property
    def _equations(self) -> Equations:
        context = self.context
        return Equations(context.env, self.document, self.docname, context.macros)

    @cached_property
    def _macros(self) -> Macros:
        """The macros of the configuration, and those of this document's front matter."""
        try:
            return self._equations.macros
        except (MathError, ValueError) as error:
            self.warn("math", f"the macros of this document cannot be read: {error}")
            return self.context.macros

    def _resolved(self, source: str, node: nodes.Node) -> str:
        """Put the numbers of equations where a formula refers to them."""

        def missing(label: str) -> None:
            self.warn("math", f"no equation is called `{label}`", node)

        return self._equations.resolved(source, missing)

    # Messages.

    def _report(self, error: MathError, source: str, node: nodes.Element) -> None:
        """Report a formula that cannot be converted, at its very line."""
        logger.warning(
            "a formula is printed as its source: %s",
            error,
            type="typst",
            subtype="math",
            location=line_of(source, error.position, node) or place(node) or self.docname,
        )


def _shown(tag: str, source: str) -> Code | str:
    """Give a tag as it stands at the margin: words in the letters of the text."""
    words = _WORDS.fullmatch(tag)
    if words:
        return f"({words[1]})" if tag[0] == "\\" else words[1]
    return call("inline-formula", formula(tag), alt=source)
