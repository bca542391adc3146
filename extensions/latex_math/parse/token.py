"""LaTeX source to tokens, each with its place."""

from __future__ import annotations

import re
import unicodedata

from latex_math.error import MathError

# A token is its text and where it starts. Texts: `\name` and `\,` for control sequences, one space
# for any run of white space, `##`-style parameters as `#1`, else one character.
Token = tuple[str, int]

# Longer sources are not formulas; everything after this is linear in the length.
LONGEST_SOURCE = 100_000

_TOKEN = re.compile(
    r"""
    (?P<word>\\[A-Za-z@]+)\s*          # a control word swallows the space after it
  | (?P<sign>\\[^A-Za-z@])
  | (?P<comment>%[^\n]*(?:\n\s*)?)     # the line break and the next line's indentation go too
  | (?P<space>\s+)
  | (?P<parameter>\#[1-9])
  | (?P<character>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Invisible characters that authors paste without knowing, which mean nothing in a formula.
_IGNORED = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\ufe0e\ufe0f\u00ad")


def tokenize(source: str) -> list[Token]:  # noqa: C901 (one branch a case of the grammar)
    """Cut ``source`` into tokens; `MathError` for characters that cannot be printed."""
    if len(source) > LONGEST_SOURCE:
        raise MathError(f"the formula is longer than {LONGEST_SOURCE:,} characters", 0)
    tokens: list[Token] = []
    add = tokens.append
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup
        if kind == "word":
            add((match["word"], match.start()))
        elif kind == "character":
            char = match["character"]
            if char >= "\x7f" or char < " ":
                if char in _IGNORED:
                    continue
                _check(char, match.start())
            add((char, match.start()))
        elif kind == "space":
            add((" ", match.start()))
        elif kind == "sign":
            sign = match["sign"]
            if sign[1] >= "\x7f":
                _check(sign[1], match.start() + 1)
            add(("\\ " if sign[1].isspace() else sign, match.start()))
        elif kind == "parameter":
            add((match["parameter"], match.start()))
        # A comment leaves nothing.
    if source.endswith("\\") and (not tokens or tokens[-1][0] != "\\\\"):
        raise MathError("a backslash at the very end", len(source) - 1, "remove it or write `\\\\`")
    return tokens


def _check(char: str, position: int) -> None:
    """Refuse characters that no font can show."""
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        name = unicodedata.name(char, f"U+{ord(char):04X}")
        raise MathError(f"the character {name} cannot be printed", position, "remove it")
