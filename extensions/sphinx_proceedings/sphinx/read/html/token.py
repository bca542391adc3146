"""HTML among the tokens of Markdown: comments go, an element begins and ends around its content.

Markdown hands on each tag of a line, and each run of lines that begins with one, as it was typed.
Here, a tag that opens an element and the one that closes it become a pair of tokens, also with
paragraphs between them, as ``<details>`` has. What is left over says what is wrong with it.
"""

from __future__ import annotations

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from sphinx_proceedings.sphinx.read.html.tag import Tag, tags, unmatched

BLOCK: Final = "element"
"""The token of an element that holds blocks; ``meta["tag"]`` is its tag."""
INLINE: Final = "phrase"
"""The same within a line."""

PROBLEM: Final = "problem"
"""Where a token of HTML says what is wrong with it, in its ``meta``."""

_UNCLOSED: Final = "this comment has no end"


def plugin(parser: MarkdownIt) -> None:
    """Read HTML as elements."""
    parser.core.ruler.push("html_elements", _pair)


def _pair(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = _paired(_of_line(token.children), INLINE)
    if any(token.type == "html_block" for token in state.tokens):
        pieces = [piece for token in state.tokens for piece in _of_block(token)]
        state.tokens = _paired(pieces, BLOCK)


def _of_line(tokens: list[Token]) -> list[Token]:
    """Tell what each tag of a line is; its comments go."""
    found: list[Token] = []
    for token in tokens:
        if token.type == "html_inline":
            read = tags(token.content)
            if [tag.kind for tag in read] == ["comment"]:
                continue
            token.meta["tag"] = read[0] if len(read) == 1 else None
        elif token.type == "text" and "<!--" in token.content:
            token.type, token.meta = "html_inline", {PROBLEM: _UNCLOSED}
        found.append(token)
    return found


def _of_block(token: Token) -> list[Token]:
    """Divide a run of lines at the tags whose other half is not in it; its comments go."""
    if token.type != "html_block":
        return [token]
    text = token.content
    if text.rfind("<!--") > text.rfind("-->"):
        return [token.copy(meta={PROBLEM: _UNCLOSED})]
    read = tags(text)
    alone = unmatched(read)
    line = token.map[0] if token.map else 0
    pieces: list[Token] = []

    def piece(start: int, end: int) -> Token:
        first, last = line + text.count("\n", 0, start), line + text.count("\n", 0, end)
        return token.copy(content=text[start:end], map=[first, last + 1], meta={})

    at = 0
    for index in sorted(alone):
        tag = read[index]
        pieces += [piece(at, tag.start), piece(tag.start, tag.end)]
        pieces[-1].meta["tag"] = tag
        at = tag.end
    pieces.append(piece(at, len(text)))
    return [one for one in pieces if one.content.strip()]


def _paired(tokens: list[Token], name: str) -> list[Token]:
    """Make pairs of the tags that open and close an element side by side."""
    frames: list[list[Token]] = [[]]
    for token in tokens:
        tag: Tag | None = token.meta.get("tag") if token.type.startswith("html_") else None
        if token.nesting > 0:
            frames.append([])
        elif token.nesting < 0:
            _leave(frames.pop())
            frames = frames or [[]]
        elif tag is not None and tag.kind == "open":
            frames[-1].append(token)
        elif tag is not None and tag.kind == "close":
            waiting = frames[-1]
            same = [one for one in waiting if one.meta["tag"].name == tag.name]
            if not same:
                token.meta[PROBLEM] = f"no <{tag.name}> begins here"
                continue
            while (one := waiting.pop()) is not same[-1]:
                _leave([one])
            one.type, one.nesting = f"{name}_open", 1
            token.type, token.nesting = f"{name}_close", -1
    for frame in frames:
        _leave(frame)
    return tokens


def _leave(waiting: list[Token]) -> None:
    for token in waiting:
        name = token.meta["tag"].name
        token.meta[PROBLEM] = f"<{name}> has no end here"
