r"""Words inside formulas: ``\text`` and its relatives, with formulas inside them again."""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

import unicodedata
from typing import Final

from latex_math.error import MathError
from latex_math.parse.colour import colour
from latex_math.parse.mistake import unexpected
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.symbol import SYMBOLS
from latex_math.parse.token import Token
from latex_math.tree import Bold, Coloured, Magnified, Node, Script, Sequence, Text

_FONTS: Final = {
    "text": "", "textrm": "rm", "textnormal": "rm", "textup": "rm", "textmd": "", "mbox": "",
    "hbox": "", "makebox": "", "parbox": "",
    "textbf": "bf", "textit": "it", "emph": "it", "textsl": "it", "textsf": "sf",
    "texttt": "tt", "textsc": "sc", "intertext": "", "shortintertext": "", "mathsc": "sc",
    "url": "tt", "oldstylenums": "", "textgreek": "", "centerline": "", "textmono": "tt",
}  # fmt: skip
_SWITCHES: Final = {
    "rm": "rm", "bf": "bf", "it": "it", "sf": "sf", "tt": "tt", "em": "it", "sc": "sc",
    "rmfamily": "rm", "bfseries": "bf", "itshape": "it", "sffamily": "sf", "ttfamily": "tt",
    "scshape": "sc", "slshape": "it", "sl": "it", "upshape": "rm", "normalfont": "rm",
}  # fmt: skip
_SIZES: Final = {
    "tiny": 0.5, "scriptsize": 0.7, "footnotesize": 0.8, "small": 0.9, "normalsize": 1.0,
    "large": 1.2, "Large": 1.44, "LARGE": 1.728, "huge": 2.074, "Huge": 2.488,
}  # fmt: skip
_SIGNS: Final = {
    "\\$": "$", "\\%": "%", "\\&": "&", "\\#": "#", "\\_": "_", "\\{": "{", "\\}": "}",
    "\\ ": " ", "\\,": "\u2009", "\\;": "\u2004", "\\:": "\u2005", "\\>": "\u2005", "\\/": "",
    "\\-": "\u00ad", "\\quad": "\u2003", "\\qquad": "\u2003\u2003", "\\space": " ",
    "\\enspace": "\u2002", "\\thinspace": "\u2009", "\\ldots": "…", "\\dots": "…",
    "\\textellipsis": "…", "\\ss": "ß", "\\ae": "æ", "\\AE": "Æ", "\\oe": "œ", "\\OE": "Œ",
    "\\o": "ø", "\\O": "Ø", "\\aa": "å", "\\AA": "Å", "\\l": "ł", "\\L": "Ł", "\\i": "ı",
    "\\j": "ȷ", "\\textendash": "–", "\\textemdash": "—", "\\textbackslash": "\\",
    "\\textasciitilde": "~", "\\textasciicircum": "^", "\\textquoteleft": "‘", "\\relax": "",
    "\\\\": " ", "\\newline": " ", "\\linebreak": " ", "\\par": " ", "\\guillemotleft": "«",
    "\\guillemotright": "»", "\\noindent": "", "\\centering": "",
    "\\textquoteright": "’", "\\textquotedblleft": "“", "\\textquotedblright": "”", "~": "\u00a0",
    "\\lq": "‘", "\\rq": "’", "\\dag": "†", "\\ddag": "‡", "\\S": "§", "\\P": "¶",
    "\\pounds": "£", "\\copyright": "©", "\\textdegree": "°", "\\textregistered": "®",
}  # fmt: skip
_ACCENTS: Final = {
    "\\'": "\u0301", "\\`": "\u0300", "\\^": "\u0302", '\\"': "\u0308", "\\~": "\u0303",
    "\\=": "\u0304", "\\.": "\u0307", "\\c": "\u0327", "\\v": "\u030c", "\\u": "\u0306",
    "\\H": "\u030b", "\\r": "\u030a", "\\k": "\u0328", "\\d": "\u0323", "\\b": "\u0331",
}  # fmt: skip

_SIZED_BOXES: Final = frozenset(("\\makebox", "\\parbox"))

Pieces = list[tuple[str, str] | Node]


def _reader(font: str) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        return words(parser, token, font)

    return read


def words(parser: Parser, token: Token, font: str) -> Text:
    """Read an argument in text mode."""
    if token[0] in _SIZED_BOXES:
        while parser.stream.raw_option() is not None:
            pass
        if token[0] == "\\parbox":
            parser.stream.raw_argument()
    opening = parser.stream.solid()
    if token[0] == "\\hbox" and opening[0] != "{":
        # `\hbox to 2em{x}`: the width is left to the content.
        while opening[0] not in {"", "{", "}"}:
            opening = parser.stream.solid()
    pieces: Pieces = []
    if opening[0] == "{":
        _group(parser, pieces, font, opening[1])
    elif opening[0] in {"", "}"}:
        raise MathError(f"`{token[0]}` lacks an argument", token[1])
    else:
        _piece(parser, pieces, font, opening)
    return Text(pieces)


