"""Markdown that others wrote: which of it is read, and how pieces of it become nodes."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.parsers.rst import directives
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.directives import DirectiveParsingResult, parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

# Text, figures, tables, code, mathematics and our own. Not among them: what runs code
# (autodoc, graphviz, doctest), passes HTML through (raw, meta, role), or leaves Markdown
# (eval-rst). Names as users write them, the domains' long forms included.
_TEXT = (
    "admonition attention caution danger error hint important note tip warning seealso todo",
    "versionadded versionchanged deprecated epigraph highlights pull-quote",
    "compound container class div rubric topic sidebar centered line-block hlist glossary",
    "figure figure-md image table list-table csv-table",
    "code code-block sourcecode parsed-literal literalinclude highlight include math",
    "contents toctree index only bibliography footbibliography",
    "card card-carousel grid grid-item grid-item-card dropdown button-link button-ref",
    "tab-set tab-item tab-set-code",
)
_OURS = (
    "speaker people paper-card paper-list dates schedule dialogue statement",
    "volume-contents author-index",
)
_ALLOWED = frozenset(name for names in (*_TEXT, *_OURS) for name in names.split())

# Those that read a file: by their argument, or by an option.
_READS: dict[str, tuple[str, ...]] = {
    "include": ("argument",),
    "literalinclude": ("argument", "diff"),
    "csv-table": ("file",),
}
# These reach other parsers, or the network while the site is built.
_REFUSED_OPTIONS = {"include": ("parser",), "csv-table": ("url",)}


def careful(config: MdParserConfig) -> MdParserConfig:
    """Return a MyST configuration in which HTML is text and nothing is evaluated.

    ``substitution`` evaluates Jinja expressions that can reach all of Python; ``html_image`` and
    ``html_admonition`` need HTML.
    """
    extensions = set(config.enable_extensions) - {"substitution", "html_image", "html_admonition"}
    disabled = dict.fromkeys((*config.disable_syntax, "html_block", "html_inline"))
    return dataclasses.replace(
        config,
        enable_extensions=extensions,
        disable_syntax=list(disabled),
        substitutions={},
        html_meta={},
    )


class CarefulRenderer(SphinxRenderer):
    """Reads Markdown of people we do not know: no code, no HTML, no file outside the tree."""

    def create_warning(
        self, message: str, subtype: MystWarnings | str, **more: Any
    ) -> nodes.system_message | None:
        """Report as MyST does, but let a text begin at any level: its title is metadata."""
        if subtype == MystWarnings.MD_HEADING_NON_CONSECUTIVE and message.startswith("Document"):
            return None
        return super().create_warning(message, subtype, **more)

    def _refuse(self, code: Code, message: str, line: int, hint: str = "") -> None:
        refuse(self.document, code, message, line, hint)

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        **more: Any,
    ) -> list[nodes.Element]:
        """Run a directive that is allowed here; refuse any other at its line."""
        plain = name.lower()
        found, _ = directives.directive(plain, self.language_module_rst, self.document)
        # One that does not exist is MyST's to report.
        if found is not None:
            site = site_of(self.sphinx_env.config)
            if plain not in _ALLOWED and plain not in site.settings.directives:
                self._refuse(
                    Code.FORBIDDEN_MARKUP,
                    f'the directive "{name}" is not allowed in the proceedings folder',
                    position,
                    "what it does can be had otherwise; or conf.py allows it in "
                    "proceedings_directives",
                )
                return []
            if plain in _READS and not self._may_read(
                site, plain, parse_directive_text(found, first_line, content, line=None), position
            ):
                return []
        return super().run_directive(
            name, first_line, content, position, additional_options, **more
        )

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Refuse the way into another language."""
        line = token.map[0] if token.map else 0
        self._refuse(Code.FORBIDDEN_MARKUP, "eval-rst is not allowed here", line)

    def _may_read(
        self, site: Site, name: str, parsed: DirectiveParsingResult, position: int
    ) -> bool:
        for option in _REFUSED_OPTIONS.get(name, ()):
            if option in parsed.options:
                message = f'the option "{option}" of "{name}" is not allowed here'
                self._refuse(Code.FORBIDDEN_MARKUP, message, position)
                return False
        for place in _READS[name]:
            given = parsed.arguments[:1] if place == "argument" else [parsed.options.get(place)]
            for path in filter(None, given):
                if not inside(self.sphinx_env, site, str(path)):
                    self._refuse(
                        Code.OUTSIDE_TREE,
                        f'"{path}" is outside the proceedings folder',
                        position,
                        "paths are relative to this file",
                    )
                    return False
        return True


def inside(env: BuildEnvironment, site: Site, path: str) -> bool:
    """Tell whether a path written in the current document stays in the proceedings folder."""
    if path.startswith("<") or "\0" in path:  # docutils' own files, or no path at all
        return False
    try:
        resolved = Path(env.relfn2path(path, env.current_document.docname)[1]).resolve()
    except (OSError, ValueError):
        return False
    return resolved.is_relative_to(site.root)


def refuse(document: nodes.document, code: Code, message: str, line: int, hint: str = "") -> None:
    """Report markup that is not allowed, at its line of the document being read."""
    site = site_of(document.settings.env.config)
    # Within an included file the document's source is that file.
    source = site.shown(Path(str(document["source"])))
    report(Diagnostic(code, message, Location(source, line), hint))


class ProceedingsParser(MystParser):
    """MyST, with care for documents in the proceedings folder."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a document into ``document``."""
        env = document.settings.env
        if not site_of(env.config).holds(env.current_document.docname):
            super().parse(inputstring, document)
            return
        settings = document.settings
        before = settings.raw_enabled
        settings.raw_enabled = False
        try:
            parser = create_md_parser(careful(env.myst_config), CarefulRenderer)
            parser.options["document"] = document
            parser.render(inputstring)
        finally:
            settings.raw_enabled = before


def fragment(document: nodes.document, text: str, line: int, *, inline: bool = False) -> list[Any]:
    """Return the nodes of Markdown that a YAML field holds, read with the same care.

    ``line`` is where diagnostics about it point, as far as the field's own line is known.
    """
    env = document.settings.env
    root = nodes.container()
    parser = create_md_parser(careful(env.myst_config), CarefulRenderer)
    parser.options.update(document=document, current_node=root)
    renderer = cast("CarefulRenderer", parser.renderer)
    # Not `parser.render`, which would record this text's headings and words as the page's.
    renderer.setup_render(dict(parser.options), {})
    # Headings would end the card or the header that the text is part of.
    parser.disable(["heading", "lheading", "front_matter"], ignoreInvalid=True)
    renderer.nested_render_text(text, max(line - 1, 0), inline=inline)
    return list(root.children)
