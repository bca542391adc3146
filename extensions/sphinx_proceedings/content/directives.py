"""Finds the directives of a MyST text, and where their options stand, without parsing the rest.

It follows MyST's two fences, ``:::`` and backticks (and ``~~~``), nested as they may be, and
looks into the bodies of directives but never into code. Source: MyST "Roles and directives".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sphinx_proceedings.content.node import Mapping, Scalar, parse
from sphinx_proceedings.content.report import Report

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>.*)")
_DIRECTIVE = re.compile(r"\{(?P<name>[^\s{}]+)\}[ \t]*(?P<argument>.*)")
_OPTION = re.compile(r":(?P<key>[\w-]+):(?:[ \t]+(?P<value>.*))?")
_RULE = re.compile(r"[ \t]*-{3,}[ \t]*")
_QUOTED = re.compile(r"(?:[ \t]*>)+[ \t]?")
_NOTHING = re.compile("")
# Their bodies show MyST instead of being MyST.
_VERBATIM = frozenset(
    {
        "code",
        "code-block",
        "code-cell",
        "sourcecode",
        "literalinclude",
        "parsed-literal",
        "math",
        "raw",
        "mermaid",
        "eval-rst",
        "highlight",
        "prompt",
        "doctest",
        "csv-table",
    }
)
_DEEPEST = 30  # more fences inside each other than any real text has
# Matches always: the marks of quotations and lists, and the space that content may begin with.
_LISTS = re.compile(r"(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])(?=[ \t]|$)[ \t]?)*[ \t]*")


@dataclass(slots=True)
class Option:
    """An option of a directive; ``line`` and ``column`` are those of its value."""

    value: str
    line: int
    column: int


@dataclass(slots=True)
class Directive:
    """A directive as it stands in the text; lines and columns count from 1."""

    name: str
    argument: str
    line: int
    column: int
    options: dict[str, Option] = field(default_factory=dict)
    body: str = ""
    body_line: int = 0
    argument_column: int = 0


@dataclass(slots=True)
class Parts:
    """What a MyST text is made of: its directives, and its lines of running text.

    ``prose`` has a line for every line; fences, options and code are empty in it.
    """

    directives: list[Directive]
    prose: list[str]


@dataclass(slots=True)
class _Open:
    """A fence that is not closed yet; its first line of content is the one after ``index``."""

    fence: str
    index: int
    directive: Directive | None

    def closes(self, bare: str) -> bool:
        """Tell whether a line without its margin ends this fence."""
        return len(bare) >= len(self.fence) and set(bare) == {self.fence[0]}


def scan(text: str, *, first_line: int = 1) -> list[Directive]:
    """Return all directives of a MyST text, in the order of their first lines."""
    return divide(text, first_line=first_line).directives


def divide(text: str, *, first_line: int = 1) -> Parts:
    """Return the directives of a MyST text, in the order of their first lines, and the rest."""
    found: list[Directive] = []
    stack: list[_Open] = []
    lines = [line.rstrip("\r") for line in text.split("\n")]
    prose = list(lines)
    for index, line in enumerate(lines):
        bare = line.strip().lstrip("> \t")
        if bare[:1] in {"`", "~", ":"} and bare:
            # A fence ends at the first line that can end it, whatever was begun inside.
            closed = next((i for i, fence in enumerate(stack) if fence.closes(bare)), None)
            if closed is not None:
                _finish(stack[closed:], lines, index)
                del stack[closed:]
                prose[index] = ""
                continue
        if len(stack) >= _DEEPEST or (stack and _is_verbatim(stack[-1])):
            prose[index] = ""
            continue
        opening = _FENCE.fullmatch(line, _LISTS.match(line).end())  # type: ignore[union-attr]
        if not opening or (opening["fence"][0] == "`" and "`" in opening["info"]):
            continue
        named = _DIRECTIVE.fullmatch(opening["info"].rstrip())
        if not named and opening["fence"][0] == ":":
            continue  # three colons without a name are text
        directive = None
        prose[index] = ""
        if named:
            directive = Directive(
                named["name"], named["argument"], first_line + index, opening.start() + 1
            )
            directive.argument_column = opening.start("info") + named.start("argument") + 1
            found.append(directive)
        stack.append(_Open(opening["fence"], index, directive))
    _finish(stack, lines, len(lines))
    for directive in found:
        options = slice(directive.line - first_line + 1, directive.body_line - first_line)
        prose[options] = [""] * len(prose[options])
    return Parts(found, prose)


def _is_verbatim(fence: _Open) -> bool:
    """Tell whether nothing inside a fence is MyST."""
    return fence.directive is None or fence.directive.name in _VERBATIM


def _finish(fences: list[_Open], lines: list[str], end: int) -> None:
    """Give the directives of fences what stands before the line of index ``end``."""
    for fence in fences:
        if fence.directive:
            margin = _QUOTED if ">" in lines[fence.index][: fence.directive.column] else _NOTHING
            _read_options(fence.directive, lines[fence.index + 1 : end], margin)


def _read_options(directive: Directive, lines: list[str], margin: re.Pattern[str]) -> None:
    """Divide what is between the fences into options and body; the margin is no part of it."""
    widths = [len(found.group()) if (found := margin.match(line)) else 0 for line in lines]
    lines = [line[width:] for line, width in zip(lines, widths, strict=True)]
    skip = 0
    if lines and _RULE.fullmatch(lines[0]):
        rules = (i for i, line in enumerate(lines[1:], 1) if _RULE.fullmatch(line))
        end = next(rules, len(lines))
        tree = parse("\n".join(lines[1:end]), "", Report())
        for name, node in tree.pairs if isinstance(tree, Mapping) else ():
            if isinstance(node, Scalar):
                row, column = node.location.line, node.location.column
                directive.options[name.text] = Option(
                    node.text, directive.line + 1 + row, column + widths[row]
                )
        skip = end + 1
    else:
        for row, line in enumerate(lines):
            found = _OPTION.fullmatch(line.rstrip(), len(line) - len(line.lstrip()))
            if not found:
                break
            value = found["value"] or ""
            column = found.start("value") if value else found.start()
            directive.options[found["key"]] = Option(
                _unquoted(value.strip()), directive.line + 1 + row, widths[row] + column + 1
            )
            skip = row + 1
    directive.body = "\n".join(lines[skip:]).strip("\n")
    directive.body_line = directive.line + 1 + skip


def _unquoted(value: str) -> str:
    """Return an option without its quotes, which MyST's reading as YAML would remove."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
