"""Formulas in the texts of records: as MathML where a format has a place for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from latex_math import MathError, formula_mathml, parse
from sphinx_proceedings.exports.macro import expanded
from sphinx_proceedings.exports.plain import plain
from sphinx_proceedings.exports.xml import clean
from sphinx_proceedings.model import Paper

MATHML: Final = "http://www.w3.org/1998/Math/MathML"

_PREFIX: Final = "mml"
# Stand around a formula until it is one: for private use, so that no text of a record has them.
_BEGIN, _END = "\ue000", "\ue001"
_FORMULA: Final = re.compile(rf"(\$\$?){_BEGIN}([^{_END}]*){_END}\1")

Make = Callable[[str, bool], ET.Element]
"""Makes the element of a formula of its TeX, and whether it is displayed."""


def mathml(source: str, *, display: bool) -> ET.Element | None:
    """Return a formula as an element ``mml:math``; None if it cannot be read."""
    try:
        tree = parse(source, display=display)
        written = formula_mathml(tree, display=display, prefix=_PREFIX)
        wrapped = ET.fromstring(f'<x xmlns:{_PREFIX}="{MATHML}">{clean(written)}</x>')  # noqa: S314  # ours
    except (MathError, RecursionError, ET.ParseError):
        return None
    return wrapped[0]


def paragraphs(paper: Paper, tag: str, make: Make) -> Iterator[ET.Element]:
    """Yield the paragraphs of an abstract as elements, formulas as ``make`` makes them."""

    def marked(source: str) -> str:
        return f"{_BEGIN}{expanded(source, paper.math)}{_END}"

    for text in plain(paper.abstract or "", marked).split("\n\n"):
        made = ET.Element(tag)
        at = 0
        for found in _FORMULA.finditer(text):
            _append(made, text[at : found.start()])
            made.append(make(found[2], len(found[1]) > 1))
            at = found.end()
        _append(made, text[at:])
        yield made


def _append(parent: ET.Element, text: str) -> None:
    text = clean(text.replace(_BEGIN, "").replace(_END, ""))
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
