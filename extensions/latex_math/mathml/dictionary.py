"""What a browser gives an operator that says nothing of itself: the spaces at its sides.

The operator dictionary of MathML Core, as far as LaTeX's symbols go, measured in Chromium without
the attribute ``form``: at the beginning of a row, at its end and elsewhere. A browser test measures
again.
"""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

Where = Literal["first", "middle", "last"]
Spaces = tuple[int, int]

# Left and right in mathematical units -> operators that have them wherever they stand.
_ANYWHERE: Final[dict[Spaces, str]] = {
    (0, 0): r"!&\_`~¨¬¯´ˇ˘˙˚‘’′″‴‵‾⁗⃛⃜∀∁∃∄∆∇∠∡∢∴∵⌐⌢⌣⎴⎵⏜⏝⏞⏟⦀⦃⦄⦇⦈()[]{}‖⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫⟮⟯"
    "\u2061\u2062",
    (0, 3): ",:;",
    (3, 0): "∂√",
    (3, 3): ".?@·×∗∘∙≀⊗⊙⊚⊛⊠⊡⊺⋄⋅⋆⋇⋉⋊⋋⋌⧆⧇⧈⨋⨍⨏⨖⨿⫼⫾∏∐∑∫∬∭∮∯∰∲∳⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆⨉⨌",
    (4, 4): "/÷∔∖∧∨∩∪∶⊍⊎⊓⊔⊕⊖⊘⊝⊞⊟⊻⊼⋎⋏⋒⋓⦸⧄⧅⨟⨹⩕⩖⩞⫽",
    (5, 5): "=<>←→↔↑↓↕↖↗↘↙↚↛↞↠↢↣↤↦↩↪↫↬↭↮↼↽⇀⇁⇄⇆⇇⇉⇋⇌⇍⇎⇏⇐⇒⇔⇑⇓⇕∈∉∋∌∝∣∤∥∦∷≁≂≃≄≅≇≈≉≊≍≎≏≐≑≒≓≔≕≖≗"
    "≜≝≞≟≠≡≢≤≥≦≧≨≩≪≫≮≯≰≱≲≳≶≷≺≻≼≽≾≿⊀⊁⊂⊃⊄⊅⊆⊇⊈⊉⊊⊋⊏⊐⊑⊒⊢⊣⊥⊨⊩⊲⊳⊴⊵⋈⋘⋙⋚⋛⋞⋟⟂⟵⟶⟷⟸⟹⟺⟼⩽⩾⪅⪆⪇⪈⪯⪰",
}
# Those that have other ones at the beginning, elsewhere and at the end.
_SOMEWHERE: Final[dict[str, tuple[Spaces, Spaces, Spaces]]] = {
    **dict.fromkeys("+−±∓", ((0, 0), (4, 4), (4, 4))),
    "|": ((0, 0), (5, 5), (0, 0)),
    "∼": ((0, 0), (5, 5), (5, 5)),
    "%": ((3, 3), (3, 3), (0, 0)),
}
_PLACES: Final[tuple[Where, ...]] = ("first", "middle", "last")
_SPACES: Final[dict[tuple[str, Where], Spaces]] = {
    (char, where): spaces
    for spaces, chars in _ANYWHERE.items()
    for char in chars
    for where in _PLACES
} | {
    (char, where): spaces
    for char, found in _SOMEWHERE.items()
    for where, spaces in zip(_PLACES, found, strict=True)
}
LARGE: Final = frozenset("∏∐∑∫∬∭∮∯∰∲∳⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆⨉⨌")
"""Operators that are larger in a display."""
INTEGRALS: Final = frozenset("∫∬∭∮∯∰∱∲∳⨋⨌⨍⨎⨏⨐⨑⨒⨓⨔⨕⨖⨗⨘⨙⨚⨛⨜")
"""Operators whose limits stand at their side."""
_GROWING: Final = frozenset("()[]{}|‖⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫⟮⟯")


@lru_cache(maxsize=4096)
def spaces(char: str, where: Where) -> Spaces | None:
    """Return the spaces that an operator gets, in mathematical units, if they are known."""
    return _SPACES.get((char, where))


def grows(char: str) -> bool:
    """Say whether an operator that is first or last in its row is as high as the row."""
    return char in _GROWING


def is_arrow(char: str) -> bool:
    """Say whether an operator would be drawn out by what stands over it or beside it."""
    return "\u2190" <= char <= "\u21ff" or "\u27f0" <= char <= "\u27ff" or "⤀" <= char <= "⥿"
