"""Finds text that a machine reads and a human does not see.

A page is drawn twice, the second time without its text. Letters that make no difference are not
seen, for whatever reason: white on white, clear, clipped, covered, beside the page. Only what is
read by a recognizer of letters, and lies over a picture as large as the page, is excused.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any, Final

from pypdfium2 import raw

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.volume.intake.finding import Finding, listed, quoted
from sphinx_proceedings.volume.intake.object import Objects
from sphinx_proceedings.volume.intake.pixel import Drawn, Letter, Pair, draw

_LEAST_SIZE: Final = 2.0  # points
_SCANNED: Final = 0.5  # of the page is a picture
_MOST_KEPT: Final = 2_000  # characters of a page
# A line that runs over the edge of the paper is an accident, if it is not long.
_EDGE: Final = 24.0
_FAR: Final = 144.0
_BESIDE: Final = "text beside the page"
_OVER_THE_EDGE: Final = "text over the edge of the page"
_MOST_OVER: Final = 150
_MOST_SAID: Final = 5
_LEAST_WORDS: Final = 4
_LEAST_LETTERS: Final = 16
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u2e80-\ud7a3\uf900-\ufaff]")
# What is said to a machine that judges papers, and to nobody else.
_ORDERS: Final = re.compile(
    r"(?:ignore|disregard|forget|override)\W+(?:\w+\W+){0,4}(?:instruction|prompt|direction|guideline)"
    r"|(?:language|ai)\W+(?:model|assistant|reviewer)|\bllms?\b|\bchat\W?gpt|system\W+prompt"
    r"|(?:positive|favou?rable|good|strong)\W+(?:\w+\W+){0,2}review"
    r"|(?:do\W+not|don\W?t|never)\W+(?:\w+\W+){0,3}(?:negative|weakness|limitation)"
    r"|(?:recommend|vote|give)\W+(?:\w+\W+){0,4}(?:accept|score|rating)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unseen:
    """Text of a page that is not seen."""

    text: str
    kind: str = "hidden text"


def unseen(page: Any, text_page: Any, count: int, drawn: Drawn, scale: float) -> list[Unseen]:
    """Return what is written on a page and not seen; its letters are not to be drawn after that."""
    objects = Objects(page)
    on, off, tiny = _letters(text_page, count, objects)
    objects.hide()
    suspects = Pair(drawn, draw(page, scale), scale).same(on)
    recognized: list[Letter] = []
    if suspects:
        # Once more, larger and in colour: letters may be fine, or as bright as their ground.
        scale = 2 * scale
        bare = draw(page, scale, grey=False)
        objects.show()
        pair = Pair(draw(page, scale, grey=False), bare, scale)
        modes = {one.index: objects.mode(text_page, one.index) for one in suspects}
        suspects = [
            one
            for one in pair.same(suspects)
            # Letters that clip are seen by what they clip.
            if modes[one.index] != raw.FPDF_TEXTRENDERMODE_CLIP or not pair.is_inked(one)
        ]
        if suspects and objects.scanned > _SCANNED:
            recognized = [
                one
                for one in suspects
                if modes[one.index] == raw.FPDF_TEXTRENDERMODE_INVISIBLE and pair.is_inked(one)
            ]
            known = {one.index for one in recognized}
            suspects = [one for one in suspects if one.index not in known]
    # What is cut off a figure, or is small in it, is only looked at for what it says.
    beside, hidden, cut, dust = list[Letter](), list[Letter](), list[Letter](), list[Letter]()
    for one in suspects:
        (cut if objects.is_cut(text_page, one) else hidden).append(one)
    for one in off:
        (cut if objects.is_cut(text_page, one) else beside).append(one)
    for one in tiny:
        (cut if objects.is_of_figure(text_page, one) else dust).append(one)
    found = [
        Unseen(text, kind)
        for kind, letters in (
            ("hidden text", hidden),
            ("text too small to be seen", dust),
            (_BESIDE if objects.is_far(beside) else _OVER_THE_EDGE, beside),
        )
        if _says_something(text := _together(letters))
    ]
    cut.sort(key=lambda one: one.index)
    for read in (_together(cut), _together(recognized)):
        if order := _ORDERS.search(read):
            found.append(Unseen(read[max(0, order.start() - 20) :]))  # noqa: PERF401 - two
    return found


def check(pages: list[list[Unseen]]) -> list[Finding]:
    """Return what is said of the texts of each page that are not seen."""
    found: dict[Unseen, list[int]] = {}
    for number, texts in enumerate(pages, 1):
        for one in texts:
            found.setdefault(one, []).append(number)
    findings = []
    for one, numbers in list(found.items())[:_MOST_SAID]:
        orders = bool(_ORDERS.search(one.text))
        findings.append(
            Finding(
                Code.PDF_HIDDEN_TEXT,
                f"{one.kind} on {listed(numbers)}: {quoted(one.text)}"
                + ("; it speaks to machines that judge papers" if orders else ""),
                "take it out; what is printed says the same to everybody who reads it",
                Severity.ERROR
                if orders
                else Severity.INFO
                if one.kind == _OVER_THE_EDGE
                else Severity.WARNING,
            )
        )
    if len(found) > _MOST_SAID:
        rest = sorted({page for pages_ in list(found.values())[_MOST_SAID:] for page in pages_})
        findings.append(
            Finding(
                Code.PDF_HIDDEN_TEXT,
                f"more hidden text on {listed(rest)}",
                "take it out; what is printed says the same to everybody who reads it",
            )
        )
    return findings


def _letters(
    text_page: Any, count: int, objects: Objects
) -> tuple[list[Letter], list[Letter], list[Letter]]:
    """Return the letters on a page, those beside it, and those that are too small."""
    on: list[Letter] = []
    off: list[Letter] = []
    tiny: list[Letter] = []
    width, height = objects.size
    sides = [ctypes.c_double() for _ in range(4)]
    pointers = [ctypes.byref(side) for side in sides]
    loose = raw.FS_RECTF()
    runs_over = 0  # letters of a line that runs over the edge
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        text = chr(code) if code < 0x110000 else ""  # noqa: PLR2004 - the end of Unicode
        if text == "\n":
            runs_over = 0
        if not text.isalnum() or raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        if not raw.FPDFText_GetCharBox(text_page, index, *pointers):
            continue
        left, right, bottom, top = (side.value for side in sides)
        one = Letter(index, text, (left, bottom, right, top))
        if right <= 0 or left >= width or top <= 0 or bottom >= height:
            begins = not runs_over and on and on[-1].box[2] > width - _EDGE and left < width + _EDGE
            if (begins and on[-1].index > index - _EDGE) or 0 < runs_over < _MOST_OVER:
                runs_over += 1
            else:
                off.append(one)
            continue
        if (
            max(right - left, top - bottom) < _LEAST_SIZE
            and raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(loose))
            and max(loose.right - loose.left, loose.top - loose.bottom) < _LEAST_SIZE
        ):
            tiny.append(one)
            continue
        on.append(one)
    return on, off, tiny


def _together(letters: list[Letter]) -> str:
    """Return letters as text, with a space where something stands between them."""
    parts: list[str] = []
    last = -1
    for one in letters[:_MOST_KEPT]:
        if one.index != last + 1 and parts:
            parts.append(" ")
        parts.append(one.text)
        last = one.index
    return "".join(parts)


def _says_something(text: str) -> bool:
    """Tell whether a text is more than labels of a figure that is cut, or marks of a printer."""
    words = _WORD.findall(text)
    long = len(words) >= _LEAST_WORDS and sum(map(len, words)) >= _LEAST_LETTERS
    return long or len(_UNSPACED.findall(text)) >= _LEAST_LETTERS // 2
