"""MyST Markdown as plain text, for records: the words without the marks.

Source: CommonMark 0.31 and the MyST syntax, as far as abstracts use them. Formulas keep their
LaTeX source, since no record format has a common notation for them, and nothing in a source
becomes markup: what looks like HTML is text. Every text takes time in proportion to its length.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,}) *(\{[^{}]*\})?")
_OPTION = re.compile(r":[A-Za-z][A-Za-z-]*:( .*)?")
_QUOTE = re.compile(r"^ {0,3}>")
_HEADING = re.compile(r" {0,3}#{1,6} +")
_HEADING_END = re.compile(r" #+$")
_ITEM = re.compile(r"\s*(?:[*+-]|(\d{1,9}[.)])) +(?=\S)")
_LEFT_OUT = re.compile(r"%|\s*\([^()\s]+\)=\s*$|\s*(?:[*_-]\s*){3,}$")

# Where a comment of HTML may begin, and code, in which it would be text.
_COMMENT_OR_CODE = re.compile(r"`+|<!--")

_DISPLAYED = "$${}$$"

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ROLE = re.compile(r"\{([A-Za-z][A-Za-z0-9:._-]{0,50})\}(?=`)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_DESTINATION = re.compile(
    r"\((?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?)"
    r"(?: (?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\)"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,100}\]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TARGETED = re.compile(r"([^<>]*[^<>\s])\s*<[^<>]*>")
# What ends code and formulas: a backslash is part of code, and takes its meaning from a dollar.
_FENCES = {"`": re.compile(r"`+"), "$": re.compile(r"(?<![$\\])\$+")}
_ORDINARY = re.compile(r"[^\\`{$<!\[\]*_~&]+")


def plain(source: str, formula: Callable[[str], str] = str) -> str:
    """Return the text of a Markdown source: one line a paragraph, an empty one between them.

    Marks of emphasis, links, roles and directives go, their text stays; formulas stay in dollar
    signs, after ``formula`` has had them; a citation stays as its key in square brackets;
    footnotes and comments go.
    """
    blocks = _Blocks(formula)
    for text in without_comments(source).splitlines():
        blocks.read(text)
    blocks.close()
    return "\n\n".join(text for text in blocks.done if text)


def without_comments(source: str) -> str:
    """Return a source without the comments of HTML; one that has no end is text."""
    if "<!--" not in source:
        return source
    runs: dict[int, list[int]] = {}
    for run in re.finditer("`+", source):
        runs.setdefault(len(run.group()), []).append(run.start())
    last = source.rfind("-->")
    pieces: list[str] = []
    at = kept = 0
    while found := _COMMENT_OR_CODE.search(source, at):
        at = found.end()
        if found.group() == "<!--":
            if at > last:
                break
            pieces.append(source[kept : found.start()])
            at = kept = source.index("-->", at) + 3
        else:
            same = runs[at - found.start()]
            after = bisect_right(same, found.start())
            at = same[after] + at - found.start() if after < len(same) else at
    return "".join([*pieces, source[kept:]])


def line(source: str) -> str:
    """Return the text of a Markdown source as a single line."""
    return " ".join(plain(source).split())


class _Blocks:
    """Divides a source into paragraphs, line by line."""

    def __init__(self, formula: Callable[[str], str]) -> None:
        self._of_formula = formula
        self._held: list[str] = []
        self._fence = ""
        self._form = ""
        """How a block that is kept as it is shall look; empty outside of one."""
        self._options = False
        """Whether the options of a directive may come."""
        self.done: list[str] = []

    def read(self, raw: str) -> None:
        """Take the next line."""
        text = _QUOTE.sub("", raw.rstrip())
        found = _FENCE.match(text)
        if self._options and _OPTION.fullmatch(text):
            return
        self._options = False
        if self._form:
            self._verbatim(text, found)
        elif found and (found[1][0] != "`" or "`" not in text[found.end() :]):
            self._open(found)
        elif not text or _LEFT_OUT.match(text):
            self.close()
        elif heading := _HEADING.match(text):
            self.close()
            self._held.append(_HEADING_END.sub("", text[heading.end() :]))
            self.close()
        else:
            self._line(text)

    def close(self) -> None:
        """End the paragraph."""
        source = " ".join(self._held)
        self._held.clear()
        if self._form == _DISPLAYED:
            source = self._of_formula(source)
        inline = _Inline(source, self._of_formula)
        self.done.append(self._form.format(source) if self._form else inline.text())
        self._fence = self._form = ""

    def _open(self, found: re.Match[str]) -> None:
        self.close()
        self._options = bool(found[2])
        if found[2] == "{math}" or (found[1][0] != ":" and not found[2]):
            self._fence = found[1]
            self._form = _DISPLAYED if found[2] else "{}"

    def _verbatim(self, text: str, found: re.Match[str] | None) -> None:
        if found and found[1].startswith(self._fence) and not text.strip(" `~:"):
            self.close()
        elif text:
            self._held.append(text.strip())

    def _line(self, text: str) -> None:
        if item := _ITEM.match(text):
            self.close()
            text = f"{item[1] or '-'} {text[item.end() :]}"
        self._held.append(text.strip().removesuffix("\\").rstrip())


class _Inline:
    """Reads a paragraph once, from left to right; marks that find their pair are taken out."""

    def __init__(self, source: str, formula: Callable[[str], str]) -> None:
        self._source = source
        self._of_formula = formula
        self._at = 0
        self._pieces: list[str] = []
        self._open: dict[str, list[int]] = {"*": [], "_": [], "~": []}
        self._brackets: list[int] = []
        self._runs: dict[str, dict[int, list[int]]] = {}
        """Where each mark of code and formulas stands, by the mark and the length of its run."""

    def text(self) -> str:
        """Return what was read as one line."""
        readers = {
            "\\": self._escape,
            "`": self._code,
            "{": self._role,
            "$": self._formula,
            "<": self._autolink,
            "&": self._entity,
            "!": self._image,
            "[": self._bracket,
            "]": self._link,
            "*": self._emphasis,
            "_": self._emphasis,
            "~": self._emphasis,
        }
        while self._at < len(self._source):
            if found := _ORDINARY.match(self._source, self._at):
                self._take(found.group(), found.group())
            elif not readers[self._source[self._at]]():
                self._take(self._source[self._at], self._source[self._at])
        return " ".join("".join(self._pieces).split())

    def _take(self, read: str, said: str) -> bool:
        self._at += len(read)
        self._pieces.append(said)
        return True

    def _match(self, pattern: re.Pattern[str], group: int = 1) -> bool:
        found = pattern.match(self._source, self._at)
        return found is not None and self._take(found.group(), found.group(group))

    def _escape(self) -> bool:
        return self._match(_ESCAPE)

    def _autolink(self) -> bool:
        return self._match(_AUTOLINK)

    def _entity(self) -> bool:
        found = _ENTITY.match(self._source, self._at)
        if not found:
            return False
        said = html.unescape(found.group())
        harmful = any(unicodedata.category(one)[0] == "C" or not one.isprintable() for one in said)
        return self._take(found.group(), found.group() if harmful else said)

    def _run(self) -> str:
        """Return the run of one character that begins here."""
        mark = self._source[self._at]
        end = self._at
        while end < len(self._source) and self._source[end] == mark:
            end += 1
        return self._source[self._at : end]

    def _enclosed(self, fence: str) -> str | None:
        """Return what stands between a fence here and the next run of exactly its length."""
        if fence[0] not in self._runs:
            runs: dict[int, list[int]] = {}
            self._runs[fence[0]] = runs
            for run in _FENCES[fence[0]].finditer(self._source):
                runs.setdefault(len(run.group()), []).append(run.start())
        same = self._runs[fence[0]].get(len(fence), ())
        begin = self._at + len(fence)
        end = bisect_right(same, begin)
        return self._source[begin : same[end]] if end < len(same) else None

    def _code(self) -> bool:
        fence = self._run()
        inner = self._enclosed(fence)
        if inner is None:
            return self._take(fence, fence)
        return self._take(f"{fence}{inner}{fence}", inner.strip() or inner)

    def _role(self) -> bool:
        found = _ROLE.match(self._source, self._at)
        if not found:
            return False
        start, self._at = self._at, found.end()
        fence = self._run()
        inner = self._enclosed(fence)
        self._at = start
        if inner is None:
            return False
        name, content = found[1], inner.strip()
        if name == "math":
            content = f"${self._of_formula(content)}$"
        elif name.partition(":")[0] in {"cite", "footcite"}:
            content = f"[{content}]"
        elif targeted := _TARGETED.fullmatch(content):
            content = targeted[1]
        return self._take(f"{found.group()}{fence}{inner}{fence}", content)

    def _formula(self) -> bool:
        fence = self._run()
        if len(fence) > 2:  # noqa: PLR2004  # one in a line, two on a line of its own
            return self._take(fence, fence)
        inner = self._enclosed(fence)
        if inner is None:
            return self._take(fence, fence)
        after = self._at + len(inner) + 2 * len(fence)
        # Two prices are no formula: dollars touch what they enclose, and no digit follows.
        if len(fence) == 1 and (
            inner != inner.strip() or self._source[after : after + 1].isdigit()
        ):
            return self._take(fence, fence)
        said = f"{fence}{self._of_formula(inner)}{fence}"
        return self._take(self._source[self._at : after], said)

    def _image(self) -> bool:
        if self._source.startswith("![", self._at):
            self._brackets.append(len(self._pieces))
            return self._take("![", "![")
        return False

    def _bracket(self) -> bool:
        if found := _FOOTNOTE.match(self._source, self._at):
            return self._take(found.group(), "")
        self._brackets.append(len(self._pieces))
        return self._take("[", "[")

    def _link(self) -> bool:
        if not self._brackets:
            return False
        opened = self._brackets.pop()
        found = _DESTINATION.match(self._source, self._at + 1)
        if not found:
            return False
        self._pieces[opened] = ""
        return self._take(f"]{found.group()}", "")

    def _emphasis(self) -> bool:
        run = self._run()
        mark = run[0]
        before = self._source[self._at - 1 : self._at] or " "
        after = self._source[self._at + len(run) : self._at + len(run) + 1] or " "
        opens, closes = _flanks(before, after), _flanks(after, before)
        if mark == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if mark == "~" and len(run) != 2:  # noqa: PLR2004  # as in ~~struck~~
            return self._take(run, run)
        left = len(run)
        stack = self._open[mark]
        while closes and left and stack:
            opened = stack[-1]
            width = min(left, len(self._pieces[opened]))
            self._pieces[opened] = self._pieces[opened][width:]
            left -= width
            if not self._pieces[opened]:
                stack.pop()
        if left and opens:
            stack.append(len(self._pieces))
        return self._take(run, run[:left])


def _flanks(outside: str, inside: str) -> bool:
    """Tell whether a mark can begin before ``inside``; mirrored, whether it can end after it."""
    if inside.isspace():
        return False
    return not _is_punctuation(inside) or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
