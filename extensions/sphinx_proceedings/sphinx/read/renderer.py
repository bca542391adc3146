"""How pieces of Markdown that others wrote become nodes; what we do not know stays, as text."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives.body import Container
from docutils.parsers.rst.directives.misc import Class
from docutils.parsers.rst.states import MarkupError
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.parsers.directives import parse_directive_text
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx_design.extension import Div

from sphinx_proceedings.content.report import quote
from sphinx_proceedings.diagnostics import Code, Diagnostic, Location, Severity
from sphinx_proceedings.sphinx.nodes import line_break
from sphinx_proceedings.sphinx.read import allowed, kept, limit, look
from sphinx_proceedings.sphinx.read.cells import LEFT_OUT
from sphinx_proceedings.sphinx.read.failure import UnreadableError
from sphinx_proceedings.sphinx.read.html import HtmlRenderer
from sphinx_proceedings.sphinx.read.inclusion import Inclusions
from sphinx_proceedings.sphinx.read.refuse import refuse
from sphinx_proceedings.sphinx.site import Site, site_of

# How deep marks, blocks and directives may be nested, counted together: real text has less than
# twenty. Python calls some fifteen functions for each directive, and no more than a thousand.
_DEEPEST = 80
_DIRECTIVE_DEPTH = 4


class CarefulRenderer(HtmlRenderer):
    """Reads Markdown of people we do not know: no code, no HTML, no file outside the tree."""

    def setup_render(self, options: dict[str, Any], env: Any) -> None:
        """Begin to read a text."""
        super().setup_render(options, env)
        self._depth = 0
        self._inclusions = Inclusions(self.sphinx_env, str(self.document["source"]), self.refuse)
        self._is_markdown = False
        for name in allowed.IDENTIFIERS:
            self.document.ids.setdefault(name, self.document)

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

    def refuse(self, code: Code, message: str, line: int, hint: str = "", typed: str = "") -> None:
        """Report markup that is not allowed, at its line, or where it was ``typed`` below that."""
        refuse(self.document, code, message, line, hint, typed)

    def _classes(self, names: Iterable[str], line: int) -> list[str]:
        """Return those of some classes that an author may give; report the others."""
        known = []
        for name in names:
            if self._is_class(name):
                known.append(name)
                continue
            listed = (*allowed.CLASSES, *self._site.settings.classes)
            hint = kept.nearest(name, listed) or "conf.py allows it in proceedings_classes"
            message = f"there is no class {quote(name)} that authors may give; it is left out"
            severity = Severity.WARNING
            refuse(self.document, Code.UNKNOWN_CLASS, message, line, hint, name, severity=severity)
        return known

    def _is_class(self, name: str) -> bool:
        return allowed.is_class(name) or name in self._site.settings.classes

    def copy_attributes(
        self, token: SyntaxTreeNode, node: nodes.Element, *given: Any, **more: Any
    ) -> None:
        """Copy attributes, but of classes only those that an author may give."""
        before = len(node["classes"])
        super().copy_attributes(token, node, *given, **more)
        line = token.map[0] if token.map else 0
        node["classes"][before:] = self._classes(node["classes"][before:], line)

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Make a box of what stands between colons; its name is a class."""
        name, _, rest = token.info.strip().partition(" ")
        line = token.map[0] if token.map else 0
        if name and not name.startswith("{") and token.token and not self._classes([name], line):
            token.token = token.token.copy(info="")
            typed = f"{token.markup}{name} {rest}".strip()
            self.current_node += nodes.paragraph("", "", nodes.Text(typed))
        super().render_colon_fence(token)

    def _render_tokens(self, tokens: list[Token]) -> None:
        """Make nodes, unless there would be more inside each other than can be handled."""
        for token in tokens:
            if token.meta.get(limit.TOO_MANY):
                line = token.map[0] + 1 if token.map else 0
                message = f"this paragraph has more than {limit.MOST_MARKS:,} marks"
                self.refuse(Code.TOO_LARGE, message, line, "it is shown as it was typed")
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

    def render_directive(
        self, token: SyntaxTreeNode, name: str, arguments: str, **more: Any
    ) -> None:
        """Run a directive; between colons its content is Markdown, whatever it is called."""
        self._is_markdown = token.markup.startswith(":")
        super().render_directive(token, name, arguments, **more)

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        **more: Any,
    ) -> list[nodes.Element]:
        """Run a directive that is allowed here; of any other, report it and keep its content."""
        is_markdown, self._is_markdown = self._is_markdown, False
        plain = name.lower()
        found, _ = (
            directives.directive(plain, self.language_module_rst, self.document)
            if self._has_domain(plain)
            else (None, [])
        )
        depth = self._inclusions.depth
        if found is None and is_markdown:
            self._refuse_unknown(name, position)
            return self._as_markdown(first_line, content, position)
        if (
            plain in allowed.TITLED
            and first_line.strip()
            and kept.without_options(content)[0].strip()
        ):
            # As in the dialect that authors know: the words beside the name are the title.
            name, additional_options = "admonition", {"class": plain, **(additional_options or {})}
            plain = name
            found, _ = (
                directives.directive(plain, self.language_module_rst, self.document)
                if self._has_domain(plain)
                else (None, [])
            )
        around = self.current_node
        try:
            if not self._may_run(found, plain, first_line, content, position, additional_options):
                return kept.listing(first_line, content)
            if found is not None and _takes_classes(found) and first_line.strip():
                names = " ".join(filter(self._is_class, first_line.split()))
                if not names and issubclass(found, Class):
                    return self._as_markdown("", content, position)
                first_line = names
            with look.chosen(found, self._chosen) if found else contextlib.nullcontext():
                made = super().run_directive(
                    name, first_line, content, position, additional_options, **more
                )
        except ValueError as error:
            # What it was given it cannot use, and did not say so in docutils' way.
            self.current_node = around
            message = f'the directive "{name}" cannot use this: {error}'
            self.refuse(Code.INVALID_OPTION, message, position)
            return kept.listing(first_line, content)
        finally:
            self._inclusions.leave(depth)
        if kept.has_only_messages(made):
            return [*made, *kept.listing(first_line, content)]
        return made

    def _chosen(self, names: list[str]) -> list[str]:
        return [name for name in names if self._is_class(name)]

    def _has_domain(self, name: str) -> bool:
        """Tell whether a name may be known; of domains that are not there, Sphinx warns itself."""
        domain, _, rest = name.partition(":")
        return not rest or domain.lower() in {
            known.name for known in self.sphinx_env.domains.sorted()
        }

    def _refuse_unknown(self, name: str, line: int) -> None:
        names = (*allowed.DIRECTIVES, *self._site.settings.directives)
        hint = kept.nearest(name, names) or "its content is shown as text"
        message = f"there is no directive {quote(name)}"
        self.refuse(Code.UNKNOWN_MARKUP, message, line, hint, f"{{{name}}}")

    def _may_run(  # noqa: PLR0911, PLR0917  # one for each reason; as `run_directive`
        self,
        directive: type[Directive] | None,
        name: str,
        first_line: str,
        content: str,
        line: int,
        more_options: dict[str, str] | None,
    ) -> bool:
        """Tell whether a directive may be run as it is written; report why not."""
        if directive is None:
            self._refuse_unknown(name, line)
            return False
        if name not in allowed.DIRECTIVES and name not in self._site.settings.directives:
            self.refuse(
                Code.FORBIDDEN_MARKUP,
                f'the directive "{name}" is not allowed in the proceedings folder',
                line,
                "what it does can be had otherwise; or conf.py allows it in proceedings_directives",
                f"{{{name}}}",
            )
            return False
        try:
            with look.chosen(directive, None):
                parsed = parse_directive_text(directive, first_line, content, line=None)
        except MarkupError:
            return True  # MyST reports it, and runs nothing.
        if name == "only" and (strange := allowed.unknown_tags(first_line)):
            message = f"there is no output {quote(strange)}; this would be shown in none"
            self.refuse(Code.INVALID_OPTION, message, line, typed=strange)
            return False
        options = {**(more_options or {}), **parsed.options}
        if too_much := allowed.excess(options) or allowed.strange(name, options):
            self.refuse(Code.INVALID_OPTION, too_much, line)
            return False
        for option in allowed.REFUSED_OPTIONS.get(name, ()):
            if option in options:
                message = f'the option "{option}" of "{name}" is not allowed here'
                self.refuse(Code.FORBIDDEN_MARKUP, message, line)
                return False
        if name in allowed.READS and not self._inclusions.may_read(
            name, parsed.arguments, options, line
        ):
            return False
        self._classes(look.given(options), line)
        if _takes_classes(directive):
            self._classes(first_line.split(), line)
        return True

    def _as_markdown(self, argument: str, content: str, line: int) -> list[nodes.Element]:
        """Return what is in a directive that nobody knows, read as the Markdown that it is."""
        box = nodes.container(is_div=True, classes=["sp-kept"])
        body, options = kept.without_options(content)
        with self.current_node_context(box):
            if argument.strip():
                with self.current_node_context(nodes.paragraph(), append=True):
                    self.nested_render_text(argument.strip(), line, inline=True)
            self.nested_render_text(body, line + options)
        return [box]

    @property
    def _site(self) -> Site:
        return site_of(self.sphinx_env.config)

    def render_table(self, token: SyntaxTreeNode) -> None:
        """Make a table; what its rows have beyond its columns comes after it."""
        super().render_table(token)
        line = token.map[0] if token.map else 0
        for offset, text in token.meta.get(LEFT_OUT, {}).items():
            message = "this row has more cells than the first; the others stand below the table"
            hint = "`\\|` is a bar in a cell, also in code"
            self.refuse(Code.UNREAD_MARKUP, message, line + offset, hint, text)
            self.current_node += nodes.paragraph("", "", nodes.Text(text), classes=["sp-kept"])

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """End a line where its author does."""
        del token
        self.current_node += line_break()

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run a role that is allowed here; of any other, report it and keep its text."""
        name, text = token.meta["name"], token.content
        line = token.map[0] if token.map else 0
        around = self.current_node
        found, _ = (
            roles.role(name, self.language_module_rst, line, self.reporter)
            if self._has_domain(name)
            else (None, [])
        )
        if found is None:
            hint = kept.nearest(name, allowed.ROLES) or "its content is shown as text"
            message = f"there is no role {quote(name)}"
            self.refuse(Code.UNKNOWN_MARKUP, message, line, hint, f"{{{name}}}`{text}`")
        elif "<!--" in text and name.lower() not in {"code", "literal", "samp"}:
            message = f'the role "{name}" holds a comment, which would be published'
            self.refuse(Code.FORBIDDEN_MARKUP, message, line, typed="<!--")
        elif not allowed.is_role(name):
            message = f'the role "{name}" is not allowed in the proceedings folder'
            self.refuse(Code.FORBIDDEN_MARKUP, message, line, typed=f"{{{name}}}")
        else:
            try:
                self._choose_icon(token, name.lower(), line)
                super().render_myst_role(token)
            except ValueError as error:
                self.current_node = around
                message = f'the role "{name}" cannot use this: {error}'
                self.refuse(Code.INVALID_OPTION, message, line)
                self.current_node += nodes.literal(text, text)
            return
        self.current_node += nodes.inline("", text, classes=["sp-kept"])

    def _choose_icon(self, token: SyntaxTreeNode, name: str, line: int) -> None:
        """Leave out the classes of an icon that an author may not give."""
        parts = token.content.split(";")
        first = allowed.ICONS.get(name, len(parts))
        # A space ends the name of an icon: what follows would be classes as well.
        icon, *more = parts[0].split() if name in allowed.ICONS else parts[:1]
        if (classes := [*more, *" ".join(parts[first:]).split()]) and token.token is not None:
            known = " ".join(self._classes(classes, line))
            content = ";".join([icon, *parts[1:first], known])
            token.token = token.token.copy(content=content)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Refuse the way into another language."""
        line = token.map[0] if token.map else 0
        self.refuse(Code.FORBIDDEN_MARKUP, "eval-rst is not allowed here", line)
        self.current_node += kept.listing("", token.content)


def _takes_classes(directive: type[Directive]) -> bool:
    """Tell whether the argument of a directive is names of classes."""
    return issubclass(directive, Container | Class | Div)
