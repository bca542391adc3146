"""What is seen and not read: images, and whether they say in words what they show."""

from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from sphinx_typst.place import place

logger = logging.getLogger(__name__)


def is_decorative(node: nodes.image) -> bool:
    """Say whether an image is there for its looks: an empty `alt`, or the class `decorative`.

    `![](file)` is no such statement: Markdown cannot leave the words out.
    """
    if "decorative" in node["classes"]:
        return True
    # Directives keep their source with the node; an image of Markdown has none.
    return bool(node.rawsource) and "alt" in node and not str(node["alt"] or "").strip()


def missing(doctree: nodes.document) -> Iterator[nodes.image]:
    """Give the images of a document whose alternative text is missing."""
    for node in doctree.findall(nodes.image):
        if not str(node.get("alt") or "").strip() and not is_decorative(node):
            yield node


def check(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Report images without alternative text, whatever is being built."""
    standards = app.config.typst_pdf_standards if app.builder.format == "typst" else ()
    if not app.config.typst_check_alternatives and not any(
        str(name).startswith("ua") for name in standards
    ):
        return
    for node in missing(doctree):
        logger.warning(
            "the image %r has no alternative text: say in `alt` what it shows, or leave `alt` "
            "empty if it is decoration",
            str(node.get("uri", "")),
            type="typst",
            subtype="missing_alt",
            location=place(node) or docname,
        )


def unspoken(doctree: nodes.document) -> list[str]:
    """Give the places (`path:line`) of what PDF/UA refuses: pictures and formulas without words."""
    found: list[nodes.Node] = list(missing(doctree))
    found += (
        node
        for node in doctree.findall(lambda it: isinstance(it, nodes.math | nodes.math_block))
        if not node.astext().strip()
    )
    places = (place(node) for node in found)
    return [f"{node.source}:{node.line}" for node in places if node is not None and node.source]
