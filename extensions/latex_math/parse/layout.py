"""Spaces, boxes, colours, fonts, and what concerns a line's number."""

from __future__ import annotations

from typing import Final

from latex_math.error import MathError
from latex_math.parse.definition import DEFINITIONS, define
from latex_math.parse.parser import Handler, Parser
from latex_math.parse.text import words
from latex_math.parse.token import Token
from latex_math.tree import (
    Bold,
    Choice,
    Font,
    Node,
    Root,
    Sequence,
    Space,
    SpaceName,
    Symbol,
)


def _named(names: str) -> list[str]:
    """Give the commands of some names."""
    return [f"\\{name}" for name in names.split()]


_WIDTHS: Final[dict[SpaceName, float]] = {
    "thin": 3 / 18, "med": 4 / 18, "thick": 5 / 18, "quad": 1.0, "qquad": 2.0, "word": 0.25,
}  # fmt: skip
_NAMED_SPACES: Final[dict[str, SpaceName]] = {
    "\\,": "thin", "\\thinspace": "thin", "\\:": "med", "\\>": "med", "\\medspace": "med",
    "\\;": "thick", "\\thickspace": "thick", "\\quad": "quad", "\\qquad": "qquad",
    "\\ ": "word", "\\space": "word", "\\nobreakspace": "word", "\\hfill": "qquad",
    "\\hfil": "qquad", "\\hss": "qquad",
}  # fmt: skip
_SPACES: Final = {
    "\\!": -3 / 18, "\\negthinspace": -3 / 18, "\\negmedspace": -4 / 18,
    "\\negthickspace": -5 / 18, "\\enspace": 0.5, "\\enskip": 0.5,
}  # fmt: skip
_NOTHING: Final = [
    *("\\*", "\\/"),
    *_named(
        "relax nobreak allowbreak null goodbreak displaylimits mathsurround noindent centering "
        "protect leavevmode allowdisplaybreaks displaybreak pagebreak nolinebreak nopagebreak "
        "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge boldmath "
        "unboldmath indent smallskip medskip bigskip hfilneg nonscript break vfill normalfont "
        "global long outer newline par endgraf IEEEyesnumber IEEEyessubnumber"
    ),
]
_ALPHABETS: Final = {
    "mathrm": "rm", "mathbf": "bf", "mathit": "it", "mathsf": "sf", "mathtt": "tt",
    "mathbb": "bb", "mathds": "bb", "mathbbm": "bb", "Bbb": "bb", "mathcal": "cal",
    "mathscr": "scr", "mathfrak": "frak", "frak": "frak", "mathnormal": None, "mathup": "rm",
    "symbf": "bf", "symrm": "rm", "symit": "it", "symbb": "bb", "symcal": "cal", "symscr": "scr",
    "symfrak": "frak", "symsf": "sf", "symtt": "tt", "mathbfup": "bf", "mathsfbf": "sfbf",
    "symbfup": "bf", "symup": "rm", "symsfup": "sf", "symsfit": "sf", "mathsfit": "sf",
    "mathsfbfit": "sfbf", "symbfsfup": "sfbf", "symbfcal": "cal", "varmathbb": "bb",
    "mathbfsf": "sfbf", "mathbfit": "bfit", "symbfit": "bfit", "mathcalligra": "scr",
    "EuScript": "cal", "mathpzc": "scr", "bbb": "bb", "mathbold": "bfit", "mathmit": "it",
}  # fmt: skip


def _space(em: float, name: SpaceName | None = None) -> Handler:
    node = Space(em, name)
    return lambda _parser, _token: node


def _nothing(_parser: Parser, _token: Token) -> Node:
    return Sequence([])


def _length(parser: Parser, _: Token) -> Node:
    parser.stream.star()
    text, position = parser.word()
    return Space(parser.dimension(text, position))


def _bare_length(parser: Parser, token: Token) -> Node:
    r"""Read ``\kern3pt`` and ``\mkern-3mu``, whose lengths have no braces."""
    text, position = bare_length(parser, token)
    return Space(parser.dimension(text, position))


def bare_length(parser: Parser, token: Token) -> tuple[str, int]:
    """Read a length without braces, or with them."""
    if parser.stream.peek()[0] == "{":
        return parser.word()
    text = _number_and_unit(parser)
    if not text:
        place = parser.stream.peek()[1]
        raise MathError(f"`{token[0]}` lacks a length", place, "such as 3pt")
    while _takes(parser, "plus") or _takes(parser, "minus"):
        # How far TeX may stretch or shrink the space.
        _number_and_unit(parser)
    return text, token[1]


def _number_and_unit(parser: Parser) -> str:
    """Read what may be a length."""
    text = ""
    while (following := parser.stream.peek()[0]) and following in "0123456789.+-":
        text += parser.stream.next()[0]
    if following[0:1] == "\\":
        # A length that has a name, such as `\thinmuskip`.
        return text + parser.stream.next()[0]
    unit = next((unit for unit in _UNITS if _takes(parser, unit)), "")
    return "\\fill" if unit.startswith("fil") else text + unit


def _takes(parser: Parser, word: str) -> bool:
    """Take one of TeX's words, if it follows."""
    parser.stream.peek()
    taken: list[Token] = []
    for char in word:
        taken.append(parser.stream.raw())
        if taken[-1][0] != char:
            for token in reversed(taken):
                parser.stream.back(token)
            return False
    return True


# The longest first.
_UNITS: Final = (
    *("filll", "fill", "fil"),
    *("em", "ex", "mu", "pt", "bp", "pc", "mm", "cm", "in", "dd", "cc", "px", "sp"),
)


