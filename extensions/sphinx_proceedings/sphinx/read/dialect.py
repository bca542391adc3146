"""Markdown that others wrote: which of it is read, and how pieces of it become nodes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import MarkupError
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning

from sphinx_proceedings.diagnostics import Code, Diagnostic, Location
from sphinx_proceedings.sphinx.read.failure import UnreadableError
from sphinx_proceedings.sphinx.read.file import findings, refusal, resolve
from sphinx_proceedings.sphinx.report import report
from sphinx_proceedings.sphinx.site import Site, site_of

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
    "volume-contents author-index keyword-index corrections",
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

# How deep marks, blocks and directives may be nested, counted together: real text has less than
# twenty. Python calls some fifteen functions for each directive, and no more than a thousand.
_DEEPEST = 80
_DIRECTIVE_DEPTH = 4
# So many files may be included in one page, lest a few that include each other make millions.
_MOST_INCLUDES = 100


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

    def setup_render(self, options: dict[str, Any], env: Any) -> None:
        """Begin to read a text."""
        super().setup_render(options, env)
        self._depth = 0
        self._including = [Path(str(self.document["source"])).resolve()]
        self._included = 0

    def create_warning(
        self, message: str, subtype: MystWarnings | str, **more: Any
    ) -> nodes.system_message | None:
        """Report as MyST does, but in the file that holds the text, be it included or a record.

        A text may begin at any level of headings: its title is metadata.
        """
        if subtype == MystWarnings.MD_HEADING_NON_CONSECUTIVE and message.startswith("Document"):
            return None
        here = nodes.Element()
        here.source, here.line = str(self.document["source"]), more.pop("line", None)
        return create_warning(self.document, message, subtype, node=here, **more)

    def _refuse(self, code: Code, message: str, line: int, hint: str = "") -> None:
        refuse(self.document, code, message, line, hint)

    def _render_tokens(self, tokens: list[Token]) -> None:
        """Make nodes, unless there would be more inside each other than can be handled."""
        before = self._depth
        depth = deepest = before + _DIRECTIVE_DEPTH
        line = 0
        for token in tokens:
            for piece in (token, *(token.children or ())):
                depth += piece.nesting
                if depth > deepest:
                    deepest, line = depth, token.map[0] + 1 if token.map else line
        if deepest > _DEEPEST:
            line = line or next((token.map[0] + 1 for token in tokens if token.map), 0)
            place = Location(self._shown(), line)
            raise UnreadableError(Diagnostic(Code.TOO_DEEP, "this is nested too deeply", place))
        self._depth = deepest
        try:
            super()._render_tokens(tokens)
        finally:
            self._depth = before

    def _shown(self) -> str:
        return site_of(self.sphinx_env.config).shown(Path(str(self.document["source"])))

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
        including = len(self._including)
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
            if plain in _READS:
                try:
                    parsed = parse_directive_text(found, first_line, content, line=None)
                except MarkupError:
                    pass  # MyST reports it, and runs nothing.
                else:
                    options = {**parsed.options, **(additional_options or {})}
                    if not self._may_read(site, plain, parsed.arguments, options, position):
                        return []
        around = self.current_node
        try:
            return super().run_directive(
                name, first_line, content, position, additional_options, **more
            )
        except ValueError as error:
            # What it was given it cannot use, and did not say so in docutils' way.
            self.current_node = around
            message = f'the directive "{name}" cannot use this: {error}'
            self._refuse(Code.INVALID_OPTION, message, position)
            return []
        finally:
            del self._including[including:]

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run a role; one that cannot use its text is reported, and shown as it was typed."""
        around = self.current_node
        try:
            super().render_myst_role(token)
        except ValueError as error:
            self.current_node = around
            line = token.map[0] if token.map else 0
            message = f'the role "{token.meta["name"]}" cannot use this: {error}'
            self._refuse(Code.INVALID_OPTION, message, line)
            self.current_node += nodes.literal(token.content, token.content)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Refuse the way into another language."""
        line = token.map[0] if token.map else 0
        self._refuse(Code.FORBIDDEN_MARKUP, "eval-rst is not allowed here", line)

    def _may_read(
        self,
        site: Site,
        name: str,
        arguments: list[str],
        options: Mapping[str, Any],
        position: int,
    ) -> bool:
        for option in _REFUSED_OPTIONS.get(name, ()):
            if option in options:
                message = f'the option "{option}" of "{name}" is not allowed here'
                self._refuse(Code.FORBIDDEN_MARKUP, message, position)
                return False
        for place in _READS[name]:
            given = arguments[:1] if place == "argument" else [options.get(place)]
            for path in filter(None, given):
                if refused := refusal(self.sphinx_env, site, str(path)):
                    code, message, hint = refused
                    self._refuse(code, message, position, hint)
                    return False
                if not self._is_text(site, str(path), options.get("encoding"), position):
                    return False
                if name == "include" and not self._may_include(str(path), position):
                    return False
        return True

    def _is_text(self, site: Site, path: str, encoding: str | None, position: int) -> bool:
        """Tell whether a file can be read as text; one that is not there is Sphinx's to report."""
        file = resolve(self.sphinx_env, path)
        if file is None or not file.exists():
            return True
        if encoding:
            try:
                file.read_text(encoding=encoding)
            except (OSError, UnicodeError, LookupError):
                message = f'"{path}" cannot be read as {encoding}'
                self._refuse(Code.NOT_UTF8, message, position, "save it as UTF-8")
                return False
            return True
        found = findings(file, site.root, site.base)
        for diagnostic in found:
            report(diagnostic)
        return not found

    def _may_include(self, path: str, position: int) -> bool:
        """Enter a file, unless it is being read already."""
        file = resolve(self.sphinx_env, path)
        self._included += 1
        if file in self._including:
            message = f'"{path}" would include itself'
        elif self._included > _MOST_INCLUDES:
            message = f"more than {_MOST_INCLUDES} files are included in one page"
        else:
            self._including.extend([file] if file else [])
            return True
        self._refuse(Code.INVALID_OPTION, message, position)
        return False


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
