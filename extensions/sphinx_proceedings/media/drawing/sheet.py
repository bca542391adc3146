"""Reads the style sheet inside a drawing, and writes anew its allowed rules."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from sphinx_proceedings.media.drawing.style import declarations, unescaped, without_comments

_NAME: Final = r"-?[A-Za-z_\u00a1-\uffff][\w\u00a1-\uffff-]*"
_STATE: Final = (
    r":(?:root|first-child|last-child|only-child|first-of-type|last-of-type|empty|"
    r"nth-(?:last-)?(?:child|of-type)\([ 0-9n+a-z-]{1,20}\))"
)
_COMPOUND: Final = rf"(?:(?:{_NAME}|\*)(?:[.#]{_NAME}|{_STATE})*+|(?:[.#]{_NAME}|{_STATE})++)"
_SELECTOR: Final = re.compile(rf"{_COMPOUND}(?:\s*[>+~]\s*{_COMPOUND}|\s+{_COMPOUND})*+")
_KEY: Final = re.compile(rf"[.#]?{_NAME}|\*")
_STATES: Final = re.compile(_STATE)
_FEATURE: Final = r"\([\w\s:.<>=-]{1,80}\)"
_QUERY: Final = re.compile(
    rf"@media(?:\s*{_FEATURE}|\s+[a-z-]+)(?:[\s,]+(?:{_FEATURE}|[a-z-]+))*+", re.IGNORECASE
)
_EDGE: Final = re.compile(r"[{};]")
_BRACE: Final = re.compile(r"[{}]")
_NEVER_MISSED: Final = ("@charset", "@namespace")
_DEEPEST: Final = 3


@dataclass
class Sheet:
    """The rules of a drawing, as they are published."""

    references: defaultdict[str, set[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    """What elements refer to by property, by `.class`, `#id`, tag or `*` of their selector."""
    refused: list[str] = field(default_factory=list)
    """Properties and rules that were left out although they draw."""

    def rewrite(self, text: str) -> str:
        """Return the allowed rules of a sheet."""
        return self._rules(without_comments(text), 0)

    def _rules(self, text: str, depth: int) -> str:
        written: list[str] = []
        at = 0
        while found := _EDGE.search(text, at):
            prelude = unescaped(text[at : found.start()]).strip()
            at = found.end()
            if found[0] != "{":
                self._miss(prelude)
                continue
            end = _closing(text, at)
            block, at = text[at:end], end + 1
            if not prelude.startswith("@"):
                written.append(self._rule(prelude, block))
            elif depth < _DEEPEST and _QUERY.fullmatch(prelude):
                written.append(f"{prelude}{{{self._rules(block, depth + 1)}}}")
            else:
                self._miss(prelude)
        return "".join(written)

    def _miss(self, prelude: str) -> None:
        """Note a rule that is left out, if it could have drawn something."""
        if prelude.startswith("@") and not prelude.lower().startswith(_NEVER_MISSED):
            self.refused.append(re.split(r"[\s({\"';]", prelude[:30], maxsplit=1)[0])

    def _rule(self, prelude: str, block: str) -> str:
        selectors = [one.strip() for one in prelude.split(",")]
        selectors = [one for one in selectors if _SELECTOR.fullmatch(one)]
        found = list(declarations(block, self.refused))
        if not selectors or not found:
            return ""
        references = {(one.name, target) for one in found for target in one.references}
        if references:
            for selector in selectors:
                self.references[_key(selector)] |= references
        return f"{','.join(selectors)}{{{';'.join(map(str, found))}}}"


def _key(selector: str) -> str:
    """Return what an element must have to be chosen: an identifier, a class, a tag, or anything."""
    last = re.split(r"[\s>+~]+", _STATES.sub("", selector))[-1]
    keys = _KEY.findall(last)
    return keys[-1] if keys else "*"


def _closing(text: str, at: int) -> int:
    """Return where the brace is that closes a block, or the end of a text that has none."""
    depth = 1
    for found in _BRACE.finditer(text, at):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.start()
    return len(text)
