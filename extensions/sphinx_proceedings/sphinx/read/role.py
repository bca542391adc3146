"""The roles ``paper``, ``person`` and ``session``."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.util.docutils import ReferenceRole
from sphinx.util.typing import RoleFunction

from sphinx_proceedings.sphinx.nodes import inline_placeholder


class CatalogueRole(ReferenceRole):
    """Name something of the catalogue; its title is the text unless another is given."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Leave a placeholder, which may have a text of its own."""
        node = inline_placeholder("", kind=f"{self.kind}-role", argument=self.target.strip())
        self.set_source_info(node)
        if self.has_explicit_title:
            node += nodes.Text(self.title)
        return [node], []


ROLES: Mapping[str, RoleFunction] = {
    kind: CatalogueRole(kind) for kind in ("paper", "person", "session")
}
