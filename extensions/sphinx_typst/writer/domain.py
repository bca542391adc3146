"""What Sphinx adds to docutils: descriptions of code, toctrees, glossaries, productions."""

from docutils import nodes

from sphinx import addnodes
from sphinx_typst.markup import EMPTY, Code, block, call
from sphinx_typst.writer.base import CONTEXT, names
from sphinx_typst.writer.structure import Structure


class Domain(Structure):
    """Writes Sphinx's own nodes."""

    def write_toctree(self, node: addnodes.toctree) -> Code:
        """Write the place where the documents of a toctree follow; the volume says which."""
        included = names(node, "includefiles")
        if not included:
            return EMPTY
        self.outline.append({"toctree": len(self.toctrees), "level": self.level})
        self.toctrees.append(included)
        return call("toctree", CONTEXT, len(self.toctrees) - 1, self.level)

    def write_start_of_file(self, node: addnodes.start_of_file) -> Code:
        """Write a document that another has taken in."""
        return self.inside(node)

    def write_compact_paragraph(self, node: addnodes.compact_paragraph) -> Code:
        """Write a line of a list of contents."""
        return self.inside(node)

    # Descriptions: signatures, each on lines of its own, and an indented text.

    def write_desc(self, node: addnodes.desc) -> Code:
        """Write the description of an object."""
        with self.within("signature"), self.within("preformatted"):
            signatures = [
                block([*self.anchor(child), self.inside(child)])
                for child in node.children
                if isinstance(child, addnodes.desc_signature)
            ]
        with self.nested(node) as room:
            body = self.inside(
                [child for child in node.children if not isinstance(child, addnodes.desc_signature)]
            )
        node["classes"] = []
        if not room:
            return block([*signatures, body])
        return call("description", CONTEXT, signatures, body)

    def write_desc_signature(self, node: addnodes.desc_signature) -> Code:
        """Write a signature that has lost its description."""
        return call("description", CONTEXT, [self.inside(node)], EMPTY)

    def write_desc_signature_line(self, node: addnodes.desc_signature_line) -> Code:
        """Write one line of a signature."""
        return block([self.inside(node), call("linebreak")])

    def write_desc_content(self, node: addnodes.desc_content) -> Code:
        """Write what is said about an object."""
        return self.inside(node)

    def write_desc_inline(self, node: addnodes.desc_inline) -> Code:
        """Write a signature in a line."""
        return call("code-marks", self.inside(node))

    def write_desc_name(self, node: addnodes.desc_name) -> Code:
        """Write the name of an object."""
        return call("strong", self.inside(node))

    def write_desc_addname(self, node: addnodes.desc_addname) -> Code:
        """Write the module or class before a name."""
        return self.inside(node)

    def write_desc_type(self, node: addnodes.desc_type) -> Code:
        """Write a type."""
        return self.inside(node)

    def write_desc_returns(self, node: addnodes.desc_returns) -> Code:
        """Write the type of what is returned."""
        return block([call("text", " → "), self.inside(node)])

    def write_desc_annotation(self, node: addnodes.desc_annotation) -> Code:
        """Write what kind of object it is."""
        return call("emph", self.inside(node))

    def write_desc_parameterlist(self, node: addnodes.desc_parameterlist) -> Code:
        """Write parameters in parentheses, separated by commas."""
        return self._parameters(node, "(", ")")

    def write_desc_type_parameter_list(self, node: addnodes.desc_type_parameter_list) -> Code:
        """Write type parameters in brackets."""
        return self._parameters(node, "[", "]")

    def write_desc_optional(self, node: addnodes.desc_optional) -> Code:
        """Write optional parameters in brackets."""
        return self._parameters(node, "[", "]")

    def _parameters(self, node: nodes.Element, opening: str, closing: str) -> Code:
        parts = [call("text", opening)]
        for index, child in enumerate(node.children):
            # The comma before an optional parameter is as optional.
            inner = index or isinstance(node, addnodes.desc_optional)
            if isinstance(child, addnodes.desc_optional) and inner:
                parts.append(self._parameters(child, "[, ", "]"))
                continue
            if index:
                parts.append(call("text", ", "))
            parts.append(self.inside([child]))
        return block([*parts, call("text", closing)])

    def write_desc_parameter(self, node: addnodes.desc_parameter) -> Code:
        """Write one parameter."""
        return self.inside(node)

    def write_desc_type_parameter(self, node: addnodes.desc_type_parameter) -> Code:
        """Write one type parameter."""
        return self.inside(node)

    def write_desc_sig_element(self, node: addnodes.desc_sig_element) -> Code:
        """Write a part of a signature; the classes are those of a highlighter for the web."""
        node["classes"] = []
        return self.inside(node)

    # Lists of other kinds.

    def write_glossary(self, node: addnodes.glossary) -> Code:
        """Write a glossary as the list of definitions that it holds."""
        return self.inside(node)

    def write_productionlist(self, node: addnodes.productionlist) -> Code:
        """Write a grammar, rule by rule."""
        rows: list[Code] = []
        with self.within("preformatted"):
            for child in node.children:
                # Sphinx 9 writes the name into the rule; older ones leave it to the writer.
                rows.append(self.inside([child]))
                if not child.astext().endswith("\n"):
                    rows.append(call("linebreak"))
        return call("marked-code", CONTEXT, block(rows))

    def write_production(self, node: addnodes.production) -> Code:
        """Write a rule of a grammar."""
        return self.inside(node)

    def write_hlist(self, node: addnodes.hlist) -> Code:
        """Write short lists side by side."""
        columns = [self.inside(child) for child in node.children]
        return call("side-by-side", CONTEXT, columns)

    def write_hlistcol(self, node: addnodes.hlistcol) -> Code:
        """Write one of several short lists."""
        return self.inside(node)

    def write_centered(self, node: addnodes.centered) -> Code:
        """Write a centred line."""
        return call("styled", CONTEXT, ["centered"], self.inside(node))

    def write_acks(self, node: addnodes.acks) -> Code:
        """Write a list of names as a sentence."""
        names = [item for lists in node.children for item in lists.children]
        if not all(isinstance(child, nodes.paragraph) for item in names for child in item.children):
            # An initial with its dot is a number to reStructuredText.
            return self.inside(node)
        parts: list[Code] = []
        for index, name in enumerate(names):
            if index:
                parts.append(call("text", ", "))
            parts.append(self.flow_of(list(name.children)))
        return call("par", block([*parts, call("text", ".")])) if parts else EMPTY

    def write_only(self, node: addnodes.only) -> Code:
        """Write what Sphinx has left of a condition."""
        return self.inside(node)

    def write_highlightlang(self, _node: addnodes.highlightlang) -> Code:
        """Leave out a setting: Sphinx has applied it."""
        return EMPTY

    def write_tabular_col_spec(self, _node: addnodes.tabular_col_spec) -> Code:
        """Leave out columns in the language of LaTeX."""
        return EMPTY
