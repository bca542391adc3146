"""Images, figures and their captions."""

from docutils import nodes

from sphinx_typst.markup import EMPTY, Code, call, length
from sphinx_typst.writer.alternative import is_decorative
from sphinx_typst.writer.base import CONTEXT, Base

# Of themes: what dark pages show in the place of something else.
_DARK = "only-dark"


class Figures(Base):
    """Writes pictures."""

    def write_image(self, node: nodes.image) -> Code:
        """Write an image with its alternative text, or a note where there is none to show.

        Of a picture and its twin for dark pages, paper has the light one.
        """
        if _DARK in node["classes"]:
            return EMPTY
        alternative = str(node.get("alt") or "").strip()
        path = self.context.place_image(node)
        if path is None:
            return call("missing-image", CONTEXT, alternative or str(node.get("uri", "")))
        decoration = not alternative and is_decorative(node)
        if not alternative and not decoration:
            alternative = self._caption_of(node)
        # One that is alone in its paragraph is a block, as in Markdown all of them have one.
        inline = (
            isinstance(node.parent, nodes.TextElement)
            and not isinstance(node.parent, nodes.reference)
            and not (isinstance(node.parent, nodes.paragraph) and len(node.parent) == 1)
        )
        return call(
            "picture",
            CONTEXT,
            path,
            alt=None if decoration else alternative,
            decoration=decoration,
            width=length(node["width"]) if "width" in node else None,
            height=length(node["height"]) if "height" in node else None,
            scale=_scale(node),
            align=Code(node["align"]) if node.get("align") in ("left", "center", "right") else None,
            inline=inline,
        )

    def _caption_of(self, node: nodes.image) -> str:
        parent = node.parent
        while parent is not None and not isinstance(parent, nodes.figure):
            parent = parent.parent
        if parent is None:
            return ""
        return " ".join(
            child.astext() for child in parent.children if isinstance(child, nodes.caption)
        )

    def write_figure(self, node: nodes.figure) -> Code:
        """Write a figure with its caption and legend below."""
        captions = [child for child in node.children if isinstance(child, nodes.caption)]
        legends = [child for child in node.children if isinstance(child, nodes.legend)]
        rest = [child for child in node.children if child not in captions and child not in legends]
        label = self.claim(node["ids"])
        body = self.inside(rest)
        with self.within("title"):
            caption = self.inside([part for item in captions for part in item.children])
        return call(
            "figure-block",
            CONTEXT,
            body,
            caption=caption if captions else None,
            legend=self.inside([part for item in legends for part in item.children])
            if legends
            else None,
            number=self.figure_number("figure", node),
            label=label,
            align=Code(node["align"]) if node.get("align") in ("left", "center", "right") else None,
        )

    def write_caption(self, node: nodes.caption) -> Code:
        """Write a caption that has lost its figure."""
        return call("styled", CONTEXT, ["caption"], self.inside(node))

    def write_legend(self, node: nodes.legend) -> Code:
        """Write a legend that has lost its figure."""
        return self.inside(node)

    def figure_number(self, kind: str, node: nodes.Element) -> str | None:
        """Give the printed number of a figure, table or listing, as `Fig. 1`, if it has one."""
        config = self.context.config
        numbers = self.context.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        found = next((numbers[name] for name in node["ids"] if name in numbers), None)
        if not config.numfig or found is None:
            return None
        pattern = config.numfig_format.get(kind, "%s")
        number = ".".join(map(str, found))
        return pattern % number if "%s" in pattern else f"{pattern} {number}"


def _scale(node: nodes.image) -> int | None:
    scale = node.get("scale")
    return scale if isinstance(scale, int) and scale != 100 else None  # noqa: PLR2004 - percent