def _font(alphabet: str | None) -> Handler:
    return lambda parser, token: Font(alphabet, parser.argument(token[0]))


_GREEK: Final = dict(
    zip(
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
        ],
        "αβγδϵζηθικλμνξπρστυϕχψω",
        strict=True,
    )
)


def _upright(char: str) -> Handler:
    node = Font("rm", Symbol(char, "letter"))
    return lambda _parser, _token: node


def _bold(parser: Parser, token: Token) -> Node:
    return Bold(parser.argument(token[0]))


def _argument(parser: Parser, token: Token) -> Node:
    return parser.argument(token[0])


def _first_of_two(parser: Parser, token: Token) -> Node:
    first = parser.argument(token[0])
    parser.stream.raw_argument()
    return first


def _ignored_argument(parser: Parser, _: Token) -> Node:
    """Skip the length of a vertical space: lines are set by the template."""
    parser.stream.star()
    parser.stream.raw_argument()
    return Sequence([])


def _second(parser: Parser, token: Token) -> Node:
    """Skip what concerns web pages only."""
    parser.stream.raw_argument()
    return parser.argument(token[0])


def _choice(parser: Parser, token: Token) -> Node:
    name = token[0]
    first, second, third, fourth = (parser.argument(name) for _ in range(4))
    return Choice((first, second, third, fourth))


def _tag(parser: Parser, token: Token) -> Node:
    starred = parser.stream.star()
    if parser.row.tag is not None:
        raise MathError("two tags on one line", token[1])
    parser.row.tag = words(parser, token, "")
    parser.row.starred = starred
    return Sequence([])


def _label(parser: Parser, _: Token) -> Node:
    name, position = parser.word()
    if parser.row.label is not None:
        raise MathError("two labels on one line", position)
    parser.row.label = name
    return Sequence([])


def _unnumbered(parser: Parser, _: Token) -> Node:
    parser.row.silent = True
    return Sequence([])


def _code_point(parser: Parser, token: Token) -> Node:
    r"""Read MathJax's ``\unicode{x263a}`` and TeX's ``\char"263A``."""
    text, position = "", parser.stream.peek()[1]
    if token[0] == "\\unicode":
        parser.stream.raw_option()
        text, position = parser.word()
    else:
        digits = "0123456789ABCDEFabcdef"
        while (following := parser.stream.peek()[0]) and following in '"' + digits:
            text += parser.stream.next()[0]
    try:
        number = int(text[1:], 16) if text[:1] in {"x", '"'} else int(text)
        char = chr(number)
    except (ValueError, OverflowError):
        raise MathError(f"`{text}` is not a code point", position) from None
    if not char.isprintable() or char.isspace():
        raise MathError(f"the character U+{number:04X} cannot be printed", position)
    return Symbol(char, "text" if ("a" + char).isidentifier() else "ord")


def _definition(parser: Parser, token: Token) -> Node:
    """Read a definition inside a formula; it holds up to the formula's end."""
    name, macro = define(parser.stream, token[0], token[1])
    if not (token[0] == "\\providecommand" and name in parser.stream.macros):
        parser.stream.macros[name] = macro
    return Sequence([])


def _dots(parser: Parser, _: Token) -> Node:
    r"""Choose between low and centred dots by what follows, as amsmath does."""
    following = parser.stream.peek()[0]
    centred = following in _CENTRED
    return Symbol("⋯" if centred else "…", "ord")


_CENTRED: Final = frozenset("+-*=<>").union(
    _named(
        "cdot times otimes oplus cup cap wedge vee le leq ge geq to rightarrow subset subseteq "
        "supset supseteq circ int sum prod equiv land lor ll gg prec succ preceq succeq "
        "Rightarrow implies leftarrow approx sim pm mp bigoplus bigotimes ast odot xrightarrow "
        "longrightarrow hookrightarrow hookleftarrow lt gt leqslant geqslant sqcup sqcap"
    )
)

COMMANDS: Final[dict[str, Handler]] = {
    **dict.fromkeys(_NOTHING, _nothing),
    **{name: _space(_WIDTHS[space], space) for name, space in _NAMED_SPACES.items()},
    **{name: _space(em) for name, em in _SPACES.items()},
    **{f"\\{name}": _font(alphabet) for name, alphabet in _ALPHABETS.items()},
    **dict.fromkeys(DEFINITIONS, _definition),
    **dict.fromkeys(("\\boldsymbol", "\\bm", "\\pmb", "\\bold"), _bold),
    **dict.fromkeys(("\\hspace", "\\mspace"), _length),
    **dict.fromkeys(("\\kern", "\\mkern", "\\hskip", "\\mskip"), _bare_length),
    **dict.fromkeys(("\\vspace", "\\raisetag"), _ignored_argument),
    **dict.fromkeys(("\\shoveleft", "\\shoveright", "\\vcenter", "\\vbox", "\\vtop"), _argument),
    "\\texorpdfstring": _first_of_two,
    "\\surd": lambda _parser, _token: Root(Sequence([])),
    "\\qedhere": lambda _parser, _token: Symbol("∎", "ord"),
    **dict.fromkeys(("\\class", "\\cssId", "\\style"), _second),
    "\\require": _ignored_argument,
    **{f"\\up{name}": _upright(char) for name, char in _GREEK.items()},
    "\\ensuremath": _argument,
    "\\mathchoice": _choice,
    "\\tag": _tag,
    "\\label": _label,
    "\\notag": _unnumbered,
    "\\nonumber": _unnumbered,
    "\\IEEEnonumber": _unnumbered,
    "\\unicode": _code_point,
    "\\char": _code_point,
    "\\dots": _dots,
}
