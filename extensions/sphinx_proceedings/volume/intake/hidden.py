"""Finds text that a machine reads and a human does not see.

A page is drawn twice, the second time without its text. Letters that make no difference are not
seen, for whatever reason: white on white, clear, clipped, covered, beside the page. Only what is
read by a recognizer of letters, and lies over a picture as large as the page, is excused.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pypdfium2 import raw

from sphinx_proceedings.diagnostics import Code, Severity
from sphinx_proceedings.volume.intake.finding import Finding, listed, quoted

_LEAST_CONTRAST: Final = 8  # of 255
_LEAST_SIZE: Final = 2.0  # points
_SCANNED: Final = 0.5  # of the page is a picture
_DEEPEST: Final = 50
_MOST_KEPT: Final = 2_000  # characters of a page
# A line that runs over the edge of the paper is an accident, if it is not long.
_EDGE: Final = 24.0
_FAR: Final = 144.0
_BESIDE: Final = "text beside the page"
_OVER_THE_EDGE: Final = "text over the edge of the page"
_MOST_OVER: Final = 150
_MOST_POINTS: Final = 200  # of a path that clips
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
_Matrix = tuple[float, float, float, float, float, float]
_Box = tuple[float, float, float, float]
_WHOLE: Final[_Matrix] = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Unseen:
    """Text of a page that is not seen."""

    text: str
    kind: str = "hidden text"


@dataclass(frozen=True)
class Drawn:
    """The pixels of a page."""

    data: bytes
    stride: int
    columns: int
    rows: int
    bytes_: int = 1
    """Of a pixel."""


@dataclass(frozen=True)
class _Letter:
    index: int
    text: str
    box: _Box


def draw(page: Any, scale: float, *, grey: bool = True) -> Drawn:
    """Return the pixels of a page."""
    bitmap = page.render(scale=scale, grayscale=grey)
    try:
        data = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        return Drawn(data, bitmap.stride, bitmap.width, bitmap.height, bitmap.n_channels)
    finally:
        bitmap.close()


def unseen(page: Any, text_page: Any, count: int, drawn: Drawn, scale: float) -> list[Unseen]:
    """Return what is written on a page and not seen; its letters are not to be drawn after that."""
    objects = _Objects(page)
    on, off, tiny = _letters(text_page, count, objects)
    objects.hide()
    suspects = _Pair(drawn, draw(page, scale), scale).same(on)
    recognized: list[_Letter] = []
    if suspects:
        # Once more, larger and in colour: letters may be fine, or as bright as their ground.
        scale = 2 * scale
        bare = draw(page, scale, grey=False)
        objects.show()
        pair = _Pair(draw(page, scale, grey=False), bare, scale)
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
    beside, hidden, cut, dust = list[_Letter](), list[_Letter](), list[_Letter](), list[_Letter]()
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
    text_page: Any, count: int, objects: _Objects
) -> tuple[list[_Letter], list[_Letter], list[_Letter]]:
    """Return the letters on a page, those beside it, and those that are too small."""
    on: list[_Letter] = []
    off: list[_Letter] = []
    tiny: list[_Letter] = []
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
        one = _Letter(index, text, (left, bottom, right, top))
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


@dataclass(frozen=True)
class _Holder:
    """A form, or the page."""

    matrix: _Matrix = _WHOLE
    clip: _Box | None = None
    """The rectangle around what is shown of it; None for all."""
    depth: int = 0
    """0 is the page, 1 the form that is all of it, more a figure."""


class _Objects:
    """What a page draws: its texts, which can be hidden, and how much of it is pictures."""

    def __init__(self, page: Any) -> None:
        self._texts: list[tuple[Any, int]] = []
        self._modes: dict[int | None, int] = {}
        self._holders: dict[int | None, tuple[Any, _Holder]] = {}
        self._clips: dict[int | None, _Box | None] = {}
        self._sheet = _Holder()
        self.size = (page.get_width(), page.get_height())
        area = 0.0
        counted = raw.FPDFPage_CountObjects(page.raw)
        items = (raw.FPDFPage_GetObject(page.raw, index) for index in range(counted))
        for kind, item, holder in _walk(items, self._sheet):
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._holders[_address(item)] = (item, holder)
                mode = raw.FPDFTextObj_GetTextRenderMode(item)
                self._texts.append((item, mode))
                self._modes[_address(item)] = mode
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                area += _area(item, holder.matrix)
        self.scanned = area / max(1.0, self.size[0] * self.size[1])

    def hide(self) -> None:
        for item, _ in self._texts:
            raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)

    def show(self) -> None:
        for item, mode in self._texts:
            raw.FPDFTextObj_SetTextRenderMode(item, mode)

    def is_cut(self, text_page: Any, letter: _Letter) -> bool:
        """Tell whether a letter is part of a figure of which a part is shown, and is not in it."""
        address = _address(raw.FPDFText_GetTextObject(text_page, letter.index))
        if address not in self._clips:
            item, holder = self._holders.get(address, (None, self._sheet))
            clip = holder.clip
            if item is not None and holder.depth > 1:
                clip = _common(clip, _clip(item, holder.matrix))
            self._clips[address] = clip if holder.depth > 1 else None
        clip = self._clips[address]
        left, bottom, right, top = letter.box
        return clip is not None and (
            (left + right) / 2 < clip[0]
            or (left + right) / 2 > clip[2]
            or (bottom + top) / 2 < clip[1]
            or (bottom + top) / 2 > clip[3]
        )

    def is_of_figure(self, text_page: Any, letter: _Letter) -> bool:
        """Tell whether a letter is part of a figure, and not of the page itself."""
        address = _address(raw.FPDFText_GetTextObject(text_page, letter.index))
        return self._holders.get(address, (None, self._sheet))[1].depth > 1

    def is_far(self, letters: Iterable[_Letter]) -> bool:
        """Tell whether some letters are farther from the page than what runs over its edge."""
        width, height = self.size
        return any(
            left > width + _FAR or right < -_FAR or bottom > height + _FAR or top < -_FAR
            for left, bottom, right, top in (one.box for one in letters)
        )

    def mode(self, text_page: Any, index: int) -> int:
        """Return how a letter is drawn."""
        return self._modes.get(_address(raw.FPDFText_GetTextObject(text_page, index)), 0)


def _walk(items: Iterable[Any], holder: _Holder) -> Iterator[tuple[int, Any, _Holder]]:
    for item in items:
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield kind, item, holder
        elif holder.depth < _DEEPEST:
            count = raw.FPDFFormObj_CountObjects(item)
            below = (raw.FPDFFormObj_GetObject(item, index) for index in range(count))
            clip = _common(holder.clip, _clip(item, holder.matrix)) if holder.depth else None
            matrix = _times(_matrix(item), holder.matrix)
            yield from _walk(below, _Holder(matrix, clip, holder.depth + 1))


def _address(item: Any) -> int | None:
    return ctypes.cast(item, ctypes.c_void_p).value


def _matrix(item: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _WHOLE
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def _clip(item: Any, around: _Matrix) -> _Box | None:
    """Return the rectangle around what is shown of an object, None if all of it is."""
    path = raw.FPDFPageObj_GetClipPath(item)
    clip: _Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = around
    for number in range(max(0, raw.FPDFClipPath_CountPaths(path)) if path else 0):
        count = raw.FPDFClipPath_CountPathSegments(path, number)
        points = []
        for index in range(count if count <= _MOST_POINTS else 0):
            segment = raw.FPDFClipPath_GetPathSegment(path, number, index)
            if raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if points:
            xs, ys = zip(*points, strict=True)
            clip = _common(clip, (min(xs), min(ys), max(xs), max(ys)))
    return clip


def _common(one: _Box | None, other: _Box | None) -> _Box | None:
    if one is None or other is None:
        return one or other
    return (
        *(max(one[0], other[0]), max(one[1], other[1])),
        *(min(one[2], other[2]), min(one[3], other[3])),
    )


def _area(item: Any, around: _Matrix) -> float:
    a, b, c, d, _, _ = _times(_matrix(item), around)
    return abs(a * d - b * c)


class _Pair:
    """A page with its text and without it."""

    def __init__(self, with_text: Drawn, without: Drawn, scale: float) -> None:
        self._one, self._other = with_text, without
        self._scale = scale
        self._height = with_text.rows / scale

    def same(self, letters: Iterable[_Letter]) -> list[_Letter]:
        """Return the letters that make no difference."""
        return [one for one in letters if not self._differs(one)]

    def is_inked(self, letter: _Letter) -> bool:
        """Tell whether there is something to be seen where a letter stands."""
        first = None
        for begin, end in self._rows(letter):
            row = self._one.data[begin:end]
            low, high = min(row), max(row)
            first = low if first is None else first
            if high - first > _LEAST_CONTRAST or first - low > _LEAST_CONTRAST:
                return True
        return False

    def _differs(self, letter: _Letter) -> bool:
        for begin, end in self._rows(letter):
            one, other = self._one.data[begin:end], self._other.data[begin:end]
            if one != other and any(
                abs(a - b) > _LEAST_CONTRAST for a, b in zip(one, other, strict=True)
            ):
                return True
        return False

    def _rows(self, letter: _Letter) -> Iterator[tuple[int, int]]:
        """Yield where the pixels of a letter are, row by row, the middle of it first."""
        left, bottom, right, top = letter.box
        wide, step = self._one.columns, self._one.bytes_
        x0 = max(0, min(wide - 1, int(left * self._scale)))
        x1 = max(x0 + 1, min(wide, int(right * self._scale) + 2))
        y0 = max(0, min(self._one.rows - 1, int((self._height - top) * self._scale)))
        y1 = max(y0 + 1, min(self._one.rows, int((self._height - bottom) * self._scale) + 2))
        middle = (y0 + y1) // 2
        for row in (*range(middle, y1), *range(y0, middle)):
            begin = row * self._one.stride
            yield begin + x0 * step, begin + x1 * step


def _together(letters: list[_Letter]) -> str:
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
