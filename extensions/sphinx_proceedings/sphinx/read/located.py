"""References know the file that they stand in, so that what is wrong with them is found."""

from __future__ import annotations

from typing import Any

from docutils.utils import get_source_line
from sphinx.transforms import SphinxTransform

from sphinx import addnodes


class Locate(SphinxTransform):
    """Give references that MyST makes of links the place of what is around them."""

    # After MyST has made them, at 879.
    default_priority = 890

    def apply(self, **kwargs: Any) -> None:
        """Work on one document."""
        del kwargs
        for node in self.document.findall(addnodes.pending_xref):
            if node.source is None and node.parent is not None:
                node.source, node.line = get_source_line(node.parent)
