"""Lists: bullets, numbers, definitions, fields, options."""

from docutils import nodes

from sphinx_typst.markup import EMPTY, Code, block, call
from sphinx_typst.writer.base import CONTEXT
from sphinx_typst.writer.structure import INVISIBLE, Structure

_NUMBERING = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


def is_tight(node: nodes.Element) -> bool:
    """Say whether every item is a line or two: a paragraph, and perhaps a list below it."""
    for item in node.children:
        visible = [child for child in item.children if not isinstance(child, INVISIBLE)]
        if len(visible) > 1 and not all(
            isinstance(child, nodes.bullet_list | nodes.enumerated_list) for child in visible[1:]
        ):
            return False
        if visible and not isinstance(visible[0], nodes.paragraph):
            return False
    return True


def stacked(items: list[Code]) -> Code:
    """Give the items of a list without the list, each on its own lines.

    Not each in a block of its own: what is stacked is nested deeply already.
    """
    parts = [part for item in items if item != EMPTY for part in (call("parbreak"), item)]
    return block(parts)


class Lists(Structure):
    """Writes lists."""

    def write_bullet_list(self, node: nodes.bullet_list) -> Code:
        """Write a list with bullets."""
        inner = self.is_within("list")
        with self.nested(node) as room, self.within("list"):
            items = self._items(node)
        if not room:
            return stacked(items)
        return call("bullets", CONTEXT, items, tight=is_tight(node), inner=inner)

    def write_enumerated_list(self, node: nodes.enumerated_list) -> Code:
        """Write a numbered list with the numerals of its source."""
        numbering = (
            node.get("prefix", "")
            + _NUMBERING.get(node.get("enumtype", "arabic"), "1")
            + (node.get("suffix") or ".")
        )
        inner = self.is_within("list")
        with self.nested(node) as room, self.within("list"):
            items = self._items(node)
        if not room:
            return stacked(items)
        return call(
            "numbers",
            CONTEXT,
            items,
            tight=is_tight(node),
            inner=inner,
            start=int(node.get("start", 1)),
            numbering=numbering,
        )

    def _items(self, node: nodes.Element) -> list[Code]:
        return [self._item(item) for item in node.children if isinstance(item, nodes.Element)]

    def _item(self, item: nodes.Element) -> Code:
        labels = self.anchor(item)
        body = self.styled(item, self.flow(item))
        return block([*labels, body]) if labels else body

    def write_list_item(self, node: nodes.list_item) -> Code:
        """Write an item that has lost its list."""
        return self.flow(node)

    def write_definition_list(self, node: nodes.definition_list) -> Code:
        """Write terms and what they mean."""
        kind = "glossary" if "glossary" in node["classes"] else "definitions"
        with self.nested(node) as room:
            items = [
                self._definition(item)
                for item in node.children
                if isinstance(item, nodes.definition_list_item)
            ]
        if not room:
            return stacked([part for terms, body in items for part in (*terms, body)])
        entries = [call("definition", CONTEXT, terms, body) for terms, body in items]
        return call("definitions", CONTEXT, entries, kind=kind)

    def _definition(self, item: nodes.definition_list_item) -> tuple[list[Code], Code]:
        terms: list[Code] = []
        bodies: list[Code] = []
        for child in item.children:
            if isinstance(child, nodes.term):
                terms.append(block([*self.anchor(child), self.inside(child)]))
            elif isinstance(child, nodes.classifier):
                if terms:
                    terms[-1] = call("classified", CONTEXT, terms[-1], self.inside(child))
            else:
                bodies.append(block([self.inside([child])]))
        return terms, block(body for body in bodies if body != EMPTY)

    def write_definition_list_item(self, node: nodes.definition_list_item) -> Code:
        """Write a definition that has lost its list."""
        return self.inside(node)

    def write_definition(self, node: nodes.definition) -> Code:
        """Write a meaning."""
        return self.flow(node)

    def write_term(self, node: nodes.term) -> Code:
        """Write a term that has lost its list."""
        return call("strong", self.inside(node))

    def write_classifier(self, node: nodes.classifier) -> Code:
        """Write a classifier that has lost its term."""
        return call("emph", self.inside(node))

    def write_field_list(self, node: nodes.field_list) -> Code:
        """Write names and values, as the parameters of a function."""
        with self.nested(node) as room, self.within("list"):
            pairs = [
                (
                    block([*self.anchor(item), self.inside(item[0])]),
                    self.flow_of([part for child in item.children[1:] for part in child.children]),
                )
                for item in node.children
                if isinstance(item, nodes.field) and len(item)
            ]
        if not room:
            return stacked([part for pair in pairs for part in pair])
        return call("fields", CONTEXT, pairs)

    def write_field(self, node: nodes.field) -> Code:
        """Write a field that has lost its list."""
        return self.inside(node)

    def write_field_name(self, node: nodes.field_name) -> Code:
        """Write the name of a field that has lost its list."""
        return call("strong", self.inside(node))

    def write_field_body(self, node: nodes.field_body) -> Code:
        """Write the value of a field that has lost its list."""
        return self.flow(node)

    def write_option_list(self, node: nodes.option_list) -> Code:
        """Write the options of a command, each with its description."""
        pairs: list[tuple[Code, Code]] = []
        for item in node.children:
            group, *rest = item.children
            options = [call("code", option.astext()) for option in group.children]
            body = self.flow_of([part for child in rest for part in child.children])
            pairs.append((call("joined", options), body))
        return call("fields", CONTEXT, pairs)

    def write_option_list_item(self, node: nodes.option_list_item) -> Code:
        """Write an option that has lost its list."""
        return self.inside(node)

    def write_option_group(self, node: nodes.option_group) -> Code:
        """Write the forms of an option that has lost its list."""
        return call("code", node.astext())

    def write_option(self, node: nodes.option) -> Code:
        """Write one form of an option that has lost its list."""
        return call("code", node.astext())

    def write_option_string(self, node: nodes.option_string) -> Code:
        """Write the name of an option that has lost its list."""
        return call("code", node.astext())

    def write_option_argument(self, node: nodes.option_argument) -> Code:
        """Write the argument of an option that has lost its list."""
        return call("code", node.astext())

    def write_description(self, node: nodes.description) -> Code:
        """Write the description of an option that has lost its list."""
        return self.flow(node)
