"""Blocks of code, and other preformatted text."""

import ast
import re

from docutils import nodes

from sphinx_typst.markup import Code, call
from sphinx_typst.writer.base import CONTEXT
from sphinx_typst.writer.figures import Figures
from sphinx_typst.writer.structure import Structure

# Names of Sphinx's lexers that Typst knows under another name.
_LANGUAGES = {
    "python3": "python",
    "py3": "python",
    "ipython": "python",
    "ipython3": "python",
    "pycon": "python",
    "pycon3": "python",
    "pytb": "python",
    "default": "python",
    "console": "bash",
    "shell": "bash",
    "sh": "bash",
    "shell-session": "bash",
    "restructuredtext": "rst",
    "md": "markdown",
    "myst": "markdown",
    "yml": "yaml",
    "c++": "cpp",
    "js": "javascript",
    "ts": "typescript",
    "latex": "tex",
    "jsonc": "json",
}
_PLAIN = {"none", "text", "guess", "output", ""}
_NAME = re.compile(r"[a-z0-9+#._-]{1,30}\Z")


def _is_python(source: str) -> bool:
    """Say whether code without a language is Python: Sphinx's `default` means that it may be."""
    if source.lstrip().startswith(">>>"):
        return True
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


class Listings(Figures, Structure):
    """Writes code."""

    def write_literal_block(self, node: nodes.literal_block) -> Code:
        """Write code as it is; long lines wrap. Marked-up code keeps its marks."""
        if not all(isinstance(child, nodes.Text) for child in node.children):
            with self.within("preformatted"):
                return call("marked-code", CONTEXT, self.inside(node))
        arguments = node.get("highlight_args") or {}
        numbered = bool(node.get("linenos"))
        return call(
            "code-block",
            CONTEXT,
            node.astext(),
            lang=self.lexer(node),
            first=int(arguments.get("linenostart", 1)) if numbered else None,
            marked=sorted(int(line) for line in arguments.get("hl_lines", ())),
        )

    def lexer(self, node: nodes.Element) -> str | None:
        """Give Typst's name of the language of some code, None for plain text."""
        name = str(node.get("language") or self.builder.config.highlight_language).lower()
        if name == "default" and not _is_python(node.astext()):
            return None
        if name in _PLAIN or not _NAME.match(name):
            return None
        return _LANGUAGES.get(name, name)

    def write_doctest_block(self, node: nodes.doctest_block) -> Code:
        """Write an interactive session."""
        return call("code-block", CONTEXT, node.astext(), lang="python")

    def write_container(self, node: nodes.container) -> Code:
        """Write code with its caption; other containers are divisions."""
        if not node.get("literal_block"):
            return super().write_container(node)
        captions = [child for child in node.children if isinstance(child, nodes.caption)]
        rest = [child for child in node.children if not isinstance(child, nodes.caption)]
        with self.within("title"):
            caption = self.inside([part for item in captions for part in item.children])
        label = self.claim(node["ids"])
        node["classes"] = [name for name in node["classes"] if name != "literal-block-wrapper"]
        return call(
            "listing-block",
            CONTEXT,
            self.inside(rest),
            caption=caption,
            number=self.figure_number("code-block", node),
            label=label,
        )