def running_words(parser: Parser) -> Text:
    """Read text mode up to what ends a cell, and leave that to be read."""
    pieces: Pieces = []
    while (token := parser.stream.next())[0] not in {"", "&", "\\\\", "\\cr", "\\end", "}"}:
        _piece(parser, pieces, "", token)
    parser.stream.ahead(token)
    if pieces and isinstance(pieces[0], tuple):
        pieces[0] = (pieces[0][0].lstrip(" "), pieces[0][1])
    if pieces and isinstance(last := pieces[-1], tuple):
        pieces[-1] = (last[0].rstrip(" "), last[1])
    return Text([piece for piece in pieces if not isinstance(piece, tuple) or piece[0]])


def _group(parser: Parser, pieces: Pieces, font: str, position: int) -> None:
    """Read up to the closing brace."""
    parser.enter()
    rest: Pieces
    while (token := parser.stream.next())[0] != "}":
        text = token[0]
        if not text:
            raise MathError("a brace is never closed", position, "add `}`")
        name = text[1:] if text[0] == "\\" else ""
        if name in _SWITCHES:
            font = _joined(font, _SWITCHES[name])
        elif name == "color" or name in _SIZES:
            chosen = colour(parser) if name == "color" else ""
            rest = []
            _group(parser, rest, font, position)
            words_ = Text(rest)
            pieces.append(Coloured(chosen, words_) if chosen else Magnified(_SIZES[name], words_))
            break
        elif name == "boldmath":
            rest = []
            _group(parser, rest, font, position)
            pieces += [piece if isinstance(piece, tuple) else Bold(piece) for piece in rest]
            break
        else:
            _piece(parser, pieces, font, token)
    parser.leave()


def _piece(parser: Parser, pieces: Pieces, font: str, token: Token) -> None:  # noqa: C901 (one branch a case of the grammar)
    """Read one character, command, group or formula."""
    text, position = token
    if text in _SIGNS:
        _add(pieces, _SIGNS[text], font)
    elif text in {"$", "\\("}:
        closing = "$" if text == "$" else "\\)"
        body = parser.list()
        end = parser.stream.next()
        if end[0] != closing:
            raise unexpected(end, f"`{text}` inside text is never closed", position)
        pieces.append(body)
    elif text == "{":
        _group(parser, pieces, font, position)
    elif text in _ACCENTS:
        _accent(parser, pieces, font, token)
    elif text[0] != "\\":
        _add(pieces, text, font)
    elif text[1:] in _FONTS:
        inner = words(parser, token, _joined(font, _FONTS[text[1:]]))
        pieces += inner.pieces
    elif text == "\\textcolor":
        chosen = colour(parser)
        pieces.append(Coloured(chosen, words(parser, token, font)))
    elif text in SYMBOLS and len(text) == 2:  # noqa: PLR2004 (a backslash and a sign)
        _add(pieces, SYMBOLS[text][0], font)
    elif text in {"\\MakeUppercase", "\\uppercase"}:
        pieces += [
            (piece[0].upper(), piece[1]) if isinstance(piece, tuple) else piece
            for piece in words(parser, token, font).pieces
        ]
    else:
        # Strictly an error in LaTeX, but MathJax and its users mean the symbol.
        pieces.append(Sequence([parser.atom(token)]))


def _accent(parser: Parser, pieces: Pieces, font: str, token: Token) -> None:
    argument = "".join(text for text, _ in parser.stream.raw_argument())
    base = {"\\i": "i", "\\j": "j"}.get(argument, argument)
    if len(base) > 1:
        raise MathError(f"`{token[0]}` takes one letter", token[1])
    _add(pieces, unicodedata.normalize("NFC", (base or " ") + _ACCENTS[token[0]]), font)


def _add(pieces: Pieces, text: str, font: str) -> None:
    """Append to the last string, if it is of the same font."""
    if pieces and isinstance(last := pieces[-1], tuple) and last[1] == font:
        pieces[-1] = (last[0] + text, font)
    else:
        pieces.append((text, font))


def _joined(outer: str, inner: str) -> str:
    """Bold inside italic is both; all others replace what is outside."""
    if (outer, inner) in {("bf", "it"), ("it", "bf"), ("bfit", "it"), ("bfit", "bf")}:
        return "bfit"
    return inner or outer


def _raised(*, above: bool) -> Handler:
    def read(parser: Parser, token: Token) -> Node:
        body = words(parser, token, "")
        return Script(None, None, body) if above else Script(None, body, None)

    return read


COMMANDS: Final[dict[str, Handler]] = {
    "\\" + name: _reader(font) for name, font in _FONTS.items() if "inter" not in name
} | {"\\textsuperscript": _raised(above=True), "\\textsubscript": _raised(above=False)}
