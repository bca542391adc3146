"""Commands that change all that follows in their group: styles and alphabets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from latex_math.tree import Font, Node, Sequence, Styled

SWITCHES: Final[dict[str, Callable[[Sequence], Node]]] = {
    "\\displaystyle": lambda rest: Styled("display", rest),
    "\\textstyle": lambda rest: Styled("inline", rest),
    "\\scriptstyle": lambda rest: Styled("script", rest),
    "\\scriptscriptstyle": lambda rest: Styled("sscript", rest),
    "\\rm": lambda rest: Font("rm", rest),
    "\\bf": lambda rest: Font("bf", rest),
    "\\it": lambda rest: Font("it", rest),
    "\\sl": lambda rest: Font("it", rest),
    "\\em": lambda rest: Font("it", rest),
    "\\sf": lambda rest: Font("sf", rest),
    "\\tt": lambda rest: Font("tt", rest),
    "\\cal": lambda rest: Font("cal", rest),
    "\\mit": lambda rest: Font("it", rest),
    "\\frak": lambda rest: Font("frak", rest),
    "\\scr": lambda rest: Font("scr", rest),
    "\\bfseries": lambda rest: Font("bf", rest),
    "\\rmfamily": lambda rest: Font("rm", rest),
}
