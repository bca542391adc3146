"""Where in the source a node comes from."""

from docutils import nodes


def place(node: nodes.Node | None) -> nodes.Node | None:
    """Give the node, or the nearest around it, that knows its line: those in a line do not."""
    while node is not None and not node.line:
        node = node.parent
    return node
